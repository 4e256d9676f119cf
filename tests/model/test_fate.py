"""What becomes of a booking: given back, missed, or kept, as the formulas say."""

from datetime import date
from math import exp, log

import numpy as np
import pytest

from simulation.model.fate import Cancellation, Stages
from simulation.scenario.no_shows import NoShow
from simulation.scenario.searching import GivesBack, Since, StaysAway

DAY = 1440.0
LUCK = (np.arange(200_000) + 0.5) / 200_000


def cancellation(**facts: float) -> Cancellation:
    usual = {"per_day": 0.017, "last_days": 2, "per_last_day": 0.035, "not_within_minutes": 60, "again": 0.6}
    return Cancellation(GivesBack.model_validate(usual | facts))


def given_back(one: Cancellation, starts: float, booked: float = 0.0) -> np.ndarray:
    times = [one.at(booked, starts, luck) for luck in LUCK.tolist()]
    return np.asarray([time for time in times if time is not None])


def test_twelve_percent_of_bookings_a_week_ahead_are_given_back():
    kept = (1 - 0.017) ** 5 * (1 - 0.035) ** (2 - 1 / 24)
    share = len(given_back(cancellation(), 7 * DAY)) / len(LUCK)
    assert share == pytest.approx(1 - kept, abs=1e-5) and 0.11 < share < 0.15


@pytest.mark.parametrize("day", range(1, 6))
def test_each_day_the_same_share_of_those_who_are_left_gives_back(day):
    times = given_back(cancellation(), 7 * DAY)
    left = len(LUCK) - (times < (day - 1) * DAY).sum()
    assert ((times >= (day - 1) * DAY) & (times < day * DAY)).sum() / left == pytest.approx(0.017, abs=2e-5)


def test_in_the_last_days_another_share_gives_back_and_in_the_last_hour_nobody():
    times = given_back(cancellation(), 7 * DAY)
    left = len(LUCK) - (times < 5 * DAY).sum()
    assert ((times >= 5 * DAY) & (times < 6 * DAY)).sum() / left == pytest.approx(0.035, abs=2e-5)
    assert 6.9 * DAY < times.max() < 7 * DAY - 60


def test_a_booking_within_the_last_hour_is_kept():
    assert not len(given_back(cancellation(per_last_day=0.95), 50.0))


def test_nobody_gives_back_when_the_shares_are_nought():
    assert not len(given_back(cancellation(per_day=0, per_last_day=0), 30 * DAY))


def test_times_count_from_the_booking():
    early, late = given_back(cancellation(), 7 * DAY), given_back(cancellation(), 107 * DAY, 100 * DAY)
    assert np.allclose(late - early, 100 * DAY)


def no_show(**facts: float) -> NoShow:
    return NoShow(StaysAway.model_validate({"share": 1 / (1 + exp(2.944)), "slope": 0.6816} | facts))


@pytest.mark.parametrize(("days", "share"), [(0, 0.05), (7, 0.18), (14, 0.25), (28, 0.34)])
def test_the_longer_the_lead_the_more_stay_away(days, share):
    assert no_show().chance(days * DAY) == pytest.approx(share, abs=0.006)


def test_a_reminder_multiplies_the_odds():
    plain, reminded = (no_show(reminder_odds=odds).chance(7 * DAY) for odds in (1, 0.75))
    assert reminded / (1 - reminded) == pytest.approx(0.75 * plain / (1 - plain))


@pytest.mark.parametrize(("share", "odds", "chance"), [(0, 1, 0), (1, 1, 1), (0.3, 0, 0), (1, 0.75, 1)])
def test_never_and_always_stay_so(share, odds, chance):
    assert no_show(share=share, reminder_odds=odds).chance(DAY) == chance


def test_without_a_slope_the_lead_does_not_matter():
    assert {round(no_show(share=0.12, slope=0).chance(d * DAY), 12) for d in (0, 3, 90)} == {0.12}


def test_chances_are_logistic_in_the_log_of_one_plus_the_days():
    for days in (0.5, 3, 60):
        chance = no_show().chance(days * DAY)
        assert log(chance / (1 - chance)) == pytest.approx(-2.944 + 0.6816 * log(1 + days))


def test_a_share_holds_from_its_date_on():
    stages = [Since.model_validate({"since": date(2025, 8, 1), "share": 0.4}),
              Since.model_validate({"since": date(2025, 4, 24), "share": 0.25})]  # fmt: skip
    one = Stages(date(2025, 4, 23), stages)
    assert [one.share(t) for t in (0, DAY - 1, DAY, 99 * DAY, 100 * DAY)] == [0, 0, 0.25, 0.25, 0.4]
