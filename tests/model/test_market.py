"""Slots in a running office: released by the rules, taken once, given back; who may book what, how many in a row."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from simulation.model import simulate
from simulation.model.market import FOR_ALL, OFFERS, Market
from simulation.scenario.book_checks import MOST_OFFERS
from tests.laws.heads_at_work import labels
from tests.laws.slot_laws import Slot, slots_of
from tests.model.slot_office import NAME, Raw, scenario_of, slot_office, world_of

DAY = 1440.0
CROWD = {"per_day": 60, "windows": [{"from": "00:00", "to": "24:00"}]}
"""More people than slots, at any time."""
ROLLING = {"open": {"kind": "rolling", "start_in_days": 0, "end_in_days": 9}}


def rows(raw: Raw, seed: int = 1) -> list[Slot]:
    return slots_of(simulate(scenario_of(raw), seed))


def market(**book: object) -> Market:
    """A market on its own, with everything released before the run on its shelves."""
    release = {"open": {"kind": "rolling", "start_in_days": 0, "end_in_days": 9}}
    return world_of(slot_office(days=5, book={"desks": 1, "release": release} | book)).markets[0]


def shelves(one: Market) -> tuple[list[int], list[int]]:
    return one.shelves(one.view("visit", None, None))


def test_the_earliest_slot_between_two_times_is_found():
    one = market()
    shelf, _ = shelves(one)
    found = [one.starts[one.find(shelf, low, 9e9, 0.0)] for low in (0, 480, 481, DAY)]
    assert found == [480, 480, 540, DAY + 480]
    assert one.find(shelf, 481, 539, 0.0) == -1 and one.find(shelf, 99 * DAY, 9e9, 0.0) == -1


def test_a_slot_that_is_taken_is_gone_until_it_is_given_back():
    one = market()
    shelf, _ = shelves(one)
    row = one.find(shelf, 480, 9e9, 0.0)
    booking = one.book(row, 0, 0, 0.0)
    assert one.starts[one.find(shelf, 480, 9e9, 0.0)] == 540
    one.give_back(booking, row, 1.0)
    assert one.find(shelf, 480, 9e9, 1.0) == row


def test_each_desk_of_a_time_is_booked_once():
    one = market(desks=3)
    shelf, _ = shelves(one)
    row = one.find(shelf, 480, 9e9, 0.0)
    for case in range(3):
        assert one.find(shelf, 480, 9e9, 0.0) == row
        one.book(row, case, 0, 0.0)
    assert one.find(shelf, 480, 9e9, 0.0) != row
    assert sorted(one.bookings.table()["nth"].tolist()) == [0, 1, 2]


def test_nothing_may_be_booked_inside_the_least_lead():
    one = market(release={"open": {"kind": "rolling", "start_in_days": 0, "end_in_days": 9, "least_lead_minutes": 100}})
    shelf, _ = shelves(one)
    assert [one.starts[one.find(shelf, now, 9e9, now)] for now in (379.0, 380.0, 440.0)] == [480, 540, 600]


def test_consecutive_slots_go_over_noon_but_not_over_a_break_or_a_taken_slot():
    one = world_of(slot_office(days=5, book={
        "desks": 1, "grid_minutes": 60, "hours": {"daily": ["08:00-10:00", "11:00-14:00"]},
        "release": {"open": {"kind": "rolling", "start_in_days": 0, "end_in_days": 9}},
    })).markets[0]  # fmt: skip
    view = one.view("visit", None, None)
    before_noon, after_noon = one.shelves(view)

    def run(slots: int, shelf: list[int] = before_noon) -> list[float]:
        return [one.starts[row] for row in one.find_run(view, shelf, 0, DAY, 0.0, slots)]

    assert run(2) == [480, 540] and run(3) == [660, 720, 780] and run(4) == [] and run(2, after_noon) == [720, 780]
    one.book(one.find(before_noon, 480, DAY, 0.0), 0, 0, 0.0)
    assert run(2) == [660, 720]


def test_slots_of_other_services_and_channels_are_not_for_sale_until_the_holdback_ends():
    release = {
        "kept": {"kind": "daily", "at": "07:00", "ahead_days": 0, "services": ["other"], "for_all_minutes": 90},
        "phone": {"kind": "daily", "at": "07:00", "ahead_days": 0, "share": 0.5, "channels": ["phone"]},
    }
    raw = slot_office(book={"release": release}, arrivals=CROWD)
    raw["services"]["other"] = {**raw["services"]["visit"], "arrivals": {"per_day": 1}}
    raw["channels"] = {"online": {"name": NAME, "share": 0.5}, "phone": {"name": NAME, "share": 0.5}}
    run = simulate(scenario_of(raw), 1)
    channel = labels(run.cases["channel"])
    held = [row for row in slots_of(run) if row.held]
    kept = [row for row in held if row.rule == "kept" and row.service == "visit"]
    assert kept and all(row.booked >= row.starts - 90 for row in kept)
    assert {channel[row.case] for row in held if row.rule == "phone"} == {"phone"}


def test_the_thirty_third_rule_of_a_book_is_not_taken_for_the_first_whose_holdback_has_ended():
    rule = {"kind": "daily", "at": "07:00", "ahead_days": 0, "quantity": 0}
    release = {f"rule_{n}": rule for n in range(32)} | {"last": {**rule, "quantity": 8, "services": ["other"]}}
    raw = slot_office(book={"release": release}, arrivals=CROWD)
    raw["services"]["other"] = {**raw["services"]["visit"], "arrivals": {"per_day": 1}}
    assert {row.service for row in rows(raw) if row.held} == {"other"}
    assert MOST_OFFERS <= FOR_ALL < OFFERS


def test_sites_side_by_side_are_booked_alike():
    raw = slot_office(days=60, arrivals={"per_day": 9, "windows": [{"from": "07:00", "to": "08:00"}]})
    raw["books"]["another"] = {**raw["books"]["book"]}
    raw["services"]["visit"]["books"] = {"book": 1, "another": 1}
    pools = Counter(row.pool for row in rows(raw) if row.held)
    assert pools["book"] / sum(pools.values()) == pytest.approx(0.5, abs=0.07)


@pytest.mark.parametrize("share", [0, 0.3, 0.8, 1])
def test_so_many_slots_are_taken_at_the_start(share):
    release = {"open": {"kind": "rolling", "start_in_days": 0, "end_in_days": 19}}
    raw = slot_office(book={"desks": 10, "release": release, "taken_at_start": share})
    before = [row for row in rows(raw) if row.held and row.booked <= 0]
    assert len(before) / (19 * 4 * 10) == pytest.approx(share, abs=0.06)
    assert all(row.released <= row.booked for row in before)


def test_tranches_come_one_after_the_other():
    parts = [{"ahead_days": 6, "share": 0.25}, {"ahead_days": 2, "share": 0.25}, {"ahead_days": 0, "share": 0.5}]
    release = {"steps": {"kind": "tranches", "at": "07:00", "parts": parts}}
    raw = slot_office(days=15, book={"release": release}, public={"knows": 1}, arrivals=CROWD)
    for row in (row for row in rows(raw) if row.held):
        ahead = {"steps_1": 6, "steps_2": 2, "steps_3": 0}[row.rule]
        assert row.booked >= (row.starts // DAY - ahead) * DAY + 420
    sizes = Counter(row.rule for row in rows(raw) if row.starts < DAY * 15)
    assert {rule: sizes[rule] / sum(sizes.values()) for rule in sizes} == {
        "steps_1": 0.25, "steps_2": 0.25, "steps_3": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize("by", ["opening", "slot"])
def test_the_newest_day_of_a_rolling_window_opens_by_the_clock(by):
    release = {"open": {"kind": "rolling", "start_in_days": 1, "end_in_days": 3, "opens_by": by}}
    public = {"knows": 1, "at_release": {"first_minute": 1, "after_minutes": 0}}
    found = [row for row in rows(slot_office(days=15, book={"release": release}, public=public, arrivals=CROWD))]
    held = [row for row in found if row.held and row.booked > 0]
    assert len(held) > 80
    for row in held:
        since = row.starts - 3 * DAY if by == "slot" else (row.starts // DAY - 3) * DAY + 480
        assert since <= row.booked < row.starts // DAY * DAY
        assert row.booked - since < 1 or row.booked < 3 * DAY + 1, "whoever knows looks within the first minute"


@pytest.mark.parametrize(
    ("freed", "least"),
    [({"kind": "at_once"}, 0), ({"kind": "delayed", "minutes": 90}, 90), ({"kind": "withheld"}, 9e9)],
)
def test_a_slot_that_is_given_back_comes_back_as_the_book_says(freed, least):
    cancel = {"per_day": 0.6, "last_days": 0, "per_last_day": 0, "again": 0}
    release = {"open": {"kind": "daily", "at": "07:00", "ahead_days": 3}}
    raw = slot_office(days=40, book={"release": release, "freed": freed}, public={"cancel": cancel, "again_days": 0.05})
    raw["services"]["visit"]["arrivals"] = CROWD
    raw["searching"]["public"]["gives_up"] = 0.2
    by_slot: dict[int, list[Slot]] = {}
    for row in rows(raw):
        by_slot.setdefault(row.slot, []).append(row)
    gaps = [b.booked - a.freed for slots in by_slot.values() for a, b in pairwise(slots) if b.held]
    assert (not gaps) if least > 1e6 else (len(gaps) > 50 and least <= min(gaps) < least + 30)


def test_a_reservation_that_nobody_confirms_blocks_its_slot_for_a_while():
    raw = slot_office(days=30, book={"hold": {"minutes": 30, "lapses": 0.5}}, arrivals={**CROWD, "per_day": 20})
    lapsed = [row for row in rows(raw) if row.state == "lapsed"]
    assert len(lapsed) > 30 and {round(row.freed - row.booked, 6) for row in lapsed} == {30}


def test_nobody_looks_at_slots_of_yesterday():
    run = simulate(scenario_of(slot_office(arrivals=CROWD, book={"desks": 9})), 1)
    assert (run.slots["starts"] >= np.nan_to_num(run.slots["booked"], nan=-np.inf)).all()


def test_every_book_of_a_large_market_is_booked():
    raw = slot_office(days=2, arrivals={"per_day": 3000, "windows": [{"from": "07:00", "to": "08:00"}]})
    books = {f"site_{n}": dict(raw["books"]["book"]) for n in range(300)}
    raw["books"], raw["services"]["visit"]["books"] = books, dict.fromkeys(books, 1)
    assert {row.pool for row in rows(raw) if row.held} == set(books)


def test_slots_follow_each_other_on_a_grid_of_no_whole_minutes():
    one = market(desks=1, grid_minutes=6.7)
    view = one.view("visit", None, None)
    shelf = one.shelves(view)[0]
    first = [row for row in shelf if one.starts[row] < DAY]
    assert len(first) == 35
    assert one.find_run(view, shelf, 0, DAY, 0.0, 35) == first
    assert all(one.find_run(view, shelf, one.starts[row], DAY, 0.0, 3) for row in first[:-2])


def test_the_shelf_of_long_visits_holds_the_slots_with_which_one_may_begin():
    one = world_of(slot_office(days=2, book={"desks": 1, "release": ROLLING}, slots=3)).markets[0]
    view = one.view("visit", None, None)
    shelf = one.shelves(view, 3)[0]

    def begins() -> list[float]:
        return [one.starts[row] for row in shelf if DAY <= one.starts[row] < 2 * DAY]

    assert begins() == [DAY + 480, DAY + 540]
    row = one.starts.index(DAY + 600)
    booking = one.book(row, 0, 0, 0.0)
    assert begins() == []
    one.give_back(booking, row, 1.0)
    assert begins() == [DAY + 480, DAY + 540]
    one.book(one.starts.index(DAY + 480), 0, 0, 0.0)
    assert begins() == [DAY + 540]
