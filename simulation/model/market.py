"""Slots that people search: what is on offer in the books of a market, who holds what, and what became of it.

A market is the books that the same services search. Its rows are (time, rule) of all its books in the order of time, so
that the earliest slot is the first row. A view is what somebody may book: rules of some sites; its shelves list the
rows on offer to it, before noon and after.
"""

from array import array
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from math import isfinite, nan
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulation.model.bookings import AS_THE_ROW, LAPSED, Bookings
from simulation.model.consecutive import Consecutive
from simulation.model.rows import rows_of
from simulation.scenario.calendar import DAY
from simulation.scenario.parts import Offer

if TYPE_CHECKING:
    from simulation.model.world import World

NOON = 720.0
OFFERS, FOR_ALL = 128, 64
"""A kind of row is book * 128 + rule; 64 more when a holdback has ended and the slot is for everybody."""
View = frozenset[int]
"""Kinds of rows that somebody may book."""
Shelves = tuple[list[int], list[int]]
Times = NDArray[np.float64]


class Market:
    """The slots of some books, and the people who wait for one to come free."""

    def __init__(self, world: "World", books: Sequence[str]) -> None:
        self._world, self.books = world, tuple(books)
        self._facts = [world.document.books[key] for key in books]
        self.rows = rows = rows_of(world, books)
        self.offers = rows.offers
        self._released = rows.released
        self.starts, self.until = array("d", rows.starts.tobytes()), array("d", rows.until.tobytes())
        self._left = array("i", rows.count.tobytes())
        self._fresh = array("i", bytes(4 * len(rows.count)))
        self._returned: dict[int, list[int]] = {}
        self.kind = array("i", (rows.book.astype(np.int32) * OFFERS + rows.offer).tobytes())
        self._afternoon = (rows.starts % DAY >= NOON).astype(np.uint8).tobytes()
        self.held_back: dict[tuple[int, int], float] = {}
        """When slots that were given back are on offer again (nan: not yet), where that is not at once."""
        self._shown = bytearray(len(rows.count))
        self._shelves: dict[View, Shelves] = {}
        self._stands: dict[int, list[Shelves]] = {}
        self._in_a_row: Consecutive | None = None
        self.bookings = Bookings()
        self.offer_to_waiting: Callable[[int, int], bool] | None = None
        """What the wait list does with a slot (row, n-th) that came free: True when it has taken it in hand."""
        self._open()

    def _open(self) -> None:
        """Plan the releases, and let what was released before the run be on offer."""
        horizon = self._world.horizon
        order = np.argsort(self._released, kind="stable")
        order = order[self._released[order] < horizon]
        times = self._released[order]
        first = int(np.searchsorted(times, 0.0, side="right"))
        self._at_start: list[int] = order[:first].tolist()
        at, begins = np.unique(times[first:], return_index=True)
        batches = [batch.tolist() for batch in np.split(order[first:], begins[1:])] if len(at) else []
        if len(at):
            self._world.feed(at.tolist(), lambda k: self._release(batches[k]))
        for book, offers in enumerate(self.offers):
            for number, offer in enumerate(offers):
                if offer.for_all_minutes == offer.for_all_minutes:
                    mine = np.flatnonzero((self.rows.book == book) & (self.rows.offer == number))
                    for row in mine[np.isfinite(self._released[mine])].tolist():
                        time = self.starts[row] - offer.for_all_minutes
                        if 0 <= time < horizon:
                            self._world.later(time, lambda row=row: self._for_all(row))  # type: ignore[misc]
                        elif time < 0:
                            self.kind[row] += FOR_ALL

    def view(self, service: str, channel: str | None, book: int | None) -> View:
        """What a person may book: by service and channel, at one site or (None) at any."""
        kinds = set()
        for b, offers in enumerate(self.offers):
            if book is not None and b != book:
                continue
            for number, offer in enumerate(offers):
                fits = not offer.services or service in offer.services
                if fits and (not offer.channels or channel in offer.channels):
                    kinds.add(b * OFFERS + number)
                kinds.add(b * OFFERS + FOR_ALL + number)
        return frozenset(kinds)

    def shelves(self, view: View, slots: int = 1) -> Shelves:
        """The rows on offer to a view, of visits of several slots the first ones, kept up to date; ask for it before
        the run begins."""
        if slots > 1:
            return self._consecutive().shelves(view, slots)
        if view not in self._shelves:
            shelves: Shelves = ([], [])
            self._shelves[view] = shelves
            for kind in sorted(view):
                self._stands.setdefault(kind, []).append(shelves)
        return self._shelves[view]

    def _consecutive(self) -> Consecutive:
        if self._in_a_row is None:
            self._in_a_row = Consecutive(self, [book.grid_minutes for book in self._facts])
        return self._in_a_row

    def is_on_offer(self, row: int, view: View) -> bool:
        """Whether slots of a row are on offer to a view."""
        return self._shown[row] > 0 and self.kind[row] in view

    def part_of_day(self, row: int) -> int:
        """The shelf of a row: 0 before noon, 1 after."""
        return self._afternoon[row]

    def release_times(self, view: View, *, same_day: bool) -> "array[float]":
        """When slots are released to a view; without `same_day`, only where some are of a later day."""
        mine = np.isin(np.asarray(self.kind), sorted(view)) & (self._released >= 0)
        if not same_day:
            starts = np.asarray(self.starts)
            mine &= np.floor(starts / DAY) > np.floor(self._released / DAY)
        return array("d", np.unique(self._released[mine]).tobytes())

    def begin(self) -> None:
        """Show what was released before the run; shelves must be asked for before."""
        self._release(self._at_start)

    def released_before(self) -> list[int]:
        """Rows that were released before the run."""
        return self._at_start

    def released(self, row: int) -> float:
        """When a row is released."""
        return float(self._released[row])

    def book_of(self, row: int) -> int:
        """The place in the market of a row's book."""
        return row_book(self.kind[row])

    def offer_of(self, row: int) -> Offer:
        """The rule that releases a row."""
        return self.offers[int(self.rows.book[row])][int(self.rows.offer[row])]

    def slot_numbers(self, row: int) -> range:
        """The numbers of a row's slots in its book."""
        first = int(self.rows.first[row])
        return range(first, first + int(self.rows.count[row]))

    def _release(self, rows: Iterable[int]) -> None:
        for row in rows:
            if self._left[row] > 0:
                self._show(row)

    def _show(self, row: int) -> None:
        self._shown[row] = 1
        part = self._afternoon[row]
        for shelves in self._stands.get(self.kind[row], ()):
            insort(shelves[part], row)
        if self._in_a_row is not None:
            self._in_a_row.changed(row)

    def _hide(self, row: int) -> None:
        self._shown[row] = 0
        part = self._afternoon[row]
        for shelves in self._stands.get(self.kind[row], ()):
            shelf = shelves[part]
            place = bisect_left(shelf, row)
            if place < len(shelf) and shelf[place] == row:
                del shelf[place]
        if self._in_a_row is not None:
            self._in_a_row.changed(row)

    def _for_all(self, row: int) -> None:
        shown = self._shown[row]
        if shown:
            self._hide(row)
        self.kind[row] += FOR_ALL
        if shown:
            self._show(row)

    def find(self, shelf: list[int], low: float, high: float, now: float) -> int:
        """The first row of a shelf that starts between the two times and may still be booked; -1 when there is none."""
        starts, until = self.starts, self.until
        if not shelf or starts[shelf[-1]] < low:
            return -1
        for place in range(bisect_left(shelf, bisect_left(starts, low)), len(shelf)):
            row = shelf[place]
            if starts[row] > high:
                return -1
            if until[row] > now:
                return row
        return -1

    def find_run(self, view: View, shelf: list[int], low: float, high: float, now: float, slots: int) -> list[int]:
        """The first rows that follow each other without a gap at one site; empty when there are none."""
        starts, in_a_row = self.starts, self._consecutive()
        for place in range(bisect_left(shelf, bisect_left(starts, low)), len(shelf)):
            row = shelf[place]
            if starts[row] > high:
                break
            if rows := in_a_row.run(view, row, slots, now):
                return rows
        return []

    def book(self, row: int, case: int, service: int, now: float, part: int = 1) -> int:
        """Somebody takes a slot of a row, as part of a visit; returns the number of the booking."""
        returned = self._returned.get(row)
        if returned:
            nth = returned.pop()
        else:
            nth = self._fresh[row]
            self._fresh[row] = nth + 1
        left = self._left[row] = self._left[row] - 1
        if not left:
            self._hide(row)
        return self.hold(row, nth, case, service, now, part)

    def hold(self, row: int, nth: int, case: int, service: int, now: float, part: int = 1) -> int:
        """The same for the n-th slot of a row, which is not on offer just now."""
        return self.bookings.add(row, nth, case, service, now, self.held_back.pop((row, nth), AS_THE_ROW), part)

    def give_back(self, booking: int, row: int, now: float) -> None:
        """A booking is cancelled; its slot is offered again as the book's rule says."""
        nth = self.bookings.cancel(booking, now)
        rule = self._facts[row_book(self.kind[row])].freed
        if rule.held_back:
            self.held_back[row, nth] = nan
        if rule.asks_first and self.offer_to_waiting is not None and self.offer_to_waiting(row, nth):
            return
        after = rule.again_minutes()
        if after is None:
            self.put_back(row, nth)
        elif isfinite(after):
            self._world.later(now + after, lambda: self.put_back(row, nth))

    def lapse(self, booking: int, row: int) -> None:
        """A reservation that was not confirmed: its slot is on offer again."""
        self.put_back(row, self.bookings.cancel(booking, self._world.clock._now, LAPSED))

    def put_back(self, row: int, nth: int) -> None:
        """A slot is on offer again."""
        now = self._world.clock._now
        if self.until[row] <= now:
            return
        if (row, nth) in self.held_back:
            self.held_back[row, nth] = now
        self._returned.setdefault(row, []).append(nth)
        left = self._left[row] = self._left[row] + 1
        if left == 1:
            self._show(row)


def row_book(kind: int) -> int:
    """The place in the market of the book of a kind of row."""
    return kind // OFFERS
