"""The manifest of a run: what was asked, with which versions, and the SHA-256 of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from simulation.results.errors import StoreError
from simulation.results.replication import SCHEMA_VERSION, sha256


@dataclass(frozen=True)
class Manifest:
    """A run (Lauf): the same content, first seed, stopping rule and versions are the same run.

    `replications` are (number, key) in the order of their numbers; numbers begin at 1.
    `files` (file name -> SHA-256) is filled at publication. `notes` is free JSON of whoever asked and no part of the
    identity. A run does not know what it is compared with: the queue knows which pairs were asked for.
    """

    scenario: str
    scenario_id: str
    content_hash: str
    starts: date
    days: int
    seed: int
    stop: str
    model_version: str
    replications: tuple[tuple[int, str], ...]
    created: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    schema_version: int = SCHEMA_VERSION

    @property
    def run(self) -> str:
        """Name of the run: 12 hex digits of content hash, seed, stopping rule and versions."""
        # The last was a field that nobody filled: without its place every kept run would have another name.
        parts = (self.content_hash, self.seed, self.stop, self.model_version, self.schema_version, None)
        return sha256("\n".join(map(str, parts)).encode())[:12]

    def with_files(self, files: Mapping[str, str]) -> Manifest:
        """The same manifest with the SHA-256 of its files."""
        return replace(self, files=dict(files))

    def files_of(self, table: str) -> list[str]:
        """Names of a published table's files in the order of the replications; none where the run is older than it."""
        names = [f"{table}-{number}.parquet" for number, _ in self.replications]
        return [name for name in names if name in self.files]

    def to_json(self) -> str:
        """Text of manifest.json; its last line of content is the SHA-256 of all the others."""
        content = {"run": self.run, **asdict(self), "starts": self.starts.isoformat()}
        return json.dumps({**content, "manifest_sha256": _seal(content)}, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str, run: str) -> Manifest:
        """Read manifest.json of a run; StoreError when it is damaged."""
        try:
            content = json.loads(text)
            seal = content.pop("manifest_sha256")
            if seal != _seal(content) or content.pop("run") != run:
                raise ValueError("its content and its hash differ")
            content.pop("against", None)  # in older manifests, always empty
            content["starts"] = date.fromisoformat(content["starts"])
            content["replications"] = tuple((number, key) for number, key in content["replications"])
            return cls(**content)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise StoreError(f"run {run} › manifest.json: damaged ({error}); delete the run and ask again") from error


def _seal(content: Mapping[str, Any]) -> str:
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode())
