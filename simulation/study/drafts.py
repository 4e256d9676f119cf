"""What-ifs that users saved: a name, a base and named changes, in the queue's SQLite file."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulation.study.database import connect, now

LONGEST_NAME = 80


@dataclass(frozen=True)
class Draft:
    """A saved what-if. `base` is a scenario id; `changes` as `changed(...)` takes them; times in seconds since 1970."""

    draft: str
    owner: str
    name: str
    base: str
    changes: dict[str, Any]
    edited: float


class Drafts:
    """The saved what-ifs of a store. One short transaction a call, so threads and processes may share the file."""

    def __init__(self, store: Path) -> None:
        self._file = store

    def save(self, owner: str, name: str, base: str, changes: dict[str, Any], draft: str | None = None) -> Draft:
        """Keep a what-if, or write over an own one; ValueError when the name is empty, long or taken."""
        name = _checked(name)
        key = draft or "W-" + secrets.token_hex(4)
        with connect(self._file) as db:
            taken = db.execute(
                "SELECT 1 FROM drafts WHERE owner = ? AND name = ? AND draft <> ?", (owner, name, key)
            ).fetchone()
            if taken:
                raise ValueError(f"{name}: this name is taken, choose another")
            db.execute(
                """INSERT INTO drafts (draft, owner, name, base, changes, edited) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (draft) DO UPDATE SET name = excluded.name, base = excluded.base,
                    changes = excluded.changes, edited = excluded.edited WHERE owner = excluded.owner""",
                (key, owner, name, base, json.dumps(changes, sort_keys=True), now()),
            )
        saved = self.get(key)
        if saved is None or saved.owner != owner:
            raise ValueError(f"{key}: belongs to someone else, clone it first")
        return saved

    def get(self, draft: str) -> Draft | None:
        """A what-if by its key, whoever owns it: links are shared."""
        with connect(self._file, reads=True) as db:
            row = db.execute("SELECT * FROM drafts WHERE draft = ?", (draft,)).fetchone()
        return None if row is None else _draft(row)

    def list(self, owner: str) -> list[Draft]:
        """The what-ifs of an owner, last edited first."""
        with connect(self._file, reads=True) as db:
            rows = db.execute("SELECT * FROM drafts WHERE owner = ? ORDER BY edited DESC, name", (owner,)).fetchall()
        return [_draft(row) for row in rows]

    def clone(self, draft: str, owner: str, name: str) -> Draft:
        """Copy anybody's what-if into the own list under a new name."""
        original = self.get(draft)
        if original is None:
            raise ValueError(f"{draft}: no such what-if")
        return self.save(owner, name, original.base, original.changes)

    def rename(self, draft: str, owner: str, name: str) -> Draft:
        """The same what-if under another name. ValueError when it is not the owner's."""
        original = self.get(draft)
        if original is None or original.owner != owner:
            raise ValueError(f"{draft}: no such what-if of yours")
        return self.save(owner, name, original.base, original.changes, draft)

    def delete(self, draft: str, owner: str) -> bool:
        """Forget an own what-if; False when there is none."""
        with connect(self._file) as db:
            return db.execute("DELETE FROM drafts WHERE draft = ? AND owner = ?", (draft, owner)).rowcount > 0


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise ValueError(f"a name must have 1 to {LONGEST_NAME} characters, has {len(name)}")
    return name


def _draft(row: Any) -> Draft:
    return Draft(row["draft"], row["owner"], row["name"], row["base"], json.loads(row["changes"]), row["edited"])
