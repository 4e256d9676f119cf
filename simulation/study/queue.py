"""The run queue: who asked what, how far it is, and what to compute next. It outlives page reloads and restarts."""

from __future__ import annotations

import os
import socket
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from simulation.study.database import connect, now
from simulation.study.questions import Question

STATES = ("waiting", "running", "done", "cancelled", "failed")
SILENT_SECONDS = 60.0
COMMAND_LINE = "command line"


@dataclass(frozen=True)
class Entry:
    """One question in the queue. `done` of `of` replications (both sides of a pair count); times in seconds since 1970.

    `fresh` counts the replications that were computed since `started`; the others were in the store already.
    """

    ticket: str
    run: str
    against_run: str | None
    scenario: str
    against: str | None
    seed: int
    owner: str
    state: str
    done: int
    of: int
    fresh: int
    created: float
    started: float | None
    ended: float | None
    message: str

    @property
    def live(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ("waiting", "running")

    def seconds_left(self) -> float | None:
        """The expected rest of a running question, None before its first new replication."""
        if self.state != "running" or self.started is None or not self.fresh:
            return None
        return (now() - self.started) / self.fresh * max(self.of - self.done, 0)


class Queue:
    """The queue of a store. One short transaction a call, so threads and processes may share the file."""

    def __init__(self, store: Path) -> None:
        self._file = store

    def ask(self, question: Question, owner: str) -> Entry:
        """Put a question in the queue, or take up the entry it has; what failed or was cancelled waits again."""
        with connect(self._file) as db:
            row = _row(db, question.ticket)
            return _entry(row) if row and row["state"] in ("waiting", "running") else _enter(db, question, owner, None)

    def begin(self, question: Question, owner: str = COMMAND_LINE) -> Entry | None:
        """Register a question that the calling process answers itself, at once; None while another one is at it."""
        with connect(self._file) as db:
            row = _row(db, question.ticket)
            return None if row and row["state"] == "running" and _alive(row) else _enter(db, question, owner, me())

    def claim(self, at_once: int = 1) -> tuple[Entry, Question] | None:
        """Take the next question for this process: one at a time an owner, owners in turn, the oldest first.

        `at_once` is how many questions may be running in all runners of this store.
        """
        with connect(self._file) as db:
            _requeue(db)
            running = db.execute(
                "SELECT count(*) FROM entries WHERE state = 'running' AND owner <> ?", (COMMAND_LINE,)
            ).fetchone()[0]
            if running >= at_once:
                return None
            row = db.execute(
                """SELECT * FROM entries AS own WHERE state = 'waiting'
                    AND NOT EXISTS (SELECT 1 FROM entries WHERE owner = own.owner AND state = 'running')
                ORDER BY (SELECT max(started) FROM entries WHERE owner = own.owner) NULLS FIRST, created, ticket
                LIMIT 1"""
            ).fetchone()
            if row is None:
                return None
            question = _question(row)
            if question is None:
                message = "can no longer be asked: a check of scenarios or pairs refuses it; ask anew"
                db.execute(
                    "UPDATE entries SET state = 'failed', message = ?, ended = ? WHERE ticket = ?",
                    (message, now(), row["ticket"]),
                )
                return None
            db.execute(
                """UPDATE entries SET state = 'running', started = ?, heartbeat = ?, runner = ?, done = 0, fresh = 0
                WHERE ticket = ?""",
                (now(), now(), me(), row["ticket"]),
            )
            row = _row(db, row["ticket"])
        return _entry(row), question

    def progress(self, ticket: str, done: int, of: int, fresh: int) -> None:
        """What the runner of a question has done so far; another's ticket stays as it is."""
        with connect(self._file) as db:
            db.execute(
                "UPDATE entries SET done = ?, of = ?, fresh = ?, heartbeat = ? WHERE ticket = ? AND runner = ?",
                (done, of, fresh, now(), ticket, me()),
            )

    def beat(self, ticket: str) -> bool:
        """Say that this process is alive and still at it; True when the question was cancelled or taken away."""
        with connect(self._file) as db:
            alive = db.execute(
                "UPDATE entries SET heartbeat = ? WHERE ticket = ? AND state = 'running' AND runner = ? AND cancel = 0",
                (now(), ticket, me()),
            ).rowcount
        return alive == 0

    def end(self, ticket: str, state: str, message: str = "") -> None:
        """Close an entry of this process as done, cancelled or failed, or give it back as waiting."""
        if state not in STATES:
            raise ValueError(f"{state}: must be one of {', '.join(STATES)}")
        with connect(self._file) as db:
            db.execute(
                "UPDATE entries SET state = ?, message = ?, ended = ?, runner = NULL WHERE ticket = ? AND runner = ?",
                (state, message, None if state == "waiting" else now(), ticket, me()),
            )

    def cancel(self, name: str, owner: str | None = None) -> list[Entry]:
        """Cancel by ticket or run id; a running question stops within one replication. `owner`: only that owner's."""
        with connect(self._file) as db:
            rows = db.execute(
                """SELECT * FROM entries WHERE (ticket = ?1 OR run = ?1 OR against_run = ?1)
                AND state IN ('waiting', 'running') AND (?2 IS NULL OR owner = ?2)""",
                (name, owner),
            ).fetchall()
            for row in rows:
                if row["state"] == "waiting" or not _alive(row):
                    db.execute(
                        "UPDATE entries SET state = 'cancelled', cancel = 1, ended = ?, runner = NULL WHERE ticket = ?",
                        (now(), row["ticket"]),
                    )
                else:
                    db.execute("UPDATE entries SET cancel = 1 WHERE ticket = ?", (row["ticket"],))
            return [_entry(_row(db, row["ticket"])) for row in rows]

    def was_cancelled(self, ticket: str) -> bool:
        """Whether someone asked for its end. A command that was interrupted ends as cancelled, too, and was not."""
        with connect(self._file, reads=True) as db:
            row = _row(db, ticket)
        return row is not None and row["state"] in ("running", "cancelled") and bool(row["cancel"])

    def get(self, ticket: str) -> Entry | None:
        """The entry of a ticket, None when there is none."""
        with connect(self._file, reads=True) as db:
            row = _row(db, ticket)
        return None if row is None else _entry(row)

    def question(self, ticket: str) -> Question | None:
        """What was asked under a ticket, None when there is none."""
        with connect(self._file, reads=True) as db:
            row = _row(db, ticket)
        return None if row is None else _question(row)

    def entries(self, owner: str | None = None) -> list[Entry]:
        """All entries, or an owner's, newest first."""
        with connect(self._file, reads=True) as db:
            rows = db.execute(
                "SELECT * FROM entries WHERE ?1 IS NULL OR owner = ?1 ORDER BY created DESC, ticket", (owner,)
            ).fetchall()
        return [_entry(row) for row in rows]

    def position(self, ticket: str) -> int:
        """How many waiting questions were asked before this one."""
        with connect(self._file, reads=True) as db:
            return int(
                db.execute(
                    """SELECT count(*) FROM entries WHERE state = 'waiting'
                    AND created < (SELECT created FROM entries WHERE ticket = ?)""",
                    (ticket,),
                ).fetchone()[0]
            )

    def forget(self, ticket: str) -> None:
        """Drop an entry that is closed."""
        with connect(self._file) as db:
            _requeue(db)
            db.execute("DELETE FROM entries WHERE ticket = ? AND state NOT IN ('waiting', 'running')", (ticket,))

    def requeue(self) -> int:
        """Put the questions of dead processes back: a runner's wait again, a command's are closed as failed."""
        with connect(self._file) as db:
            return _requeue(db)


def me() -> str:
    """This process as host, process id and its start: a process id alone is used again."""
    return f"{socket.gethostname()}/{os.getpid()}/{_born(os.getpid())}"


def _born(pid: int) -> str:
    """When a process of this machine began, in ticks since the machine did; empty where the system does not tell."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _alive(row: sqlite3.Row) -> bool:
    """Whether the process that answers is there: asked of the system here, judged by its heartbeat elsewhere."""
    host, pid, born = (row["runner"] or "//").rsplit("/", 2)
    if host != socket.gethostname():
        return bool(now() - (row["heartbeat"] or 0) < SILENT_SECONDS)
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        pass
    return _born(int(pid)) == born


def _left(row: sqlite3.Row) -> tuple[str, str]:
    """State and message of a question whose process is gone."""
    if row["cancel"]:
        return "cancelled", ""
    if row["owner"] == COMMAND_LINE:
        return "failed", "its process ended; the same command goes on from what is kept"
    return "waiting", ""


def _requeue(db: sqlite3.Connection) -> int:
    dead = [row for row in db.execute("SELECT * FROM entries WHERE state = 'running'") if not _alive(row)]
    for row in dead:
        state, message = _left(row)
        db.execute(
            "UPDATE entries SET state = ?, message = ?, runner = NULL, ended = ? WHERE ticket = ?",
            (state, message, None if state == "waiting" else now(), row["ticket"]),
        )
    return len(dead)


def _enter(db: sqlite3.Connection, question: Question, owner: str, runner: str | None) -> Entry:
    """A new entry, also in the place of an older one of the same question."""
    began = now() if runner else None
    row = {
        "ticket": question.ticket,
        "run": question.run,
        "against_run": question.against_run,
        "scenario": question.scenario.id,
        "against": question.against.id if question.against else None,
        "seed": question.seed,
        "question": question.to_json(),
        "owner": owner,
        "state": "running" if runner else "waiting",
        "of": question.stop.most * len(question.sides),
        "created": now(),
        "started": began,
        "heartbeat": began,
        "runner": runner,
    }
    values = ", ".join(f":{name}" for name in row)
    db.execute(f"REPLACE INTO entries ({', '.join(row)}) VALUES ({values})", row)
    return _entry(_row(db, question.ticket))


def _question(row: sqlite3.Row) -> Question | None:
    """What an entry asks; None when an older program kept it and it can no longer be asked."""
    try:
        return Question.from_json(row["question"])
    except ValueError:
        return None


def _row(db: sqlite3.Connection, ticket: str) -> sqlite3.Row:
    return db.execute("SELECT * FROM entries WHERE ticket = ?", (ticket,)).fetchone()  # type: ignore[no-any-return]


def _entry(row: sqlite3.Row) -> Entry:
    """The entry of a row; one that a dead process left running is told as it will be when the next one tidies up."""
    entry = Entry(**{name: row[name] for name in Entry.__dataclass_fields__})
    if entry.state != "running" or _alive(row):
        return entry
    state, message = _left(row)
    return replace(entry, state=state, message=message)
