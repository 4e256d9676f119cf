"""Ledgers as rows that are read when they are needed, for what leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from simulation.results.dictionary import ADDED, DICTIONARY, LEDGERS, MINUTE

ZONE = "Europe/Berlin"
TYPES = {
    "double": pl.Float64, "varchar": pl.String, "integer": pl.Int32, "smallint": pl.Int16, "boolean": pl.Boolean,
}  # fmt: skip


def kept_rows(table: str, run: str, files: Sequence[tuple[int, Path]]) -> pl.LazyFrame:
    """Rows of these (replication, file), with run and replication; what an older run lacks is empty."""
    added = {name: TYPES[kind] for name, kind in ADDED.get(table, {}).items()}
    nothing = pl.LazyFrame(schema={"run": pl.String, "replication": pl.Int32, **added})
    frames = []
    for number, file in files:
        frame = pl.scan_parquet(file, glob=False)
        there = frame.collect_schema().names()
        lacking = [pl.lit(None, kind).alias(name) for name, kind in added.items() if name not in there]
        origin = [pl.lit(run).alias("run"), pl.lit(number, pl.Int32).alias("replication")]
        frames.append(frame.with_columns(*origin, *lacking).select("run", "replication", *LEDGERS[table]))
    return pl.concat(frames) if frames else nothing


def minutes_of(table: str) -> list[str]:
    """The columns of a ledger that are moments."""
    return [column.name for column in DICTIONARY[table].columns if column.unit == MINUTE]


def civil(minutes: pl.Expr, starts: date) -> pl.Expr:
    """What the clock on the wall shows at a moment of a run that starts on this date: day and time, without a zone."""
    return pl.lit(starts).cast(pl.Datetime("us")) + pl.duration(microseconds=(minutes * 60e6).round().cast(pl.Int64))


def on_earth(civil_time: pl.Expr) -> pl.Expr:
    """A civil time with its offset in Germany.

    The model's days have 1,440 minutes: of the hour that is skipped in March every minute becomes its end, of the hour
    that comes twice in October the first one is taken; so moments keep their order.
    """
    skipped = civil_time.dt.truncate("1h").dt.offset_by("1h")
    return pl.coalesce(
        one.dt.replace_time_zone(ZONE, ambiguous="earliest", non_existent="null") for one in (civil_time, skipped)
    )
