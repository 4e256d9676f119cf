"""The spread of single runs: of a figure, and of a stock day by day."""

import polars as pl

from simulation.study.spread import daily, fan, gone, spread

STOCK = pl.DataFrame(
    {
        "replication": [1, 1, 1, 2],
        "day": [0, 0, 1, 0],
        "stage": ["check", "talk", "check", "check"],
        "cases": [3, 1, 2, 8],
    },
    schema_overrides={"replication": pl.Int32, "day": pl.Int32, "cases": pl.Int32},
)
"""Run 2 has nothing left on day 1, and neither has anything on day 2: such days have no rows."""


def test_a_run_whose_backlog_is_gone_counts_as_0_and_is_not_left_out():
    found = fan(daily(STOCK, [1, 2], 2))
    assert found["mean"].to_list() == [6.0, 1.0, 0.0]
    assert (found["low90"].to_list(), found["high90"].to_list()) == ([4.0, 0.0, 0.0], [8.0, 2.0, 0.0])


def test_a_run_that_never_had_a_backlog_counts_as_0_on_every_day():
    assert fan(daily(STOCK, [1, 2, 3, 4], 1))["mean"].to_list() == [3.0, 0.5]


def test_a_backlog_is_gone_on_the_first_day_below_a_twentieth_of_its_start():
    assert gone(fan(daily(STOCK, [1, 2], 2))) == 2
    assert gone(fan(daily(STOCK, [1, 2], 1))) is None
    assert gone(fan(STOCK.clear())) is None


def test_of_fewer_than_ten_single_runs_all_are_shown():
    few, many = spread([3.0, 1.0]), spread([float(n) for n in range(101)])
    assert (few.low, few.high, few.all_runs) == (1.0, 3.0, True)
    assert (many.low, many.high, many.all_runs) == (5.0, 95.0, False)
