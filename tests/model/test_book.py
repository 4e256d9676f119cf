"""The appointment book: who gets which slot, and what becomes of those that are given back."""

import pytest

from simulation.model.book import ATTENDED, CANCELLED, UNUSED, Book
from simulation.scenario.office import Book as BookFacts
from simulation.scenario.releases import Invitation

DAY = 1440.0


def book(
    per_day: float = 4, *, limit: str = "time", open_days: tuple[int, ...] = tuple(range(5)), **release: object
) -> Book:
    facts = {
        "name": {"de": "x", "en": "x"}, "team": "red", "per_day": per_day, "from": "08:00", "until": "10:00",
        "grid_minutes": 30, "limit": limit, "release": {"kind": "invitation", **release},
    }  # fmt: skip
    checked = BookFacts.model_validate(facts)
    assert isinstance(checked.release, Invitation)
    return Book(1, "visits", 0, checked, checked.release, open_days)


def starts(book: Book, number: int, *, now: float = 0.0, not_before: float = 0.0) -> list[float | None]:
    taken = [book.take(now, not_before, k, 0, 1000 + k, 0) for k in range(number)]
    return [b.starts if b else None for b in taken]


def test_the_earliest_slot_comes_first():
    assert starts(book(), 5) == [480, 510, 540, 570, DAY + 480]


def test_fewer_slots_than_the_grid_are_spread_over_the_day():
    assert starts(book(2), 3) == [480, 540, DAY + 480]


def test_no_slot_lies_before_the_lead():
    assert starts(book(), 2, not_before=DAY + 500) == [DAY + 510, DAY + 540]


def test_closed_days_have_no_slots():
    assert starts(book(1, open_days=(0, 3)), 3) == [480, 3 * DAY + 480, None]


def test_a_full_book_gives_nothing():
    assert starts(book(1, open_days=(0, 1)), 3)[2] is None


def test_a_book_of_zero_slots_gives_nothing():
    assert starts(book(0), 1) == [None]


def test_any_takes_every_slot_of_the_first_free_day_before_the_next():
    taken = starts(book(choice="any"), 8)
    assert sorted(taken[:4]) == [480, 510, 540, 570] and sorted(taken[4:]) == [DAY + t for t in (480, 510, 540, 570)]
    assert taken != sorted(taken)


def test_no_slot_is_given_twice():
    taken = starts(book(choice="any"), 20)
    assert len(set(taken)) == 20 and None not in taken


@pytest.mark.parametrize(("freed", "expected"), [("offered", 2 * DAY + 480), ("lost", 2 * DAY + 510)])
def test_a_slot_that_is_given_back_is_offered_again_or_lost(freed, expected):
    one = book(freed=freed)
    first = one.take(0.0, 2 * DAY, 0, 0, 1, 0)
    one.free_again(first, 0.0)
    assert first.state == CANCELLED
    second = one.take(10.0, 2 * DAY, 1, 0, 2, 0)
    assert second.starts == expected
    assert (second.slot == first.slot) == (freed == "offered")


def test_a_freed_slot_is_given_by_phone_inside_the_lead_but_a_day_ahead_at_least():
    one = book()
    soon = one.take(0.0, DAY, 0, 0, 1, 0)
    one.free_again(soon, 0.0)
    assert one.take(10.0, 4 * DAY, 1, 0, 2, 0).starts == soon.starts
    two = book()
    soon = two.take(0.0, DAY, 0, 0, 1, 0)
    two.free_again(soon, 0.0)
    assert two.take(soon.starts - 600, 4 * DAY, 1, 0, 2, 0).starts == 4 * DAY + 480


def test_a_day_limit_counts_the_day_and_leaves_the_clock_time_open():
    one = book(6, limit="day")
    assert starts(one, 7) == [480] * 6 + [DAY + 480]


def test_every_slot_ends_in_one_row():
    one = book(2, open_days=(0, 1, 2))
    first, second = (one.take(0.0, 0.0, k, 0, k, 0) for k in range(2))
    first.state = ATTENDED
    one.free_again(second, 0.0)
    rows = one.rows(2 * DAY)
    assert [(row[3], row[10]) for row in rows] == [
        (480, ATTENDED), (540, CANCELLED), (540, UNUSED), (DAY + 480, UNUSED), (DAY + 540, UNUSED),
    ]  # fmt: skip
