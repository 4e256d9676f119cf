"""Intervals cover what they promise, rules stop when they should, and what cannot be known is not claimed."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from simulation.study import statistics as st

VALUES = some.lists(some.floats(-1e6, 1e6), min_size=2, max_size=30)


def test_an_interval_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(5)
    covered = sum(not st.interval(list(rng.normal(3, 2, 6))).excludes(3) for _ in range(4000))
    assert covered / 4000 == pytest.approx(0.95, abs=0.012)


@given(VALUES)
def test_the_order_of_the_replications_does_not_matter(values):
    assert st.interval(values) == st.interval(values[::-1])


@given(VALUES)
def test_a_scenario_against_itself_differs_by_exactly_nothing(values):
    same = st.paired(values, values)
    assert (same.mean, same.low, same.high, same.half_width) == (0, 0, 0, 0)
    assert st.p_value(st.differences(values, values)) == 1


def test_common_random_numbers_see_what_two_intervals_do_not():
    base = [101.0, 80.0, 130.0, 95.0, 120.0]
    better = [value - shift for value, shift in zip(base, (6.0, 5.5, 6.5, 6.2, 5.9), strict=True)]
    assert st.paired(better, base).excludes(0)
    assert not st.interval(better).excludes(st.interval(base).mean)


def test_one_value_says_nothing_of_its_spread():
    alone = st.interval([4.0])
    assert alone.mean == 4.0 and not alone.finite and not alone.excludes(1e9)


@pytest.mark.parametrize("values", [[], [1.0, math.nan], [math.inf, 2.0]])
def test_values_that_are_missing_are_refused(values):
    with pytest.raises(ValueError, match="an interval needs"):
        st.interval(values)


def test_pairs_without_partners_are_refused():
    with pytest.raises(ValueError, match="3 replications against 2"):
        st.paired([1, 2, 3], [1, 2])


def test_holm_asks_most_of_the_smallest():
    assert st.holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert st.holm([0.5, 0.9]) == pytest.approx([1.0, 1.0])
    assert st.holm([]) == []


@given(some.lists(some.floats(0, 1), max_size=12))
def test_holm_keeps_the_order_and_never_makes_anything_more_certain(p_values):
    adjusted = st.holm(p_values)
    assert all(new >= old for new, old in zip(adjusted, p_values, strict=True))
    assert sorted(range(len(p_values)), key=lambda k: (p_values[k], adjusted[k])) == sorted(
        range(len(p_values)), key=lambda k: (adjusted[k], p_values[k])
    )


def test_a_p_value_belongs_to_its_interval():
    values = [1.2, 0.3, 2.1, 0.8, 1.7]
    p = st.p_value(values)
    assert st.interval(values, 1 - p - 1e-6).excludes(0) and not st.interval(values, 1 - p + 1e-6).excludes(0)


def test_equal_values_are_enough_once_they_have_held_for_five_more():
    assert [n for n in range(1, 12) if st.enough([7.0] * n, 0.05)] == [8, 9, 10, 11]


def test_a_late_outlier_takes_the_precision_away_again():
    steady = [100.0, 101.0, 99.0, 100.0, 101.0, 100.0, 99.0, 100.0]
    assert st.enough(steady, 0.05)
    assert not st.enough([*steady, 300.0], 0.05)


def test_beyond_a_hundred_replications_the_look_ahead_grows():
    values = [100.0, 160.0, 40.0] + [100.0 + (-1) ** k for k in range(250)]
    first = next(n for n in range(3, len(values)) if st.precision(values[:n]) <= 0.01)
    stops = next(n for n in range(3, len(values)) if st.enough(values[:n], 0.01))
    assert first > 100 and stops - first == stops * 5 // 100


def test_a_mean_of_nothing_has_no_relative_precision():
    assert st.precision([-1.0, 1.0]) == math.inf and st.precision([0.0, 0.0]) == 0


def test_a_series_that_never_settles_is_refused():
    rising = st.mser5(np.arange(200.0))
    assert not rising.accepted
    with pytest.raises(ValueError, match="at least 50"):
        st.mser5(np.arange(49.0))


def test_a_series_that_starts_settled_loses_nothing():
    found = st.mser5(np.tile([1.0, -1.0, 0.5, -0.5, 0.0], 40))
    assert found.cut == 0 and found.accepted


def test_forty_of_forty_is_over_93_per_cent_and_never_certain():
    certain = st.probability(40, 40)
    assert certain.share == 1 and 0.93 < certain.low < 0.94 and certain.high == 1
    never = st.probability(0, 40)
    assert never.low == 0 and 0.06 < never.high < 0.07


@pytest.mark.parametrize("truth", [0.2, 0.5, 0.8])
def test_the_bounds_of_a_probability_are_one_sided(truth):
    reached = np.random.default_rng(11).binomial(400, truth, 20000)  # 400: one run more or less is a small step
    bounds = {k: st.probability(int(k), 400) for k in set(reached.tolist())}
    assert np.mean([bounds[k].low <= truth for k in reached.tolist()]) == pytest.approx(0.95, abs=0.02)
    assert np.mean([truth <= bounds[k].high for k in reached.tolist()]) == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize(("reached", "runs"), [(1, 0), (5, 4), (-1, 4)])
def test_a_share_of_no_runs_is_refused(reached, runs):
    with pytest.raises(ValueError, match="a share needs"):
        st.probability(reached, runs)


def test_every_forecast_of_replications_is_one_formula():
    """Half the half-width needs four times as many."""
    values = [9.0, 11.0, 10.0, 12.0]
    found = st.interval(values)
    assert found.wanted() == pytest.approx(4 * (found.half_width / found.mean) ** 2)
    assert found.wanted(0.01) == pytest.approx(4 * found.wanted(0.02))
    assert st.replications_needed(values, 0.01) == math.ceil(found.wanted(0.01))
    assert st.interval([1.0, -1.0]).wanted() == math.inf
