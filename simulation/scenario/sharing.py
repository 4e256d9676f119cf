"""How the release rules of a book share out the slots of a day, and when each is on offer.

Dated batches come first and have their times alone, then quantities, then shares; what only fits some of the slots
takes before what fits all, and a rule without a size takes the rest.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from math import floor, nan

import numpy as np
from numpy.typing import NDArray

from simulation.scenario.parts import UNRELEASED, Cell, Offer, Part, Times
from simulation.scenario.release_clocks import BookDays
from simulation.scenario.releases import AnyRule


class Plan:
    """The rules of a book by day: which parts share out its slots.

    `open_days` are numbers of days (0 is `starts`) on which the book is open, those before the first day too.
    """

    def __init__(self, starts: date, rules: dict[str, AnyRule], open_days: Collection[int] = ()) -> None:
        self.days = BookDays(starts, open_days)
        self.offers: list[Offer] = []
        self._rules: list[tuple[AnyRule, int]] = []
        for name, rule in rules.items():
            self._rules.append((rule, len(self.offers)))
            holdback = rule.for_all_minutes.value if rule.for_all_minutes else nan
            self.offers += [Offer(n, rule.kind, rule.channels, rule.services, holdback) for n in rule.offers(name)]
        self.offers.append(UNRELEASED)

    def parts(self, day: int) -> tuple[Part, ...]:
        """What shares out the slots of a day; the last part is what no rule takes."""
        parts = [
            replace(part, offer=first + part.offer)
            for rule, first in self._rules
            for part in rule.takes(day, self.days)
        ]
        rest = max(0.0, 1.0 - sum(part.share for part in parts if part.share is not None and not part.alone))
        parts = [replace(part, share=part.of_rest * rest) if part.of_rest is not None else part for part in parts]
        parts.append(Part(nan, offer=len(self.offers) - 1))
        return tuple(parts)


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
