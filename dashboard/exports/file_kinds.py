"""What a run leaves the house as: each kind of file with what it is for and who writes it. The list stands at the foot.

Who writes is imported when it is asked for: a table should not wait for the programs that draw a paper, nor a command
for any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dashboard.words import N_

if TYPE_CHECKING:
    from dashboard.exports.formats import Choice
    from dashboard.exports.report import Asked
    from dashboard.shelf import Shelf

LEDGERS = ("cases", "activities", "slots", "searches", "capacity")
EVENTS = "events"
Write = Callable[["Shelf", "Asked", "Choice", Path], None]
Narrows = Callable[[str, str], bool]


@dataclass(frozen=True)
class Format:
    """A kind of file. `title`, `short` and `about` are what readers see of it; a "table" holds the one that was chosen.

    `narrows`: whether it can be of one group alone, by (table, key of the group).
    """

    name: str
    suffix: str
    mime: str
    holds: Literal["report", "table", "ledgers", "event log"]
    short: str
    title: str
    about: str
    narrows: Narrows
    write: Write

    @property
    def tables(self) -> bool:
        """Whether it holds the one table that was chosen."""
        return self.holds == "table"


def _always(table: str, key: str) -> bool:
    return True


def _never(table: str, key: str) -> bool:
    return False


def _of_events(table: str, key: str) -> bool:
    return key in ("team", "service", "channel")


def _of_table(table: str, key: str) -> bool:
    from simulation.results.dictionary import LEDGERS as COLUMNS

    if table == EVENTS:
        return _of_events(table, key)
    return key in COLUMNS[table] if table in LEDGERS else table not in ("weeks", "days")


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

    take_along.write(path, [shelf.store.open(run) for run in asked.runs()])


def _log(shelf: Shelf, asked: Asked, choice: Choice, path: Path) -> None:
    from dashboard.exports.event_log import write_xes

    write_xes(shelf, asked, choice, path)


_OFFICE = "application/vnd.openxmlformats-officedocument."
_PAPER = N_("For council and management: a page to decide on, one of evidence, an annex.")
_WORKBOOK = N_("For controllers: all measures, weeks and assumptions, with charts of Excel.")
_SLIDES = N_("For the meeting: five slides with charts that can be changed.")
_CSV = N_("For spreadsheets and other programs, as your language writes numbers.")
_PARQUET = N_("For Python, R and databases: small, typed, quick.")
_ARROW = N_("For programs that read columns without a copy.")
_DUCKDB = N_("For analysts: all ledgers of the run in one file, to ask in SQL with DuckDB 1.1 or newer.")
_XES = N_("For process mining: each case with its steps, of the first replication.")
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("pdf", "pdf", "application/pdf", "report", "PDF", N_("Council paper"), _PAPER, _always, _paper),
        Format("xlsx", "xlsx", f"{_OFFICE}spreadsheetml.sheet", "report", "XLSX", N_("Workbook"), _WORKBOOK, _always,
               _workbook),
        Format("pptx", "pptx", f"{_OFFICE}presentationml.presentation", "report", "PPTX", N_("Slides"), _SLIDES,
               _always, _slides),
        Format("csv", "csv", "text/csv; charset=utf-8", "table", "CSV", N_("Table as CSV"), _CSV, _of_table,
               _table("csv")),
        Format("parquet", "parquet", "application/vnd.apache.parquet", "table", "Parquet", N_("Table as Parquet"),
               _PARQUET, _of_table, _table("parquet")),
        Format("arrow", "arrow", "application/vnd.apache.arrow.file", "table", "Arrow", N_("Table as Arrow"), _ARROW,
               _of_table, _table("arrow")),
        Format("duckdb", "duckdb", "application/vnd.duckdb.file", "ledgers", "DuckDB", N_("Database"), _DUCKDB,
               _never, _database),
        Format("xes", "xes", "application/xml", "event log", "XES", N_("Event log"), _XES, _of_events, _log),
    )
}  # fmt: skip
