"""The one SQLite file of a store for what changes: run queue, progress and saved what-ifs (WAL, short transactions)."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    ticket TEXT PRIMARY KEY, run TEXT NOT NULL, against_run TEXT, scenario TEXT NOT NULL, against TEXT,
    seed INTEGER NOT NULL, question TEXT NOT NULL, owner TEXT NOT NULL, state TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0, of INTEGER NOT NULL, fresh INTEGER NOT NULL DEFAULT 0,
    created REAL NOT NULL, started REAL, ended REAL, heartbeat REAL, runner TEXT,
    cancel INTEGER NOT NULL DEFAULT 0, message TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS entries_by_state ON entries (state, created);
CREATE TABLE IF NOT EXISTS drafts (
    draft TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, base TEXT NOT NULL, changes TEXT NOT NULL,
    edited REAL NOT NULL);
"""
_ready: set[Path] = set()


def now() -> float:
    """Seconds since 1970."""
    return time.time()


@contextmanager
def connect(store: Path, reads: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection for one transaction: committed at the end, rolled back on an error, closed either way.

    One that only `reads` waits for no writer.
    """
    file = store / "queue.sqlite"
    if file not in _ready or not file.exists():
        store.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(file, timeout=30, isolation_level=None)
    db.row_factory = sqlite3.Row
    try:
        if file not in _ready or not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'drafts'").fetchone():
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(SCHEMA)
            _ready.add(file)
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("BEGIN" if reads else "BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
    finally:
        db.close()
