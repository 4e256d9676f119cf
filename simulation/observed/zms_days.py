"""On which dates a ZMS availability opens, which slots it makes, and a calendar of dates in the scenario language."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil

from simulation.observed.zms import Availability, Zms, clock
from simulation.scenario.calendar import DAY, WEEKDAYS

WITHDRAWN_MINUTES = 5
"""ZMS takes slots off about so long before they start."""
Times = tuple[tuple[float, float], ...]


def day_offs(zms: Zms, scope: str) -> frozenset[date]:
    """The dates on which a scope is closed."""
    return frozenset(zms.closures) | frozenset(zms.scopes[scope].dayoff)


def opens_on(opening: Availability, day: date, off: frozenset[date]) -> bool:
    """Whether an availability opens on a date: its validity, weekdays, rhythm, and days off."""
    if not opening.first <= day <= opening.last or day.weekday() not in opening.weekdays:
        return False
    return (opening.overrides or day not in off) and in_rhythm(opening, day)


def in_rhythm(opening: Availability, day: date) -> bool:
    """Every n weeks counted from the Monday of the first one, or the n-th week of the month (days 1-7, 8-14, …; 5 is
    the last one: days 29-31, in a February of 28 days 22-28); every week when neither is given.

    One of them is enough, as in ZMS.
    """
    if not opening.after_weeks and not opening.week_of_month:
        return True
    if opening.after_weeks and (_monday(day) - _monday(opening.first)).days % (7 * opening.after_weeks) == 0:
        return True
    if (day.day + 6) // 7 == opening.week_of_month:
        return True
    return opening.week_of_month == 5 and day.day > 21 and monthrange(day.year, day.month)[1] == 28


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def slots_a_day(opening: Availability) -> int:
    """How many times of the day have slots: ZMS starts the last one while the opening lasts, however short the rest."""
    if not opening.slot_minutes:
        return 0
    fits = int((DAY - opening.opens) // opening.slot_minutes)
    return min(ceil((opening.closes - opening.opens) / opening.slot_minutes - 1e-9), fits)


def slots_too_late(opening: Availability) -> int:
    """How many times of a day nobody ever books: with endInDays 0 they are withdrawn before the opening releases
    them."""
    return WITHDRAWN_MINUTES // opening.slot_minutes + 1 if opening.end_in_days == 0 else 0


def slot_times(opening: Availability) -> tuple[float, float]:
    """From the first slot of a day until the end of the last one."""
    return opening.opens, opening.opens + slots_a_day(opening) * opening.slot_minutes


def dates_open(opening: Availability, starts: date, days: int, off: frozenset[date]) -> list[date]:
    """The dates on which it opens, of `days` days from `starts`."""
    first, last = max(opening.first, starts), min(opening.last, starts + timedelta(days=days - 1))
    span = range((last - first).days + 1)
    return [day for day in (first + timedelta(days=n) for n in span) if opens_on(opening, day, off)]


def joined(times: Iterable[tuple[float, float]]) -> Times:
    """Opening times of a day in order, overlapping and touching ones joined."""
    found: list[tuple[float, float]] = []
    for opens, closes in sorted(times):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return tuple(found)


def hours_table(by_date: Mapping[date, Times], starts: date, days: int) -> dict[str, str | list[str]]:
    """A calendar in the words of the language: what is usual on each weekday, and the dates that differ."""
    calendar = [starts + timedelta(days=n) for n in range(days)]
    week: dict[int, Times] = {}
    for weekday in range(7):
        usual = Counter(by_date.get(day, ()) for day in calendar if day.weekday() == weekday).most_common(1)
        week[weekday] = usual[0][0] if usual else ()
    table: dict[str, str | list[str]] = {}
    for times in dict.fromkeys(week[n] for n in range(7) if week[n]):
        table[",".join(WEEKDAYS[n] for n in range(7) if week[n] == times)] = _words(times)
    for first, last, times in _exceptions(calendar, by_date, week):
        table[str(first) if first == last else f"{first} to {last}"] = _words(times)
    return {"mon-fri" if key == "mon,tue,wed,thu,fri" else key: hours for key, hours in table.items()}


def _exceptions(
    calendar: list[date], by_date: Mapping[date, Times], week: Mapping[int, Times]
) -> list[tuple[date, date, Times]]:
    """(first, last, times) of the dates that differ from the week; a span may run over dates that are alike anyway."""
    found: list[tuple[date, date, Times]] = []
    alike: Times | None = None
    for day in calendar:
        times = by_date.get(day, ())
        if times != week[day.weekday()]:
            if alike == times:
                found[-1] = (found[-1][0], day, times)
            else:
                found.append((day, day, times))
                alike = times
        elif times != alike:
            alike = None
    return found


def _words(times: Times) -> str | list[str]:
    words = [f"{clock(opens)}-{clock(closes)}" for opens, closes in times]
    return words[0] if len(words) == 1 else words
