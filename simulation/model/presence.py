"""Which heads are there, and when a team is open: the shifts of a team over the whole run."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulation.model.streams import stream
from simulation.scenario.calendar import DAY, Day, OpeningHours, closed_days
from simulation.scenario.document import Document
from simulation.scenario.office import Team


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
    dated = sorted(
        ((stage.since - document.office.starts).days, int(stage.heads.value)) for stage in team.stages if stage.since
    )
    hourly = sorted((stage.opens, int(stage.heads.value)) for stage in team.stages if stage.opens is not None)
    there: dict[int, NDArray[np.int64]] = {}

    def heads_on(day: int, heads: int) -> int:
        if heads not in there:
            there[heads] = present(heads, chance, uniforms, team.absence)
        return int(there[heads][day])

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


def caseload_shifts(document: Document, key: str, seed: int) -> list[list[Shift]]:
    """Shifts of each dedicated caseload (one head each): as many as there are filled posts, each there or not by
    day."""
    team = document.teams[key]
    openings = hours_of(document, week_of(document, team), document.office.days)
    loads = max(1, round(team.heads.value * team.filled.value))
    chance = team.present.value * team.full_time.value
    plans = []
    for load in range(loads):
        uniforms = stream(seed, "presence", key, f"caseload {load}").random(document.office.days)
        plans.append([Shift(day, opens, closes, int(uniforms[day] < chance)) for day, opens, closes in openings])
    return plans


def working_days(document: Document, weeks: Iterable[OpeningHours], days: int) -> list[int]:
    """Numbers of the days on which any team is open."""
    return sorted({day for week in weeks for day in open_days(document, week, days)})
