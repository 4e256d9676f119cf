"""The one SQLite file of a store for what changes: run queue, progress and saved what-ifs (WAL, short transactions)."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "queue.sqlite"
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
UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
DAMAGE = "is damaged; move it away: kept runs stay, the queue and saved what-ifs begin anew"
LEAST_ROOM = 2**18
"""Bytes that a transaction may need beside the file; where the disk has less, it is full."""


class QueueError(sqlite3.DatabaseError):
    """The file cannot be read or written: one line with the remedy. What is published can be read without it."""


def now() -> float:
    """Seconds since 1970."""
    return time.time()


@contextmanager
def connect(store: Path, reads: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection for one transaction: committed at the end, rolled back on an error, closed either way.

    One that only `reads` waits for no writer and needs no room on the disk. Raises QueueError.
    """
    db: sqlite3.Connection | None = None
    try:
        db = _reading(store) if reads else _writing(store)
        db.execute("BEGIN" if reads else "BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
    except sqlite3.DatabaseError as error:
        if _code(error) not in (*UNWRITABLE, *DAMAGED):
            raise
        raise QueueError(_said(store, error)) from error
    except OSError as error:
        raise QueueError(f"{FILE} of the store: cannot be written to {store}: {error.strerror or error}") from error
    finally:
        if db is not None:
            db.close()


def fault(store: Path) -> str:
    """What is wrong with the file; empty when it is sound or not there yet."""
    try:
        with connect(store, reads=True) as db:
            sound = db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except QueueError as error:
        return str(error).partition(": ")[2]
    return "" if sound else DAMAGE


def _writing(store: Path) -> sqlite3.Connection:
    file = store / FILE
    if file not in _ready or not file.exists():
        store.mkdir(parents=True, exist_ok=True)
    db = _opened(str(file))
    if file not in _ready or not _has_tables(db):
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(SCHEMA)
        _ready.add(file)
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def _reading(store: Path) -> sqlite3.Connection:
    """The file as it is; as it was last tidied up where there is no room to look beside it; empty where it is not."""
    file = store / FILE
    if file.exists():
        for address in (str(file), f"{file.absolute().as_uri()}?mode=ro&immutable=1"):
            db = _opened(address)
            try:
                if _has_tables(db):
                    return db
                db.close()
                break
            except sqlite3.DatabaseError as error:
                db.close()
                if _code(error) not in UNWRITABLE or "immutable" in address:
                    raise
    db = _opened(":memory:")
    db.executescript(SCHEMA)
    return db


def _opened(address: str) -> sqlite3.Connection:
    db = sqlite3.connect(address, timeout=30, isolation_level=None, uri=address.startswith("file:"))
    db.row_factory = sqlite3.Row
    return db


def _has_tables(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'drafts'").fetchone() is not None


def _code(error: sqlite3.Error) -> int:
    """The kind of error, without its details."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _said(store: Path, error: sqlite3.Error) -> str:
    """What is wrong with the file and what helps, in one line."""
    if _code(error) in DAMAGED:
        what = DAMAGE
    elif _code(error) == sqlite3.SQLITE_FULL or _room(store) < LEAST_ROOM:
        what = "the disk is full; `terminwerk delete RUN` makes room"
    else:
        what = f"{error}; the store must be writable"
    return f"{FILE} of the store: {what}"


def _room(store: Path) -> int:
    try:
        return shutil.disk_usage(store).free
    except OSError:
        return LEAST_ROOM
