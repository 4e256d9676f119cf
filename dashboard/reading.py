"""A run as pages read it: figures with their intervals, the spread of single runs, summaries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import polars as pl

from simulation.scenario import Scenario
from simulation.study.pairs import strangers
from simulation.study.spread import Spread, daily, fan, gone, spread
from simulation.study.statistics import Interval, interval


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


def path_of(reading: Reading) -> pl.DataFrame:
    """The backlog a day of each replication, as a fan."""
    frame = reading.series("backlog_by_day").filter(~pl.col("decided"))
    replications = reading.measures["replication"].unique().sort().to_list()
    return fan(daily(frame, replications, reading.scenario.days) if frame.height else frame)


def gone_on(reading: Reading) -> date | None:
    """The first day on which the mean backlog is nearly gone, None when it never is."""
    day = gone(path_of(reading))
    return None if day is None else reading.day(day)
