"""Random small offices whose people look for their appointments: one to three sites, every rule and habit, a few days
and a few hundred wishes."""

from typing import Any

from hypothesis import strategies as st

from simulation.scenario import Scenario
from simulation.scenario.document import Document
from tests.laws.offices import durations, name, shares
from tests.laws.slot_books import DATES, STARTS, WEEKS, Raw, rules

KINDS = ("daily", "same_day", "batch", "tranches", "rolling", "ad_hoc")
FREED: tuple[Raw, ...] = (
    {"kind": "at_once"},
    {"kind": "delayed", "minutes": 45},
    {"kind": "delayed", "minutes": 3000},
    {"kind": "withheld"},
    {"kind": "wait_list"},
    {"kind": "wait_list", "answers": 0.5, "answer_minutes": 30},
    {"kind": "wait_list", "answer_minutes": 600},
)
PROFILES = (None, [1] * 24, [0] * 8 + [2, 5, 1, 1, 0, 0, 2, 2] + [0] * 8)


@st.composite
def publics(draw: st.DrawFn, waits: bool) -> Raw:
    """How people look, book, keep, change and miss."""
    public: Raw = {
        "knows": draw(shares()), "learns": draw(shares()), "gives_up": draw(shares()), "same_day": draw(shares()),
        "at_release": {"first_minute": draw(shares()), "after_minutes": draw(durations(0, 40))},
        "again_days": draw(durations(0.25, 3)), "earliest": draw(shares()), "mornings": draw(shares()),
        "bots": draw(st.sampled_from((0, 0, 0.1, 1))),
    }  # fmt: skip
    public |= {"hours": hours} if (hours := draw(st.sampled_from(PROFILES))) else {}
    for key, values in (("patience_days", (0, 8)), ("furthest_days", (0, 12))):
        if draw(st.booleans()):
            public[key] = draw(durations(*values))
    if draw(st.booleans()):
        public["same_day_lead_minutes"] = draw(st.sampled_from((0, 60, 300)))
    if draw(st.integers(0, 3)):
        public["cancel"] = {
            "per_day": draw(st.sampled_from((0, 0.05, 0.4, 0.95))), "last_days": draw(st.integers(0, 3)),
            "per_last_day": draw(st.sampled_from((0, 0.2, 0.9))), "not_within_minutes": draw(st.integers(0, 120)),
            "again": draw(shares()), "keeps": draw(shares()),
        }  # fmt: skip
    if draw(st.booleans()):
        public["no_show"] = {"share": draw(shares()), "slope": 0.7, "again": draw(shares())}
        public["no_show"]["reminder_odds"] = draw(st.sampled_from((0, 0.75, 1)))
        public["idle_minutes"] = draw(st.sampled_from((0, 5, 40)))
    if draw(st.integers(0, 2)) == 0:
        public["twice"] = {"share": draw(shares()), "gives_back": draw(shares())}
    if draw(st.booleans()):
        public["punctuality"] = {"kind": "normal", "mean": -6, "sd": 8}
    if waits:
        public["wait_list"] = draw(shares())
    if draw(st.booleans()):
        public["turns"] = {"query_call": draw(shares(0, 0.6)), "query_visit": draw(shares(0, 0.4))}
    return public


@st.composite
def books(draw: st.DrawFn, team: str, starts: Any, services: list[str], channels: list[str]) -> Raw:
    """A book of some desks with one to three rules, some of them for certain people only."""
    found = {f"rule_{n}": draw(rules(starts, KINDS)) for n in range(draw(st.integers(1, 3)))}
    for rule in found.values():
        if draw(st.integers(0, 3)) == 0:
            rule["services"] = draw(st.lists(st.sampled_from(services), min_size=1, max_size=2, unique=True))
        if channels and draw(st.integers(0, 3)) == 0:
            rule["channels"] = [draw(st.sampled_from(channels))]
        if draw(st.integers(0, 3)) == 0:
            rule["for_all_minutes"] = draw(st.sampled_from((0, 90, 3000)))
    book: Raw = {
        "name": name("Book"), "team": team, "desks": draw(st.sampled_from((1, 1, 1, 2, 3))), "release": found,
        "grid_minutes": draw(st.sampled_from((15, 30, 60, 60))), "freed": draw(st.sampled_from(FREED)),
    }  # fmt: skip
    if draw(st.integers(0, 2)) == 0:
        book["grid"] = {"mon": {"08:00": draw(st.integers(0, 6))}, "2025-04-16": {"09:00": draw(st.integers(0, 6))}}
    if draw(st.integers(0, 3)) == 0:
        book["hours"] = draw(st.sampled_from(WEEKS)) | draw(st.sampled_from(DATES))
    if draw(st.integers(0, 3)) == 0:
        book["hold"] = {"minutes": draw(st.sampled_from((0, 10, 700))), "lapses": draw(shares())}
    if draw(st.booleans()):
        book["taken_at_start"] = draw(shares())
    return book


@st.composite
def booked(draw: st.DrawFn, sites: list[str], starts: Any) -> Raw:
    """A service that is booked at one site or several."""
    mine = draw(st.lists(st.sampled_from(sites), min_size=1, max_size=3, unique=True))
    service: Raw = {
        "kind": "booked", "name": name("Service"), "search": draw(st.sampled_from(("public", "others"))),
        "books": mine[0] if len(mine) == 1 else {site: draw(st.integers(1, 3)) for site in mine},
        "one_site": draw(shares()), "minutes": draw(durations(1, 40)), "slots": draw(st.sampled_from((1, 1, 1, 2, 3))),
        "arrivals": {"per_day": draw(st.integers(0, 20)), "windows": [{"from": "06:00", "to": "22:00"}]},
        "channels": draw(st.booleans()),
    }  # fmt: skip
    if draw(st.integers(0, 4)) == 0:
        service["elsewhere"] = {"stages": [{"since": starts, "share": draw(shares())}]}
        service["elsewhere"] |= {"book": mine[0]} if draw(st.booleans()) else {}
    if draw(st.integers(0, 4)) == 0:
        service["turned_away"] = {"stages": [{"since": starts, "share": draw(shares())}], "again": draw(shares())}
        if draw(st.booleans()):
            service["turned_away"]["remedy"] = {"since": starts, "share": draw(shares()), "minutes": 3}
    return service


@st.composite
def slot_offices(draw: st.DrawFn) -> Raw:
    """The raw document of a slot office; the laws hold also where it makes so little sense that a check refuses it."""
    starts = draw(st.sampled_from(STARTS))
    sites = ["north", "south", "west"][: draw(st.integers(1, 3))]
    services = ["passport", "car", "move"][: draw(st.integers(1, 3))]
    channels = ["online", "phone"] if draw(st.booleans()) else []
    office: Raw = {"name": name("Office"), "starts": starts, "days": draw(st.integers(2, 12))}
    office["bare_numbers"] = {"derived": "made up"}
    office |= {"holidays": "DE-NW"} if draw(st.booleans()) else {}
    raw: Raw = {"office": office, "teams": {}, "books": {}, "services": {}}
    for site in sites:
        raw["teams"][site] = {
            "name": name("Desk"), "heads": draw(st.integers(1, 4)), "desk": draw(st.booleans()),
            "hours": draw(st.sampled_from(WEEKS)) | draw(st.sampled_from(DATES)),
        }  # fmt: skip
        if rule := draw(st.sampled_from((None, "put_down", "finish", "send_away"))):
            raw["teams"][site]["at_closing"] = rule
        raw["books"][site] = draw(books(site, starts, services, channels))
    if channels:
        raw["channels"] = {"online": {"name": name("O"), "share": 0.6}, "phone": {"name": name("P"), "share": 0.4}}
    for key in services:
        raw["services"][key] = draw(booked(sites, starts))
    searched = {site for key in services for site in _sites(raw["services"][key])}
    for site in set(sites) - searched:
        del raw["books"][site], raw["teams"][site]
    calls = next(iter(raw["teams"]))
    raw["services"]["query_call"] = {
        "kind": "contact", "name": name("Call"), "team": calls, "medium": "phone", "minutes": 5,
    }  # fmt: skip
    raw["services"]["query_visit"] = {
        "kind": "contact", "name": name("Visit"), "team": calls, "medium": "personal", "minutes": 5,
    }  # fmt: skip
    if draw(st.booleans()):
        raw["services"]["walk_in"] = {
            "kind": "contact", "name": name("Walk-in"), "team": calls, "medium": "personal", "minutes": 10,
            "arrivals": {"per_day": 12, "windows": [{"from": "07:00", "to": "18:00"}]}, "places_from": calls,
        }  # fmt: skip
    raw["demand"] = draw(st.sampled_from((1, 1, 0.6, 1.5)))
    waits = any(book["freed"]["kind"] == "wait_list" for book in raw["books"].values())
    raw["searching"] = {key: draw(publics(waits)) for key in ("public", "others")}
    return raw


def office_of(raw: Raw) -> Scenario:
    """The scenario of a raw document."""
    return Scenario("small", Document.model_validate(raw), raw)


def _sites(service: Raw) -> list[str]:
    return [service["books"]] if isinstance(service["books"], str) else list(service["books"])
