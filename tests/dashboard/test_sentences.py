"""What is said of a difference: never more than its interval allows."""

import math
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from dashboard.reading import Reading
from dashboard.words import Words
from dashboard.words.key_figures import _against_goal, _range
from dashboard.words.measures import MEASURES, difference, tone
from dashboard.words.units import between
from simulation.study.spread import Spread
from simulation.study.statistics import Interval

DAYS = MEASURES[("decision_time", "median")]
DECISIONS = MEASURES[("decisions_per_year", "total")]


@dataclass(frozen=True)
class Between:
    mean: float
    low: float
    high: float


def test_a_difference_that_may_be_chance_is_neither_better_nor_worse():
    assert tone(Between(-6.0, -13.0, 1.0), DAYS) == "unclear"


def test_one_pair_of_replications_says_nothing():
    assert tone(Between(-6.0, float("-inf"), float("inf")), DAYS) == "unclear"


def test_shorter_is_better_for_days_and_more_is_better_for_decisions():
    assert tone(Between(-6.0, -7.0, -5.0), DAYS) == "better"
    assert tone(Between(6.0, 5.0, 7.0), DAYS) == "worse"
    assert tone(Between(300.0, 200.0, 400.0), DECISIONS) == "better"


def test_no_difference_is_only_said_inside_the_indifference_zone():
    assert tone(Between(0.0, -DAYS.zone, DAYS.zone), DAYS) == "none"
    assert tone(Between(0.0, -DAYS.zone, DAYS.zone * 1.01), DAYS) == "unclear"


def test_identical_scenarios_show_no_difference():
    said = difference(Words("de"), Between(0.0, 0.0, 0.0), DAYS)
    assert (said.words, said.interval) == ("kein Unterschied", "kleiner als 0,5\xa0Tage")


def test_what_nobody_would_notice_in_a_share_is_said_in_points():
    share = MEASURES[("slots_refilled", "share")]
    said = difference(Words("de"), Between(0.0, 0.0, 0.0), share)
    assert said.interval == f"kleiner als {Words('de').plural('{n} point', '{n} points', 100 * share.zone, 1)}"
    assert "%" not in said.interval


@pytest.mark.parametrize(
    ("low", "high", "said"), [("7,8", "7,8", "7,8 in"), ("77,5", "77,6\u00a0%", "77,5 bis 77,6\u00a0% in")]
)
def test_runs_that_all_say_the_same_are_no_span(low: str, high: str, said: str):
    assert _range(Words("de"), low, high, Spread(7.8, 7.8, 3)).startswith(said)
    assert _range(Words("de"), "82", "82\u00a0%", Spread(0.82, 0.82, 3)) == "82\u00a0% in allen 3 Läufen"


@pytest.mark.parametrize(
    ("lang", "words", "interval"), [("de", "6,0 Tage kürzer", "5,4 bis 6,6"), ("en", "6.0 days shorter", "5.4 to 6.6")]
)
def test_a_gain_is_said_with_its_interval_rounded_alike(lang, words, interval):
    said = difference(Words(lang), Between(-6.0, -6.6, -5.4), DAYS)
    assert (said.words, said.interval) == (words, interval)


def test_an_unclear_difference_keeps_the_signs_of_its_ends():
    assert difference(Words("de"), Between(0.4, -0.4, 1.2), DAYS).interval == "−0,4 bis +1,2"


def test_shares_are_said_in_points():
    said = difference(Words("de"), Between(-0.031, -0.034, -0.028), MEASURES[("share_over_three_months", "share")])
    assert said.words == "3,1 Prozentpunkte weniger"


@pytest.mark.parametrize(
    ("reached", "said"),
    [
        ([1.0] * 3, "über 52\u00a0%"),
        ([1.0] * 40, "über 93\u00a0%"),
        ([0.0] * 3, "unter 48\u00a0%"),
        ([1.0, 0.0, 0.0], "33\u00a0% (7 bis 75\u00a0%)"),
    ],
)
def test_a_bound_of_a_probability_is_never_overstated(reached: list[float], said: str):
    """By Wilson's bounds: 52.6 %, 93.7 %, 47.4 %, and 7.8 to 74.6 %."""
    assert said in _against_goal(Words("de"), Told(reached), ("decisions_per_year", "total"), "", "").verdict


class Told(Reading):
    """A reading of one measure with a goal of 1."""

    def __init__(self, numbers: list[float]) -> None:
        self.numbers, self.scenario = numbers, SimpleNamespace(goals={"decisions_per_year": SimpleNamespace(value=1)})

    def values(self, measure: str, statistic: str, key: str = "", value: str = "") -> list[float]:
        return self.numbers


def test_two_runs_are_both_of_them():
    assert _range(Words("de"), "82", "82\u00a0%", Spread(0.82, 0.82, 2)) == "82\u00a0% in beiden Läufen"


def test_the_interval_of_a_mean_stands_behind_its_figure_and_one_run_has_none():
    assert between(Words("de"), "cases", Interval(8204.0, 8120.0, 8288.0, 10, 84.0)) == " (8.120 bis 8.290)"
    assert between(Words("de"), "share", Interval(0.862, 0.861, 0.863, 10, 0.001)) == " (86,1 bis 86,3\u00a0%)"
    assert between(Words("de"), "cases", Interval(8204.0, -math.inf, math.inf, 1, math.inf)) == ""
