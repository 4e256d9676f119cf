"""The week of an appointment book: slots by weekday and clock time, and what they ask of the desks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from simulation.scenario.calendar import WEEKDAYS, clock, closed_days, dates_of
from simulation.scenario.distributions import mean_of
from simulation.scenario.no_shows import NoShow
from simulation.scenario.office import Book
from simulation.scenario.release_clocks import BookDays
from simulation.scenario.releases import Invitation
from simulation.scenario.scenario import Scenario
from simulation.scenario.searching import Booked
from simulation.scenario.supply import Grid, hours_of_book, rules_of, supply_of
from simulation.scenario.volumes import arrivals_of

MONDAY = date(1900, 1, 1)
"""A Monday on which no dated hours or numbers hold."""
LOOK_AHEAD = 70


@dataclass(frozen=True)
class WeekPlan:
    """Slots of an ordinary week by (weekday, clock time "09:00"); times outside the opening hours are left out."""

    book: str
    cells: dict[tuple[int, str], int]

    @property
    def days(self) -> list[int]:
        """Weekdays on which the book is open, Monday 0."""
        return sorted({day for day, _ in self.cells})

    @property
    def times(self) -> list[str]:
        """Clock times of the week, like "09:00", the earliest first."""
        return sorted({time for _, time in self.cells})

    def of_day(self, day: int) -> int:
        """Slots of a weekday, Monday 0."""
        return sum(slots for (weekday, _), slots in self.cells.items() if weekday == day)

    @property
    def of_week(self) -> int:
        """Slots of the whole week."""
        return sum(self.cells.values())


@dataclass(frozen=True)
class Load:
    """What the slots of a weekday ask of the desks: minutes needed as far as people come, if all came, and minutes
    there."""

    needed: float
    of_all: float
    there: float
    desks: float

    @property
    def share(self) -> float:
        """Minutes needed over those there, as far as people come; infinite without a desk."""
        return self._of(self.needed)

    @property
    def share_of_all(self) -> float:
        """The same if everybody came."""
        return self._of(self.of_all)

    def _of(self, minutes: float) -> float:
        return minutes / self.there if self.there else float("inf") if minutes else 0.0


FULL = 1.0005
"""From which share of the serving time on desks are overloaded: not by a rounding."""


def minute_of(time: str) -> int:
    """Minutes after midnight of a clock time "09:00"."""
    return int(time[:2]) * 60 + int(time[3:])


def searched(scenario: Scenario) -> list[str]:
    """Books that people search themselves: they have desks and some rule besides an invitation."""
    document = scenario.document
    return [
        key
        for key, book in scenario.books.items()
        if book.desks is not None
        and any(not isinstance(rule, Invitation) for rule in rules_of(document, book).values())
    ]


def plan_of(scenario: Scenario, key: str) -> WeekPlan:
    """The ordinary week of a book with `desks`."""
    book = scenario.books[key]
    hours, grid = hours_of_book(scenario.document, book), Grid(book)
    cells = {}
    for day in range(7):
        for time, _opens, slots in grid.cells(MONDAY + timedelta(days=day), hours.week[day]):
            cells[day, clock(time)] = slots
    return WeekPlan(key, cells)


def mean_minutes(scenario: Scenario, key: str) -> float | None:
    """Mean minutes of work a slot of the book brings, over its services by their arrivals; None when nobody books."""
    document = scenario.document
    total = work = 0.0
    for service in scenario.services.values():
        if not isinstance(service, Booked) or key not in service.sites():
            continue
        weight = arrivals_of(document, service) * service.sites()[key] / (sum(service.sites().values()) or 1)
        total += weight
        work += weight * mean_of(service.minutes) / service.slots
    return work / total if total else None


def desks_of(scenario: Scenario, key: str) -> float:
    """Desks of a book that are staffed on average."""
    team = scenario.teams[scenario.books[key].team]
    return float(
        team.heads.value * team.present.value * team.full_time.value * team.filled.value * team.productive.value
    )


def loads(scenario: Scenario, key: str) -> dict[int, Load]:
    """The load of each weekday: all searched books of the same team against its desks present and open minutes, as far
    as people come who book as soon as a slot is released."""
    hours = scenario.document.hours_named(scenario.teams[scenario.books[key].team].hours)
    desks, asked = desks_of(scenario, key), _asked(scenario, key)
    found = {}
    for day in plan_of(scenario, key).days:
        open_minutes = sum(closes - opens for opens, closes in hours.week[day])
        needed, of_all = (sum(both[n] for both in asked.get(day, {}).values()) for n in (0, 1))
        found[day] = Load(needed, of_all, desks * open_minutes, desks)
    return found


def crowded(scenario: Scenario, key: str) -> list[tuple[int, str]]:
    """Cells whose slots ask more of the desks than they have until the next clock time, as far as people come: who
    comes there waits, though the day as a whole may be quiet."""
    minutes = scenario.books[key].grid_minutes
    there, asked = desks_of(scenario, key) * minutes, _asked(scenario, key)
    return [
        (day, time)
        for day, time in sorted(plan_of(scenario, key).cells)
        if sum(
            need for at, (need, _all) in asked.get(day, {}).items() if 0 <= minute_of(at) - minute_of(time) < minutes
        )
        > FULL * there
    ]


def _asked(scenario: Scenario, key: str) -> dict[int, dict[str, tuple[float, float]]]:
    """Minutes of work that the slots of a team's searched books bring by weekday and clock time: as far as people come,
    and if all came."""
    found: dict[int, dict[str, tuple[float, float]]] = {}
    for other in searched(scenario):
        minutes = mean_minutes(scenario, other)
        if scenario.books[other].team != scenario.books[key].team or minutes is None:
            continue
        come = coming(scenario, other)
        for (day, time), slots in plan_of(scenario, other).cells.items():
            of_day = found.setdefault(day, {})
            needed, of_all = of_day.get(time, (0.0, 0.0))
            of_day[time] = (needed + slots * minutes * come.get(day, 1.0), of_all + slots * minutes)
    return found


def coming(scenario: Scenario, key: str) -> dict[int, float]:
    """Share of the people who come, by weekday, if they book as soon as the slots of an ordinary week are released."""
    weights: dict[str, float] = {}
    for service in scenario.services.values():
        if isinstance(service, Booked) and key in service.sites():
            mine = arrivals_of(scenario.document, service) * service.sites()[key] / (sum(service.sites().values()) or 1)
            weights[service.search] = weights.get(service.search, 0.0) + mine
    stays_away = [
        (weight / sum(weights.values()), NoShow(facts))
        for search, weight in weights.items()
        if sum(weights.values()) and (facts := scenario.document.searching[search].no_show) is not None
    ]
    slots: dict[int, float] = {}
    come: dict[int, float] = {}
    for weekday, count, lead in _ordinary_slots(scenario, key):
        missing = sum(weight * one.chance(lead) for weight, one in stays_away)
        slots[weekday] = slots.get(weekday, 0.0) + count
        come[weekday] = come.get(weekday, 0.0) + count * (1 - missing)
    return {weekday: come[weekday] / slots[weekday] for weekday in slots}


def _ordinary_slots(scenario: Scenario, key: str) -> Iterator[tuple[int, int, float]]:
    """(weekday, slots, minutes from the release to the start) of an ordinary week's slots that are released."""
    days = _ordinary(scenario, key)
    if not days:
        return
    supply = supply_of(scenario.document, key, max(days) + 1, min(days))
    for starts, released, count in zip(
        supply.starts.tolist(), supply.released.tolist(), supply.count.tolist(), strict=True
    ):
        weekday = days.get(int(starts // 1440))
        if weekday is not None and isfinite(released):
            yield weekday, count, starts - released


def pools_of(scenario: Scenario, key: str) -> dict[str, dict[int, int]]:
    """Slots of an ordinary week by release rule (of tranches: by part) and weekday; "unreleased" is what none takes."""
    days = _ordinary(scenario, key)
    if not days:
        return {}
    supply = supply_of(scenario.document, key, max(days) + 1, min(days))
    found: dict[str, dict[int, int]] = {offer.name: {} for offer in supply.offers}
    rows = zip(supply.starts.tolist(), supply.offer.tolist(), supply.count.tolist(), strict=True)
    for starts, offer, count in rows:
        weekday = days.get(int(starts // 1440))
        if weekday is not None:
            of_offer = found[supply.offers[offer].name]
            of_offer[weekday] = of_offer.get(weekday, 0) + count
    return {name: by_day for name, by_day in found.items() if by_day}


def _ordinary(scenario: Scenario, key: str) -> dict[int, int]:
    """Days of the run, one a weekday, on which nothing special holds: {day: weekday}."""
    book, office = scenario.books[key], scenario.office
    hours = hours_of_book(scenario.document, book)
    closed = closed_days(office.starts, LOOK_AHEAD, office.holidays, office.closed)
    special = set(_special(scenario, book))
    found: dict[int, int] = {}
    for day in range(LOOK_AHEAD):
        on = office.starts + timedelta(days=day)
        ordinary = hours.on(on) == hours.week[on.weekday()] and day not in closed and on not in special
        if ordinary and hours.week[on.weekday()] and on.weekday() not in found.values():
            found[day] = on.weekday()
    return found


def _special(scenario: Scenario, book: Book) -> Iterator[date]:
    days = BookDays(scenario.starts)
    rules = [rule for rule in rules_of(scenario.document, book).values() if rule.dated]
    yield from (days.date(n) for n in range(LOOK_AHEAD) if any(rule.takes(n, days) for rule in rules))
    for key in book.grid:
        span = dates_of(key)
        if span is not None:
            yield from (span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1))


def path_of(book: str, day: int, time: str) -> str:
    """Where a cell of the week stands in the scenario: books.counter.grid.mon.09:00."""
    return f"books.{book}.grid.{WEEKDAYS[day]}.{time}"
