"""How the release rules of a book share out the slots of a day, and when each is on offer.

Dated batches come first and have their times alone, then quantities, then shares; what only fits some of the slots
takes before what fits all, and a rule without a size takes the rest.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import floor, inf, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.scenario.calendar import DAY
from simulation.scenario.releases import AdHoc, AnyRule, Batch, Clock, Daily, Invitation, Rolling, SameDay, Tranches

Cell = tuple[float, float, int]
"""(clock time, opening time of its block, slots)."""
Times = NDArray[np.float64]
WEEKS_BACK = 5
"""How far back a calendar week looks for a working day on which its slots can be released."""


@dataclass(frozen=True)
class Offer:
    """A rule at work (of tranches: one of its parts). `kind` "ad_hoc" and "invitation" are never searched."""

    name: str
    kind: str
    channels: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    for_all_minutes: float = nan


UNRELEASED = Offer("unreleased", "unreleased")


@dataclass(frozen=True)
class Part:
    """A rule (or a part of one) on a day. Times are minutes since the day's midnight; `released` is by the clock, or
    counted from the opening of the slot's block or from the slot itself. `of_rest` is a share of what the others'
    shares leave."""

    offer: int
    released: float
    share: float | None = None
    quantity: int | None = None
    opens: float = 0.0
    closes: float = DAY
    until: float = inf
    lead: float = 0.0
    counted_from: str = "midnight"
    alone: bool = False
    of_rest: float | None = None

    def times(self, at: Times, opens: Times) -> tuple[Times, Times]:
        """When slots at these clock times (of blocks that open then) are released, and until when they are bookable."""
        since = {"midnight": np.zeros_like(at), "opening": opens, "slot": at}[self.counted_from]
        return since + self.released, np.minimum(at - self.lead, self.until)

    def fits(self, at: Times, opens: Times) -> NDArray[np.bool_]:
        """Which of the slots it may take: in its window, and bookable for a while once they are released."""
        released, until = self.times(at, opens)
        return (at >= self.opens) & (at < self.closes) & (released < until)


class Plan:
    """The rules of a book by day: which parts share out its slots.

    `open_days` are numbers of days (0 is `starts`) on which the book is open, those before the first day too.
    """

    def __init__(self, starts: date, rules: dict[str, AnyRule], open_days: Collection[int] = ()) -> None:
        self._starts, self._open = starts, open_days
        self.offers: list[Offer] = []
        self._rules: list[tuple[AnyRule, int]] = []
        for name, rule in rules.items():
            self._rules.append((rule, len(self.offers)))
            names = [f"{name}_{n + 1}" for n in range(len(rule.parts))] if isinstance(rule, Tranches) else [name]
            holdback = rule.for_all_minutes.value if rule.for_all_minutes else nan
            self.offers += [Offer(n, rule.kind, rule.channels, rule.services, holdback) for n in names]
        self.offers.append(UNRELEASED)

    def parts(self, day: int) -> tuple[Part, ...]:
        """What shares out the slots of a day; the last part is what no rule takes."""
        parts = [part for rule, offer in self._rules for part in self.of(rule, day, offer)]
        rest = max(0.0, 1.0 - sum(part.share for part in parts if part.share is not None and not part.alone))
        parts = [replace(part, share=part.of_rest * rest) if part.of_rest is not None else part for part in parts]
        parts.append(Part(len(self.offers) - 1, nan))
        return tuple(parts)

    def of(self, rule: AnyRule, day: int, offer: int = 0) -> list[Part]:
        """What a rule (the offer of that number) takes of a day, before the others are asked."""
        share = rule.share.value if rule.share is not None else None
        quantity = int(rule.quantity.value) if rule.quantity is not None else None

        def part(released: float, **other: Any) -> Part:
            given = {"offer": offer, "share": share, "quantity": quantity, "lead": rule.least_lead_minutes.value}
            return Part(released=released, **(given | other))

        match rule:
            case Daily(reading="calendar_week"):
                times = self._week_before(day, rule.at)
                n = len(times)
                if quantity is not None:
                    numbers = [quantity * (k + 1) // n - quantity * k // n for k in range(n)]
                    return [part(at, quantity=number) for at, number in zip(times, numbers, strict=True)]
                sizes = {"share": None, "of_rest": 1 / n} if share is None else {"share": share / n}
                return [part(at, **sizes) for at in times]
            case Daily():
                return [part(self._at_or_before(day, int(rule.ahead_days.value), rule.at))]
            case SameDay():
                at = rule.at[self.weekday(day)]
                return [] if at is None else [part(at)]
            case Batch():
                if self._starts + timedelta(days=day) not in rule.dates:
                    return []
                at = ((rule.on - self._starts).days - day) * DAY + rule.at
                return [part(at, opens=rule.opens, closes=rule.closes, alone=True)]
            case Tranches():
                parts = []
                for n, tranche in enumerate(rule.parts):
                    whole, at = tranche.share.value, self._at_or_before(day, int(tranche.ahead_days.value), rule.at)
                    sizes = {"of_rest": whole} if share is None else {"share": share * whole}
                    parts.append(part(at, offer=offer + n, **sizes))
                return parts
            case Rolling():
                last = rule.start_in_days.value
                ends = (1 - last) * DAY if last > 0 else inf
                return [part(-rule.end_in_days.value * DAY, counted_from=rule.opens_by, until=ends)]
            case AdHoc() | Invitation():
                return [part(-inf)]

    def weekday(self, day: int) -> int:
        """Number (Monday 0) of a day's weekday."""
        return (self._starts.weekday() + day) % 7

    def _at_or_before(self, day: int, ahead: int, at: Clock) -> float:
        """Minutes from the day's midnight to the release `ahead` days before, or on the last day before that has
        one."""
        for earlier in range(ahead, ahead + 7):
            time = at[self.weekday(day - earlier)]
            if time is not None:
                return time - earlier * DAY
        return nan

    def _week_before(self, day: int, at: Clock) -> list[float]:
        """The release times of the working days of the calendar week before a day's, or of the last week before that
        has one."""
        monday = day - self.weekday(day)
        weeks = [[monday - 7 * back + k for k in range(7) if at[k] is not None] for back in range(1, WEEKS_BACK)]
        working = next((open_days for week in weeks if (open_days := [d for d in week if d in self._open])), None)
        chosen = working or [d for d in weeks[0] if d < monday - 2] or weeks[0]
        return [(d - day) * DAY + (at[self.weekday(d)] or 0.0) for d in chosen]


def shared_out(cells: Sequence[Cell], parts: Sequence[Part]) -> NDArray[np.float64]:
    """(starts, offer, released, until, count) by cell and part of one day, times since its midnight."""
    times, blocks, slots = np.asarray(cells, dtype=np.float64).reshape(-1, 3).T
    of_slot = np.repeat(np.arange(len(cells)), slots.astype(np.int64))
    rules = parts[:-1]
    fits = [part.fits(times, blocks)[of_slot] for part in rules]
    dated = np.zeros(len(of_slot), dtype=bool)
    for part in rules:
        if part.alone:
            dated |= ((times >= part.opens) & (times < part.closes))[of_slot]
    sizes = _sizes(rules, dated, times[of_slot])
    holder = np.full(len(of_slot), len(rules))
    for n in sorted(range(len(rules)), key=lambda n: (not rules[n].alone, _rank(rules[n]), bool(fits[n].all()))):
        places = np.flatnonzero(fits[n] & (holder == len(rules)) & (dated == rules[n].alone))
        size = sizes[n]
        if size is not None and size < len(places):
            places = places[((np.arange(size) + 0.5) * len(places) / max(size, 1)).astype(np.int64)]
        holder[places] = n
    held, counts = np.unique(of_slot * len(parts) + holder, return_counts=True)
    cell, part_of = np.divmod(held, len(parts))
    rows = np.empty((len(held), 5))
    rows[:, 0], rows[:, 4] = times[cell], counts
    for n, part in enumerate(parts):
        mine = part_of == n
        rows[mine, 1] = part.offer
        rows[mine, 2], rows[mine, 3] = part.times(times[cell[mine]], blocks[cell[mine]])
    return rows


def _sizes(rules: Sequence[Part], dated: NDArray[np.bool_], at: Times) -> list[int | None]:
    """Slots that each part asks for, None for all there are; shares are rounded so that their sum is right."""
    left = max(0, int((~dated).sum()) - sum(p.quantity for p in rules if p.quantity is not None and not p.alone))
    taken = 0.0
    sizes: list[int | None] = []
    for part in rules:
        if part.share is None:
            sizes.append(part.quantity)
        elif part.alone:
            sizes.append(_half_up(part.share * int(((at >= part.opens) & (at < part.closes)).sum())))
        else:
            sizes.append(_half_up((taken + part.share) * left) - _half_up(taken * left))
            taken += part.share
    return sizes


def _half_up(number: float) -> int:
    return floor(number + 0.5 + 1e-9)


def _rank(part: Part) -> int:
    """Who takes first: numbers of slots, then shares, then who takes the rest."""
    return 0 if part.quantity is not None else 1 if part.share is not None else 2
