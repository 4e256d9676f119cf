"""How long the slots of a whole office take to compute, as each run does before it begins."""

from time import process_time

import pytest

from tests.laws.slot_books import Raw, supply

pytestmark = pytest.mark.benchmark
MOST_SECONDS = 1.0


def test_eleven_books_of_five_hundred_days_take_less_than_a_second():
    release = {"daily": {"kind": "daily", "at": "09:00", "share": 0.9, "reading": "calendar_week"}}
    release["rest"] = {"kind": "same_day", "at": "07:00", "share": 0.1}
    hours = {"mon-fri": "07:00-18:00"}
    name = {"de": "x", "en": "x"}
    raw: Raw = {
        "office": {"name": name, "starts": "2025-02-03", "days": 365, "holidays": "DE-NW"}, "services": {},
        "teams": {"desk": {"name": name, "heads": 1, "hours": hours}},
        "books": {"book": {"name": name, "team": "desk", "grid_minutes": 15, "desks": 4, "release": release}},
    }  # fmt: skip
    begin = process_time()
    for _ in range(11):
        assert len(supply(raw, 500).starts)
    assert process_time() - begin < MOST_SECONDS
