"""When the clock releases slots: times by weekday, and which of them serves a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from math import nan
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from simulation.scenario.calendar import DAY, minute_of_day, weekdays

Clock = tuple[float | None, ...]
"""Minutes after midnight by weekday, Monday first; None: not on that day."""
WEEKS_BACK = 5
"""How far back a calendar week looks for a working day on which its slots can be released."""


def clock_of(data: Any) -> Clock:
    """Clock times by weekday from "09:00" (every day) or `{ "mon,wed,fri" = "07:00", "tue,thu" = "09:00" }`."""
    if isinstance(data, tuple) and len(data) == 7:
        return data
    table = data if isinstance(data, dict) else {"daily": data}
    if not table:
        raise ValueError('needs a clock time like "09:00", or times by weekday')
    times: list[float | None] = [None] * 7
    for days, time in table.items():
        for day in weekdays(str(days)):
            times[day] = minute_of_day(time)
    return tuple(times)


ReleaseClock = Annotated[
    Clock,
    BeforeValidator(clock_of),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}],
            "description": 'a clock time for every day, or times by weekday like { "mon,wed,fri" = "07:00" }',
        }
    ),
]


@dataclass(frozen=True)
class BookDays:
    """The days of a book by number: 0 is `starts`; on `open` ones it is open, those before the first day too."""

    starts: date
    open: Collection[int] = ()

    def date(self, day: int) -> date:
        """The date of a day."""
        return self.starts + timedelta(days=day)

    def weekday(self, day: int) -> int:
        """Number (Monday 0) of a day's weekday."""
        return (self.starts.weekday() + day) % 7

    def at_or_before(self, day: int, ahead: int, at: Clock) -> float:
        """Minutes from the day's midnight to the release `ahead` days before, or on the last day before that has
        one."""
        for earlier in range(ahead, ahead + 7):
            time = at[self.weekday(day - earlier)]
            if time is not None:
                return time - earlier * DAY
        return nan

    def week_before(self, day: int, at: Clock) -> list[float]:
        """The release times of the working days of the calendar week before a day's, or of the last week before that
        has one."""
        monday = day - self.weekday(day)
        weeks = [[monday - 7 * back + k for k in range(7) if at[k] is not None] for back in range(1, WEEKS_BACK)]
        working = next((open_days for week in weeks if (open_days := [d for d in week if d in self.open])), None)
        chosen = working or [d for d in weeks[0] if d < monday - 2] or weeks[0]
        return [(d - day) * DAY + (at[self.weekday(d)] or 0.0) for d in chosen]
