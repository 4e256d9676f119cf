"""Rank policies that met the same people: means, paired differences to the best one, Holm over all pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import polars as pl

from simulation.results import BY_NAME
from simulation.study.places import Better, By, Line, Place, Race, Verdict
from simulation.study.questions import StudyError
from simulation.study.statistics import Interval, differences, holm, interval, p_value

ERROR = 0.05
FIRST_OF = (("search_success", "per_person"), ("lead_time", "median"), ("waiting_time", "mean"))
Numbers = dict[tuple[str, str], dict[int, float]]


@dataclass(frozen=True)
class Entrant:
    """A policy with the measures of its run, as RunView.measures(): one row per replication, measure and group."""

    name: str
    run: str
    measures: pl.DataFrame

    @cached_property
    def office(self) -> Numbers:
        """Figures of the whole office."""
        return self.of("", "")

    @cached_property
    def units(self) -> dict[tuple[str, str], str]:
        """The unit of each (measure, statistic)."""
        named = self.measures.select("measure", "statistic", "unit").unique(maintain_order=True)
        return {(measure, statistic): unit for measure, statistic, unit in named.iter_rows()}

    def of(self, key: str, value: str) -> Numbers:
        """The numbers of a group by (measure, statistic) and replication; those without data are left out."""
        group = (pl.col("key") == key) & (pl.col("value").fill_null("") == value) & pl.col("number").is_finite()
        wanted = self.measures.filter(group).select("measure", "statistic", "replication", "number")
        found: Numbers = {}
        for measure, statistic, replication, number in wanted.iter_rows():
            found.setdefault((measure, statistic), {})[replication] = number
        return found


def default_by(entrants: Sequence[Entrant], better: Better | None = None) -> By:
    """The share of people whose search finds a slot, else the lead time, else the wait: what all policies have."""
    for measure, statistic in FIRST_OF:
        if all((measure, statistic) in one.office for one in entrants):
            own = BY_NAME[measure].better if measure in BY_NAME else "lower"
            return By(measure, statistic, better or ("higher" if own == "higher" else "lower"))
    raise StudyError("the policies share neither a search success nor a lead time nor a wait: name what to rank by")


def ranked(entrants: Sequence[Entrant], by: By, seed: int = 1) -> Race:
    """The race over the replications that all policies have; in which order they are given does not matter.

    Equal means are ordered by name. Raises StudyError when a policy has no data.
    """
    name = (by.measure, by.statistic)
    found = [(one.of(by.key, by.value) if by.key else one.office).get(name, {}) for one in entrants]
    for one, numbers in zip(entrants, found, strict=True):
        if not numbers:
            raise StudyError(f"{one.name}: {by} has no data")
    columns = _shared(found)
    if not columns[0]:
        raise StudyError(f"{by}: no replication has data in every policy")
    overs = [interval(column) for column in columns]
    sign = -1 if by.better == "higher" else 1
    order = sorted(range(len(entrants)), key=lambda k: (sign * overs[k].mean, entrants[k].name))
    best = order[0]
    gaps = gaps_to(best, columns)
    first = {columns[k]: rank for rank, k in reversed(list(enumerate(order, start=1)))}
    places = []
    for k in order:
        gap, p = gaps[k]
        verdict: Verdict = "worse" if p <= ERROR else "unclear"
        if columns[k] == columns[best]:
            verdict = "best" if k == best else "same"
        places.append(Place(first[columns[k]], entrants[k].name, entrants[k].run, overs[k], gap, p, verdict))
    lines = _lines([entrants[k] for k in order])
    return Race(by, entrants[best].units[name], seed, len(columns[0]), tuple(places), lines)


def gaps_to(best: int, columns: Sequence[tuple[float, ...]]) -> list[tuple[Interval, float]]:
    """Each policy minus the best, and Holm's p-value; a column holds one value a replication.

    Holm counts all pairs, because the same data choose the best one. Columns that are equal throughout count once.
    """
    pairs = list(combinations(dict.fromkeys(columns), 2))
    raw = [p_value(differences(one, other)) for one, other in pairs]
    tested = dict(zip(map(frozenset, pairs), zip(raw, holm(raw), strict=True), strict=True))
    sure = sum(adjusted <= ERROR for _, adjusted in tested.values())
    found = []
    for column in columns:
        alone, adjusted = tested.get(frozenset((column, columns[best])), (1.0, 1.0))
        smaller = sum(other < alone for other in raw) if adjusted <= ERROR else sure
        level = 1 - ERROR / max(len(pairs) - smaller, 1)
        found.append((interval(differences(column, columns[best]), level), adjusted))
    return found


def _lines(order: Sequence[Entrant]) -> tuple[Line, ...]:
    """All measures of the office; `order` begins with the best."""
    lines = []
    for measure, statistic in dict.fromkeys(name for one in order for name in one.office):
        found = [one.office.get((measure, statistic), {}) for one in order]
        filled = [k for k, numbers in enumerate(found) if numbers]
        columns = _shared([found[k] for k in filled])
        over: list[Interval | None] = [None] * len(order)
        gaps: list[Interval | None] = [None] * len(order)
        for place, k in enumerate(filled if columns[0] else []):
            over[k] = interval(columns[place])
        for place, (gap, _) in enumerate(gaps_to(0, columns) if over[0] else []):
            gaps[filled[place]] = gap
        unit = order[filled[0]].units[measure, statistic]
        lines.append(Line(measure, statistic, unit, tuple(over), tuple(gaps)))
    return tuple(lines)


def _shared(found: Sequence[Mapping[int, float]]) -> list[tuple[float, ...]]:
    """The values of the replications that all have, in their order."""
    common = sorted(set(found[0]).intersection(*found[1:]))
    return [tuple(numbers[replication] for replication in common) for numbers in found]
