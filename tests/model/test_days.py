"""Working days, opening hours and summer time: the map between calendar and clock."""

from hypothesis import given
from hypothesis import strategies as st

from simulation.model import simulate
from simulation.model.days import Openings, WorkingDays
from simulation.model.presence import hours_of, open_days, week_of
from tests.laws.heads_at_work import labels
from tests.laws.offices import name, scenario_of

DAY = 1440.0
EASTER = WorkingDays([0, 1, 2, 3, 8, 9, 10, 11, 14])
"""Monday to Thursday, Easter, Tuesday to Friday, Monday."""


def test_working_days_leave_out_weekends_and_holidays():
    assert EASTER.later(0 * DAY + 600, 1) == 1 * DAY + 600
    assert EASTER.later(3 * DAY + 600, 1) == 8 * DAY + 600
    assert EASTER.later(3 * DAY + 600, 5) == 14 * DAY + 600


def test_a_wait_that_begins_on_a_closed_day_begins_with_the_next_open_one():
    assert EASTER.later(5 * DAY + 600, 0) == 8 * DAY
    assert EASTER.later(5 * DAY + 600, 1) == 9 * DAY


def test_half_a_working_day_is_half_a_day():
    assert EASTER.later(0 * DAY + 600, 0.5) == 600 + 720
    assert EASTER.later(3 * DAY + 1000, 0.5) == 8 * DAY + 280


@given(st.floats(0, 13 * DAY), st.floats(0, 50), st.floats(0, 50))
def test_a_longer_wait_never_ends_earlier(begin, days, more):
    end = EASTER.later(begin, days)
    assert end >= begin - 1e-6
    assert EASTER.later(begin, days + more) >= end - 1e-6


def test_no_working_days_at_all_is_still_a_time():
    assert WorkingDays([]).later(5000, 3) > 0


OPENINGS = Openings([(0, 480, 720), (0, 780, 960), (1, DAY + 480, DAY + 720), (4, 4 * DAY + 480, 4 * DAY + 720)])


def test_the_next_opening_at_a_clock_time():
    assert OPENINGS.next_time(500, 600) == 600
    assert OPENINGS.next_time(700, 600) == DAY + 600
    assert OPENINGS.next_time(2 * DAY, 600) == 4 * DAY + 600
    assert OPENINGS.next_day(500, 600) == DAY + 600
    assert OPENINGS.next_time(5 * DAY, 600) == float("inf")


@given(
    st.floats(0, 5 * DAY), st.floats(0, 3 * DAY), st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True)
)
def test_a_wait_that_ends_in_opening_hours_never_ends_before_it_begins(now, wait, uniform, which):
    assert OPENINGS.in_hours(now, now + wait, uniform, which) >= now


def over_summer_time() -> object:
    """Friday, 28 March to 5 April 2025; clocks go forward on Sunday, 30 March."""
    raw = {
        "office": {"name": name("O"), "starts": "2025-03-28", "days": 9, "bare_numbers": {"derived": "made up"}},
        "hours": {"day": {"daily": "08:00-16:00"}},
        "teams": {"red": {"name": name("T"), "heads": 2, "hours": "day", "desk": True}},
        "routes": {"r": {"visit": {"kind": "appointment", "book": "b", "team": "red", "minutes": 10}}},
        "books": {
            "b": {"name": name("B"), "team": "red", "per_day": 1, "from": "09:00", "until": "09:30", "grid_minutes": 30,
                  "release": {"kind": "invitation"}},
        },
        "services": {
            "s": {"name": name("S"), "team": "red", "route": "r",
                  "arrivals": {"per_day": 2, "count": "fixed", "windows": [{"from": "06:00", "to": "07:00"}]}},
        },
    }  # fmt: skip
    return scenario_of(raw)


def test_a_slot_at_nine_is_at_nine_on_both_sides_of_summer_time():
    run = simulate(over_summer_time(), 1)
    assert {start % DAY for start in run.slots["starts"]} == {540.0}
    assert sorted({int(start // DAY) for start in run.slots["starts"] if start < 9 * DAY}) == list(range(9))
    visits = labels(run.activities["step"]) == "visit"
    assert {start % DAY for start in run.activities["started"][visits]} == {540.0}


def test_opening_hours_keep_their_clock_time_over_summer_time():
    document = over_summer_time().document
    week = week_of(document, document.teams["red"])
    assert {(opens % DAY, closes % DAY) for _, opens, closes in hours_of(document, week, 9)} == {(480.0, 960.0)}
    assert open_days(document, week, 9) == list(range(9))
