"""From a JSON file of ZMS to records: limits first, then the forms in which its sources write them.

A list of availabilities will do; an object may also hold `scopes`, `closures` and `requestrelations`; the envelope of
its API (`data`) is taken off. Unknown fields are left alone.
"""

import json
from datetime import date
from math import ceil
from pathlib import Path
from typing import NoReturn

from simulation.observed.errors import ObservedError
from simulation.observed.fields import Field, shown
from simulation.observed.zms import END_IN_DAYS, SLOT_MINUTES, START_IN_DAYS, Availability, Request, Scope, Zms, clock

MOST_BYTES, MOST_AVAILABILITIES, MOST_SCOPES, MOST_REQUESTS, MOST_CLOSURES = 20_000_000, 5_000, 200, 1_000, 5_000
MOST_DESKS, MOST_DAYS, MOST_MINUTES = 1_000, 3_650, 10_080
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TYPES = ("appointment", "openinghours", "break")


def read_zms(path: Path) -> Zms:
    """The records of a file. Raises ObservedError with file, place, value and remedy in one line."""
    top = _content(path)
    if isinstance(top.value, dict) and "data" in top.value and "availabilities" not in top.value:
        top = top["data"]
    if isinstance(top.value, list):
        top = Field(top.file, top.place, {"availabilities": top.value})
    elif isinstance(top.value, dict) and "startTime" in top.value:
        top = Field(top.file, top.place, {"availabilities": [top.value]})
    listed = _either(top, "availabilities", "availabilityList", "availability")
    raw = list(listed.entries(MOST_AVAILABILITIES))
    if not raw:
        raise listed.wrong("holds no availability; give a list of them, or an object with availabilities")
    scopes: dict[str, Scope] = {}
    differ: dict[str, None] = {}
    for field in _either(top, "scopes", "scopeList").entries(MOST_SCOPES):
        scope = _scope(field, None)
        if scopes.setdefault(scope.id, scope) != scope:
            differ[scope.id] = None
    for field in raw:
        scope = _scope(field["scope"], {})
        if scopes.setdefault(scope.id, scope) != scope and _is_whole(field["scope"]):
            differ[scope.id] = None
        if len(scopes) > MOST_SCOPES:
            raise listed.wrong(f"more than {MOST_SCOPES} scopes; split the file")
    closures = tuple(_dayoff(one) for one in _either(top, "closures", "dayoff", "dayoffs").entries(MOST_CLOSURES))
    relations = _either(top, "requestrelations", "requestRelations", "requestrelation").entries(MOST_REQUESTS)
    known = bool(closures) or any(scope.dayoff for scope in scopes.values())
    openings = tuple(_availability(field, number, scopes) for number, field in enumerate(raw, 1))
    seen: set[str] = set()
    for field, opening in zip(raw, openings, strict=True):
        if opening.id in seen:
            raise field["id"].wrong(f"{shown(opening.id)} is there twice; give each availability its own id")
        seen.add(opening.id)
    return Zms(
        path.name, scopes, openings, closures, tuple(_request(field) for field in relations), known, tuple(differ)
    )


def _content(path: Path) -> Field:
    """The JSON of a file; refuses what would take long, is no JSON, or holds what JSON has no word for."""

    def refuse(word: str) -> NoReturn:
        raise ObservedError(path.name, "", f"holds {word}, which is no JSON number; correct it there")

    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ObservedError(path.name, "", f"has {size:,} bytes; at most {MOST_BYTES:,}, so split it")
        value = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=refuse)
    except OSError as error:
        raise ObservedError(path.name, "", f"cannot be read ({error.strerror}); check the file") from None
    except UnicodeDecodeError:
        raise ObservedError(path.name, "", "is not a text file in UTF-8; give JSON") from None
    except json.JSONDecodeError as error:
        what = f"is not valid JSON: {error.msg} in line {error.lineno}, column {error.colno}; correct it there"
        raise ObservedError(path.name, "", what) from None
    except RecursionError:
        raise ObservedError(path.name, "", "is nested too deeply; give the availabilities in one list") from None
    except ObservedError:
        raise
    except ValueError:
        raise ObservedError(path.name, "", "holds a number with thousands of digits; correct it there") from None
    if not isinstance(value, dict | list):
        raise ObservedError(path.name, "", f"must be a list of availabilities or an object, is {shown(value)}")
    return Field(path.name, "", value)


def _either(top: Field, *names: str) -> Field:
    """The first of several names of a list that the file uses."""
    return top[next((name for name in names if name in (top.value or ())), names[0])]


def _scope(field: Field, known: dict[str, Scope] | None) -> Scope:
    """A scope, in the list of scopes or within an availability: there its id may be enough, or missing."""
    if known is not None and isinstance(field.value, int | str) and not isinstance(field.value, bool):
        field = Field(field.file, field.place, {"id": field.value})
    identifier = field["id"].text()
    if known is None and not identifier:
        raise field["id"].wrong("is missing; give the id of the scope")
    if known and identifier in known:
        return known[identifier]
    preferences = field["preferences"]
    booking, client = preferences["appointment"], preferences["client"]
    provider = field["provider"]
    dayoff = [*field["dayoff"].entries(MOST_CLOSURES), *field["closure"].entries(MOST_CLOSURES)]
    name = provider["name"].text() or field["contact"]["name"].text()
    short = field["shortName"].text()
    label = f"{name} ({short})" if name and short and short != name else name or short
    minutes = {key: booking[key].number(-1, MOST_MINUTES) for key in ("reservationDuration", "deallocationDuration")}
    return Scope(
        id=identifier or "1",
        name=label or f"Scope {identifier or '1'}",
        provider=provider["id"].text(),
        start_in_days=booking["startInDaysDefault"].whole(START_IN_DAYS, MOST_DAYS),
        end_in_days=booking["endInDaysDefault"].whole(END_IN_DAYS, MOST_DAYS),
        start_source=_source(identifier or "1", booking, "startInDays"),
        end_source=_source(identifier or "1", booking, "endInDays"),
        reservation_minutes=None if minutes["reservationDuration"] < 0 else minutes["reservationDuration"],
        deallocation_minutes=None if minutes["deallocationDuration"] < 0 else minutes["deallocationDuration"],
        most_slots=client["slotsPerAppointment"].whole(0, 1000),
        dayoff=tuple(_dayoff(one) for one in dayoff),
        limits=tuple(_limits(booking, client)),
    )


def _is_whole(scope: Field) -> bool:
    """Whether more than the id of a scope stands there."""
    return isinstance(scope.value, dict) and "preferences" in scope.value


def _source(scope: str, booking: Field, name: str) -> str:
    """Where the default of a booking window comes from."""
    return f"Default of ZMS: {name}" if booking[f"{name}Default"].value is None else f"ZMS scope {scope}: {name}Default"


def _limits(booking: Field, client: Field) -> list[str]:
    found = []
    if client["appointmentsPerMail"].number(0, 1e6) > 0:
        found.append(f"appointmentsPerMail {client['appointmentsPerMail'].number(0, 1e6):g}")
    if client["captchaActivatedRequired"].flag(False):
        found.append("captcha")
    if client["emailConfirmationActivated"].flag(False) and booking["activationDuration"].value is not None:
        found.append(f"confirmation by mail within {booking['activationDuration'].number(0, MOST_MINUTES):g} minutes")
    return found


def _dayoff(field: Field) -> date:
    """A day off: `date` or (in closures) `Datum`, year, month and day, or the bare date."""
    if not isinstance(field.value, dict):
        return field.day()
    if "year" in field.value:
        parts = [field[name].whole(0, 9999) for name in ("year", "month", "day")]
        return Field(field.file, field.place, "{:04}-{:02}-{:02}".format(*parts)).day()
    return field["Datum" if "Datum" in field.value else "date"].day()


def _availability(field: Field, number: int, scopes: dict[str, Scope]) -> Availability:
    if not isinstance(field.value, dict):
        raise field.wrong(f"must be an availability, a table with startDate, endDate, weekday; is {shown(field.value)}")
    identifier = field["id"].text() if field["id"].value not in (None, 0, "0") else f"number_{number}"
    field = Field(field.file, f"availability {identifier}", field.value)
    scope = scopes[_scope(field["scope"], scopes).id]
    kind = field["type"].text("appointment")
    if kind not in TYPES:
        raise field["type"].wrong(f"must be one of {', '.join(TYPES)}, is {shown(kind)}")
    first, last = field["startDate"].day(), field["endDate"].day()
    if last < first:
        raise field["endDate"].wrong(f"{last} lies before startDate {first}; swap them")
    opens, closes = field["startTime"].clock("0:00"), field["endTime"].clock("23:59")
    if closes <= opens:
        what = "lies before" if closes < opens else "is the same as"
        raise field["endTime"].wrong(f"{clock(closes)} {what} startTime {clock(opens)}; correct one of them")
    if opens != int(opens):
        raise field["startTime"].wrong(f"must be a whole minute, is {shown(field['startTime'].value)}")
    days, desks, bookable = field["weekday"], field["workstationCount"], field["bookable"]
    overrides = field["overridesDayOff"]
    return Availability(
        id=identifier,
        scope=scope.id,
        type=kind,
        first=first,
        last=last,
        opens=opens,
        closes=closes,
        weekdays=tuple(number for number, name in enumerate(WEEKDAYS) if days[name].flag(False)),
        after_weeks=field["repeat"]["afterWeeks"].whole(0, 520),
        week_of_month=field["repeat"]["weekOfMonth"].whole(0, 5),
        slot_minutes=field["slotTimeInMinutes"].whole(SLOT_MINUTES, 1440),
        several=field["multipleSlotsAllowed"].flag(True),
        intern=desks["intern"].whole(0, MOST_DESKS),
        public=desks["public"].whole(0, MOST_DESKS),
        callcenter=desks["callcenter"].whole(0, MOST_DESKS),
        start_in_days=bookable["startInDays"].whole(scope.start_in_days, MOST_DAYS),
        end_in_days=bookable["endInDays"].whole(scope.end_in_days, MOST_DAYS),
        start_source=scope.start_source if bookable["startInDays"].value is None else "",
        end_source=scope.end_source if bookable["endInDays"].value is None else "",
        overrides=first == last if overrides.value is None else overrides.flag(False),
    )


def _request(field: Field) -> Request:
    request, provider = field["request"], field["provider"]
    identifier = request["id"].text()
    if not identifier:
        raise request["id"].wrong("is missing; give the id of the request")
    slots = field["slots"].number(1, 1000)
    return Request(
        id=identifier,
        name=request["name"].text(f"Request {identifier}"),
        provider=provider["id"].text(),
        slots=max(ceil(slots), 1),
        public=field["public"].flag(True),
        most=field["maxQuantity"].whole(1, 1000),
    )
