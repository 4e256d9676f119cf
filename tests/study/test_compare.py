"""Rows hold a mean and its interval; differences are taken pair by pair."""

from __future__ import annotations

import polars as pl
import pytest

from simulation.results.zeros import with_zeros
from simulation.study.compare import differences, gaps, rows
from simulation.study.statistics import interval, paired
from tests.study.stub import frame


def test_a_row_is_the_interval_over_replications() -> None:
    [row] = rows(frame({"lead_time": [10.0, 12.0, 14.0]}))
    expected = interval([10.0, 12.0, 14.0])
    assert (row["mean"], row["low"], row["high"]) == (expected.mean, expected.low, expected.high)


def test_differences_use_pairs_and_not_two_heaps() -> None:
    after, before = [9.0, 19.0, 29.5], [10.0, 20.0, 30.0]
    [row] = differences(frame({"lead_time": after}), frame({"lead_time": before}))
    expected = paired(after, before)
    assert row["high"] < 0, "a difference of about 1 shows although replications differ by 10"
    assert (row["mean"], row["low"], row["high"]) == pytest.approx((expected.mean, expected.low, expected.high))


def test_a_pair_with_one_side_missing_is_no_pair() -> None:
    [row] = differences(frame({"lead_time": [1.0, 2.0, 3.0]}), frame({"lead_time": [1.0, 1.0]}))
    assert row["mean"] == 0.5


def test_what_has_no_data_has_no_row() -> None:
    found = rows(frame({"lead_time": [1.0, 2.0], "access_time": [float("nan"), float("nan")]}))
    assert [row["measure"] for row in found] == ["lead_time"]


def test_only_the_groups_asked_for_are_shown_the_whole_office_first() -> None:
    measures = pl.concat([frame({"lead_time": [1.0, 2.0]}, "week", "3"), frame({"lead_time": [1.0, 2.0]}, "team", "b"),
                          frame({"lead_time": [1.0, 2.0]}, "team", "a"), frame({"lead_time": [1.0, 2.0]})])  # fmt: skip
    assert [row["group"] for row in rows(measures)] == [{}, {"team": "a"}, {"team": "b"}]
    assert [row["group"] for row in rows(measures, ["week"])] == [{"week": "3"}]


def test_what_one_replication_has_not_counted_is_none_there() -> None:
    calls = frame({"failure_demand": [4.0, 2.0]}, statistic="total").filter(pl.col("replication") == 1)
    waits = frame({"lead_time": [10.0, 12.0]})
    [row, _] = sorted(rows(with_zeros(pl.concat([calls, waits]), [1, 2])), key=lambda row: row["measure"])
    assert (row["measure"], row["mean"]) == ("failure_demand", 2.0)


def test_a_count_that_a_what_if_takes_away_is_a_difference() -> None:
    waits = frame({"lead_time": [10.0, 12.0]})
    before = pl.concat([frame({"failure_demand": [4.0, 2.0]}, statistic="total"), waits])
    found = {row["measure"]: row["mean"] for row in differences(waits, before)}
    assert found == {"failure_demand": -3.0, "lead_time": 0.0}


def test_before_and_after_lie_as_far_apart_as_their_difference_says() -> None:
    gap = gaps(frame({"lead_time": [9.0, 19.0]}), frame({"lead_time": [10.0, 20.0, 60.0]}))["lead_time", "mean", "", ""]
    assert (gap.before, gap.after, gap.mean, gap.n) == (15.0, 14.0, -1.0, 2)
