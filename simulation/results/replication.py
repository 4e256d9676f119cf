"""A replication on its way from a worker to the store: Parquet files as bytes, each with its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SCHEMA_VERSION = 3
"""Of the ledgers' columns and of the summaries; a change only adds tables and columns, and raises this: older runs stay
readable."""


def replication_key(content_hash: str, seed: int, model_version: str) -> str:
    """Name of a replication by its content: 64 hex digits of scenario content, seed and versions."""
    content = f"{content_hash}\n{seed}\n{model_version}\n{SCHEMA_VERSION}"
    return hashlib.sha256(content.encode()).hexdigest()


def sha256(content: bytes) -> str:
    """SHA-256 of bytes as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Replication:
    """All files of one replication (Replikation): ledgers and summaries, table name -> Parquet bytes.

    `hashes` holds what the worker computed; the publisher compares, so that a byte lost on the way is noticed.
    """

    starts: date
    days: int
    files: Mapping[str, bytes]
    hashes: Mapping[str, str]

    @classmethod
    def of(cls, starts: date, days: int, files: Mapping[str, bytes]) -> Replication:
        """The files with their hashes."""
        return cls(starts, days, dict(files), {name: sha256(content) for name, content in files.items()})

    @property
    def size_bytes(self) -> int:
        """Bytes of all files."""
        return sum(len(content) for content in self.files.values())
