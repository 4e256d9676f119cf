"""From replications to rows for a reader: a mean with its interval, and differences paired by seed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from simulation.study.statistics import interval

Row = dict[str, Any]
GROUPS = ("", "team", "service", "channel")
NAMES = ["measure", "statistic", "key", "value"]


def rows(measures: pl.DataFrame, groups: Sequence[str] = GROUPS) -> list[Row]:
    """Mean and 95 % interval over replications of each measure, for the whole office ("") and by one key each.

    `measures` as RunView.measures(): replication, measure, statistic, key, value, unit, number. One replication
    alone has no interval: the row has then neither low nor high. A measure without data has no row.
    """
    known = [*groups, *(["owner"] if "" in groups else [])]
    wanted = measures.filter(pl.col("key").is_in(known) & pl.col("number").is_finite())
    by_name = wanted.sort("replication").group_by([*NAMES, "unit"], maintain_order=True).agg("number")
    found = [
        _row(measure, statistic, key, value, unit, numbers)
        for measure, statistic, key, value, unit, numbers in by_name.iter_rows()
    ]
    return sorted(found, key=_place)


def differences(measures: pl.DataFrame, base: pl.DataFrame, groups: Sequence[str] = GROUPS) -> list[Row]:
    """The same rows for scenario minus base, paired by replication: both had the same seed (common random numbers)."""
    names = ["replication", *NAMES]
    paired = measures.join(base.select([*names, pl.col("number").alias("before")]), on=names, how="inner")
    return rows(paired.with_columns(number=pl.col("number") - pl.col("before")).drop("before"), groups)


def _row(measure: str, statistic: str, key: str, value: str, unit: str, numbers: list[float]) -> Row:
    row: Row = {"measure": measure, "statistic": statistic, "group": {key: value} if key else {}, "unit": unit}
    if len(numbers) < 2:
        return row | {"mean": numbers[0]}
    over = interval(numbers)
    return row | {"mean": over.mean, "low": over.low, "high": over.high}


def _place(row: Row) -> tuple[int, str, str, str]:
    key, value = next(iter(row["group"].items()), ("", ""))
    order = [*GROUPS, "owner", "week", "quarter"]
    return order.index(key) if key in order else len(order), row["measure"], value, row["statistic"]
