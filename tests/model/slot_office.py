"""A small slot office for tests that turn one thing of it: a book of desks, a public, a service."""

from datetime import date
from typing import Any

from simulation.model.world import World
from simulation.scenario import Scenario
from simulation.scenario.document import Document

Raw = dict[str, Any]
NAME = {"de": "x", "en": "x"}
MONDAY = date(2025, 3, 17)
SOON = {"first_minute": 1, "after_minutes": 0}


def slot_office(*, days: int = 20, book: Raw | None = None, public: Raw | None = None, **service: Any) -> Raw:
    """One book of two desks, 08:00 to 12:00 by the hour on every day, released at 07:00 of the day itself; everybody
    looks when he wishes, takes the earliest slot, and comes."""
    raw: Raw = {
        "office": {"name": NAME, "starts": MONDAY, "days": days, "bare_numbers": {"derived": "made up"}},
        "teams": {"desk": {"name": NAME, "heads": 9, "desk": True, "hours": {"daily": "08:00-12:00"}}},
        "books": {
            "book": {
                "name": NAME, "team": "desk", "desks": 2, "grid_minutes": 60,
                "release": {"daily": {"kind": "daily", "at": "07:00", "ahead_days": 0}},
            } | (book or {}),
        },
        "searching": {
            "public": {"knows": 0, "at_release": SOON, "again_days": 1, "gives_up": 0} | (public or {}),
        },
        "services": {
            "visit": {
                "kind": "booked", "name": NAME, "books": "book", "search": "public", "minutes": 5,
                "arrivals": {"per_day": 4, "windows": [{"from": "07:00", "to": "08:00"}]},
            } | service,
        },
    }  # fmt: skip
    return raw


def scenario_of(raw: Raw) -> Scenario:
    """The scenario of a raw document."""
    return Scenario("small", Document.model_validate(raw), raw)


def world_of(raw: Raw, seed: int = 1) -> World:
    """The office before anybody comes."""
    return World(Document.model_validate(raw), seed)
