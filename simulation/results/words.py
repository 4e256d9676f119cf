"""A measure (Kennzahl) in one language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A measure in one language: its name, what it says, who is left out."""

    name: str
    definition: str
    excluded: str
