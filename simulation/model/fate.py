"""What becomes of a booking: given back or kept; by luck that belongs to the person and the n-th booking."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from math import log1p

from simulation.scenario.calendar import DAY
from simulation.scenario.searching import GivesBack, Since


class Cancellation:
    """When a booking is given back: a daily share, another one in the last days, none in the last minutes."""

    def __init__(self, facts: GivesBack) -> None:
        self._early, self._late = (-log1p(-min(s.value, 1 - 1e-12)) / DAY for s in (facts.per_day, facts.per_last_day))
        self._last = facts.last_days.value * DAY
        self._never = facts.not_within_minutes.value

    def at(self, booked: float, starts: float, luck: float) -> float | None:
        """The minute at which it is given back by that luck in [0, 1); None when it is kept."""
        hazard = -log1p(-luck)
        turn = max(booked, starts - self._last)
        early = (turn - booked) * self._early
        if hazard < early:
            return booked + hazard / self._early
        end = starts - self._never
        if self._late > 0 and hazard - early < (end - turn) * self._late:
            return turn + (hazard - early) / self._late
        return None


class Stages:
    """A share that changes on dates; nobody before the first."""

    def __init__(self, start: date, stages: Sequence[Since]) -> None:
        ordered = sorted(((stage.since - start).days * DAY, stage.share.value) for stage in stages)
        self._since = [since for since, _ in ordered]
        self._shares = [0.0, *(share for _, share in ordered)]

    def share(self, now: float) -> float:
        """The share at a time."""
        return self._shares[bisect_right(self._since, now)]
