"""A scenario from a ZMS file, and what there is to say about it: what it cannot express, what looks wrong."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any, TypeVar

from simulation.observed.errors import ObservedError
from simulation.observed.findings import Finding
from simulation.observed.toml_text import toml_text
from simulation.observed.zms import Zms
from simulation.observed.zms_books import (
    Group,
    assumed,
    book_table,
    figure,
    groups,
    most_desks,
    team_hours,
)
from simulation.observed.zms_days import day_offs, hours_table
from simulation.observed.zms_lint import MOST_AHEAD, lint
from simulation.observed.zms_people import SEARCHING, channel_tables, service_tables, usable

Key = TypeVar("Key")
MOST_REASONS = 3
_ABOUT = """\
Made by `terminwerk import-zms` from {file}.
Openings, desks, slot lengths and booking windows are those of ZMS, each number with its availability or scope.
ZMS HAS NO DEMAND: how many people come, how they look and how long a visit takes is assumed everywhere in this file,
with a range. Put the office's own numbers in their place before you conclude anything."""


@dataclass(frozen=True)
class Imported:
    """A scenario as a table and as text, with the findings of its making."""

    document: dict[str, Any]
    text: str
    findings: tuple[Finding, ...]
    starts: date
    days: int


def imported(zms: Zms, starts: date | None, days: int, today: date) -> Imported:
    """The scenario of a file. Without `starts` it begins today, or with the first opening when all are over.

    Raises ObservedError when nothing is left to simulate.
    """
    starts = starts or first_day(zms, today)
    ahead = max(min(one.end_in_days, MOST_AHEAD) for one in zms.availabilities) + 8
    reach, until = days + ahead, starts + timedelta(days=days)
    scopes = _ids("scope", zms.scopes, str)
    books = groups(zms, scopes, starts, reach)
    if not any(day < until for group in books for day in group.by_date):
        what = f"no availability for appointments opens from {starts} to {until - timedelta(days=1)}"
        why = [f"{one.place}: {one.what}" for one in lint(zms, starts, days) if one.instead.startswith("left out")]
        more = f" and {len(why) - MOST_REASONS} more" if len(why) > MOST_REASONS else ""
        what += f" ({'; '.join(why[:MOST_REASONS])}{more})" if why else ""
        raise ObservedError(zms.file, "", f"{what}; correct the file, or choose other dates with --starts and --days")
    services = usable(zms, books)
    ids = _ids("request", services, lambda request: request.id)
    channels = channel_tables(books, until)
    hours: dict[str, Any] = {}
    teams: dict[str, Any] = {}
    for scope in dict.fromkeys(group.scope for group in books):
        mine = [group for group in books if group.scope == scope]
        team, name = scopes[scope], zms.scopes[scope].name
        open_hours = hours_table(team_hours(zms, scope, mine, starts, reach), starts, reach)
        for group in mine:
            hours[group.id] = hours_table(group.by_date, starts, reach)
        own = next((group.id for group in mine if hours[group.id] == open_hours), None)
        if own is None:
            own = f"{team}_open"
            hours[own] = open_hours
        teams[team] = {
            "name": {"de": name, "en": name},
            "heads": figure(most_desks(mine), f"ZMS scope {scope}: the most desks that its openings ask for at once"),
            "hours": own,
            "present": assumed(0.92, 0.85, 0.97, "A desk is missing on 8 % of days at short notice; not in the file"),
            "absence": "independent",
            "desk": True,
        }
    title = next(iter(teams.values()))["name"]["en"] if len(teams) == 1 else f"{len(teams)} ZMS scopes"
    document: dict[str, Any] = {
        "title": {"de": f"{title} (aus ZMS)", "en": f"{title} (from ZMS)"},
        "office": {
            "name": {"de": title, "en": title},
            "starts": starts,
            "days": days,
        },
        "hours": hours,
        "teams": teams,
        **({"channels": channels} if channels else {}),
        "books": {group.id: _book(zms, group, scopes[group.scope], channels=bool(channels)) for group in books},
        "searching": {"public": SEARCHING},
        "services": service_tables(zms, services, ids, until, days),
    }
    comments = {
        "": _ABOUT.format(file=zms.file),
        "searching.public": "Assumed: how people look for an appointment, a first set from elsewhere.",
        f"services.{next(iter(ids.values()))}": "Assumed: how many people come, and how long a visit takes.",
    }
    findings = (*_inexpressible(zms, books), *lint(zms, starts, days), *_assumed(zms, starts))
    return Imported(document, toml_text(document, comments), findings, starts, days)


def first_day(zms: Zms, today: date) -> date:
    """Today while anything is open or to come, otherwise the day on which the last openings began."""
    openings = [one for one in zms.availabilities if one.type == "appointment"]
    if not openings or any(one.last >= today for one in openings):
        return today
    return max(one.first for one in openings)


def _book(zms: Zms, group: Group, team: str, *, channels: bool) -> dict[str, Any]:
    name = zms.scopes[group.scope].name
    number = group.id.removeprefix(team).removeprefix("_")
    names = {"de": f"{name}: Termine {number}".strip(), "en": f"{name}: appointments {number}".strip()}
    return book_table(group, zms.scopes[group.scope], names, team, channels=channels)


def _ids(kind: str, keys: Iterable[Key], named: Callable[[Key], str]) -> dict[Key, str]:
    """Ids of the scenario language: without `_` after the kind, so that none runs into another ("_2", "_slot")."""
    found: dict[Key, str] = {}
    for key in keys:
        word = re.sub(r"[^a-z0-9]", "", named(key).lower())[:24] or "x"
        taken = set(found.values())
        found[key] = next(
            one for n in count(1) if (one := f"{kind}_{word}" if n == 1 else f"{kind}_{word}n{n}") not in taken
        )
    return found


def _inexpressible(zms: Zms, books: list[Group]) -> Iterator[Finding]:
    def cannot(code: str, place: str, what: str, instead: str) -> Finding:
        return Finding("not expressible", code, place, what, instead)

    for opening in zms.availabilities:
        if opening.type == "break":
            yield cannot("break", opening.place, "is a break; ZMS itself does not act on it", "left out")
        if opening.type == "openinghours":
            yield cannot(
                "openinghours", opening.place,
                "is an opening for people without an appointment; ZMS has no number of them",
                "the team is there then, but nobody comes without an appointment",
            )  # fmt: skip
        off = day_offs(zms, opening.scope)
        span = (opening.last - opening.first).days
        if 0 < span <= 2 and not opening.overrides and any(opening.first <= day <= opening.last for day in off):
            yield cannot(
                "short_on_day_off", opening.place,
                f"is valid for {span + 1} days with a day off among them: versions of ZMS differ on whether it opens",
                "closed; only an opening of a single day (or overridesDayOff) opens on a day off",
            )  # fmt: skip
    for group in books:
        place = f"scope {group.scope}, {group.source.removeprefix('ZMS ')}"
        if group.public > 0 and group.first.start_in_days > 0:
            yield cannot(
                "staff_inside_lead", place,
                f"staff may book all {group.first.intern} desks within startInDays ({group.first.start_in_days}), "
                "when the web no longer may",
                f"staff have {group.first.intern - group.public} of them then; what the web leaves lapses",
            )  # fmt: skip
        if 0 < group.public < group.first.intern:
            yield cannot(
                "nested_channels", place,
                f"the web has places while fewer than {group.public} of {group.first.intern} desks are booked at all",
                f"{group.public} slots of each time for everybody, the others for staff alone",
            )  # fmt: skip
    used = dict.fromkeys(group.scope for group in books)
    for key in used:
        scope = zms.scopes[key]
        place = f"scope {key}"
        if scope.limits:
            yield cannot("brakes", place, f"limits bookings: {', '.join(scope.limits)}", "left out")
        if len([group for group in books if group.scope == key]) > 1 and len(used) > 1:
            yield cannot(
                "one_site", place, "has several books; a wish for one site alone is a wish for one book alone here",
                "everybody takes any site that has the service",
            )  # fmt: skip
    if any(len({g.first.intern for g in books if g.scope == key}) > 1 for key in used):
        yield cannot(
            "desks_by_opening", "scopes with different desks", "fewer desks at some openings, for the people who serve",
            "the slots are as in ZMS; the team has its largest number of heads whenever it is open",
        )  # fmt: skip
    providers = {zms.scopes[key].provider for key in used}
    for request in zms.requests:
        place = f"request {request.id}"
        if request.provider not in providers:
            yield cannot(
                "no_scope",
                place,
                f"{request.name}: provider {request.provider or '?'} has no scope with openings",
                "left out",
            )
        elif not request.public:
            yield cannot(
                "not_public", place, f"{request.name} is not for the web", "people look for it on the web, too"
            )
        if request.most > 1:
            yield cannot("quantity", place, f"up to {request.most} of {request.name} in one visit", "one a visit")


def _assumed(zms: Zms, starts: date) -> Iterator[Finding]:
    yield Finding(
        "assumed", "demand", "services", "ZMS holds no demand, and no times of visits",
        "visits for 95 % of the slots, as long as their slots; put own numbers there",
    )  # fmt: skip
    yield Finding(
        "assumed", "behaviour", "searching", "ZMS does not say how people look, cancel and stay away",
        "a first set from other offices, each value with its range",
    )  # fmt: skip
    if not zms.knows_closures:
        yield Finding(
            "assumed", "no_closures", "closures", "the file has no days off: not even public holidays are closed",
            'give [office] holidays = "DE-BE" (or the like) in the scenario',
        )  # fmt: skip
