"""Tables of a run as data: measures, ledgers and events as CSV, Parquet or Arrow, numbers as they are kept.

Names of columns are those of the data dictionary, whatever the language. A moment of a ledger stands there twice: in
minutes, and beside it (`arrived_at`) as the office's clock shows it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from dashboard.exports.errors import ExportError
from dashboard.exports.event_log import event_rows
from dashboard.exports.formats import EVENTS, LEDGERS, Choice
from dashboard.exports.measure_rows import measure_rows
from dashboard.exports.report import WHOLE, Asked
from dashboard.exports.table import FORMULA_STARTS, dialect
from simulation.results.rows import civil, minutes_of

if TYPE_CHECKING:
    from dashboard.shelf import Shelf

ROW_GROUP = 122_880
TO_THE_SECOND = "%Y-%m-%d %H:%M:%S"
ISO = "%Y-%m-%dT%H:%M:%S%.3f%:z"


def write_table(shelf: Shelf, asked: Asked, choice: Choice, kind: str, path: Path) -> None:
    """Write one table of a run as csv, parquet or arrow. A ledger of any size passes through little memory."""
    rows = table_rows(shelf, asked, choice)
    try:
        if kind == "parquet":
            about = _metadata(shelf, asked, choice)
            rows.sink_parquet(path, compression="zstd", row_group_size=ROW_GROUP, metadata=about)
        elif kind == "arrow":
            rows.sink_ipc(path, compression="lz4", compat_level=pl.CompatLevel.oldest())
        else:
            _write_csv(rows, asked, choice, path)
    except (OSError, pl.exceptions.PolarsError) as error:  # polars has the number of the fault in its words alone
        number = re.search(r"\(os error (\d+)\)", str(error))
        if number is None:
            raise
        raise OSError(int(number[1]), os.strerror(int(number[1])), str(path)) from error


def table_rows(shelf: Shelf, asked: Asked, choice: Choice) -> pl.LazyFrame:
    """The rows of a table; ExportError for a group that it cannot be narrowed to."""
    if choice.table == EVENTS:
        return event_rows(shelf.store.open(asked.run), choice.replication, asked.group)
    if choice.table in LEDGERS:
        return _ledger_rows(shelf, asked, choice.table)
    return measure_rows(shelf, asked, choice.table).lazy()


def _ledger_rows(shelf: Shelf, asked: Asked, table: str) -> pl.LazyFrame:
    view = shelf.store.open(asked.run)
    rows = view.ledger(table)
    names = rows.collect_schema().names()
    if asked.group != WHOLE:
        key, value = asked.group
        if key not in names:
            raise ExportError(f"group {key}={value}", f"{table} has no column {key}", "leave --group out")
        rows = rows.filter(pl.col(key) == value)
    moments = minutes_of(table)
    columns: list[pl.Expr] = []
    for name in names:
        columns.append(pl.col(name))
        if name in moments:
            columns.append(civil(pl.col(name), view.manifest.starts).alias(f"{name}_at"))
    return rows.select(columns)


def _write_csv(rows: pl.LazyFrame, asked: Asked, choice: Choice, path: Path) -> None:
    """A log is for programs: commas, points and no byte order mark unless told. The rest is for the reader's Excel."""
    events = choice.table == EVENTS
    separator, comma = dialect("en" if events else asked.lang, choice.separator, choice.decimal)
    schema = rows.collect_schema()
    text = [_harmless(name) for name, kind in schema.items() if kind == pl.String]
    zoned = [name for name, kind in schema.items() if isinstance(kind, pl.Datetime) and kind.time_zone]
    rows.with_columns(*text, pl.col(zoned).dt.strftime(ISO)).sink_csv(
        path,
        separator=separator,
        decimal_comma=comma,
        include_bom=not events,
        line_terminator="\r\n",
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
