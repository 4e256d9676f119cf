"""The appointment book: slots of one pool, who holds them, and what became of each."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import chain
from math import inf, nan
from typing import cast

import numpy as np
from numpy.typing import NDArray

from simulation.model.ledger import STATES
from simulation.model.streams import Keyed, stream
from simulation.scenario.calendar import DAY
from simulation.scenario.distributions import sample, with_shape
from simulation.scenario.office import Book as BookFacts
from simulation.scenario.releases import Invitation

BOOKED, ATTENDED, NO_SHOW, CANCELLED, UNUSED, FREE = (
    float(STATES.index(name)) for name in ("booked", "attended", "no_show", "cancelled", "unused", "free")
)
PHONE_LEAD = DAY
"""A freed slot inside the least lead is offered by phone, a day ahead at least."""


class Booking:
    """One booking of a slot; its row in `slots`."""

    __slots__ = ("booked", "case", "freed", "service", "slot", "starts", "state")

    def __init__(self, slot: int, starts: float, booked: float, case: int, service: int) -> None:
        self.slot, self.starts = slot, starts
        self.booked, self.case, self.service = booked, case, service
        self.state, self.freed = BOOKED, nan


class Book:
    """Slots of the open days ahead; gives the earliest that a rule allows."""

    def __init__(
        self, seed: int, key: str, code: int, facts: BookFacts, rule: Invitation, open_days: Sequence[int],
        grid: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """`grid` are the times of all slots that are given by invitation, where a grid of clock times says so."""
        self.code, self.facts, self.rule = code, facts, rule
        self.bookings: list[Booking] = []
        self._any = rule.choice == "any"
        self._offers_freed = rule.freed == "offered"
        self._by_day = facts.limit == "day"
        self._pick = Keyed(seed, "slot of the day", key)
        self._opens = facts.opens or 0.0
        self._cells = int(((facts.closes or DAY) - self._opens) // facts.grid_minutes)
        size = max(open_days, default=0) + 1
        self._days: list[list[tuple[float, int]] | None] = [[] for _ in range(size)]
        """Free slots by day; None: the day has not been looked at."""
        self._begins: dict[int, tuple[int, int]] = {}
        self._left = [0] * size
        self._freed: list[tuple[float, int]] = []
        self._next_slot = len(grid)
        for number, starts in enumerate(grid):
            cast("list[tuple[float, int]]", self._days[int(starts // DAY)]).append((starts, number))
        if facts.per_day is None:
            return
        per_day = sample(with_shape(facts.per_day, None), stream(seed, "slots a day", key), size)
        for day in open_days:
            number = int(per_day[day])
            if self._by_day:
                self._left[day] = number
            else:
                self._days[day], self._begins[day] = None, (self._next_slot, number)
                self._next_slot += number

    def _lay_out(self, day: int) -> list[tuple[float, int]]:
        """The slots of a day, made when it is first looked at: many days ahead never are."""
        first, number = self._begins[day]
        cells = np.floor(np.arange(number) * (self._cells / max(number, 1)))
        free = self._days[day] = [(self._time(day, int(cell)), first + k) for k, cell in enumerate(cells)]
        return free

    def _time(self, day: int, cell: int) -> float:
        return day * DAY + self._opens + cell * self.facts.grid_minutes

    def _new_slot(self) -> int:
        self._next_slot += 1
        return self._next_slot - 1

    def take(
        self, now: float, not_before: float, case: int, service: int, person: int, n: int, latest: float = inf
    ) -> Booking | None:
        """The earliest free slot from `not_before` on, on a day before `latest`, or a freed one a day ahead; None when
        there is none."""
        found = self._on_a_day(not_before, person, n, latest)
        freed = bisect_left(self._freed, (now + PHONE_LEAD, -1))
        if freed < len(self._freed) and (found is None or self._freed[freed][0] < found[0]):
            if found is not None:
                self._put_back(found)
            found = self._freed.pop(freed)
        if found is None:
            return None
        booking = Booking(found[1], found[0], now, case, service)
        self.bookings.append(booking)
        return booking

    def any_free(self, now: float, latest: float) -> bool:
        """Whether a slot of the days until `latest` is free, today's aside."""
        days = range(int(now // DAY) + 1, min(int(latest // DAY), len(self._left)))
        return bool(self._freed) or any(
            self._left[day] if self._by_day else self._days[day] or self._days[day] is None for day in days
        )

    def _on_a_day(self, not_before: float, person: int, n: int, latest: float) -> tuple[float, int] | None:
        day = max(int(not_before // DAY), 0)
        days = min(len(self._left), int(latest // DAY)) if latest < inf else len(self._left)
        if self._by_day:
            while day < days and (not self._left[day] or self._time(day, self._cells - 1) < not_before):
                day += 1
            if day >= days:
                return None
            self._left[day] -= 1
            earliest = max(0, -int((self._time(day, 0) - not_before) // self.facts.grid_minutes))
            spread = int(self._pick.draw(person, n) * (self._cells - earliest)) if self._any else 0
            return self._time(day, earliest + spread), self._new_slot()
        first = day
        while day < days:
            free = self._days[day]
            if free is None:
                free = self._lay_out(day)
            place = bisect_left(free, (not_before, -1)) if day == first else 0
            if place < len(free):
                if self._any:
                    place += int(self._pick.draw(person, n) * (len(free) - place))
                return free.pop(place)
            day += 1
        return None

    def _put_back(self, slot: tuple[float, int]) -> None:
        day = int(slot[0] // DAY)
        if self._by_day:
            self._left[day] += 1
        else:
            free = self._days[day]
            assert free is not None  # it was taken from there
            insort(free, slot)

    def free_again(self, booking: Booking, now: float) -> None:
        """Somebody gives the slot back."""
        booking.state, booking.freed = CANCELLED, now
        if self._offers_freed:
            insort(self._freed, (booking.starts, booking.slot))

    def rows(self, horizon: float) -> NDArray[np.float64]:
        """(slot, service, pool, starts, minutes, released, until, booked, part, case, state, freed, rule) of every
        booking and every slot left over."""
        grid = self.facts.grid_minutes
        held = {b.slot for b in self.bookings if b.state != CANCELLED}
        over = [
            slot
            for day, free in enumerate(self._days[: int(-(-horizon // DAY))])
            for slot in (self._lay_out(day) if free is None else free)
        ]
        over += {(b.starts, b.slot) for b in self.bookings if b.state == CANCELLED and b.slot not in held}
        for day, left in enumerate(self._left):
            over += [(self._time(day, k * self._cells // left), self._new_slot()) for k in range(left)]
        held_rows = (
            (b.slot, b.service, self.code, b.starts, grid, nan, nan, b.booked, 1, b.case, b.state, b.freed, -1)
            for b in self.bookings
        )
        unused = (
            (slot, -1, self.code, starts, grid, nan, nan, nan, 0, -1, UNUSED, nan, -1)
            for starts, slot in over
            if starts < horizon
        )
        rows: NDArray[np.float64] = np.fromiter(chain(held_rows, unused), dtype=np.dtype((np.float64, 13)))
        return rows[np.lexsort((rows[:, 7], rows[:, 0], rows[:, 3]))]
