"""What the release rules of a book come to: which slots there are, and from when until when each is on offer.

The same table feeds the simulation and the preview on the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from simulation.scenario.calendar import DAY, Day, OpeningHours, closed_days, dates_of, minute_of_day, weekdays
from simulation.scenario.document import Document
from simulation.scenario.office import Book
from simulation.scenario.parts import UNRELEASED, Cell, Offer, Part
from simulation.scenario.releases import AnyRule, Invitation
from simulation.scenario.sharing import Plan, shared_out

__all__ = ["UNRELEASED", "Grid", "Offer", "Supply", "furthest_ahead", "invitation_of", "rules_of", "supply_of"]


@dataclass(frozen=True)
class Supply:
    """The slots of a book: columns of one row per (time, offer), in order of time.

    Minutes since 00:00 of the first day. `released` is -inf or nan where a slot is never searched: -inf for those that
    the office gives (invitation, ad_hoc), nan for those that nobody ever gets. `count` is the slots of the row.
    """

    offers: tuple[Offer, ...]
    starts: NDArray[np.float64]
    offer: NDArray[np.int16]
    released: NDArray[np.float64]
    until: NDArray[np.float64]
    count: NDArray[np.int32]
    minutes: float

    def on_offer(self, at: float) -> NDArray[np.int32]:
        """Slots of each row that are released and still bookable at that minute, were none of them taken."""
        there = (self.released <= at) & (at < self.until) & np.isfinite(self.released)
        return np.where(there, self.count, 0).astype(np.int32)


def rules_of(document: Document, book: Book) -> dict[str, AnyRule]:
    """The release rules of a book by name; a plain invitation is called "invitation"."""
    if isinstance(book.release, str):
        return dict(document.releases[book.release])
    return {"invitation": book.release} if isinstance(book.release, Invitation) else dict(book.release)


def invitation_of(document: Document, book: Book) -> Invitation | None:
    """The rule by which the office itself gives slots of the book."""
    rules = rules_of(document, book).values()
    return next((rule for rule in rules if isinstance(rule, Invitation)), None)


class Grid:
    """The slots of a book with `desks` at each clock time: the planner's numbers win, those of single weekdays over
    those of several, and those of dates over both."""

    def __init__(self, book: Book) -> None:
        self._minutes, self._desks = book.grid_minutes, int(book.desks.value) if book.desks else 0
        tables = [
            (key, {minute_of_day(time): int(slots.value) for time, slots in times.items()})
            for key, times in book.grid.items()
        ]
        by_weekday = [(weekdays(key), times) for key, times in tables if dates_of(key) is None]
        self._weekdays = sorted(by_weekday, key=lambda one: -len(one[0]))
        self._dates = [(span, times) for key, times in tables if (span := dates_of(key)) is not None]
        self._known: dict[tuple[int, tuple[int, ...], Day], tuple[Cell, ...]] = {}

    def cells(self, day: date, intervals: Day) -> tuple[Cell, ...]:
        """Every clock time in the opening intervals of a day, with its slots."""
        dated = tuple(n for n, ((first, last), _) in enumerate(self._dates) if first <= day <= last)
        key = (day.weekday(), dated, intervals)
        if key not in self._known:
            own: dict[float, int] = {}
            for days, times in self._weekdays:
                if day.weekday() in days:
                    own |= times
            for n in dated:
                own |= self._dates[n][1]
            self._known[key] = tuple(
                (at, opens, own.get(at, self._desks)) for opens, closes in intervals for at in self.times(opens, closes)
            )
        return self._known[key]

    def times(self, opens: float, closes: float) -> list[float]:
        """The clock times of an opening interval: every slot ends within it."""
        number = int((closes - opens + 1e-9) // self._minutes)
        return [opens + k * self._minutes for k in range(number)]


def hours_of_book(document: Document, book: Book) -> OpeningHours:
    """The opening hours of a book: its own, or those of its team."""
    return document.hours_named(book.hours if book.hours is not None else document.teams[book.team].hours)


def openings_of(document: Document, book: Book, days: int, first_day: int = 0) -> tuple[tuple[int, Day], ...]:
    """(day, intervals) of every day from `first_day` to `days` on which the book is open; 0 is the first of the run."""
    office = document.office
    return _openings(hours_of_book(document, book), office.starts, first_day, days, office.holidays, office.closed)


@lru_cache(maxsize=64)
def _openings(
    hours: OpeningHours, starts: date, first_day: int, days: int, holidays: str | None, closed: tuple[date, ...]
) -> tuple[tuple[int, Day], ...]:
    first = max(first_day, 1 - starts.toordinal())
    begins = starts + timedelta(days=first)
    shut = closed_days(begins, days - first, holidays, closed)
    return tuple((day + first, intervals) for day, intervals in hours.openings(begins, days - first, shut))


def furthest_ahead(document: Document, books: Iterable[str]) -> int:
    """Days, at most, from the release of a slot of these books until it starts."""
    ahead = (rule.reach_days() for key in books for rule in rules_of(document, document.books[key]).values())
    return ceil(max(ahead, default=0.0))


def supply_of(document: Document, key: str, days: int, first_day: int = 0) -> Supply:
    """All slots of a book (one with `desks`) on the days from `first_day` to `days`, with when each is on offer."""
    book, starts = document.books[key], document.office.starts
    rules, grid = rules_of(document, book), Grid(document.books[key])
    back = max((rule.back_days() for rule in rules.values()), default=0)
    openings = openings_of(document, book, days, min(first_day, 0) - back if back else first_day)
    plan = Plan(starts, rules, {day for day, _ in openings})
    shared: dict[tuple[tuple[Cell, ...], tuple[Part, ...]], NDArray[np.float64]] = {}
    blocks = [np.empty((0, 5))]
    for day, intervals in openings:
        if day < first_day:
            continue
        cells, parts = grid.cells(starts + timedelta(days=day), intervals), plan.parts(day)
        if (cells, parts) not in shared:
            shared[cells, parts] = shared_out(cells, parts)
        blocks.append(shared[cells, parts] + [day * DAY, 0, day * DAY, day * DAY, 0])
    rows = np.concatenate(blocks)
    return Supply(
        tuple(plan.offers), rows[:, 0].copy(), rows[:, 1].astype(np.int16), rows[:, 2].copy(), rows[:, 3].copy(),
        rows[:, 4].astype(np.int32), book.grid_minutes,
    )  # fmt: skip
