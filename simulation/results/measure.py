"""What a measure (Kennzahl) is, and the one question that all of them are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import duckdb

from simulation.results.definitions import DEFINITIONS
from simulation.results.words import Words

Better = Literal["higher", "lower", "none"]
COLUMN = {"day": "date"}
"""Groups whose column in the nouns has another name."""


@dataclass(frozen=True)
class Measure:
    """A number with a unit, counted from one noun of views.sql, for the whole office and by one key at a time.

    `statistics` are SQL aggregates over the rows of `noun` that satisfy `where`; `{per_year}` in them is the factor
    that scales a total to 365 days (by week: of that week's days in the run; by day: of one). `whole` is False when the
    rows of all groups together mean nothing. `units` are those of statistics that have another one than the measure;
    `counts` names those that are 0 where there is nothing. A group without data has no row.
    """

    name: str
    unit: str
    better: Better
    noun: str
    statistics: Mapping[str, str]
    formula: str
    by: tuple[str, ...] = ("team", "service", "channel", "quarter", "week")
    where: str = "true"
    whole: bool = True
    units: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[str, ...] = ("total", "end")

    @property
    def de(self) -> Words:
        """Name, definition and who is excluded, in German."""
        return DEFINITIONS[self.name][0]

    @property
    def en(self) -> Words:
        """Name, definition and who is excluded, in English."""
        return DEFINITIONS[self.name][1]

    @property
    def question(self) -> str:
        """SELECT of (replication, key, value, one column a statistic)."""
        columns = {key: COLUMN.get(key, key) for key in self.by}
        keys = [f"when grouping({column}) = 0 then '{key}'" for key, column in columns.items()]
        values = [f"when grouping({column}) = 0 then {column}::varchar" for column in columns.values()]
        sets = ["(replication)"] * self.whole + [f"(replication, {column})" for column in columns.values()]
        formulas = [self._scaled(formula) for formula in self.statistics.values()]
        return (
            f"select replication, case {' '.join(keys)} else '' end, case {' '.join(values)} else '' end, "
            f"{', '.join(formulas)} from {self.noun} where {self.where} group by grouping sets ({', '.join(sets)}) "
            "having count(*) > 0"
        )

    def _scaled(self, formula: str) -> str:
        if "{per_year}" not in formula:
            return formula
        per_year = "365.0 / (select any_value(days) from runs)"
        cases = ["when grouping(date) = 0 then 365.0"] if "day" in self.by else []
        cases += ["when grouping(week) = 0 then 365.0 / any_value(week_days)"] if "week" in self.by else []
        return formula.replace(
            "{per_year}", f"(case {' '.join(cases)} else {per_year} end)" if cases else f"({per_year})"
        )

    def by_only(self, key: str) -> Measure:
        """The same by this key alone."""
        return replace(self, by=(key,), whole=False)

    def unit_of(self, statistic: str) -> str:
        """The unit of one of its statistics."""
        return self.units.get(statistic, self.unit)


Row = tuple[int, str, str, str, str, str, float]
"""replication, measure, statistic, key, value, unit, number."""


def rows(measure: Measure, con: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    """The measure's rows, ordered; a group of nobody (an empty key) and a number without data are left out."""
    found = con.execute(measure.question).fetchall()
    for replication, key, value, *numbers in sorted(found, key=lambda row: (row[0], row[1], row[2] or "")):
        for statistic, number in zip(measure.statistics, numbers, strict=True):
            if number is not None and value is not None:
                yield (replication, measure.name, statistic, key, value, measure.unit_of(statistic), float(number))
