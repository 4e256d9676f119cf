"""Tables of a run as data: measures, ledgers and events as CSV, Parquet or Arrow, numbers as they are kept.

Names of columns are those of the data dictionary, whatever the language. A moment of a ledger stands there twice: in
minutes, and beside it (`arrived_at`) as the office's clock shows it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from polars.io.plugins import register_io_source

from dashboard.exports.errors import ExportError
from dashboard.exports.event_log import group_of, numbers_of
from dashboard.exports.formats import EVENTS, LEDGERS, Choice
from dashboard.exports.measure_rows import measure_rows
from dashboard.exports.report import Asked, Group
from dashboard.exports.table import FORMULA_STARTS, dialect
from simulation.results.events import SCHEMA, event_table
from simulation.results.rows import civil, minutes_of

if TYPE_CHECKING:
    from dashboard.shelf import Shelf
    from simulation.results import RunView

ROW_GROUP = 122_880
END = "\r\n"
TO_THE_SECOND = "%Y-%m-%d %H:%M:%S"
ISO = "%Y-%m-%dT%H:%M:%S%.3f%:z"


@dataclass(frozen=True)
class Rows:
    """The rows of a table part by part, each as large as a replication at most."""

    schema: pl.Schema
    parts: Callable[[], Iterator[pl.DataFrame]]

    def lazily(self) -> pl.LazyFrame:
        """All parts, one after the other and only when they are needed."""

        def source(
            names: list[str] | None, where: pl.Expr | None, n: int | None, size: int | None
        ) -> Iterator[pl.DataFrame]:
            for part in self.parts():
                rows = part if where is None else part.filter(where)
                yield rows.select(names) if names is not None else rows

        return register_io_source(source, schema=self.schema)


def write_table(shelf: Shelf, asked: Asked, choice: Choice, kind: str, path: Path) -> None:
    """Write one table of a run as csv, parquet or arrow. A year of many replications passes through little memory."""
    rows = table_rows(shelf, asked, choice)
    try:
        if kind == "parquet":
            about = _metadata(shelf, asked, choice)
            rows.lazily().sink_parquet(path, compression="zstd", row_group_size=ROW_GROUP, metadata=about)
        elif kind == "arrow":
            rows.lazily().sink_ipc(path, compression="lz4", compat_level=pl.CompatLevel.oldest())
        else:
            _write_csv(rows, asked, choice, path)
    except (OSError, pl.exceptions.PolarsError) as error:  # polars has the number of the fault in its words alone
        number = re.search(r"\(os error (\d+)\)", str(error))
        if number is None:
            raise
        raise OSError(int(number[1]), os.strerror(int(number[1])), str(path)) from error


def table_rows(shelf: Shelf, asked: Asked, choice: Choice) -> Rows:
    """The rows of a table; ExportError for a group that it cannot be narrowed to."""
    view = shelf.store.open(asked.run)
    if choice.table == EVENTS:
        numbers = numbers_of(view, choice.replication)
        key, value = group_of(asked.group)
        return Rows(SCHEMA, lambda: event_table(view, numbers, key, value))
    if choice.table in LEDGERS:
        return _ledger_rows(view, asked.group, choice.table)
    found = measure_rows(shelf, asked, choice.table)
    return Rows(found.schema, lambda: iter([found]))


def _ledger_rows(view: RunView, group: Group, table: str) -> Rows:
    names = view.ledger(table).collect_schema().names()
    key, value = group
    if key and key not in names:
        raise ExportError(f"group {key}={value}", f"{table} has no column {key}", "leave --group out")
    narrowed = pl.col(key) == value if key else pl.lit(True)
    moments = minutes_of(table)
    columns: list[pl.Expr] = []
    for name in names:
        columns.append(pl.col(name))
        if name in moments:
            columns.append(civil(pl.col(name), view.manifest.starts).alias(f"{name}_at"))

    def rows(number: int | None) -> pl.LazyFrame:
        return view.ledger(table, number).filter(narrowed).select(columns)

    return Rows(rows(None).collect_schema(), lambda: (rows(number).collect() for number in view.numbers))


def _write_csv(rows: Rows, asked: Asked, choice: Choice, path: Path) -> None:
    """A log is for programs: commas, points and no byte order mark unless told. The rest is for the reader's Excel."""
    events = choice.table == EVENTS
    separator, comma = dialect("en" if events else asked.lang, choice.separator, choice.decimal)
    text = [_harmless(name) for name, kind in rows.schema.items() if kind == pl.String]
    zoned = [name for name, kind in rows.schema.items() if isinstance(kind, pl.Datetime) and kind.time_zone]
    with path.open("wb") as out:
        out.write(b"" if events else b"\xef\xbb\xbf")
        pl.DataFrame(schema=rows.schema).write_csv(out, separator=separator, line_terminator=END)
        for part in rows.parts():
            part.with_columns(*text, pl.col(zoned).dt.strftime(ISO)).write_csv(
                out,
                include_header=False,
                separator=separator,
                decimal_comma=comma,
                line_terminator=END,
                datetime_format=TO_THE_SECOND,
            )


def _harmless(name: str) -> pl.Expr:
    """A text that a spreadsheet would take for a formula begins with an apostrophe; an empty one is an empty cell."""
    column = pl.col(name).replace("", None)
    begins = pl.any_horizontal(column.str.starts_with(start) for start in FORMULA_STARTS)
    return pl.when(begins).then(pl.lit("'") + column).otherwise(column).alias(name)


def _metadata(shelf: Shelf, asked: Asked, choice: Choice) -> dict[str, str]:
    """Where a Parquet file comes from."""
    manifest = shelf.store.manifest(asked.run)
    return {
        "terminwerk.run": manifest.run,
        "terminwerk.scenario": manifest.scenario_id,
        "terminwerk.table": choice.table,
        "terminwerk.created": manifest.created,
        "terminwerk.model_version": manifest.model_version,
    }
