"""A law: an imported book offers the web just the slots that ZMS offers it, to the minute, and staff the rest.

The yardstick reads the raw file by the rules of ZMS and knows nothing of the importer.
"""

from __future__ import annotations

import calendar
import json
import tempfile
import tomllib
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.observed import ObservedError, imported, read_zms
from simulation.scenario import Scenario
from simulation.scenario.supply import supply_of
from tests.observed.zms_files import file, opening, seconds

STARTS, DAYS = date(2025, 2, 10), 56
"""A February of four weeks, and summer time."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def in_zms(zms: dict[str, Any], now: datetime) -> tuple[Counter[datetime], Counter[datetime]]:
    """(places on the web now, desks of all kinds) by time, on the days of the run."""
    web: Counter[datetime] = Counter()
    desks: Counter[datetime] = Counter()
    closed = {entry["Datum"] for entry in zms["closures"]}
    for one in zms["availabilities"]:
        first, last = (date.fromisoformat(one[key]) for key in ("startDate", "endDate"))
        monday = first - timedelta(days=first.weekday())
        intern, public = one["workstationCount"]["intern"], one["workstationCount"]["public"]
        for day in (STARTS + timedelta(days=n) for n in range(DAYS)):
            every, nth = one["repeat"]["afterWeeks"], one["repeat"]["weekOfMonth"]
            weeks = (day - timedelta(days=day.weekday()) - monday).days // 7
            of_month, last_of_month = (day.day + 6) // 7, (calendar.monthrange(day.year, day.month)[1] + 6) // 7
            rhythm = (
                (not every and not nth)
                or (every and weeks % every == 0)
                or (nth and (of_month == nth or (nth == 5 and of_month == last_of_month)))
            )
            on_a_day_off = seconds(str(day)) in closed and first != last
            if not first <= day <= last or not one["weekday"][WEEKDAYS[day.weekday()]] or not rhythm or on_a_day_off:
                continue
            opens = datetime.combine(day, time.fromisoformat(one["startTime"]))
            closes = datetime.combine(day, time.fromisoformat(one["endTime"]))
            ahead = (day - now.date()).days
            start, end = one["bookable"]["startInDays"], one["bookable"]["endInDays"]
            released = start <= ahead <= end and (ahead < end or now.time() >= opens.time())
            minutes = (closes - opens).seconds / 60
            if end == 0 and minutes <= one["slotTimeInMinutes"] * (5 // one["slotTimeInMinutes"] + 1):
                continue  # released when it is over: left out, and said so
            slot = opens
            while slot < closes and slot + timedelta(minutes=one["slotTimeInMinutes"]) <= datetime.combine(
                day + timedelta(days=1), time()
            ):
                desks[slot] += intern
                if released and now < slot - timedelta(minutes=5):
                    web[slot] += min(public, intern)
                slot += timedelta(minutes=one["slotTimeInMinutes"])
    return +web, +desks


def in_scenario(document: dict[str, Any], now: datetime) -> tuple[Counter[datetime], Counter[datetime]]:
    """The same of the imported scenario."""
    scenario = Scenario.checked(document, identifier="zms", base=None, changes={}, file="zms.toml")
    web: Counter[datetime] = Counter()
    desks: Counter[datetime] = Counter()
    midnight = datetime.combine(STARTS, time())
    for key in scenario.books:
        supply = supply_of(scenario.document, key, DAYS)
        there = supply.on_offer((now - midnight).total_seconds() / 60)
        for row in range(len(supply.starts)):
            at = midnight + timedelta(minutes=float(supply.starts[row]))
            desks[at] += int(supply.count[row])
            if supply.offers[supply.offer[row]].name == "public":
                web[at] += int(there[row])
    assert np.all([service.kind == "booked" for service in scenario.services.values()])
    return +web, +desks


rhythms = st.fixed_dictionaries({"afterWeeks": st.integers(0, 4), "weekOfMonth": st.just(0)}) | st.fixed_dictionaries(
    {"afterWeeks": st.sampled_from((0, 0, 3)), "weekOfMonth": st.integers(1, 5)}
)


@st.composite
def openings(draw: st.DrawFn, number: int) -> dict[str, Any]:
    start = draw(st.integers(7 * 12, 15 * 12)) * 5
    end = min(start + draw(st.integers(1, 60)) * 5 - draw(st.sampled_from((0, 0, 0, 1))), 23 * 60 + 59)
    first = STARTS + timedelta(days=draw(st.integers(-200, -1) | st.integers(0, DAYS - 1)))
    return {
        "id": number,
        "type": "appointment",
        "scope": {"id": draw(st.integers(1, 2))},
        "startDate": str(first),
        "endDate": str(first + timedelta(days=draw(st.sampled_from((0, 0, 3, 10, 30, 100, 250, 500))))),
        "startTime": f"{start // 60:02}:{start % 60:02}",
        "endTime": f"{end // 60:02}:{end % 60:02}",
        "weekday": {name: draw(st.integers(0, 3)) > 0 for name in WEEKDAYS},
        "repeat": draw(rhythms),
        "slotTimeInMinutes": draw(st.sampled_from((5, 10, 12, 15, 25, 60))),
        "multipleSlotsAllowed": draw(st.booleans()),
        "workstationCount": {"intern": draw(st.integers(0, 9)), "public": draw(st.integers(0, 9))},
        "bookable": {"startInDays": draw(st.integers(0, 9)), "endInDays": draw(st.integers(0, 70))},
    }


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    listed = [draw(openings(number)) for number in range(1, draw(st.integers(1, 5)) + 1)]
    days_off = {str(STARTS + timedelta(days=n)) for n in draw(st.lists(st.integers(0, DAYS - 1), max_size=5))}
    days_off |= {one["startDate"] for one in listed if draw(st.booleans())}
    return {"availabilities": listed, "closures": [{"Datum": seconds(day)} for day in sorted(days_off)]}


@st.composite
def moments(draw: st.DrawFn, listed: list[dict[str, Any]]) -> datetime:
    """Any minute, more often one at which something changes: an opening, or a slot that is withdrawn."""
    one = draw(st.sampled_from(listed))
    opens = 60 * int(one["startTime"][:2]) + int(one["startTime"][3:])
    slot = opens + draw(st.integers(0, 6)) * one["slotTimeInMinutes"] - 5
    minute = draw(st.sampled_from((0, opens, slot)) | st.integers(0, 1439)) + draw(st.sampled_from((-1, 0, 0, 1)))
    return datetime.combine(STARTS, time()) + timedelta(days=draw(st.integers(-20, DAYS)), minutes=minute)


@settings(max_examples=150)
@given(files(), st.data())
def test_the_web_finds_in_the_scenario_what_it_finds_in_zms(zms: dict[str, Any], data: st.DataObject) -> None:
    now = data.draw(moments(zms["availabilities"]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "zms.json"
        path.write_text(json.dumps(zms))
        web, desks = in_zms(zms, now)
        try:
            found = imported(read_zms(path), STARTS, DAYS, today=STARTS)
        except ObservedError as error:
            assert "no availability for appointments opens" in str(error) and not desks
            return
    assert in_scenario(tomllib.loads(found.text), now) == (web, desks)


@pytest.mark.parametrize(
    ("day", "clock", "places"),
    [
        (14, "07:59", 0), (14, "08:00", 36), (15, "00:00", 36), (20, "08:00", 36), (28, "00:00", 36), (28, "07:55", 33),
        (28, "08:34", 24), (28, "08:35", 21), (28, "09:44", 3), (28, "09:45", 0),
    ],
)  # fmt: skip
def test_a_window_opens_with_its_block_and_closes_five_minutes_before_each_slot(
    tmp_path: Path, day: int, clock: str, places: int
) -> None:
    one = opening(
        startDate="2025-02-28", endDate="2025-02-28", endTime="10:00", bookable={"startInDays": 0, "endInDays": 14}
    )
    now = datetime.combine(date(2025, 2, day), time.fromisoformat(clock))
    found = imported(read_zms(file(tmp_path, [one])), STARTS, DAYS, today=STARTS)
    assert in_scenario(tomllib.loads(found.text), now)[0].total() == places


@pytest.mark.parametrize(("clock", "places"), [("07:59", 0), ("08:00", 33), ("08:04", 33), ("08:05", 30), ("09:45", 0)])
def test_a_window_of_the_same_day_loses_the_slots_that_are_gone_before_it_opens(
    tmp_path: Path, clock: str, places: int
) -> None:
    one = opening(
        startDate="2025-02-28", endDate="2025-02-28", endTime="10:00", bookable={"startInDays": 0, "endInDays": 0}
    )
    found = imported(read_zms(file(tmp_path, [one])), STARTS, DAYS, today=STARTS)
    web, _ = in_scenario(tomllib.loads(found.text), datetime.combine(date(2025, 2, 28), time.fromisoformat(clock)))
    assert web.total() == places and set(web.values()) <= {3}, "three desks of the web at each time, never more"
