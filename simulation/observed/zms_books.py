"""Books of a scenario from ZMS availabilities: those of a scope with the same rules share one."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from simulation.observed.zms import DEALLOCATION_MINUTES, RESERVATION_MINUTES, Availability, Scope, Zms
from simulation.observed.zms_days import (
    WITHDRAWN_MINUTES,
    Times,
    dates_open,
    day_offs,
    joined,
    slot_times,
    slots_a_day,
    slots_too_late,
)
from simulation.observed.zms_lint import MOST_AHEAD

PUBLIC, STAFF = "online", "staff"


@dataclass(eq=False)
class Group:
    """Availabilities of a scope with the same desks, slot length and window, never open at the same time."""

    id: str
    scope: str
    openings: list[Availability]
    by_date: dict[date, Times] = field(default_factory=dict)

    @property
    def first(self) -> Availability:
        """One that stands for all: their rules are the same."""
        return self.openings[0]

    @property
    def public(self) -> int:
        """Desks that the web may book: a part of all desks, never more, none when the window is empty."""
        return (
            0
            if self.first.start_in_days > min(self.first.end_in_days, MOST_AHEAD)
            else min(self.first.public, self.first.intern)
        )

    @property
    def source(self) -> str:
        """Where its numbers come from."""
        ids = [one.id for one in self.openings]
        more = f" and {len(ids) - 8} more" if len(ids) > 8 else ""
        return f"ZMS availability {', '.join(ids[:8])}{more}"

    def slots(self, until: date) -> int:
        """Times with slots (each with all desks) before a date."""
        days = [times for day, times in self.by_date.items() if day < until]
        return sum(int((closes - opens) // self.first.slot_minutes) for times in days for opens, closes in times)


def groups(zms: Zms, ids: Mapping[str, str], starts: date, days: int) -> list[Group]:
    """The books of a file; `ids` are the ids of the scopes in the scenario, `days` the dates on which slots count."""
    found: dict[str, list[Group]] = defaultdict(list)
    for opening in zms.availabilities:
        if opening.type != "appointment" or not opening.intern or not bookable(opening):
            continue
        dates = dates_open(opening, starts, days, day_offs(zms, opening.scope))
        if not dates:
            continue
        times = slot_times(opening)
        mine = found[opening.scope]
        group = next((one for one in mine if _rules(one.first) == _rules(opening) and _fits(one, dates, times)), None)
        if group is None:
            number = f"_{len(mine) + 1}" if mine else ""
            group = Group(ids[opening.scope] + number, opening.scope, [])
            mine.append(group)
        group.openings.append(opening)
        for day in dates:
            group.by_date[day] = tuple(sorted((*group.by_date.get(day, ()), times)))
    return [group for mine in found.values() for group in mine]


def bookable(opening: Availability) -> bool:
    """Whether anybody can ever book one of its slots."""
    return opening.slot_minutes > 0 and slots_a_day(opening) > slots_too_late(opening)


def _rules(opening: Availability) -> tuple[object, ...]:
    return (
        opening.slot_minutes, opening.several, opening.intern, min(opening.public, opening.intern),
        opening.start_in_days, opening.end_in_days, slots_a_day(opening) if slots_too_late(opening) else None,
    )  # fmt: skip


def _fits(group: Group, dates: list[date], times: tuple[float, float]) -> bool:
    """Whether nothing of the group is open then, nor right before or after: a visit does not run on into another
    opening."""
    opens, closes = times
    return not any(o <= closes and opens <= c for day in dates for o, c in group.by_date.get(day, ()))


def most_desks(mine: list[Group]) -> int:
    """The most desks that the openings of a scope ask for at once."""
    most, seen = 0, set()
    for day in {day for group in mine for day in group.by_date}:
        spans = tuple((o, c, group.first.intern) for group in mine for o, c in group.by_date.get(day, ()))
        if spans not in seen:
            seen.add(spans)
            most = max(most, *(sum(n for o, c, n in spans if o <= at < c) for at, _, _ in spans))
    return most


def team_hours(zms: Zms, scope: str, mine: list[Group], starts: date, days: int) -> dict[date, Times]:
    """When a scope is open at all: for appointments, and for people who come without one."""
    spans: dict[date, list[tuple[float, float]]] = defaultdict(list)
    for group in mine:
        for day, times in group.by_date.items():
            spans[day] += times
    for opening in zms.availabilities:
        if opening.scope == scope and opening.type == "openinghours":
            for day in dates_open(opening, starts, days, day_offs(zms, scope)):
                spans[day].append((opening.opens, opening.closes))
    return {day: joined(times) for day, times in spans.items()}


def book_table(group: Group, scope: Scope, names: dict[str, str], team: str, *, channels: bool) -> dict[str, Any]:
    """A book in the words of the scenario language."""
    opening, source = group.first, group.source
    window = {
        "end_in_days": figure(min(opening.end_in_days, MOST_AHEAD), opening.end_source or f"{source}: endInDays"),
        "opens_by": "opening",
        "least_lead_minutes": figure(WITHDRAWN_MINUTES, "ZMS takes slots off about five minutes before they start"),
    }
    rules: dict[str, Any] = {}
    if group.public:
        # Slots that nobody can ever book belong to no rule, so that they count for nobody's share.
        too_late = slots_too_late(opening) / slots_a_day(opening)
        share = figure(
            group.public / opening.intern * (1 - too_late),
            f"{source}: public {group.public} of intern {opening.intern} desks"
            + (", without slots that are gone before they are released" if too_late else ""),
        )
        rules["public"] = {
            "kind": "rolling", **({"share": share} if group.public < opening.intern else {}),
            "start_in_days": figure(opening.start_in_days, opening.start_source or f"{source}: startInDays"), **window,
        }  # fmt: skip
    if group.public < opening.intern:
        rules["intern"] = {
            "kind": "rolling",
            "start_in_days": figure(0, "Staff book on the day itself, inside the lead of the web"),
            **window,
            **({"channels": [STAFF]} if channels else {}),
        }
    freed, held = scope.deallocation_minutes, scope.reservation_minutes
    why = f"ZMS scope {scope.id}" if freed is not None else "Default of ZMS"
    table: dict[str, Any] = {
        "name": names,
        "team": team,
        "desks": figure(opening.intern, f"{source}: workstationCount.intern"),
        "grid_minutes": opening.slot_minutes,
        "hours": group.id,
        "taken_at_start": assumed(0.5, 0, 0.95, "The file has no bookings: half of what is on offer at the start"),
        "freed": {
            "kind": "delayed",
            "minutes": figure(DEALLOCATION_MINUTES if freed is None else freed, f"{why}: deallocationDuration"),
        },
        "release": rules,
    }
    if held != 0:
        why = f"ZMS scope {scope.id}" if held is not None else "Default of ZMS"
        table["hold"] = {
            "minutes": figure(RESERVATION_MINUTES if held is None else held, f"{why}: reservationDuration"),
            "lapses": assumed(0.1, 0, 0.3, "A tenth of the baskets is left; the file does not say"),
        }
    return table


def figure(value: float, derived: str) -> dict[str, Any]:
    """A number that follows from the file."""
    return {"value": value, "derived": derived}


def assumed(value: float, low: float, high: float, why: str) -> dict[str, Any]:
    """A number that the file does not hold."""
    return {"value": value, "assumed": why, "low": low, "high": high}
