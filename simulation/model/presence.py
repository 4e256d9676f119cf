"""Which heads are there, and when a team is open: the shifts of a team over the whole run."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from simulation.model.streams import stream
from simulation.scenario.calendar import DAY, Day, OpeningHours, closed_days
from simulation.scenario.document import Document
from simulation.scenario.team import Team


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of open time with a fixed number of heads (or desks)."""

    day: int
    opens: float
    closes: float
    heads: int


def week_of(document: Document, team: Team) -> OpeningHours:
    """The opening hours of a team."""
    return document.hours_named(team.hours)


def _openings(document: Document, week: OpeningHours, days: int) -> list[tuple[int, Day]]:
    office = document.office
    return week.openings(office.starts, days, closed_days(office.starts, days, office.holidays, office.closed))


def open_days(document: Document, week: OpeningHours, days: int) -> list[int]:
    """Numbers of the days on which something is open, holidays left out."""
    return [day for day, _ in _openings(document, week, days)]


def hours_of(document: Document, week: OpeningHours, days: int) -> list[tuple[int, float, float]]:
    """(day, opens, closes) of every opening, on the one clock."""
    return [
        (day, day * DAY + opens, day * DAY + closes)
        for day, intervals in _openings(document, week, days)
        for opens, closes in intervals
    ]


def present(heads: int, chance: float, uniforms: NDArray[np.float64], absence: str) -> NDArray[np.int64]:
    """Heads that are there by day, from one uniform a day, so that more heads are never fewer.

    absence "even" (leave is planned so that the team stays covered): the expected number, rounded up or down at random;
    "independent": the binomial quantile, each head away or not for itself.
    """
    if absence == "even":
        return np.minimum(np.floor(heads * chance + uniforms), heads).astype(np.int64)
    if chance >= 1 or heads == 0:
        return np.full(len(uniforms), heads, dtype=np.int64)
    if chance <= 0:
        return np.zeros(len(uniforms), dtype=np.int64)
    k = np.arange(1, heads + 1)
    ratio = np.log((heads - k + 1) / k) + np.log(chance / (1 - chance))
    logs = heads * np.log1p(-chance) + np.concatenate([[0.0], np.cumsum(ratio)])
    below = np.cumsum(np.exp(logs))
    return np.minimum(np.searchsorted(below, uniforms, side="right"), heads)


def chance_of(team: Team) -> float:
    """The chance that a head (of a desk team: a productive head) is there on a day."""
    chance = team.present.value * team.full_time.value * team.filled.value
    return chance * team.productive.value if team.desk else chance


def shifts_of(document: Document, key: str, seed: int) -> list[Shift]:
    """All shifts of a pooled team, in order."""
    team = document.teams[key]
    openings = hours_of(document, week_of(document, team), document.office.days)
    uniforms = stream(seed, "presence", key).random(document.office.days)
    chance = chance_of(team)
    dated = _dated(document, team)
    learning = _learning(team, dated, document.office.days)
    hourly = sorted((stage.opens, int(stage.heads.value)) for stage in team.stages if stage.opens is not None)
    there: dict[tuple[int, float], NDArray[np.int64]] = {}

    def heads_on(day: int, heads: int) -> int:
        lacking = min(learning[day] / heads, 1.0) if heads else 0.0
        if (heads, lacking) not in there:
            there[heads, lacking] = present(heads, chance * (1 - lacking), uniforms, team.absence)
        return int(there[heads, lacking][day])

    shifts: list[Shift] = []
    for day, opens, closes in openings:
        standing = int(team.heads.value)
        for since, heads in dated:
            if since <= day:
                standing = heads
        bounds = [opens, *(t for t in (day * DAY + at for at, _ in hourly) if opens < t < closes), closes]
        for begin, end in pairwise(bounds):
            heads = standing
            for at, count in hourly:
                if day * DAY + at <= begin:
                    heads = count
            shifts.append(Shift(day, begin, end, heads_on(day, heads)))
    return shifts


def _dated(document: Document, team: Team) -> list[tuple[int, int]]:
    """(day, heads from then on) of the stages that begin on a date."""
    starts = document.office.starts
    return sorted(((stage.since - starts).days, int(stage.heads.value)) for stage in team.stages if stage.since)


def _learning(team: Team, dated: list[tuple[int, int]], days: int) -> NDArray[np.float64]:
    """By day, how many heads are missing because new ones count only in part."""
    missing = np.zeros(days)
    if team.onboarding is not None:
        lacks, lasts = 1 - team.onboarding.counts.value, team.onboarding.days.value
        before = [int(team.heads.value), *(heads for _, heads in dated)]
        rises = [(day, heads - old) for (day, heads), old in zip(dated, before, strict=False)]
        for since, new in [(0, int(team.onboarding.heads.value)), *rises]:
            if new > 0:
                missing[max(since, 0) : max(int(since + lasts), 0)] += new * lacks
    return missing


def caseload_shifts(document: Document, key: str, seed: int) -> list[list[Shift]]:
    """Shifts of each dedicated caseload, one head each, there or not by day: as many as posts are filled, the last one
    as much as is left of them."""
    team = document.teams[key]
    openings = hours_of(document, week_of(document, team), document.office.days)
    posts = round(team.heads.value * team.filled.value, 9)
    chance = team.present.value * team.full_time.value * (team.productive.value if team.desk else 1.0)
    plans = []
    for load in range(max(ceil(posts), 1)):
        there = chance * min(posts - load, 1.0)
        uniforms = stream(seed, "presence", key, f"caseload {load}").random(document.office.days)
        plans.append([Shift(day, opens, closes, int(uniforms[day] < there)) for day, opens, closes in openings])
    return plans


def working_days(document: Document, weeks: Iterable[OpeningHours], days: int) -> list[int]:
    """Numbers of the days on which any team is open."""
    return sorted({day for week in weeks for day in open_days(document, week, days)})
