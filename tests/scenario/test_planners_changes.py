"""What the planner's page changes: single cells of a book's grid, and rules that come and go."""

from datetime import datetime
from pathlib import Path

import pytest

from simulation.scenario import ScenarioError, changed, load
from simulation.scenario.preview import on_offer
from simulation.scenario.supply import rules_of

SLOTS = Path(__file__).with_name("slots.toml")


def first_book() -> tuple:
    scenario = load(SLOTS)
    return scenario, next(key for key, book in scenario.books.items() if book.desks is not None and not book.grid)


def on_monday(scenario, book: str, time: str) -> int:
    slots = on_offer(scenario, book, datetime(2025, 3, 17), 7).slots
    return sum(one.slots for one in slots if one.starts.weekday() == 0 and f"{one.starts:%H:%M}" == time)


def test_a_cell_is_changed_in_a_book_that_had_no_grid():
    scenario, book = first_book()
    assert on_monday(changed(scenario, {f"books.{book}.grid.mon.09:00": 1}), book, "09:00") == 1


def test_a_single_weekday_wins_over_several_whichever_comes_first():
    scenario, book = first_book()
    cells = {f"books.{book}.grid.mon,wed,fri.09:00": 3, f"books.{book}.grid.mon.09:00": 1}
    for order in (cells, dict(reversed(cells.items()))):
        assert on_monday(changed(scenario, order), book, "09:00") == 1


def test_nothing_at_all_takes_a_rule_away():
    scenario = load(SLOTS)
    first, second, third = rules_of(scenario.document, scenario.books["counter"])
    after = changed(scenario, {f"releases.standard.{second}": None})
    assert list(rules_of(after.document, after.books["counter"])) == [first, third]
    with pytest.raises(ScenarioError, match="nothing to take away"):
        changed(after, {f"releases.standard.{second}": None})
