"""What must hold for the people of any slot office: their wishes, looks and bookings."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, isnan
from typing import Any

import numpy as np

from simulation.model import Ledgers
from simulation.model.public import AFTERNOON, BOT, MORNING, ONE_SITE, SAME_DAY
from simulation.model.world import World
from simulation.scenario import Scenario
from simulation.scenario.freed import Delayed, WaitList, Withheld
from simulation.scenario.searching import Booked
from simulation.scenario.supply import furthest_ahead, supply_of
from tests.laws.heads_at_work import DAY, TINY, labels
from tests.laws.slot_laws import Slot, releases, reserved_only

ENDS = {"served", "gave_up", "withdrawn", "stayed_away", "open"}


@dataclass(frozen=True)
class Person:
    """What somebody brought with him; `sites` are the books that he accepts."""

    service: str
    channel: str
    arrived: float
    habits: int
    sites: tuple[str, ...]
    furthest: float


@dataclass(frozen=True)
class Look:
    """A row of the ledger of searches."""

    case: int
    n: int
    looked: float
    way: str
    found: bool
    offered: float


def persons_of(scenario: Scenario, seed: int, run: Ledgers) -> dict[int, Person]:
    """Everybody who had his wish in the run, by case; drawn anew, without a run."""
    kind, service = labels(run.cases["kind"]), labels(run.cases["service"])
    wished = (kind == "wish") & (run.cases["arrived"] > 0)
    found = {}
    for seekers in World(scenario.document, seed).seekers:
        sites = tuple(seekers.market.books[book] for book in seekers.books)
        group = []
        for people, times in seekers._layers:
            for i, arrived in enumerate(times):
                habits = people.habits[i]
                mine = (sites[people.site[i]],) if habits & ONE_SITE else sites
                channel = scenario.document.channels and people.channel[i] >= 0
                name = list(scenario.document.channels)[people.channel[i]] if channel else ""
                furthest = people.furthest[i] if people.furthest else inf
                group.append(Person(seekers.key, name, arrived, habits, mine, furthest))
        cases = np.flatnonzero(wished & (service == seekers.key)).tolist()
        group.sort(key=lambda person: person.arrived)
        found |= dict(zip(cases, group, strict=True))
    return found


def looks_of(run: Ledgers) -> list[Look]:
    """The rows of the ledger of searches."""
    columns: list[Any] = []
    for name in Look.__dataclass_fields__:
        column = run.searches[name]
        columns.append(labels(column).tolist() if hasattr(column, "codes") else column.tolist())
    return [Look(*row) for row in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Seen:
    """A run as these laws look at it."""

    scenario: Scenario
    run: Ledgers
    slots: list[Slot]
    looks: list[Look]
    persons: dict[int, Person]

    def searching(self, case: int) -> Any:
        """The habits of the public that a case belongs to."""
        facts = self.scenario.services[self.persons[case].service]
        assert isinstance(facts, Booked)
        return self.scenario.document.searching[facts.search]

    def booked(self) -> dict[tuple[int, float], list[Slot]]:
        """The slots that a person of the run booked at a time, in the order of time."""
        found: dict[tuple[int, float], list[Slot]] = defaultdict(list)
        for row in sorted((row for row in self.slots if row.held), key=lambda row: row.starts):
            if row.case in self.persons:
                found[row.case, row.booked].append(row)
        return found


def every_wish_has_one_end(seen: Seen) -> None:
    """wishes = served + gave up + withdrawn + stayed away + open; who has come to nothing else did so at his last
    booking."""
    outcome, arrived = labels(seen.run.cases["outcome"]), seen.run.cases["arrived"]
    wish = np.flatnonzero(labels(seen.run.cases["kind"]) == "wish")
    assert set(outcome[wish].tolist()) <= ENDS
    states: dict[int, list[str]] = defaultdict(list)
    for row in seen.slots:
        if row.held:
            states[row.case].append(row.state)
    for case in wish.tolist():
        person, mine = seen.persons.get(case), states[case]
        assert person is None or person.arrived == arrived[case]
        if outcome[case] == "stayed_away":
            assert "no_show" in mine
        elif outcome[case] == "withdrawn":
            assert "cancelled" in mine
        elif outcome[case] == "served" and person is not None:
            facts = seen.scenario.services[person.service]
            assert "attended" in mine or (facts.elsewhere is not None and not mine)  # type: ignore[union-attr]


def looks_follow_each_other(seen: Seen) -> None:
    """In the order of time, counted from 1 in each search, within the life of the wish; a new search follows a booking
    that came to nothing."""
    assert [look.looked for look in seen.looks] == sorted(look.looked for look in seen.looks)
    arrived, closed = seen.run.cases["arrived"], seen.run.cases["closed"]
    last: dict[int, Look] = {}
    bookings: dict[int, list[float]] = defaultdict(list)
    for row in seen.slots:
        if row.held:
            bookings[row.case].append(row.booked)
    for look in seen.looks:
        before = last.get(look.case)
        assert arrived[look.case] <= look.looked < seen.scenario.days * DAY
        assert isnan(closed[look.case]) or look.looked <= closed[look.case]
        if look.n == 1:
            exchange = before is not None and before.n == 1 and not before.found
            since = before.looked if before is not None and not exchange else -inf
            assert before is None or any(since <= at <= look.looked for at in bookings[look.case])
            assert before is not None or look.case in seen.persons or bookings[look.case]
        else:
            assert before is not None and look.n == before.n + 1, (before, look)
        assert look.found == (not isnan(look.offered))
        assert not look.found or look.offered >= look.looked
        last[look.case] = look


def who_finds_a_slot_books_it(seen: Seen) -> None:
    """Each booking belongs to a look that found something, and the other way round; who takes the earliest has what was
    offered first."""
    found = {(look.case, look.looked): look for look in seen.looks if look.found and look.case in seen.persons}
    booked = seen.booked()
    assert found.keys() == booked.keys()
    for place, look in found.items():
        first = booked[place][0].starts
        assert first >= look.offered
        if look.way == "wait_list" or not seen.persons[look.case].habits & (MORNING | AFTERNOON):
            assert first == look.offered, (look, booked[place])


def nobody_books_against_his_habits(seen: Seen) -> None:
    """Who cannot come the same day never books it, nobody further ahead than he accepts, nor elsewhere than at the site
    that he insists on."""
    for (case, at), rows in seen.booked().items():
        person, k = seen.persons[case], seen.scenario.services[seen.persons[case].service].slots  # type: ignore[union-attr]
        lead = seen.searching(case).same_day_lead_minutes.value
        for row in rows:
            assert row.pool in person.sites
            if person.habits & SAME_DAY:
                assert row.starts >= at + lead
            else:
                assert row.starts // DAY > at // DAY, (person, row)
        assert all(row.starts <= at + person.furthest for row in rows[::k]), (person, rows)


def looks_come_when_their_way_says(seen: Seen) -> None:
    """Right after a release, in the second of one, some time after one, in an hour of looking, or told by the list."""
    released = {}
    for key in seen.scenario.books:
        supply = supply_of(
            seen.scenario.document, key, seen.scenario.days + furthest_ahead(seen.scenario.document, [key])
        )
        released[key] = sorted({at for at in supply.released.tolist() if isfinite(at)})
    told = {key for key, book in seen.scenario.books.items() if isinstance(book.freed, WaitList)}
    booked = seen.booked()
    for look in (look for look in seen.looks if look.case in seen.persons):
        person, hours = seen.persons[look.case], seen.searching(look.case).hours
        last = max((_last(released[site], look.looked) for site in person.sites), default=-inf)
        if look.way == "first_minute":
            assert look.looked - last <= 1 + TINY
        elif look.way == "bot":
            assert look.looked - last <= 1 / 60 + TINY and person.habits & BOT
        elif look.way == "after_release":
            assert last > -inf and not person.habits & BOT
        elif look.way == "wait_list":
            assert look.found and all(row.pool in told for row in booked[look.case, look.looked][:1])
        elif look.n > 1 and hours is not None:
            assert any(hours.values[int(at % DAY // 60)] > 0 for at in (look.looked, look.looked - TINY))


def _last(times: Sequence[float], at: float) -> float:
    place = bisect_right(times, at)
    return times[place - 1] if place else -inf


def a_look_offers_the_first_slot_that_suits(seen: Seen) -> None:
    """Of all slots that are released, may still be booked, and nobody holds: for people without a wait list. So nobody
    fails while a slot is on offer that suits him."""
    document = seen.scenario.document
    if any(isinstance(book.freed, WaitList) for book in seen.scenario.books.values()):
        return
    shelf = _Shelf(seen)
    for number, look in enumerate(seen.looks):
        if look.case not in seen.persons:
            continue
        person, t = seen.persons[look.case], look.looked
        facts, lead = document.services[person.service], seen.searching(look.case).same_day_lead_minutes.value
        assert isinstance(facts, Booked)
        low = t + lead if person.habits & SAME_DAY else (t // DAY + 1) * DAY
        there = shelf.free(person, t, number)
        k = facts.slots
        first = min(
            (
                starts for pool, starts in there
                if low <= starts <= t + person.furthest
                and all((pool, starts + step * document.books[pool].grid_minutes) in there for step in range(1, k))
            ),
            default=None,
        )  # fmt: skip
        assert (first is None) == (not look.found) and first in (None, look.offered), (look, person, first)


class _Shelf:
    """What is on offer at any time, put together again from the supply and the ledger of slots."""

    def __init__(self, seen: Seen) -> None:
        self._document = seen.scenario.document
        self._supply: list[tuple[tuple[str, float, str, float], Any, float, int]] = []
        for key in seen.scenario.books:
            ahead = furthest_ahead(self._document, list(seen.scenario.books))
            supply = supply_of(self._document, key, seen.scenario.days + ahead)
            columns = (supply.starts, supply.offer, supply.released, supply.until, supply.count)
            for starts, offer, released, until, count in zip(*(c.tolist() for c in columns), strict=True):
                facts = supply.offers[offer]
                if isfinite(released):
                    self._supply.append(((key, starts, facts.name, released), facts, until, count))
        first = releases(seen.slots)
        number = {(look.case, look.looked): n for n, look in enumerate(seen.looks)}
        self._held = [
            (
                (row.pool, row.starts, row.rule, first[row.pool, row.slot]),
                number.get((row.case, row.booked), -1),
                self._back(seen, row),
            )
            for row in seen.slots
            if row.held
        ]

    def _back(self, seen: Seen, row: Slot) -> float:
        freed = seen.scenario.books[row.pool].freed
        if isnan(row.freed) or (isinstance(freed, Withheld) and not reserved_only(seen.scenario, row)):
            return inf
        delayed = isinstance(freed, Delayed) and not reserved_only(seen.scenario, row)
        return row.freed + (freed.minutes.value if delayed else 0.0)  # type: ignore[union-attr]

    def free(self, person: Person, t: float, look: int) -> set[tuple[str, float]]:
        """(book, start) of what the person may book by the look of that number, at `t`."""
        held = Counter(key for key, taken, back in self._held if taken < look and t <= back)
        found = set()
        for key, offer, until, count in self._supply:
            pool, starts, _, released = key
            if released <= t < until and pool in person.sites and held[key] < count:
                for_all = t >= starts - offer.for_all_minutes
                mine = not offer.services or person.service in offer.services
                if for_all or (mine and (not offer.channels or person.channel in offer.channels)):
                    found.add((pool, starts))
        return found


SEARCH_LAWS = (
    every_wish_has_one_end,
    looks_follow_each_other,
    who_finds_a_slot_books_it,
    nobody_books_against_his_habits,
    looks_come_when_their_way_says,
    a_look_offers_the_first_slot_that_suits,
)
