"""What the importer finds wrong in openings, and what it says it cannot express."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulation.observed import Finding, ObservedError
from tests.observed.zms_files import OPENING, REQUESTS, SCOPE, codes, made, opening, seconds


def found(folder: Path, code: str, *openings: dict[str, Any], **other: Any) -> list[Finding]:
    content = {"availabilities": list(openings), **other}
    return [one for one in made(folder, content).findings if one.code == code]


def test_nobody_can_book_three_consecutive_slots_after_half_past_eleven(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "not_consecutive", OPENING, requestrelations=REQUESTS)
    assert "nobody can book three consecutive slots after 11:30" in one.what and "68985" in one.place
    assert found(tmp_path, "not_consecutive", OPENING) == [one], "three unless the file names another number"
    five = [REQUESTS[0] | {"slots": 5}]
    (one,) = found(tmp_path, "not_consecutive", OPENING, requestrelations=five)
    assert "five consecutive slots after 11:10" in one.what
    single = [REQUESTS[0]]
    assert not found(tmp_path, "not_consecutive", OPENING, requestrelations=single)


def test_nobody_can_book_three_consecutive_slots_at_all(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "never_consecutive", opening(multipleSlotsAllowed="0"))
    assert "multipleSlotsAllowed is off" in one.what
    (one,) = found(tmp_path, "never_consecutive", opening(endTime="08:20"))
    assert "has two" in one.what


def test_public_above_intern(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "public_above_intern", opening(workstationCount={"public": 7, "intern": 5}))
    assert "public 7 is above intern 5" in one.what and one.kind == "lint"


def test_overlapping_openings_of_one_scope_count_the_same_desks_twice(tmp_path: Path) -> None:
    late = opening(id=2, startTime="11:00", endTime="13:00", weekday={"monday": 1, "wednesday": 1})
    (one,) = found(tmp_path, "overlap", OPENING, late)
    assert one.place == "scope 141, availability 68985 and 2"
    assert "2025-03-17 and on 12 more days: at 11:00-12:00 5 and 5 desks" in one.what
    team = made(tmp_path, [OPENING, late]).document["teams"]["scope_141"]
    assert team["heads"]["value"] == 10
    touching = opening(id=2, startTime="12:00", endTime="13:00")
    elsewhere = opening(id=3, scope=SCOPE | {"id": 9})
    wednesday = opening(id=4, weekday={"wednesday": 1})
    assert not found(tmp_path, "overlap", OPENING, touching, elsewhere, wednesday)
    assert made(tmp_path, [OPENING, touching]).document["teams"]["scope_141"]["heads"]["value"] == 5


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("slot_does_not_divide", {"slotTimeInMinutes": 25}),
        ("start_after_end_in_days", {"bookable": {"startInDays": 20, "endInDays": 10}}),
        ("beyond_180_days", {"bookable": {"startInDays": 0, "endInDays": 200}}),
        ("no_desks", {"workstationCount": {"intern": 0, "public": 3}}),
        ("no_public_desks", {"workstationCount": {"intern": 4, "public": 0}}),
        ("no_slot_time", {"slotTimeInMinutes": 0}),
        ("callcenter", {"workstationCount": {"intern": 4, "public": 2, "callcenter": "3"}}),
        ("over", {"endDate": "2025-03-16"}),
        ("later", {"startDate": "2025-08-01"}),
        ("ends", {"endDate": "2025-05-01"}),
        ("no_weekday", {"weekday": {"monday": "0"}}),
        ("never_open", {"startDate": "2025-03-18", "endDate": "2025-03-20", "weekday": {"monday": "1"}}),
        ("never_bookable", {"bookable": {"startInDays": 0, "endInDays": 0}, "endTime": "13:10"}),
        ("fifth_week", {"repeat": {"weekOfMonth": "5"}}),
        ("break", {"type": "break"}),
        ("openinghours", {"type": "openinghours"}),
        ("short_on_day_off", {"startDate": "2025-04-17", "endDate": "2025-04-19"}),
    ],
)
def test_each_check_finds_its_own(tmp_path: Path, code: str, changed: dict[str, Any]) -> None:
    (one,) = found(
        tmp_path, code, OPENING, opening(**({"id": "odd", "startTime": "13:00", "endTime": "17:00"} | changed))
    )
    assert one.place == "availability odd" and one.instead and one.what
    assert code not in codes(made(tmp_path, [OPENING]))


def test_an_opening_that_ends_at_one_minute_to_is_no_odd_one(tmp_path: Path) -> None:
    assert not found(tmp_path, "slot_does_not_divide", opening(endTime="11:59"), opening(id=2, endTime="11:59:59"))


def test_more_than_25_slots_and_requests_of_nowhere(tmp_path: Path) -> None:
    relations = [
        REQUESTS[0] | {"slots": 26, "maxQuantity": 3, "public": False},
        REQUESTS[1] | {"provider": {"id": 5}},
    ]
    content = {"availabilities": [OPENING], "requestrelations": relations}
    assert {"too_many_slots", "no_scope", "quantity", "not_public"} <= codes(made(tmp_path, content))
    assert list(made(tmp_path, content).document["services"]) == ["request_visit141"]


def test_it_says_what_the_scenario_language_cannot_express(tmp_path: Path) -> None:
    brakes = {"appointmentsPerMail": "2", "captchaActivatedRequired": 1, "emailConfirmationActivated": "1"}
    scope = SCOPE | {"preferences": SCOPE["preferences"] | {"client": brakes}}
    listed = {one.code: one for one in made(tmp_path, [opening(scope=scope)]).findings}
    assert "appointmentsPerMail 2, captcha, confirmation by mail within 15 minutes" in listed["brakes"].what
    for code in ("staff_inside_lead", "nested_channels", "brakes"):
        assert listed[code].kind == "not expressible" and listed[code].instead
    assert listed["demand"].kind == "assumed"
    plain = opening(workstationCount={"intern": 3, "public": 3}, bookable={"startInDays": 0, "endInDays": 30})
    assert not {"staff_inside_lead", "nested_channels", "brakes"} & codes(made(tmp_path, [plain]))


def test_a_file_without_days_off_is_open_on_holidays_and_says_so(tmp_path: Path) -> None:
    bare = opening(scope={"id": 1})
    assert "no_closures" in codes(made(tmp_path, [bare]))
    assert "no_closures" not in codes(made(tmp_path, {"availabilities": [bare], "closures": [seconds("2025-05-01")]}))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"workstationCount": {"public": 0, "intern": 0}}, "workstationCount.intern is 0"),
        ({"workstationCount": None}, "workstationCount.intern is 0"),
        ({"slotTimeInMinutes": 0}, "slotTimeInMinutes is 0"),
        ({"weekday": {}}, "no weekday is marked"),
    ],
)
def test_a_file_without_a_slot_is_refused_with_what_is_wrong_in_it(
    tmp_path: Path, change: dict[str, Any], why: str
) -> None:
    with pytest.raises(ObservedError, match=f"availability 68985: {why}.*correct the file"):
        made(tmp_path, [opening(**change)])


def test_a_scope_with_two_contents_is_found(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "scope_twice", OPENING, scopes=[SCOPE, SCOPE | {"shortName": "Other"}])
    assert one.place == "scope 141" and "first" in one.instead
    other = SCOPE | {"preferences": {"appointment": {"endInDaysDefault": 14}}}
    assert len(found(tmp_path, "scope_twice", OPENING, opening(id=2, scope=other))) == 1
    assert not found(tmp_path, "scope_twice", OPENING, opening(id=2, scope={"id": 141}), scopes=[SCOPE])
