"""From replications to rows for a reader: a mean with its interval, and differences paired by seed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from simulation.results.run_view import APART
from simulation.results.zeros import with_zeros
from simulation.study.statistics import Interval, interval, paired

if TYPE_CHECKING:
    from simulation.results import RunView

Row = dict[str, Any]
GROUPS = ("", "team", "service", "channel", "pool")
"""How the answer to a question is counted: for the whole office, and by one key each."""
KEYS = ("team", "service", "channel", "pool", "week", "day", "quarter", "owner", "way", "rule")
"""By what a reader may ask for rows."""
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
    both = pairs(measures, base)
    return rows(both.with_columns(number=pl.col("number") - pl.col("before")).drop("before"), groups)


def pairs(measures: pl.DataFrame, base: pl.DataFrame) -> pl.DataFrame:
    """The measures of the replications that both have, each with its number `before`, that of the base; what only one
    of them has counted is 0 in the other."""
    numbers = sorted(set(measures["replication"]) & set(base["replication"]))
    after, before = (one.filter(pl.col("replication").is_in(numbers)) for one in (measures, base))
    after, before = with_zeros(after, numbers, [before]), with_zeros(before, numbers, [after])
    names = ["replication", *NAMES]
    return after.join(before.select([*names, pl.col("number").alias("before")]), on=names, how="inner")


@dataclass(frozen=True, slots=True)
class Gap(Interval):
    """The interval of a difference, with the means of both sides over the same pairs."""

    before: float
    after: float


def gaps(measures: pl.DataFrame, base: pl.DataFrame, groups: Sequence[str] = GROUPS) -> dict[tuple[str, ...], Gap]:
    """Differences by (measure, statistic, key, value), as `differences` has them, with what they lie between."""
    both = pairs(measures, base).filter(
        pl.col("key").is_in(list(groups)) & pl.col("number").is_finite() & pl.col("before").is_finite()
    )
    by_name = both.sort("replication").group_by(NAMES, maintain_order=True).agg("number", "before")
    found = {}
    for *place, after, before in by_name.iter_rows():
        over = paired(after, before)
        means = (math.fsum(side) / len(side) for side in (before, after))
        found[tuple(place)] = Gap(over.mean, over.low, over.high, over.n, over.half_width, *means)
    return found


def measures_by(view: RunView, keys: Sequence[str]) -> list[Row]:
    """The rows of a run for the whole office, then by one of these keys each."""
    return [row for apart, groups in _parts(keys) for row in rows(view.measures(apart), groups)]


def differences_by(view: RunView, base: RunView, keys: Sequence[str]) -> list[Row]:
    """The same for a run minus its base."""
    return [
        row for apart, groups in _parts(keys) for row in differences(view.measures(apart), base.measures(apart), groups)
    ]


def _parts(keys: Sequence[str]) -> list[tuple[str, list[str]]]:
    """(what a view keeps apart, keys to count by): the others first, with the whole office."""
    others = ["", *(key for key in keys if key not in APART)]
    return [("", others), *((key, [key]) for key in APART if key in keys)]


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
