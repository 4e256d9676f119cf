"""What a book offers at a day and hour: which slots could be booked then, and when the others will be released.

Rules alone: nobody has taken a slot yet. Times are civil times of the office, also on the days on which the clocks
change.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from simulation.scenario.calendar import DAY
from simulation.scenario.document import Document
from simulation.scenario.scenario import Scenario
from simulation.scenario.supply import UNRELEASED, furthest_ahead, supply_of

LEAST_DAYS, MOST_DAYS = 35, 400


@dataclass(frozen=True)
class PreviewSlot:
    """Slots of one rule at one time. `on_offer` of them can be booked at that moment: all or none.

    `rule` is None where no rule takes the slots; `released` and `until` are None where they are never searched.
    """

    starts: datetime
    minutes: float
    slots: int
    on_offer: int
    rule: str | None
    kind: str
    released: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class PreviewDay:
    """A date with its slots, how many of them are on offer at that moment, and when the next ones are released."""

    date: date
    slots: int
    on_offer: int
    next_release: datetime | None


@dataclass(frozen=True)
class Preview:
    """What a book offers at `when`, from that day on: every date, and the slots in the order of their times."""

    when: datetime
    days: tuple[PreviewDay, ...]
    slots: tuple[PreviewSlot, ...]


@dataclass(frozen=True)
class ComparedDay:
    """A date before and after a change of the rules, the hours or the numbers."""

    date: date
    before: PreviewDay
    after: PreviewDay


def on_offer(scenario: Scenario, book: str, when: datetime, days: int | None = None) -> Preview:
    """What the rules of a book offer at a civil time, on the dates from then on; `days` of them, or as far ahead as the
    rules reach."""
    document, when = scenario.document, when.replace(tzinfo=None)
    midnight = datetime.combine(document.office.starts, datetime.min.time())
    now = (when - midnight) / timedelta(minutes=1)
    first = max(int(now // DAY), 0)
    last = first + (days if days is not None else _reach(document, book))
    supply = supply_of(document, book, last, first)
    offered = supply.on_offer(now)

    def at(minute: float) -> datetime | None:
        return midnight + timedelta(minutes=minute) if isfinite(minute) else None

    slots = tuple(
        PreviewSlot(
            midnight + timedelta(minutes=starts), supply.minutes, count, there,
            None if supply.offers[offer] is UNRELEASED else supply.offers[offer].name, supply.offers[offer].kind,
            at(released), at(until) if isfinite(released) else None,
        )
        for starts, offer, released, until, count, there in zip(
            supply.starts.tolist(), supply.offer.tolist(), supply.released.tolist(), supply.until.tolist(),
            supply.count.tolist(), offered.tolist(), strict=True,
        )
    )  # fmt: skip
    by_day: dict[date, list[PreviewSlot]] = {}
    for slot in slots:
        by_day.setdefault(slot.starts.date(), []).append(slot)
    dates = (document.office.starts + timedelta(days=day) for day in range(first, last))
    return Preview(when, tuple(_day(date, by_day.get(date, []), when) for date in dates), slots)


def compared(
    before: Scenario, after: Scenario, book: str, when: datetime, days: int | None = None
) -> tuple[ComparedDay, ...]:
    """What a book offers at a civil time under two scenarios, date by date; the dates that both have."""
    earlier, later = (on_offer(scenario, book, when, days).days for scenario in (before, after))
    other = {day.date: day for day in later}
    return tuple(ComparedDay(day.date, day, other[day.date]) for day in earlier if day.date in other)


def _day(day: date, slots: list[PreviewSlot], when: datetime) -> PreviewDay:
    coming = [slot.released for slot in slots if slot.released is not None and slot.released > when]
    total, there = sum(slot.slots for slot in slots), sum(slot.on_offer for slot in slots)
    return PreviewDay(day, total, there, min(coming, default=None))


def _reach(document: Document, book: str) -> int:
    """Days ahead that show everything that the rules may have released, and a week of what they will."""
    return min(max(furthest_ahead(document, [book]) + 7, LEAST_DAYS), MOST_DAYS)
