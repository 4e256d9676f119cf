"""People for an imported office: ZMS holds supply and bookings but no demand, so all of this is assumed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from simulation.observed.zms import Request, Zms
from simulation.observed.zms_books import PUBLIC, STAFF, Group, assumed, figure
from simulation.observed.zms_lint import MOST_SLOTS

FILLED, FILLED_LOW, FILLED_HIGH = 0.95, 0.7, 1.3
"""Slots that are asked for by slots that there are."""
_HOURS = [0.5, 0.2, 0.1, 0.1, 0.2, 0.6, 2, 5, 9, 10, 9, 8, 6, 6, 6, 5.5, 5, 4.5, 4, 4, 4, 3.5, 2.5, 1.3]


def usable(zms: Zms, books: list[Group]) -> dict[Request, list[Group]]:
    """Services with the books in which a visit finds a place; a scope without any gets visits of one slot.

    The same request with another number of slots elsewhere is a service of its own.
    """
    found: dict[Request, list[Group]] = defaultdict(list)
    served: set[str] = set()
    for group in books:
        scope, opening = zms.scopes[group.scope], group.first
        longest = max(int((c - o) // opening.slot_minutes) for times in group.by_date.values() for o, c in times)
        most = min(scope.most_slots or MOST_SLOTS, longest, MOST_SLOTS if opening.several else 1)
        for one in zms.requests:
            if one.provider == scope.provider and one.slots <= most:
                found[Request(one.id, one.name, "", one.slots, True, 1)].append(group)
                served.add(group.scope)
    for group in books:
        if group.scope not in served:
            name = zms.scopes[group.scope].name
            found[Request(f"visit {group.scope}", name, "", 1, True, 1)].append(group)
    return {request: list(dict.fromkeys(groups)) for request, groups in found.items()}


def service_tables(
    zms: Zms, services: Mapping[Request, list[Group]], ids: Mapping[Request, str], until: date, days: int
) -> dict[str, Any]:
    """One service a request: visits so that 95 % of the slots are asked for, alike for all that a scope offers."""
    one_book = len({group.scope for group in _all(services)}) == len(_all(services))
    visits: dict[Request, dict[str, float]] = {request: {} for request in services}
    for group in _all(services):
        wanted = [request for request, books in services.items() if group in books]
        each = FILLED * group.slots(until) * group.first.intern / sum(request.slots for request in wanted)
        for request in wanted:
            visits[request][group.id] = each * 365 / days
    tables = {}
    for request, books in services.items():
        total = sum(visits[request].values())
        minutes = request.slots * sum(group.first.slot_minutes for group in books) / len(books)
        tables[ids[request]] = {
            "kind": "booked",
            "name": _name(request, services),
            **_books(books, visits[request], one_book=one_book),
            "search": "public",
            "slots": request.slots,
            "minutes": {
                "kind": "gamma", "mean": round(minutes, 2), "scv": 0.3,
                "assumed": "As long as its slots; the file has no times of visits",
                "low": round(0.7 * minutes, 2), "high": round(1.3 * minutes, 2),
            },
            "arrivals": {
                "per_year": assumed(
                    round(total), int(total * FILLED_LOW / FILLED), round(total * FILLED_HIGH / FILLED) + 1,
                    f"ZMS holds no demand: visits for {FILLED:.0%} of the slots, alike for all services of a scope",
                ),
                "weekdays": assumed_row([1.2, 1.1, 1, 1, 0.9, 0.5, 0.5], "More wishes early in the week"),
                "hours": assumed_row(_HOURS, "When people think of it: few at night, most from 08 to 11"),
                "day_factor_cv": assumed(0.1, 0, 0.2, "Whole days differ by a tenth"),
            },
        }  # fmt: skip
    return tables


def _name(request: Request, services: Mapping[Request, list[Group]]) -> dict[str, str]:
    """Its name, with the number of slots where the same request has another one elsewhere."""
    if sum(other.id == request.id for other in services) == 1:
        return {"de": request.name, "en": request.name}
    return {"de": f"{request.name} ({request.slots} Plätze)", "en": f"{request.name} (slots: {request.slots})"}


def _all(services: Mapping[Request, list[Group]]) -> list[Group]:
    return list({group.id: group for books in services.values() for group in books}.values())


def _books(books: list[Group], visits: Mapping[str, float], *, one_book: bool) -> dict[str, Any]:
    if len(books) == 1:
        return {"books": books[0].id}
    why = "By the slots that they have"
    weights = {group.id: figure(max(round(visits[group.id], 1), 0.1), why) for group in books}
    stays = {"one_site": assumed(0.4, 0.2, 0.6, "Four of ten want one site only")} if one_book else {}
    return {"books": weights, **stays}


def channel_tables(books: list[Group], until: date) -> dict[str, Any]:
    """Who books on the web and who through staff, where staff have slots of their own; nothing where they have not."""
    slots = {group.id: group.slots(until) for group in books}
    everything = sum(slots[group.id] * group.first.intern for group in books)
    public = sum(slots[group.id] * group.public for group in books)
    if public == everything or not everything:
        return {}
    share = round(public / everything, 4)
    why = "Share of the slots, so that the web and the staff are equally short of them; ZMS holds no demand"
    return {
        PUBLIC: {"name": {"de": "Im Netz", "en": "On the web"}, "share": assumed(share, 0, 1, why)},
        STAFF: {
            "name": {"de": "Über das Amt", "en": "Through staff"},
            "share": assumed(round(1 - share, 4), 0, 1, why),
        },
    }


def assumed_row(values: list[float], why: str) -> dict[str, Any]:
    """A row of factors that the file does not hold."""
    return {"values": values, "assumed": why, "low": 0.7, "high": 1.3}


SEARCHING: dict[str, Any] = {
    "knows": assumed(0.4, 0.2, 0.6, "Knows at what time new appointments come"),
    "learns": assumed(0.15, 0.05, 0.3, "Others learn it at a failed look"),
    "hours": assumed_row(_HOURS, "When the others look: few at night, most from 08 to 11"),
    "again_days": {"kind": "exponential", "mean": 1, "assumed": "Looks again after about a day", "low": 0.5, "high": 2},
    "gives_up": assumed(0.05, 0.02, 0.1, "Gives up at a failed look"),
    "patience_days": {
        "kind": "lognormal", "median": 14, "sigma": 0.8, "assumed": "Gives up when the search takes longer",
        "low": 7, "high": 28,
    },
    "same_day": assumed(0.5, 0.3, 0.7, "Can come on the same day"),
    "same_day_lead_minutes": assumed(60, 30, 120, "Nobody reaches a slot that starts sooner"),
    "furthest_days": {
        "kind": "lognormal", "median": 21, "sigma": 0.6, "assumed": "Does not take a slot further away",
        "low": 14, "high": 35,
    },
    "earliest": assumed(0.7, 0.5, 0.9, "Takes the earliest slot; the others one in the part of the day that they like"),
    "mornings": assumed(0.5, 0.3, 0.7, "Of those who choose by part of the day: before noon"),
    "punctuality": {
        "kind": "normal", "mean": -6, "sd": 8, "assumed": "Most come a little early", "low": -10, "high": 0,
    },
    "idle_minutes": assumed(2, 1, 3, "The desk calls and waits before it goes on"),
    "at_release": {
        "first_minute": assumed(0.5, 0.3, 0.7, "Of those who know the time: look within the first minute"),
        "after_minutes": {
            "kind": "exponential", "mean": 10, "assumed": "The others who know it look a little later",
            "low": 5, "high": 30,
        },
    },
    "cancel": {
        "per_day": assumed(0.017, 0.007, 0.045, "Given back each day; with the last two days 12 % of bookings"),
        "last_days": assumed(2, 1, 3, "Most plans change shortly before"),
        "per_last_day": assumed(0.035, 0.015, 0.09, "Given back on each of the last two days"),
        "not_within_minutes": assumed(60, 0, 240, "Who thinks of it in the last hour simply stays away"),
        "again": assumed(0.6, 0.4, 0.8, "Look for another slot; the others no longer need one"),
    },
    "no_show": {
        "share": assumed(0.05, 0.03, 0.1, "Elsewhere about 5 % on the same day, 18 % at a week"),
        "slope": assumed(0.6816, 0, 1, "Elsewhere about 30 % after some weeks"),
        "again": assumed(0.6, 0.4, 0.8, "Look for another slot; the others no longer need one"),
    },
    "twice": {
        "share": assumed(0.05, 0, 0.15, "Takes a second slot to be safe"),
        "gives_back": assumed(0.5, 0.3, 0.7, "Gives one of the two back; the others let it lapse"),
    },
}  # fmt: skip
