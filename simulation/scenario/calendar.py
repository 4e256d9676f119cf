"""Days, opening hours, holidays: the map from civil days to minutes on the one clock.

Clock: float minutes since 00:00 local civil time of the scenario's first day; every day has 1,440 of them. The hour
that summer time skips or repeats (a Sunday night) is not simulated, so a slot at 09:00 is at 09:00 on both sides of it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

DAY = 1440.0
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"^(\d{1,2}):(\d{2})$")
_DATES = re.compile(r"^\d{4}-\d{2}-\d{2}( to \d{4}-\d{2}-\d{2})?$")


def minute_of_day(text: Any) -> float:
    """Minutes after midnight of a clock time "HH:MM"; "24:00" is the end of the day."""
    if isinstance(text, int | float) and not isinstance(text, bool) and 0 <= text <= DAY:
        return float(text)
    match = _TIME.match(text) if isinstance(text, str) else None
    if not match or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > DAY:
        raise ValueError(f'must be a clock time like "08:30", is {text!r}')
    return int(match[1]) * 60.0 + int(match[2])


def clock(minute: float) -> str:
    """A clock time as a file has it."""
    return f"{int(minute // 60):02d}:{int(minute % 60):02d}"


ClockTime = Annotated[
    float,
    BeforeValidator(minute_of_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}:\d{2}$", "description": 'a clock time like "08:30"'}),
]


def weekdays(text: str) -> tuple[int, ...]:
    """Numbers (Monday 0) of "mon", "mon-fri", "mon,wed,fri" or "daily"."""
    if text == "daily":
        return tuple(range(7))
    days: list[int] = []
    for part in text.split(","):
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > 2 or any(end not in WEEKDAYS for end in ends):
            raise ValueError(f'must be days like "mon-fri", "mon,wed" or "daily", is {text!r}')
        first, last = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
        days += range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
    return tuple(dict.fromkeys(days))


Interval = tuple[float, float]
Day = tuple[Interval, ...]


@dataclass(frozen=True)
class OpeningHours:
    """Opening intervals by weekday, and of the dates that have their own: they hold on holidays and closed days,
    too."""

    week: tuple[Day, ...]
    dates: tuple[tuple[date, date, Day], ...] = ()
    """(first, last, intervals): the last one that fits a date wins."""

    def on(self, day: date, *, closed: bool = False) -> Day:
        """The opening intervals of a date, minutes after midnight; `closed` when the office is closed that day."""
        for first, last, intervals in reversed(self.dates):
            if first <= day <= last:
                return intervals
        return () if closed else self.week[day.weekday()]

    def last_minute(self) -> float:
        """The latest closing time of any day, minutes after midnight; the end of the day when it is never open."""
        days = [*self.week, *(intervals for _, _, intervals in self.dates)]
        return max((closes for day in days for _, closes in day), default=DAY)

    def ever_between(self, begins: float, ends: float) -> bool:
        """Whether on some day anything is open between the two minutes of the day."""
        days = [*self.week, *(intervals for _, _, intervals in self.dates)]
        return any(opens < ends and begins < closes for day in days for opens, closes in day)

    def openings(self, starts: date, days: int, closed: Collection[int]) -> list[tuple[int, Day]]:
        """(day, intervals) of the first `days` days on which anything is open; `closed` as from `closed_days`."""
        return list(_openings(self, starts, days, frozenset(closed)))


@lru_cache(maxsize=128)
def _openings(hours: OpeningHours, starts: date, days: int, closed: frozenset[int]) -> tuple[tuple[int, Day], ...]:
    """Kept, because every check of a scenario asks for them and a page checks at each key."""
    found = ((day, hours.on(starts + timedelta(days=day), closed=day in closed)) for day in range(days))
    return tuple((day, intervals) for day, intervals in found if intervals)


def _interval(text: Any) -> Interval:
    ends = str(text).split("-")
    if len(ends) != 2:
        raise ValueError(f'must be hours like "08:00-15:30", is {text!r}')
    opens, closes = minute_of_day(ends[0].strip()), minute_of_day(ends[1].strip())
    if closes <= opens:
        raise ValueError(f"closes at {ends[1].strip()} before it opens at {ends[0].strip()}; swap them")
    return opens, closes


def dates_of(text: str) -> tuple[date, date] | None:
    """First and last date of "2025-06-18" or "2025-06-18 to 2025-06-20"; None when it is no date."""
    if not _DATES.match(text):
        return None
    first, _, last = text.partition(" to ")
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date: {error}") from None
    if end < begin:
        raise ValueError(f"{text!r} ends before it begins; swap the dates")
    return begin, end


def _day(name: str, hours: Any) -> Day:
    day = sorted(_interval(text) for text in (hours if isinstance(hours, list | tuple) else [hours]))
    for (_, closed), (opens, _) in pairwise(day):
        if opens < closed:
            raise ValueError(f"{name}: opening hours overlap; join them")
    return tuple(day)


def hours_of(table: Any) -> OpeningHours:
    """Opening hours from `{ "mon-thu" = "08:00-15:30", fri = ["08:00-12:00", …], "2025-06-18" = "08:00-18:00" }`."""
    if isinstance(table, OpeningHours):
        return table
    if not isinstance(table, Mapping):
        raise ValueError(f'must be a table of days and hours like {{ "mon-fri" = "08:00-16:00" }}, is {table!r}')
    week: list[list[Any]] = [[] for _ in range(7)]
    dates = []
    for days, hours in table.items():
        own = dates_of(str(days))
        if own:
            dates.append((*own, _day(str(days), hours)))
            continue
        for day in weekdays(days):
            week[day] += hours if isinstance(hours, list | tuple) else [hours]
    return OpeningHours(tuple(_day(name, day) for name, day in zip(WEEKDAYS, week, strict=True)), tuple(dates))


_HOURS = {"type": "string", "pattern": r"^\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}\s*$"}
Hours = Annotated[
    OpeningHours,
    BeforeValidator(hours_of),
    WithJsonSchema(
        {
            "type": "object",
            "description": 'days and hours, like { "mon-thu" = "08:00-16:00", fri = ["08:00-12:00", "13:00-15:00"] }; '
            'a date ("2025-06-18") or dates ("2025-06-18 to 2025-06-20") have their own, [] is closed',
            "additionalProperties": {"anyOf": [_HOURS, {"type": "array", "items": _HOURS}]},
        }
    ),
]
ROUND_THE_CLOCK = OpeningHours(tuple(((0.0, DAY),) for _ in range(7)))


@lru_cache(maxsize=32)
def public_holidays(region: str, first_year: int, last_year: int) -> frozenset[date]:
    """Public holidays of a region such as "DE-NW". Raises ValueError for an unknown one."""
    import holidays

    country, _, part = region.partition("-")
    try:
        table = holidays.country_holidays(country, subdiv=part or None, years=range(first_year, last_year + 1))
    except NotImplementedError:
        raise ValueError(f'unknown holiday region {region!r}; use a country and region like "DE-NW"') from None
    return frozenset(table)


def closed_days(starts: date, days: int, region: str | None, extra: Iterable[date]) -> frozenset[int]:
    """Numbers of the days (0 = first day) on which the office is closed besides its weekly hours."""
    ends = starts + timedelta(days=days + 400)
    dates = set(extra)
    if region:
        dates |= public_holidays(region, starts.year - 1, ends.year)
    return frozenset((day - starts).days for day in dates if day <= ends)
