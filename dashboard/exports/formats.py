"""What a run leaves the house as: each format with its suffix and who writes it. The list stands at the foot.

Who writes is imported when it is asked for: a table should not wait for the programs that draw a paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.exports.errors import ExportError, ExportFailed, NoSuchRun, Unfinished
from dashboard.exports.report import WHOLE, Asked
from dashboard.exports.table import SEPARATORS
from dashboard.exports.target import replacing
from dashboard.words import LANGUAGES
from simulation.results.dictionary import LEDGERS as COLUMNS

if TYPE_CHECKING:
    from dashboard.shelf import Shelf

MEASURES = ("measures", "weeks", "days", "replications", "differences")
LEDGERS = ("cases", "activities", "slots", "searches", "capacity")
EVENTS = "events"
TABLES = (*MEASURES, *LEDGERS, EVENTS)
DECIMALS = (".", ",")


@dataclass(frozen=True)
class Choice:
    """Which part of a run, and how it is written: what concerns some formats alone.

    `separator` and `decimal` of a CSV, empty: as the language has them. `replication` of the events, 0 for all of them
    in one log; a ledger has all.
    """

    table: str = "measures"
    separator: str = ""
    decimal: str = ""
    replication: int = 1

    def check(self, format: str) -> None:
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
        if self.replication < 0:
            raise ExportError(f"replication {self.replication}", "is none", "they count from 1, 0 is all of them")


Write = Callable[["Shelf", Asked, Choice, Path], None]


@dataclass(frozen=True)
class Format:
    """A kind of file. `tables`: whether it holds the one table that was chosen."""

    name: str
    suffix: str
    mime: str
    write: Write
    tables: bool = False


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
    choice.check(format)
    if asked.lang not in LANGUAGES:
        raise ExportError(f"language {asked.lang[:40]!r}", "is not spoken here", f"there are {', '.join(LANGUAGES)}")
    for run in runs(asked):
        _finished(shelf, run)
        shelf.store.open(run, afresh=True)
    if asked.group != WHOLE:
        _group(shelf, asked)


def narrows(format: str, table: str, key: str) -> bool:
    """Whether a file of this kind can be of one group alone, by this key."""
    if not key or format in ("pdf", "xlsx", "pptx"):
        return True
    if format == "xes" or (FORMATS[format].tables and table == EVENTS):
        return key in ("team", "service", "channel")
    if table in LEDGERS:
        return key in COLUMNS[table]
    return FORMATS[format].tables and table not in ("weeks", "days")


def runs(asked: Asked) -> list[str]:
    """All runs that are named, the one that is exported first; a dash stands for none."""
    return [*dict.fromkeys([asked.run, *(one for one in (asked.against, *asked.beside) if one not in ("", "-"))])]


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


def _paper(shelf: Shelf, asked: Asked, choice: Choice, path: Path) -> None:
    from dashboard.exports.paper import paper
    from dashboard.exports.reporting import report

    path.write_bytes(paper(report(shelf, asked)))


def _workbook(shelf: Shelf, asked: Asked, choice: Choice, path: Path) -> None:
    from dashboard.exports.reporting import report
    from dashboard.exports.workbook import workbook

    path.write_bytes(workbook(report(shelf, asked)))


def _slides(shelf: Shelf, asked: Asked, choice: Choice, path: Path) -> None:
    from dashboard.exports.reporting import report
    from dashboard.exports.slides import slides

    path.write_bytes(slides(report(shelf, asked)))


def _table(kind: str) -> Write:
    def write(shelf: Shelf, asked: Asked, choice: Choice, path: Path) -> None:
        from dashboard.exports.data_files import write_table

        write_table(shelf, asked, choice, kind, path)

    return write


def _database(shelf: Shelf, asked: Asked, choice: Choice, path: Path) -> None:
    from simulation.results import take_along

    take_along.write(path, [shelf.store.open(run) for run in runs(asked)])


def _log(shelf: Shelf, asked: Asked, choice: Choice, path: Path) -> None:
    from dashboard.exports.event_log import write_xes

    write_xes(shelf, asked, choice, path)


_OFFICE = "application/vnd.openxmlformats-officedocument."
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("pdf", "pdf", "application/pdf", _paper),
        Format("xlsx", "xlsx", f"{_OFFICE}spreadsheetml.sheet", _workbook),
        Format("pptx", "pptx", f"{_OFFICE}presentationml.presentation", _slides),
        Format("csv", "csv", "text/csv; charset=utf-8", _table("csv"), tables=True),
        Format("parquet", "parquet", "application/vnd.apache.parquet", _table("parquet"), tables=True),
        Format("arrow", "arrow", "application/vnd.apache.arrow.file", _table("arrow"), tables=True),
        Format("duckdb", "duckdb", "application/vnd.duckdb.file", _database),
        Format("xes", "xes", "application/xml", _log),
    )
}

__all__ = [
    "DECIMALS", "FORMATS", "SEPARATORS", "TABLES", "Choice", "ExportError", "ExportFailed", "Format", "check", "export",
]  # fmt: skip
