"""Visits of several slots: rows of a market from which slots of one site follow each other without a gap."""

from bisect import bisect_left
from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from simulation.model.market import Market, Shelves, View

TINY = 1e-6
"""Clock times of a grid that is no whole number of minutes differ in the last digits."""


class Consecutive:
    """Shelves of the rows with which a visit may begin, kept up to date as rows come and go.

    A cell is a clock time of a book; cells are numbered by book and time, so that what follows has the next number.
    """

    def __init__(self, market: "Market", grid_minutes: Sequence[float]) -> None:
        self._market = market
        rows = market.rows
        order = np.lexsort((rows.starts, rows.book))
        starts, book = rows.starts[order], rows.book[order]
        gap, same = np.diff(starts), np.diff(book) == 0
        new = np.concatenate([np.ones(min(len(order), 1), dtype=bool), ~same | (gap > TINY)])
        begins = np.flatnonzero(new)
        cell_of = np.empty(len(order), dtype=np.int32)
        cell_of[order] = np.cumsum(new) - 1
        self._cell_of: list[int] = cell_of.tolist()
        self._in_order: list[int] = order.tolist()
        self._begins: list[int] = [*begins.tolist(), len(order)]
        at, of = starts[begins], book[begins]
        meets = np.abs(np.diff(at) - np.asarray(grid_minutes)[of[:-1]]) < TINY
        self._meets_next = [*(meets & (np.diff(of) == 0)).tolist(), False]
        self._shelves: dict[tuple[View, int], Shelves] = {}
        self._stands: dict[int, list[tuple[View, int, Shelves]]] = {}

    def shelves(self, view: "View", slots: int) -> "Shelves":
        """The rows with which a visit of so many slots may begin."""
        if (view, slots) not in self._shelves:
            shelves: Shelves = ([], [])
            self._shelves[view, slots] = shelves
            for kind in sorted(view):
                self._stands.setdefault(kind, []).append((view, slots, shelves))
        return self._shelves[view, slots]

    def changed(self, row: int) -> None:
        """A row has come on offer, or has gone: visits may begin with it, or up to it, that could not before."""
        market = self._market
        for view, slots, shelves in self._stands.get(market.kind[row], ()):
            cell = self._cell_of[row]
            for first in range(cell, max(cell - slots, -1), -1):
                if first < cell and not self._meets_next[first]:
                    break
                for one in self._rows(first):
                    there = market.is_on_offer(one, view) and bool(self.run(view, one, slots, -inf))
                    _put(shelves[market.part_of_day(one)], one, there=there)

    def run(self, view: "View", row: int, slots: int, now: float) -> list[int]:
        """So many rows from this one on that follow each other and may still be booked; empty when they do not."""
        market, cell = self._market, self._cell_of[row]
        rows = [row] if market.until[row] > now else []
        while rows and len(rows) < slots:
            following = self._rows(cell + 1) if self._meets_next[cell] else []
            fits = (one for one in following if market.is_on_offer(one, view) and market.until[one] > now)
            cell, found = cell + 1, next(fits, -1)
            rows = [*rows, found] if found >= 0 else []
        return rows

    def _rows(self, cell: int) -> list[int]:
        return self._in_order[self._begins[cell] : self._begins[cell + 1]]


def _put(shelf: list[int], row: int, *, there: bool) -> None:
    place = bisect_left(shelf, row)
    on_it = place < len(shelf) and shelf[place] == row
    if there and not on_it:
        shelf.insert(place, row)
    elif on_it and not there:
        del shelf[place]
