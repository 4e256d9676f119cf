"""How far single runs lie apart: of one figure, and day by day of a stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

GONE_SHARE = 0.05
FEW = 10
"""Of fewer single runs all are shown, of more the middle nine tenths."""


@dataclass(frozen=True)
class Spread:
    """Between which figures single runs lie: nine of ten, or all of them when there are fewer than ten."""

    low: float
    high: float
    n: int

    @property
    def all_runs(self) -> bool:
        """Whether these are all of them."""
        return self.n < FEW


def spread(values: Sequence[float]) -> Spread:
    """The middle nine tenths of single runs, or all of them when they are few."""
    column = pl.Series(values)
    if len(values) < FEW:
        return Spread(float(min(values)), float(max(values)), len(values))
    return Spread(_quantile(column, 0.05), _quantile(column, 0.95), len(values))


def _quantile(column: pl.Series, share: float) -> float:
    return float(column.quantile(share, "linear") or 0.0)


def daily(stock: pl.DataFrame, replications: Sequence[int], days: int) -> pl.DataFrame:
    """(replication, day, cases) of each replication and day, 0 to `days`: 0 where `stock`, whose rows have cases, has
    no row."""
    kinds = {name: stock.schema[name] for name in ("replication", "day")}
    grid = pl.DataFrame({"replication": replications}).join(pl.DataFrame({"day": range(days + 1)}), how="cross")
    found = stock.group_by("replication", "day").agg(pl.col("cases").sum())
    return (
        grid.cast(kinds)  # type: ignore[arg-type]
        .join(found, on=["replication", "day"], how="left")
        .with_columns(pl.col("cases").fill_null(0))
        .sort("replication", "day")
    )


def fan(path: pl.DataFrame) -> pl.DataFrame:
    """Day by day: mean, middle half and nine tenths of single runs (all when few). Takes replication, day, cases."""
    outer = (0.0, 1.0) if path["replication"].n_unique() < FEW else (0.05, 0.95)
    cases = pl.col("cases")
    return (
        path.group_by("day")
        .agg(
            mean=cases.mean(),
            low90=cases.quantile(outer[0], "linear"),
            high90=cases.quantile(outer[1], "linear"),
            low50=cases.quantile(0.25, "linear"),
            high50=cases.quantile(0.75, "linear"),
        )
        .sort("day")
    )


def gone(path: pl.DataFrame) -> int | None:
    """The first day of a fan on which the mean is below a twentieth of its start, None when it never is."""
    if not path.height:
        return None
    start = float(path["mean"][0])
    low = path.filter((pl.col("mean") < GONE_SHARE * start) & (pl.col("day") > 0))
    return int(low["day"][0]) if low.height and start > 0 else None
