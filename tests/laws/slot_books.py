"""Random appointment books: opening hours with dates of their own, holidays, a planner's numbers, rules alone and
together."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from simulation.scenario.calendar import WEEKDAYS, public_holidays
from simulation.scenario.document import Document
from simulation.scenario.supply import Supply, supply_of

Raw = dict[str, Any]
DAYS = 19
WEEKS = (
    {"mon,wed,fri": "07:00-12:30", "tue,thu": "12:30-18:00"},
    {"mon-fri": ["08:00-12:00", "13:00-15:30"]},
    {"mon,tue": "07:30-16:00", "wed,fri": "07:30-13:00", "thu": "07:30-18:00"},
    {"tue,sat": "09:00-10:10"},
)
DATES = (
    {},
    {"2025-04-16": ["07:00-12:30", "13:00-18:00"], "2025-04-26": "10:00-14:00"},
    {"2025-04-18": "09:00-11:00", "2025-04-22 to 2025-04-25": []},
    {"2025-12-24 to 2026-01-01": [], "2025-12-29": "10:00-12:00"},
)
STARTS = (date(2025, 4, 14), date(2025, 4, 17), date(2025, 3, 26), date(2025, 12, 22))
"""Easter week; a day before Good Friday; the change to summer time; the turn of the year."""
CLOCKS = ("00:00", "09:00", "12:00", {"mon,wed,fri": "07:00", "tue,thu": "09:00"}, {"mon": "09:00"}, {"thu": "14:30"})


def sizes(shares: bool = True) -> st.SearchStrategy[Raw]:
    """No size, a number of slots, or (an upper bound of) a share."""
    numbers = st.integers(0, 40).map(lambda n: {"quantity": n})
    return st.one_of(st.just({}), numbers, *([st.integers(0, 10).map(lambda n: {"share": n / 40})] if shares else []))


@st.composite
def rules(draw: st.DrawFn, starts: date, kinds: tuple[str, ...]) -> Raw:
    """A rule of one of the kinds; four of them never take more than all shares."""
    rule: Raw = {"kind": draw(st.sampled_from(kinds))}
    clock = draw(st.sampled_from(CLOCKS))
    match rule["kind"]:
        case "daily":
            rule |= {"at": clock, "reading": draw(st.sampled_from(("day", "calendar_week")))}
            rule["ahead_days"] = draw(st.integers(0, 15))
        case "same_day":
            rule |= {"at": clock, "least_lead_minutes": draw(st.sampled_from((0, 30, 60, 180)))}
        case "batch":
            day = draw(st.integers(0, DAYS))
            rule |= {"on": starts + timedelta(days=day - draw(st.integers(0, 20))), "at": "09:00"}
            rule["dates"] = [starts + timedelta(days=day + k) for k in range(draw(st.integers(1, 3)))]
            rule |= draw(st.sampled_from(({}, {"from": "12:30"}, {"from": "09:00", "until": "10:00"})))
        case "tranches":
            parts = draw(st.lists(st.integers(0, 5), min_size=1, max_size=3))
            rule |= {"at": clock, "parts": [{"ahead_days": draw(st.integers(0, 30)), "share": n / 15} for n in parts]}
        case "rolling":
            first = draw(st.integers(0, 5))
            rule |= {"start_in_days": first, "end_in_days": first + draw(st.integers(0, 20))}
            rule["opens_by"] = draw(st.sampled_from(("opening", "slot")))
    if rule["kind"] not in ("same_day",):
        rule["least_lead_minutes"] = draw(st.sampled_from((0, 0, 60, 3000)))
    size = draw(sizes())
    return rule | ({} if rule["kind"] == "tranches" and "quantity" in size else size)


ALL_KINDS = ("daily", "same_day", "batch", "tranches", "rolling", "ad_hoc", "invitation")


@st.composite
def slot_books(draw: st.DrawFn, kinds: tuple[str, ...] = ALL_KINDS, most: int = 4, least: int = 0) -> Raw:
    """A book with desks, `least` to `most` rules of these kinds, and the office it stands in."""
    starts = draw(st.sampled_from(STARTS))
    hours = draw(st.sampled_from(WEEKS)) | draw(st.sampled_from(DATES))
    book: Raw = {"name": {"de": "x", "en": "x"}, "team": "desk", "grid_minutes": draw(st.sampled_from((15, 30, 7.5)))}
    book["desks"] = draw(st.integers(0, 5))
    cells = st.dictionaries(st.sampled_from(("07:30", "09:00", "12:30", "13:00")), st.integers(0, 9), max_size=3)
    keys = ("mon", "tue", "wed,fri", "2025-04-16", "2025-04-14 to 2025-04-20")
    book["grid"] = draw(st.dictionaries(st.sampled_from(keys), cells, max_size=3))
    found = draw(st.lists(rules(starts, kinds), min_size=least, max_size=most))
    book["release"] = {f"rule_{n}": rule for n, rule in enumerate(found)}
    office: Raw = {"name": {"de": "x", "en": "x"}, "starts": starts, "days": DAYS}
    office |= {"holidays": "DE-NW"} if draw(st.booleans()) else {}
    office |= {"closed": [starts + timedelta(days=draw(st.integers(-7, 14)))]} if draw(st.booleans()) else {}
    return {
        "office": office, "teams": {"desk": {"name": {"de": "x", "en": "x"}, "heads": 1, "hours": hours}},
        "services": {}, "books": {"book": book},
    }  # fmt: skip


def rules_of(raw: Raw) -> Raw:
    """The rules of the book by name."""
    return raw["books"]["book"]["release"]


def supply(raw: Raw, days: int = DAYS, first_day: int = 0) -> Supply:
    """What the rules come to."""
    return supply_of(Document.model_validate(raw), "book", days, first_day)


def date_of(raw: Raw, minute: float) -> date:
    """The civil date of a minute of the run."""
    return raw["office"]["starts"] + timedelta(days=int(minute // 1440))


def minutes(clock: str) -> float:
    """Minutes after midnight."""
    return int(clock[:2]) * 60.0 + int(clock[3:])


def _within(key: str, day: date) -> bool:
    first, _, last = key.partition(" to ")
    return first <= day.isoformat() <= (last or first)


def opening(raw: Raw, day: date) -> list[tuple[float, float]]:
    """The opening intervals of a date, read from the file anew."""
    hours = raw["teams"]["desk"]["hours"]
    own = [text for key, text in hours.items() if key[0] == "2" and _within(key, day)]
    office = raw["office"]
    shut = day in office.get("closed", ()) or (
        "holidays" in office and day in public_holidays("DE-NW", day.year, day.year)
    )
    weekday = WEEKDAYS[day.weekday()]
    week = [text for key, text in hours.items() if key[0] != "2" and weekday in _days(key)]
    chosen = own[-1] if own else [] if shut or not week else week[0]
    return [(minutes(text[:5]), minutes(text[6:])) for text in (chosen if isinstance(chosen, list) else [chosen])]


def _days(key: str) -> list[str]:
    return list(WEEKDAYS[:5]) if key == "mon-fri" else key.split(",")


def grid(raw: Raw, day: date) -> dict[float, int]:
    """Slots by clock time of a date, read from the file anew."""
    book = raw["books"]["book"]
    found = {}
    for opens, closes in opening(raw, day):
        at = opens
        while at + book["grid_minutes"] <= closes:
            found[at] = book["desks"]
            at += book["grid_minutes"]
    single = [times for key, times in book["grid"].items() if key[0] != "2" and WEEKDAYS[day.weekday()] in _days(key)]
    dated = [times for key, times in book["grid"].items() if key[0] == "2" and _within(key, day)]
    for times in (*single, *dated):
        found |= {minutes(clock): slots for clock, slots in times.items() if minutes(clock) in found}
    return {at: slots for at, slots in found.items() if slots}
