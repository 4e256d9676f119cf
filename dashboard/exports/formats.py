"""A finished run as one file: which part of it, what is refused, and whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.exports.errors import ExportError, ExportFailed, NoSuchRun, Unfinished
from dashboard.exports.file_kinds import EVENTS, FORMATS, LEDGERS, Format
from dashboard.exports.report import WHOLE, Asked, Group
from dashboard.exports.table import SEPARATORS
from dashboard.exports.target import replacing
from dashboard.words import LANGUAGES

if TYPE_CHECKING:
    from dashboard.shelf import Shelf

MEASURES = ("measures", "weeks", "days", "replications", "differences")
TABLES = (*MEASURES, *LEDGERS, EVENTS)
DECIMALS = (".", ",")


@dataclass(frozen=True)
class Choice:
    """Which part of a run, and how it is written: what concerns some formats alone.

    `separator` and `decimal` of a CSV, empty: as the language has them. `replication` of the events: None for the
    first, 0 for all of them in one log; a ledger has all.
    """

    table: str = "measures"
    separator: str = ""
    decimal: str = ""
    replication: int | None = None

    def check(self, format: str, group: Group = WHOLE) -> None:
        """ExportError for what does not exist, or does not go together."""
        if self.table not in TABLES:
            raise ExportError(f"table {self.table[:40]!r}", "there is no such table", f"there are {', '.join(TABLES)}")
        if self.separator not in ("", *SEPARATORS):
            raise ExportError(f"separator {self.separator[:40]!r}", "is none", f"there are {' '.join(SEPARATORS)}")
        if self.decimal not in ("", *DECIMALS):
            raise ExportError(f"decimal {self.decimal[:40]!r}", "is none", "there are . and ,")
        if (self.separator or self.decimal) and format != "csv":
            what = f"separator {self.separator}" if self.separator else f"decimal {self.decimal}"
            raise ExportError(what, f"{format} has none", "leave it out, or choose csv")
        if self.separator == "," == self.decimal:
            raise ExportError("separator ,", "is the decimal comma, too", "choose ; or tab, or the decimal point")
        if self.table != "measures" and not FORMATS[format].tables:
            having = ", ".join(one.name for one in FORMATS.values() if one.tables)
            raise ExportError(f"table {self.table}", f"{format} holds no single table", f"choose one of {having}")
        if group != WHOLE and FORMATS[format].holds == "ledgers":
            where = f"group {group[0][:40]}={group[1][:40]}"
            raise ExportError(where, f"{format} holds the whole run", "leave it out, or choose a table")
        if self.replication is None:
            return
        if self.replication < 0:
            raise ExportError(f"replication {self.replication}", "is none", "they count from 1, 0 is all of them")
        if FORMATS[format].holds != "event log" and not (FORMATS[format].tables and self.table == EVENTS):
            what = self.table if FORMATS[format].tables else format
            raise ExportError(f"replication {self.replication}", f"{what} has all of them", "choose an event log")


def export(
    shelf: Shelf, asked: Asked, format: str, choice: Choice | None = None, path: Path = Path(), force: bool = False
) -> None:
    """Write a finished run to `path`, whole or not at all; every file of the run is held against its hash first.

    ExportError for what cannot be had, ExportFailed when the disk is full, StoreError when a file of the run is
    damaged.
    """
    choice = choice or Choice()
    check(shelf, asked, format, choice)
    with replacing(path, force) as made:
        FORMATS[format].write(shelf, asked, choice, made)


def check(shelf: Shelf, asked: Asked, format: str, choice: Choice) -> None:
    """What `export` refuses, before anything is written."""
    if format not in FORMATS:
        raise ExportError(f"format {format[:40]!r}", "there is no such format", f"there are {', '.join(FORMATS)}")
    choice.check(format, asked.group)
    if asked.lang not in LANGUAGES:
        raise ExportError(f"language {asked.lang[:40]!r}", "is not spoken here", f"there are {', '.join(LANGUAGES)}")
    for run in asked.runs():
        _finished(shelf, run)
        shelf.store.open(run, afresh=True)
    if asked.group != WHOLE:
        _group(shelf, asked)


def _finished(shelf: Shelf, run: str) -> None:
    """ExportError unless the run is published."""
    from simulation.study.listing import listed, published_here

    if published_here(shelf.store, run):
        return
    where = f"run {run[:40]}"
    for row in listed(shelf.path) if run else []:
        if run in (row["run"], row["against_run"]) and row["state"] != "done":
            far = f"{row['done']} of {row['of']} replications are there"
            if row["state"] in ("running", "waiting"):
                is_ = "is still going" if row["state"] == "running" else "waits for its turn"
                raise Unfinished(where, f"{is_}, {far}", "export it when terminwerk runs says done")
            raise Unfinished(where, f"was {row['state']}, {far}", "ask again: what is there is kept")
    raise NoSuchRun(where, "there is no such run", "terminwerk runs lists those that are")


def _group(shelf: Shelf, asked: Asked) -> None:
    key, value = asked.group
    measures = shelf.store.open(asked.run).measures()
    known: dict[str, list[str]] = {}
    for name, one in measures.select("key", "value").unique().sort("key", "value").iter_rows():
        if name:
            known.setdefault(name, []).append(one)
    where = f"group {key[:40]}={value[:40]}"
    if key not in known:
        raise ExportError(where, "no measure has this key", f"there are {', '.join(known)}")
    if value not in known[key]:
        raise ExportError(where, f"run {asked.run} has no such {key}", f"there are {', '.join(known[key])}")


__all__ = [
    "DECIMALS", "EVENTS", "FORMATS", "LEDGERS", "SEPARATORS", "TABLES", "Choice", "ExportError", "ExportFailed",
    "Format", "check", "export",
]  # fmt: skip
