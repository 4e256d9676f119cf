"""A run as pages read it: figures with their intervals, the spread of single runs, summaries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import polars as pl

from simulation.scenario import Scenario
from simulation.study.pairs import strangers
from simulation.study.statistics import Interval, interval

GONE_SHARE = 0.05


@dataclass(frozen=True)
class Spread:
    """Between which figures single runs lie: nine of ten, or all of them when there are fewer than ten."""

    low: float
    high: float
    n: int

    @property
    def all_runs(self) -> bool:
        return self.n < 10


@dataclass
class Reading:
    """One scenario as its replications answer it so far. `of` is how many were asked for."""

    run: str
    scenario: Scenario
    view: Any
    n: int
    of: int
    seed: int
    version: str
    live: bool = False
    _series: dict[str, pl.DataFrame] = field(default_factory=dict)

    @cached_property
    def measures(self) -> pl.DataFrame:
        return self.view.measures()

    def series(self, name: str) -> pl.DataFrame:
        if name not in self._series:
            self._series[name] = self.view.series(name)
        return self._series[name]

    def values(self, measure: str, statistic: str, key: str = "", value: str = "") -> list[float]:
        """The figure of each replication, in their order."""
        found = self.measures.filter(
            (pl.col("measure") == measure)
            & (pl.col("statistic") == statistic)
            & (pl.col("key") == key)
            & (pl.col("value").fill_null("") == value)
            & pl.col("number").is_finite()
        )
        return found.sort("replication")["number"].to_list()

    @cached_property
    def searched(self) -> bool:
        """Whether people look for slots in this office, and nothing is applied for."""
        return bool(self.values("demand_lost", "total")) and not self.values("lead_time", "mean")

    def meets(self, other: Reading) -> bool:
        """Whether the same people come on the same days: only then do replications make pairs."""
        alike = (self.seed, self.version) == (other.seed, other.version)
        return alike and strangers(self.scenario, other.scenario) is None

    def over(self, measure: str, statistic: str, key: str = "", value: str = "") -> Interval | None:
        """Mean of the replications with its interval, None without data."""
        values = self.values(measure, statistic, key, value)
        return interval(values) if values else None

    def by(self, measure: str, statistic: str, key: str) -> dict[str, Interval]:
        """The same for each value of a key."""
        known = self.measures.filter((pl.col("measure") == measure) & (pl.col("key") == key))["value"].unique().sort()
        found = {value: self.over(measure, statistic, key, value) for value in known.to_list()}
        return {value: one for value, one in found.items() if one is not None}

    def spread(self, measure: str, statistic: str, key: str = "", value: str = "") -> Spread | None:
        values = self.values(measure, statistic, key, value)
        return spread(values) if values else None

    def day(self, number: float) -> date:
        """The calendar day of a day of the run."""
        return self.scenario.starts + timedelta(days=int(number))

    @property
    def last_day(self) -> date:
        return self.scenario.starts + timedelta(days=self.scenario.days - 1)


def spread(values: list[float]) -> Spread:
    """The middle nine tenths of single runs, or all of them when they are few."""
    column = pl.Series(values)
    if len(values) < 10:
        return Spread(float(column.min()), float(column.max()), len(values))  # type: ignore[arg-type]
    return Spread(_quantile(column, 0.05), _quantile(column, 0.95), len(values))


def _quantile(column: pl.Series, share: float) -> float:
    return float(column.quantile(share, "linear") or 0.0)


def fan(path: pl.DataFrame) -> pl.DataFrame:
    """Day by day: mean, middle half and nine tenths of single runs (all when few). Takes replication, day, cases."""
    outer = (0.0, 1.0) if path["replication"].n_unique() < 10 else (0.05, 0.95)
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


def path_of(reading: Reading) -> pl.DataFrame:
    """The backlog a day of each replication, as a fan."""
    frame = reading.series("backlog_by_day").filter(~pl.col("decided"))
    daily = frame.group_by("replication", "day").agg(pl.col("cases").sum()).sort("replication", "day")
    return fan(daily)


def gone_on(reading: Reading) -> date | None:
    """The first day on which the mean backlog is below a twentieth of its start, None when it never is."""
    path = path_of(reading)
    if not path.height:
        return None
    start = float(path["mean"][0])
    low = path.filter((pl.col("mean") < GONE_SHARE * start) & (pl.col("day") > 0))
    return reading.day(low["day"][0]) if low.height and start > 0 else None
