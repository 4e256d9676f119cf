"""Release rules in the words of an office: who may book which slot from when."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from simulation.scenario import Scenario, changed, load
from simulation.scenario.calendar import DAY
from simulation.scenario.parts import Part
from simulation.scenario.preview import PreviewSlot, on_offer
from simulation.scenario.release_clocks import BookDays
from simulation.scenario.releases import RULES
from simulation.scenario.rule import Rule
from simulation.scenario.sharing import Plan, shared_out
from simulation.scenario.supply import furthest_ahead

SLOTS = load(Path(__file__).with_name("slots.toml"))
EVERYTHING = 22 * 4
"""Slots of a Wednesday: 5.5 hours, four an hour, four desks."""


def counter(**rules: Any) -> Scenario:
    """The road-traffic office with other rules."""
    return changed(SLOTS, {"books.counter.release": rules})


def slots(scenario: Scenario, of: date, rule: str | None = None) -> list[PreviewSlot]:
    """The slots of a date, or those of one rule."""
    found = on_offer(scenario, "counter", datetime(of.year, of.month, of.day), 1).slots
    return [slot for slot in found if rule is None or slot.rule == rule]


def number(found: list[PreviewSlot]) -> int:
    return sum(slot.slots for slot in found)


def releases(found: list[PreviewSlot]) -> set[datetime | None]:
    return {slot.released for slot in found}


WEDNESDAY = date(2025, 4, 2)


def test_next_week_read_as_the_day_a_week_later():
    assert releases(slots(SLOTS, WEDNESDAY, "daily")) == {datetime(2025, 3, 26, 9)}


def test_next_week_read_as_the_next_calendar_week_comes_in_fifths():
    """90 % of 88 slots in five parts, from Monday to Friday of the week before."""
    week = changed(SLOTS, {"releases.standard.daily.reading": "calendar_week"})
    found = slots(week, WEDNESDAY, "daily")
    days = [datetime(2025, 3, day, 9) for day in (24, 25, 26, 27, 28)]
    assert [number([s for s in found if s.released == day]) for day in days] == [16, 16, 16, 15, 16]
    assert releases(found) == set(days)


def test_a_short_week_releases_the_next_one_in_quarters():
    """Easter Monday, 21 April, is closed: the week after it is released on four days."""
    week = changed(SLOTS, {"releases.standard.daily.reading": "calendar_week"})
    assert releases(slots(week, date(2025, 4, 30), "daily")) == {datetime(2025, 4, day, 9) for day in (22, 23, 24, 25)}


def test_after_a_week_without_a_working_day_the_last_working_week_releases():
    """From Christmas Eve to New Year the office is closed; 22 and 23 December release the week of 29 December, and
    that of 5 January too, for the week between has no working day but Friday."""
    week = changed(SLOTS, {"releases.standard.daily.reading": "calendar_week", "hours.open.2026-01-02": []})
    assert releases(slots(week, date(2026, 1, 7), "daily")) == {datetime(2025, 12, 22, 9), datetime(2025, 12, 23, 9)}


@pytest.mark.parametrize(("day", "at", "first"), [(2, 7, "08:15"), (3, 9, "12:30")])
def test_the_remainder_of_the_day_comes_at_seven_or_at_nine(day, at, first):
    """An hour ahead at least: what starts at 08:00 sharp could be booked for no time at all."""
    found = slots(SLOTS, date(2025, 4, day), "remainder")
    assert releases(found) == {datetime(2025, 4, day, at)}
    assert number(found) == 9 and min(f"{slot.starts:%H:%M}" for slot in found) >= first


def test_a_clock_only_on_some_weekdays_releases_on_the_last_one_before():
    """At nine on Mondays only: Wednesday 2 April comes on Monday the 24th of March, nine days ahead."""
    monday = counter(daily={"kind": "daily", "at": {"mon": "09:00"}})
    assert releases(slots(monday, WEDNESDAY)) == {datetime(2025, 3, 24, 9)}


def test_tranches_come_one_after_the_other():
    parts = [{"ahead_days": 90, "share": 0.2}, {"ahead_days": 7, "share": 0.5}, {"ahead_days": 0, "share": 0.3}]
    waves = counter(waves={"kind": "tranches", "at": "07:00", "parts": parts})
    found = {n: slots(waves, WEDNESDAY, f"waves_{n}") for n in (1, 2, 3)}
    assert [number(found[n]) for n in (1, 2, 3)] == [18, 44, 26]
    assert releases(found[1]) == {datetime(2025, 1, 2, 7)} and releases(found[3]) == {datetime(2025, 4, 2, 7)}
    assert min(slot.starts for slot in found[3]) > datetime(2025, 4, 2, 7)


def test_quantities_come_before_shares_and_shares_before_the_rest():
    """20 places without appointment, then half of the other 68, then what is left; nobody gets a slot twice."""
    mixed = counter(
        rest={"kind": "daily", "at": "00:00", "ahead_days": 14},
        half={"kind": "daily", "at": "09:00", "share": 0.5},
        places={"kind": "ad_hoc", "quantity": 20},
    )
    assert [number(slots(mixed, WEDNESDAY, name)) for name in ("places", "half", "rest")] == [20, 34, 34]
    assert number(slots(mixed, WEDNESDAY)) == EVERYTHING


def test_tranches_without_a_share_divide_what_the_shares_of_others_leave():
    parts = [{"ahead_days": 7, "share": 0.5}, {"ahead_days": 2, "share": 0.5}]
    mixed = counter(waves={"kind": "tranches", "at": "09:00", "parts": parts}, places={"kind": "ad_hoc", "share": 0.5})
    assert [number(slots(mixed, WEDNESDAY, name)) for name in ("waves_1", "waves_2", "places")] == [22, 22, 44]


def test_what_no_rule_takes_is_never_released():
    half = counter(half={"kind": "daily", "at": "09:00", "share": 0.5})
    left = [slot for slot in slots(half, WEDNESDAY) if slot.rule is None]
    assert number(left) == 44 and releases(left) == {None}


def test_a_rolling_window_opens_block_by_block_as_in_zms():
    """On Wednesday 18 June, open in two blocks, 14 days ahead: the morning opens at 07:00 of 4 June, the afternoon at
    13:00, and both close with the last minute of the day before."""
    window = {"kind": "rolling", "start_in_days": 1, "end_in_days": 14}
    found = slots(counter(window=window), date(2025, 6, 18), "window")
    morning, afternoon = ([s for s in found if (s.starts.hour >= 13) == late] for late in (False, True))
    assert releases(morning) == {datetime(2025, 6, 4, 7)} and releases(afternoon) == {datetime(2025, 6, 4, 13)}
    assert {slot.until for slot in found} == {datetime(2025, 6, 18)}
    by_slot = slots(counter(window=window | {"opens_by": "slot"}), date(2025, 6, 18), "window")
    assert all(
        (slot.starts - slot.released).days == 14 and slot.starts.time() == slot.released.time() for slot in by_slot
    )


def test_an_evening_of_a_batch_is_nobody_elses():
    """18 June: the morning goes by the rules, the 80 slots of the evening all at once on Monday the 16th."""
    found = slots(SLOTS, date(2025, 6, 18))
    evening = [slot for slot in found if slot.starts.hour >= 13]
    assert {slot.rule for slot in evening} == {"evening"} and number(evening) == 80
    assert number(slots(SLOTS, date(2025, 6, 18), "daily")) == 79


def test_slots_are_spread_over_the_day():
    """A tenth of the day for people without appointment is not the first tenth."""
    mixed = counter(places={"kind": "ad_hoc", "share": 0.1}, rest={"kind": "daily", "at": "09:00"})
    found = slots(mixed, WEDNESDAY, "places")
    hours = {slot.starts.hour for slot in found}
    assert hours >= {7, 8, 9, 10, 11}


def test_a_rule_reaches_so_many_days_ahead_at_most():
    for scenario, days in (
        (SLOTS, 14),
        (counter(window={"kind": "rolling", "start_in_days": 0, "end_in_days": 60}), 61),
    ):
        assert furthest_ahead(scenario.document, ["counter"]) == days


class Odd(Rule):
    """A rule that is in no list: every second day, the day before at noon."""

    kind: str = "odd"

    def takes(self, day: int, days: BookDays) -> list[Part]:
        return [self.part(-DAY / 2)] if day % 2 else []

    @classmethod
    def first(cls, starts: date) -> dict[str, str]:
        return {"kind": "odd"}


def test_a_new_rule_needs_nothing_but_its_own_class():
    plan = Plan(date(2025, 3, 31), {"odd": Odd(share=0.5)})
    even, odd = (shared_out([(480.0, 480.0, 4)], plan.parts(day)) for day in (0, 1))
    assert [plan.offers[int(row[1])].name for row in even] == ["unreleased"]
    assert [(plan.offers[int(row[1])].name, row[2], row[4]) for row in odd if row[2] == row[2]] == [
        ("odd", -720.0, 2.0)
    ]


def test_every_rule_that_can_be_added_is_one_that_a_file_may_have():
    for kind, rule in RULES.items():
        if not rule.unnamed:
            assert rule.model_validate(rule.first(SLOTS.starts)).kind == kind
