"""What must hold in the ledger of slots of any office whose people look for their appointments."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import isnan
from typing import Any

import numpy as np

from simulation.model import Ledgers
from simulation.scenario import Scenario
from simulation.scenario.calendar import closed_days
from simulation.scenario.freed import Delayed, Withheld
from simulation.scenario.office import Contact
from simulation.scenario.searching import Booked
from simulation.scenario.supply import furthest_ahead, rules_of, supply_of
from tests.laws.heads_at_work import DAY, TINY, labels


@dataclass(frozen=True)
class Slot:
    """A row of the ledger of slots, in words."""

    slot: int
    service: str
    pool: str
    rule: str
    starts: float
    minutes: float
    released: float
    until: float
    booked: float
    part: int
    freed: float
    case: int
    state: str

    @property
    def held(self) -> bool:
        return not isnan(self.booked)


def slots_of(run: Ledgers) -> list[Slot]:
    """The rows of the ledger."""
    columns: list[Any] = []
    for name in Slot.__dataclass_fields__:
        column = run.slots[name]
        columns.append(labels(column).tolist() if hasattr(column, "codes") else column.tolist())
    return [Slot(*row) for row in zip(*columns, strict=True)]


def by_slot(rows: list[Slot]) -> Iterator[list[Slot]]:
    """The rows of each slot in the order of their bookings, the one that was never booked last."""
    found: dict[tuple[str, int], list[Slot]] = defaultdict(list)
    for row in rows:
        found[row.pool, row.slot].append(row)
    for mine in found.values():
        yield sorted(mine, key=lambda row: (not row.held, row.booked))


def releases(rows: list[Slot]) -> dict[tuple[str, int], float]:
    """When each slot was first on offer: by its rule, whatever became of it later."""
    return {(mine[0].pool, mine[0].slot): mine[0].released for mine in by_slot(rows)}


def reserved_only(scenario: Scenario, row: Slot) -> bool:
    """Whether it was given back because a reservation was not confirmed."""
    hold, lapsed = scenario.books[row.pool].hold, row.state == "lapsed"
    assert not lapsed or (hold is not None and abs(row.freed - row.booked - hold.minutes.value) < TINY)
    return lapsed


def a_slot_is_held_once_at_a_time(scenario: Scenario, run: Ledgers, rows: list[Slot]) -> None:
    """Whoever held it before had given it back; all bookings but the last are cancelled or lapsed, and only those are
    freed."""
    for mine in by_slot(rows):
        assert len({(row.starts, row.rule) for row in mine}) == 1
        for before, after in pairwise(mine):
            assert before.state in ("cancelled", "lapsed")
            assert not after.held or before.freed <= after.booked
        for row in mine:
            assert (row.state in ("cancelled", "lapsed")) == (not isnan(row.freed))
            assert row.held == (row.case >= 0) == (row.state not in ("unreleased", "unused"))
            assert isnan(row.freed) or row.booked <= row.freed


def no_slot_lies_outside_the_opening_hours(scenario: Scenario, run: Ledgers, rows: list[Slot]) -> None:
    """From its first to its last minute, on dates with hours of their own and on holidays, too."""
    document, office = scenario.document, scenario.document.office
    closed = closed_days(office.starts, office.days + 400, office.holidays, office.closed)
    for pool, starts, minutes in {(row.pool, row.starts, row.minutes) for row in rows}:
        day, book = int(starts // DAY), document.books[pool]
        hours = document.hours_named(book.hours if book.hours is not None else document.teams[book.team].hours)
        intervals = hours.on(office.starts + timedelta(days=day), closed=day in closed)
        at = starts - day * DAY
        assert any(opens <= at and at + minutes <= closes for opens, closes in intervals), f"{pool} at {starts}"


def every_slot_of_the_rules_has_its_rows(scenario: Scenario, run: Ledgers, rows: list[Slot]) -> None:
    """One row per booking, plus one per slot of the run that nobody holds in the end; of the rule that releases it,
    and not bookable before its release, nor at or after its last bookable minute."""
    end, first = scenario.days * DAY, releases(rows)
    for pool, book in scenario.books.items():
        ahead = furthest_ahead(scenario.document, [pool])
        supply = supply_of(scenario.document, pool, scenario.days + ahead)
        given = [supply.offers[offer].name for offer in supply.offer.tolist()]
        wanted, until = Counter[tuple[float, str]](), {}
        columns = (supply.starts.tolist(), given, supply.released.tolist(), supply.until.tolist())
        for (starts, rule, released, last), count in zip(
            zip(*columns, strict=True), supply.count.tolist(), strict=True
        ):
            wanted[starts, rule] += count
            until[starts, rule, released] = last
        mine = [row for row in rows if row.pool == pool]
        slots = {(row.starts, row.rule, row.slot) for row in mine}
        found = Counter((starts, rule) for starts, rule, _ in slots)
        assert {k: n for k, n in found.items() if k[0] < end} == {k: n for k, n in wanted.items() if k[0] < end}
        assert all(n <= wanted[k] for k, n in found.items())
        in_the_end = Counter(row.slot for row in mine if row.state not in ("cancelled", "lapsed"))
        assert set(in_the_end.values()) <= {1}
        assert {row.slot for row in mine if row.starts < end} <= set(in_the_end)
        assert all(row.starts < end for row in mine if not row.held)
        for row in mine:
            assert row.minutes == book.grid_minutes
            if row.held:
                last = until[row.starts, row.rule, first[pool, row.slot]]
                assert first[pool, row.slot] <= row.booked < last == row.until <= row.starts, row
            assert not row.released > row.booked
            assert (row.state == "unreleased") == isnan(first[pool, row.slot])


def no_rule_is_broken(scenario: Scenario, run: Ledgers, rows: list[Slot]) -> None:
    """A slot is booked for a service and by a channel that its rule admits, until it is for everybody; only at the
    sites of the service."""
    channel = labels(run.cases["channel"])
    service = labels(run.cases["service"])
    for row in (row for row in rows if row.held):
        facts = scenario.services[row.service]
        assert isinstance(facts, Booked) and row.pool in facts.sites() and service[row.case] == row.service
        rules = rules_of(scenario.document, scenario.books[row.pool])
        rule = rules.get(row.rule) or rules[row.rule.rpartition("_")[0]]
        assert rule.kind not in ("ad_hoc", "invitation")
        if rule.for_all_minutes is None or row.booked < row.starts - rule.for_all_minutes.value:
            assert not rule.services or row.service in rule.services, row
            assert not rule.channels or channel[row.case] in rule.channels, row


def what_is_freed_comes_back_as_the_book_says(scenario: Scenario, run: Ledgers, rows: list[Slot]) -> None:
    """Withheld slots never, delayed ones not before the delay is over; a reservation that lapsed comes back at once.
    A row tells since when the slot was on offer this time: since its release or later, never while it was held."""
    for mine in by_slot(rows):
        for before, after in pairwise(mine):
            assert isnan(after.released) or after.released == mine[0].released or after.released >= before.freed
            freed = scenario.books[before.pool].freed
            if after.held and not reserved_only(scenario, before):
                assert not isinstance(freed, Withheld), (before, after)
                if isinstance(freed, Delayed):
                    assert after.booked >= before.freed + freed.minutes.value - TINY, (before, after)


def a_visit_has_consecutive_slots_of_one_book(scenario: Scenario, run: Ledgers, rows: list[Slot]) -> None:
    """As many as the service needs; who books twice has as many again, later."""
    together: dict[tuple[int, float], list[Slot]] = defaultdict(list)
    for row in (row for row in rows if row.held):
        together[row.case, row.booked].append(row)
    for mine in together.values():
        mine.sort(key=lambda row: row.starts)
        k = scenario.services[mine[0].service].slots  # type: ignore[union-attr]
        assert len(mine) in (k, 2 * k), mine
        for first in range(0, len(mine), k):
            visit = mine[first : first + k]
            assert [row.part for row in visit] == list(range(1, k + 1))
            assert len({row.pool for row in visit}) == 1
            for before, after in pairwise(visit):
                assert after.starts == before.starts + before.minutes, visit


def states_fit_the_time(scenario: Scenario, run: Ledgers, rows: list[Slot]) -> None:
    """Who came or stayed away did so by the end of the run; what is given back is so before it starts."""
    end = scenario.days * DAY
    for row in rows:
        assert row.state in ("unreleased", "booked", "attended", "no_show", "cancelled", "unused", "lapsed")
        assert (row.part > 0) == row.held
        assert not row.held or row.booked < end
        if row.state in ("attended", "no_show"):
            assert row.starts <= end
        reserved_only(scenario, row)
        if row.state == "cancelled":
            assert row.freed <= row.starts and row.freed <= end, row


def kept_slots_are_visits(scenario: Scenario, run: Ledgers, rows: list[Slot]) -> None:
    """A visit of k slots keeps k; each person's visits are the slots that he kept."""
    steps, owners = labels(run.activities["step"]), labels(run.activities["owner"])
    wish = labels(run.cases["kind"]) == "wish"
    mine = (owners == "team") & wish[run.activities["case"]] & ~np.isnan(run.activities["ended"])
    visits = Counter(zip(run.activities["case"][mine].tolist(), steps[mine].tolist(), strict=True))
    kept = Counter((row.case, row.service) for row in rows if row.state == "attended")
    slots = {key: service.slots for key, service in scenario.services.items() if isinstance(service, Booked)}
    assert {key: count * slots[key[1]] for key, count in visits.items()} == kept


def nobody_comes_in_without_a_place(scenario: Scenario, run: Ledgers, rows: list[Slot]) -> None:
    """Of those who come without an appointment no more are let in on a day than the book has places for them."""
    service, arrived = labels(run.cases["service"]), run.cases["arrived"]
    inside = np.unique(run.activities["case"])
    for key, facts in scenario.services.items():
        if isinstance(facts, Contact) and facts.places_from is not None:
            kinds = {
                name: rule.kind for name, rule in rules_of(scenario.document, scenario.books[facts.places_from]).items()
            }
            places = Counter(
                int(r.starts // DAY) for r in rows if r.pool == facts.places_from and kinds.get(r.rule) == "ad_hoc"
            )
            came = Counter((arrived[inside][service[inside] == key] // DAY).astype(int).tolist())
            assert not came - places


SLOT_LAWS = (
    nobody_comes_in_without_a_place,
    a_slot_is_held_once_at_a_time,
    no_slot_lies_outside_the_opening_hours,
    every_slot_of_the_rules_has_its_rows,
    no_rule_is_broken,
    what_is_freed_comes_back_as_the_book_says,
    a_visit_has_consecutive_slots_of_one_book,
    states_fit_the_time,
    kept_slots_are_visits,
)
