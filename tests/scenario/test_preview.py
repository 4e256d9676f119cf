"""What would be on offer at a given day and hour: dates and counts worked out by hand."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from simulation.scenario import changed, load
from simulation.scenario.preview import compared, on_offer

SLOTS = load(Path(__file__).parent / "slots.toml")
WHOLE = 22 * 4  # 5.5 hours of four slots an hour, four desks
DAILY = 79  # 90 % of 88, rounded


def day(when: datetime, of: date, scenario=SLOTS):
    return next(day for day in on_offer(scenario, "counter", when, 40).days if day.date == of)


@pytest.mark.parametrize(
    "of",
    [
        date(2025, 3, 26),  # before the clocks change, on 30 March
        date(2025, 4, 2),  # released before it, held after it
        date(2025, 4, 9),  # after it
        date(2025, 10, 29),  # released on 22 October, before the clocks go back
    ],
)
def test_a_day_is_released_a_week_before_at_nine_to_the_minute(of):
    nine = datetime(of.year, of.month, of.day, 9) - timedelta(days=7)
    before, after = day(nine.replace(hour=8, minute=59), of), day(nine, of)
    assert (before.slots, before.on_offer, before.next_release) == (WHOLE, 0, nine)
    assert (after.on_offer, after.next_release) == (DAILY, datetime(of.year, of.month, of.day, 7))


def test_the_remainder_comes_on_the_day_itself():
    wednesday = date(2025, 4, 2)
    assert day(datetime(2025, 4, 2, 6, 59), wednesday).on_offer == DAILY
    at_seven = on_offer(SLOTS, "counter", datetime(2025, 4, 2, 7, 0), 1)
    remainder = [slot for slot in at_seven.slots if slot.rule == "remainder"]
    assert sum(slot.on_offer for slot in remainder) == WHOLE - DAILY
    assert min(slot.starts for slot in remainder) > datetime(2025, 4, 2, 8, 0)
    assert {slot.released for slot in remainder} == {datetime(2025, 4, 2, 7, 0)}
    assert at_seven.days[0].next_release is None


def test_a_slot_leaves_the_offer_when_it_starts():
    at_noon = on_offer(SLOTS, "counter", datetime(2025, 4, 2, 12, 0), 1).slots
    assert {slot.starts for slot in at_noon if slot.on_offer} == {datetime(2025, 4, 2, 12, 15)}


@pytest.mark.parametrize(
    "closed",
    [date(2025, 5, 1), date(2025, 6, 19), date(2025, 4, 18), date(2025, 3, 3), date(2025, 12, 24), date(2026, 1, 1)],
)
def test_a_closed_day_offers_nothing(closed):
    the_week_before = datetime(closed.year, closed.month, closed.day, 9) - timedelta(days=7)
    shown = day(the_week_before, closed)
    assert (shown.slots, shown.on_offer, shown.next_release) == (0, 0, None)


def test_a_holiday_still_releases_the_day_a_week_later():
    """1 May 2025 is a closed Thursday; Thursday 8 May is released on it all the same, by the clock."""
    assert day(datetime(2025, 5, 1, 9, 0), date(2025, 5, 8)).on_offer == DAILY


def test_at_the_turn_of_the_year_the_calendar_goes_on():
    """Friday 2 January 2026 is open again; it lies after the run's last day and is released on 26 December."""
    friday = date(2026, 1, 2)
    assert day(datetime(2025, 12, 26, 8, 59), friday).on_offer == 0
    assert day(datetime(2025, 12, 26, 9, 0), friday).on_offer == DAILY


def test_an_extended_wednesday_has_an_evening_of_its_own():
    """18 June, the day before Corpus Christi: 22 times in the morning as always, 20 in the evening from Monday."""
    wednesday = date(2025, 6, 18)
    assert day(datetime(2025, 6, 16, 8, 59), wednesday).on_offer == DAILY
    assert day(datetime(2025, 6, 16, 9, 0), wednesday).on_offer == DAILY + 20 * 4
    evening = [s for s in on_offer(SLOTS, "counter", datetime(2025, 6, 16, 9), 3).slots if s.rule == "evening"]
    assert (evening[0].starts, evening[-1].starts) == (datetime(2025, 6, 18, 13), datetime(2025, 6, 18, 17, 45))


def test_the_numbers_of_the_planner_stand_in_the_preview():
    """Monday has 2 slots at 07:00 and none at 07:15, four at the other 20 times."""
    monday = on_offer(SLOTS, "counter", datetime(2025, 3, 31, 0, 0), 1)
    at_seven = [slot.slots for slot in monday.slots if slot.starts == datetime(2025, 3, 31, 7, 0)]
    assert sum(at_seven) == 2 and monday.days[0].slots == 82
    assert datetime(2025, 3, 31, 7, 15) not in {slot.starts for slot in monday.slots}


def test_before_and_after_differ_where_the_change_works():
    fortnight = changed(SLOTS, {"releases.standard.daily.ahead_days": 14})
    days = compared(SLOTS, fortnight, "counter", datetime(2025, 4, 2, 9, 0), 21)
    assert [d.date for d in days if d.before != d.after] == [
        date(2025, 4, n) for n in (10, 11, 14, 15, 16, 17, 22)
    ]  # 18 and 21 April are Good Friday and Easter Monday; 10, 11 and 22 show another next release
    assert next(d for d in days if d.date == date(2025, 4, 16)).after.on_offer == DAILY


def test_places_for_people_without_appointment_are_never_on_offer():
    places = on_offer(SLOTS, "spontaneous", datetime(2025, 4, 2, 9, 0), 3)
    assert {(slot.kind, slot.on_offer, slot.released) for slot in places.slots} == {("ad_hoc", 0, None)}
    assert [d.slots for d in places.days] == [11, 11, 11]


def test_a_preview_before_the_first_day_begins_with_it():
    early = on_offer(SLOTS, "counter", datetime(2025, 1, 27, 9, 0), 5)
    assert early.days[0].date == date(2025, 2, 3)
    assert [d.on_offer > 0 for d in early.days] == [True, False, False, False, False]
