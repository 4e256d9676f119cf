"""What the reader takes from a ZMS file, and how it says no."""

from __future__ import annotations

import json
import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from simulation.observed import ObservedError, imported, read_zms
from simulation.scenario import Scenario
from tests.observed.zms_files import AS_TEXT, OPENING, REQUESTS, SCOPE, STARTS, codes, file, made, opening, seconds
from tests.scenario.junk import broken


def sound(text: str) -> Scenario:
    return Scenario.checked(tomllib.loads(text), identifier="zms", base=None, changes={}, file="zms.toml")


@pytest.mark.parametrize(
    "content",
    [
        [OPENING], OPENING, {"data": [OPENING]}, {"availabilities": [OPENING]}, {"availabilityList": [AS_TEXT]},
        {"scopes": [SCOPE], "availabilities": [AS_TEXT | {"scope": {"id": "141"}}]},
        {"scopes": {"0": SCOPE}, "availabilities": [OPENING | {"scope": 141}], "requestrelations": []},
    ],
)  # fmt: skip
def test_every_known_form_gives_the_same_book(tmp_path: Path, content: Any) -> None:
    assert made(tmp_path, content).document["books"] == made(tmp_path, [OPENING]).document["books"]


def test_a_scenario_says_where_each_number_comes_from(tmp_path: Path) -> None:
    found = made(tmp_path, {"availabilities": [OPENING], "requestrelations": REQUESTS})
    rows = {row.path: row for row in sound(found.text).figures()}
    assert rows["books.scope_141.desks"].value == 5 and "68985" in rows["books.scope_141.desks"].reason
    assert rows["books.scope_141.freed.minutes"].value == 30
    assert rows["books.scope_141.hold.minutes"].value == 20
    assert rows["books.scope_141.release.public.share"].value == 0.6
    for row in rows.values():
        assert row.origin in ("derived", "assumed") and row.reason, row.path
    assert "ZMS HAS NO DEMAND" in found.text
    visits = rows["services.request_120335.arrivals.per_year"]
    assert visits.origin == "assumed" and visits.low < visits.value < visits.high


def test_public_desks_are_a_part_of_all_desks_and_never_added(tmp_path: Path) -> None:
    book = made(tmp_path, [OPENING]).document["books"]["scope_141"]
    assert book["desks"]["value"] == 5
    assert list(book["release"]) == ["public", "intern"]
    assert book["release"]["public"]["share"]["value"] == 0.6 and "share" not in book["release"]["intern"]
    assert book["release"]["intern"]["channels"] == ["staff"]


def test_missing_windows_and_times_take_the_defaults_of_scope_and_zms(tmp_path: Path) -> None:
    bare = {key: OPENING[key] for key in ("id", "type", "startDate", "endDate", "weekday", "workstationCount")}
    own = made(tmp_path, [bare | {"scope": SCOPE, "bookable": {"startInDays": None, "endInDays": ""}}])
    book = own.document["books"]["scope_141"]
    window = book["release"]["public"]
    assert (window["start_in_days"]["value"], window["end_in_days"]["value"]) == (0, 56)
    assert own.document["hours"]["scope_141"]["mon,tue,fri"] == "00:00-24:00"
    book = made(tmp_path, [bare]).document["books"]["scope_1"]
    window = book["release"]["public"]
    assert (window["start_in_days"]["value"], window["end_in_days"]["value"], book["grid_minutes"]) == (1, 60, 10)
    assert book["freed"]["minutes"]["value"] == 15


def test_openings_with_the_same_rules_share_a_book_and_others_have_their_own(tmp_path: Path) -> None:
    thursday = {"weekday": {"thursday": "1"}}
    alike = opening(id=2, startTime="13:00", endTime="18:00", **thursday)
    longer = opening(id=3, slotTimeInMinutes=15, startTime="14:00", endTime="16:00")
    books = made(tmp_path, [OPENING, alike, longer]).document["books"]
    assert [book["grid_minutes"] for book in books.values()] == [10, 15]
    assert "68985, 2" in books["scope_141"]["desks"]["derived"]


def test_a_closure_closes_and_an_opening_of_one_day_overrides_it(tmp_path: Path) -> None:
    friday = {"startDate": "2025-04-18", "endDate": "2025-04-18", "startTime": "14:00", "endTime": "15:00"}
    hours = made(tmp_path, [OPENING, opening(id=2, **friday)]).document["hours"]["scope_141"]
    assert hours["2025-04-18"] == "14:00-15:00"
    assert made(tmp_path, [OPENING]).document["hours"]["scope_141"]["2025-04-18"] == []
    closed = {
        "availabilities": [OPENING],
        "closures": [{"id": 1, "Datum": seconds("2025-04-22")}, {"date": "2025-04-21"}],
    }
    hours = made(tmp_path, closed).document["hours"]["scope_141"]
    assert hours["2025-04-18 to 2025-04-22"] == [], "closed from Friday to Tuesday"


def test_a_service_takes_its_slots_and_only_books_where_it_fits(tmp_path: Path) -> None:
    single = opening(id=2, multipleSlotsAllowed=False, startTime="14:00", endTime="16:00")
    found = made(tmp_path, {"availabilities": [OPENING, single], "requestrelations": REQUESTS})
    services = sound(found.text).services
    assert services["request_120703"].slots == 3 and services["request_120703"].books == "scope_141"
    assert set(services["request_120335"].sites()) == {"scope_141", "scope_141_2"}


def test_the_run_begins_today_or_when_the_last_openings_began(tmp_path: Path) -> None:
    zms = read_zms(file(tmp_path, [OPENING]))
    assert imported(zms, None, 30, today=date(2025, 6, 2)).starts == date(2025, 6, 2)
    assert imported(zms, None, 30, today=date(2031, 6, 2)).starts == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("changed", "place", "what"),
    [
        ({"endDate": seconds("2024-12-31")}, "availability 68985 › endDate", "2024-12-31 lies before startDate 2025"),
        ({"endTime": "07:00"}, "availability 68985 › endTime", "07:00 lies before startTime 08:00"),
        ({"endTime": "08:00:00"}, "availability 68985 › endTime", "is the same as startTime"),
        ({"endTime": "8 Uhr"}, "endTime", "clock time"),
        ({"endTime": "24:01"}, "endTime", "clock time"),
        ({"startTime": "08:00:30"}, "startTime", "whole minute"),
        ({"startDate": "soon"}, "startDate", '"soon"'),
        ({"startDate": True}, "startDate", "date"),
        ({"startDate": None}, "startDate", "missing"),
        ({"startDate": 1735686000000}, "startDate", "date"),
        ({"startDate": 10**400}, "startDate", "more than 18 digits"),
        ({"startDate": 1e300}, "startDate", "date"),
        ({"type": "party"}, "type", "appointment, openinghours, break"),
        ({"weekday": "monday"}, "weekday", "must be a table"),
        ({"weekday": {"monday": "maybe"}}, "weekday › monday", '"maybe"'),
        ({"weekday": {"monday": -1}}, "weekday › monday", "-1"),
        ({"workstationCount": {"intern": -3}}, "workstationCount › intern", "-3"),
        ({"workstationCount": {"intern": "5 desks"}}, "workstationCount › intern", '"5 desks"'),
        ({"workstationCount": {"intern": 1e9}}, "workstationCount › intern", "between 0 and 1000"),
        ({"workstationCount": {"public": [[3]]}}, "workstationCount › public", "a list"),
        ({"workstationCount": {"public": 2.5}}, "workstationCount › public", "whole number"),
        ({"slotTimeInMinutes": True}, "slotTimeInMinutes", "must be a number, is true"),
        ({"multipleSlotsAllowed": {}}, "multipleSlotsAllowed", "true or false"),
        ({"bookable": {"endInDays": 1e9}}, "bookable › endInDays", "3650"),
        ({"repeat": {"weekOfMonth": 9}}, "repeat › weekOfMonth", "between 0 and 5"),
        ({"scope": [1]}, "scope", "must be a table"),
        ({"scope": {"id": {"x": 1}}}, "scope › id", "must be a text"),
        ({"scope": SCOPE | {"dayoff": [{"date": "never"}]}}, "dayoff › 1 › date", '"never"'),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_with_place_and_value(tmp_path: Path, changed: Any, place: str, what: str) -> None:
    with pytest.raises(ObservedError) as error:
        read_zms(file(tmp_path, [OPENING | changed]))
    line = str(error.value)
    assert line.startswith("zms.json › ") and place in line and what in line and "\n" not in line


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "not valid JSON"), ("Öffnungszeiten: 8 bis 12 Uhr", "not valid JSON"), ("3", "must be a list"),
        ("[]", "holds no availability"), ("{}", "holds no availability"), ("[3]", "must be"), ("[null]", "must be"),
        ('[{"id": NaN}]', "holds NaN"), ('[{"id": -Infinity}]', "holds -Infinity"),
        ("[" * 200_000, "nested too deeply"), ("[" + "9" * 5000 + "]", "thousands of digits"),
        (b"\xff\xfe\x00[", "UTF-8"), (b"\0" * 100, "not valid JSON"),
        (b" " * 20_000_001, "20,000,001 bytes"), ([OPENING, OPENING], "is there twice"),
        ({"availabilities": "none"}, "must be a list"), ([{}] * 5001, "5,001 entries"),
        ({"availabilities": [OPENING], "scopes": [{}]}, "id of the scope"),
        ({"availabilities": [OPENING], "requestrelations": [{}]}, "id of the request"),
        ({"availabilities": [OPENING], "closures": [{}]}, "must be a date"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_one_line(tmp_path: Path, content: Any, what: str) -> None:
    with pytest.raises(ObservedError) as error:
        read_zms(file(tmp_path, content))
    assert what in str(error.value) and str(error.value).startswith("zms.json") and len(str(error.value)) < 300


def test_a_file_without_anything_to_simulate_is_refused(tmp_path: Path) -> None:
    for other in ({"type": "openinghours"}, {"workstationCount": {"intern": 0}}, {"weekday": {}}):
        with pytest.raises(ObservedError, match="no availability for appointments opens"):
            made(tmp_path, [OPENING | other])


@given(broken({"scopes": [SCOPE], "availabilities": [OPENING, AS_TEXT | {"id": 7}], "requestrelations": REQUESTS}))
def test_any_file_is_refused_in_one_line_or_gives_a_sound_scenario(document: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = made(Path(folder), json.dumps(document))
        except ObservedError as error:
            assert "\n" not in str(error)
            return
    sound(found.text)


def test_names_of_the_file_stay_names(tmp_path: Path) -> None:
    name = 'A "quoted"\n[teams.x]\n' + "." * 300 + "\ud800\x7f" + "[" * 300
    scope = SCOPE | {"provider": {"id": 122217, "name": name}, "id": "Ä-1.2 [x]"}
    found = made(tmp_path, [OPENING | {"scope": scope, "id": name}])
    team = sound(found.text).teams["scope_12x"]
    assert team.name.de.startswith('A "quoted" teams') and len(team.name.de) < 200
    assert codes(found) >= {"demand"} and found.starts == STARTS


@pytest.mark.parametrize("end", ["9999-12-31", "31.12.9999", 253402210800])
def test_an_opening_without_end_lasts_as_long_as_the_run(tmp_path: Path, end: str | int) -> None:
    assert made(tmp_path, [opening(endDate=end)]).document == made(tmp_path, [OPENING]).document


def test_a_booking_window_that_the_opening_does_not_name_says_where_it_comes_from(tmp_path: Path) -> None:
    def window(scope: dict[str, Any]) -> list[str]:
        book = made(tmp_path, [opening(bookable=None, scope=scope)]).document["books"]["scope_141"]
        return [book["release"]["public"][name]["derived"] for name in ("start_in_days", "end_in_days")]

    assert window(SCOPE) == ["ZMS scope 141: startInDaysDefault", "ZMS scope 141: endInDaysDefault"]
    assert window({"id": 141}) == ["Default of ZMS: startInDays", "Default of ZMS: endInDays"]
