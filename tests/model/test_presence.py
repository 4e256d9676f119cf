"""Which heads are there: as many as expected, and never fewer because there are more posts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.model.presence import caseload_shifts, hours_of, present, shifts_of, week_of, working_days
from tests.laws.offices import name, scenario_of

UNIFORMS = np.random.default_rng(1).random(20_000)
ABSENCES = ("even", "independent")


@pytest.mark.parametrize("absence", ABSENCES)
@pytest.mark.parametrize(("heads", "chance"), [(1, 0.5), (7, 0.63), (20, 0.55), (200, 0.9), (5000, 0.7)])
def test_on_average_the_expected_number_is_there(absence, heads, chance):
    there = present(heads, chance, UNIFORMS, absence)
    assert there.mean() == pytest.approx(heads * chance, abs=5 * heads**0.5 / len(UNIFORMS) ** 0.5)
    assert there.min() >= 0 and there.max() <= heads


@given(st.integers(0, 60), st.floats(0, 1), st.floats(0, 1), st.sampled_from(ABSENCES))
def test_a_further_post_never_takes_a_head_away(heads, chance, more, absence):
    uniforms = UNIFORMS[:300]
    few = present(heads, chance, uniforms, absence)
    assert (present(heads + 1, chance, uniforms, absence) >= few).all()
    assert (present(heads, max(chance, more), uniforms, absence) >= few).all()


def test_planned_absence_keeps_a_team_covered():
    assert set(present(10, 0.75, UNIFORMS, "even").tolist()) == {7, 8}


@pytest.mark.parametrize("absence", ABSENCES)
def test_certainty_leaves_nothing_to_chance(absence):
    assert (present(9, 1.0, UNIFORMS, absence) == 9).all()
    assert (present(9, 0.0, UNIFORMS, absence) == 0).all()
    assert (present(0, 0.5, UNIFORMS, absence) == 0).all()


def office(**team: object) -> object:
    """A scenario of one team, from Monday, 17 March 2025, over four weeks."""
    raw = {
        "office": {
            "name": name("O"), "starts": "2025-03-17", "days": 56, "holidays": "DE-NW", "closed": ["2025-03-20"],
            "bare_numbers": {"derived": "made up"},
        },
        "hours": {"day": {"mon-fri": ["08:00-12:00", "13:00-16:00"]}},
        "teams": {"red": {"name": name("T"), "heads": 10, "hours": "day", **team}},
        "services": {"s": {"kind": "contact", "name": name("S"), "team": "red", "medium": "none", "minutes": 1}},
    }  # fmt: skip
    return scenario_of(raw).document


def test_a_team_is_there_in_its_hours_and_not_on_holidays():
    document = office()
    days = {shift.day for shift in shifts_of(document, "red", 1)}
    assert 3 not in days, "a closed day"
    assert 32 not in days and 35 not in days, "Good Friday and Easter Monday"
    assert 45 not in days, "the first of May"
    assert {0, 1, 2, 4, 7} <= days and not {5, 6} & days
    assert {(s.opens % 1440, s.closes % 1440) for s in shifts_of(document, "red", 1)} == {(480, 720), (780, 960)}
    assert working_days(document, [week_of(document, document.teams["red"])], 56) == sorted(days)


def test_heads_are_there_for_the_whole_day():
    by_day = {}
    for shift in shifts_of(office(present=0.7, absence="independent"), "red", 5):
        assert by_day.setdefault(shift.day, shift.heads) == shift.heads
    assert len(set(by_day.values())) > 1


def test_stages_change_heads_by_the_clock_and_by_the_calendar():
    document = office(stages=[{"heads": 4, "from": "10:00"}, {"heads": 20, "since": "2025-04-01"}])
    shifts = [(s.opens - s.day * 1440, s.heads) for s in shifts_of(document, "red", 1)]
    assert shifts[:3] == [(480, 10), (600, 4), (780, 4)]
    assert shifts[-3:] == [(480, 20), (600, 4), (780, 4)]


def test_a_desk_has_productive_heads_and_other_teams_productive_time():
    assert {s.heads for s in shifts_of(office(desk=True, productive=0.5), "red", 1)} == {5}
    assert {s.heads for s in shifts_of(office(productive=0.5), "red", 1)} == {10}


def test_dedicated_caseloads_are_the_filled_posts_each_there_or_not():
    plans = caseload_shifts(office(filled=0.7, present=0.8, caseload="dedicated"), "red", 1)
    assert len(plans) == 7
    assert {shift.heads for plan in plans for shift in plan} == {0, 1}
    assert np.mean([s.heads for plan in plans for s in plan]) == pytest.approx(0.8, abs=0.1)


def test_presence_depends_on_the_team_and_the_seed_alone():
    document = office(present=0.73)
    assert shifts_of(document, "red", 1) == shifts_of(document, "red", 1) != shifts_of(document, "red", 2)


def test_hours_go_over_the_end_of_the_year():
    document = office()
    assert len(hours_of(document, week_of(document, document.teams["red"]), 400)) > 2 * 240


def test_new_heads_count_in_part_until_they_have_learned():
    learning = {"heads": 4, "counts": 0.5, "days": 10}
    shifts = shifts_of(office(onboarding=learning), "red", 1)
    assert {s.heads for s in shifts if s.day < 10} == {8} and {s.heads for s in shifts if s.day >= 10} == {10}
    stages = [{"heads": 12, "since": "2025-04-14"}]
    later = shifts_of(office(onboarding=learning | {"heads": 0}, stages=stages), "red", 1)
    assert {s.heads for s in later if s.day < 28} == {10}
    assert {s.heads for s in later if 28 <= s.day < 38} == {11} and {s.heads for s in later if s.day >= 38} == {12}


def test_a_part_of_a_post_is_a_caseload_in_part():
    def there(heads: int) -> float:
        plans = caseload_shifts(office(heads=heads, filled=0.9, caseload="dedicated"), "red", 1)
        return sum(shift.heads for plan in plans for shift in plan) / len(plans[0])

    assert there(0) == 0
    assert there(4) == pytest.approx(3.6, abs=0.15) and there(5) == pytest.approx(4.5, abs=0.15)
