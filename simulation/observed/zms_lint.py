"""What looks wrong in the openings of a ZMS file, whatever becomes of them here."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from simulation.observed.findings import Finding
from simulation.observed.zms import Availability, Zms, clock
from simulation.observed.zms_days import dates_open, day_offs, slot_times, slots_a_day, slots_too_late

USUAL_SLOTS, MOST_SLOTS, MOST_AHEAD = 3, 25, 180
_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def lint(zms: Zms, starts: date, days: int) -> Iterator[Finding]:
    """Findings of all openings; `starts` and `days` say which dates count."""
    for opening in zms.availabilities:
        if opening.type == "appointment":
            yield from _numbers(opening)
            yield from _dates(opening, starts, days, day_offs(zms, opening.scope))
    for scope in zms.differ:
        yield _lint(
            "scope_twice", f"scope {scope}", "is there more than once, with different contents", "the first one counts"
        )
    yield from _consecutive(zms, starts)
    yield from _overlaps(zms, starts, days)
    for request in zms.requests:
        if request.slots > MOST_SLOTS:
            yield _lint(
                "too_many_slots", f"request {request.id}",
                f"{request.name} takes {request.slots} slots; ZMS knows at most {MOST_SLOTS} in a row",
                "nobody can book it; the service is left out",
            )  # fmt: skip


def _lint(code: str, place: str, what: str, instead: str) -> Finding:
    return Finding("lint", code, place, what, instead)


def _numbers(opening: Availability) -> Iterator[Finding]:
    place = opening.place
    if opening.intern == 0:
        yield _lint("no_desks", place, "workstationCount.intern is 0: no slots at all", "left out")
    elif opening.public == 0:
        yield _lint(
            "no_public_desks", place, "workstationCount.public is 0: nobody can book on the web", "for staff only"
        )
    if opening.public > opening.intern > 0:
        yield _lint(
            "public_above_intern", place,
            f"public {opening.public} is above intern {opening.intern}, but is a part of it",
            f"public taken as {opening.intern}",
        )  # fmt: skip
    if opening.callcenter:
        yield _lint(
            "callcenter", place,
            f"workstationCount.callcenter {opening.callcenter} comes from old data: ZMS dropped this channel in 2026",
            "not counted; staff book from intern",
        )  # fmt: skip
    if opening.slot_minutes == 0:
        yield _lint("no_slot_time", place, "slotTimeInMinutes is 0: ZMS makes no slots", "left out")
    elif not 0 <= slot_times(opening)[1] - opening.closes <= 1:  # some write 15:59 for 16:00
        last = slot_times(opening)[1]
        yield _lint(
            "slot_does_not_divide", place,
            f"slots of {opening.slot_minutes} minutes do not divide {clock(opening.opens)}-{clock(opening.closes)}: "
            f"the last one starts at {clock(last - opening.slot_minutes)} and ends at {clock(last)}",
            f"kept as ZMS offers it, open until {clock(last)}",
        )  # fmt: skip
    if opening.slot_minutes and 0 < slots_a_day(opening) <= slots_too_late(opening):
        yield _lint(
            "never_bookable", place,
            f"endInDays is 0, so that {clock(opening.opens)}-{clock(opening.closes)} is released when it is too late",
            "left out",
        )  # fmt: skip
    if opening.week_of_month == 5 and not opening.after_weeks:
        yield _lint(
            "fifth_week", place,
            "weekOfMonth 5 opens on days 29 to 31 alone (in a short February 22 to 28): in most months never",
            "the same",
        )  # fmt: skip
    if opening.start_in_days > opening.end_in_days:
        yield _lint(
            "start_after_end_in_days", place,
            f"startInDays {opening.start_in_days} is above endInDays {opening.end_in_days}: nobody can book on the web",
            "for staff only",
        )  # fmt: skip
    if opening.end_in_days > MOST_AHEAD:
        yield _lint(
            "beyond_180_days", place, f"endInDays is {opening.end_in_days}; ZMS makes slots {MOST_AHEAD} days ahead",
            f"offered {MOST_AHEAD} days ahead, from the opening time instead of midnight",
        )  # fmt: skip


def _dates(opening: Availability, starts: date, days: int, off: frozenset[date]) -> Iterator[Finding]:
    ends = starts + timedelta(days=days - 1)
    if opening.last < starts:
        yield _lint(
            "over", opening.place, f"is over since {opening.last}, before the run starts ({starts})", "left out"
        )
    elif opening.first > ends:
        yield _lint(
            "later", opening.place, f"begins on {opening.first}, after the run ends ({ends})",
            "left out; a longer or later run holds it (--starts, --days)",
        )  # fmt: skip
    elif opening.last < ends:
        yield _lint(
            "ends", opening.place, f"ends on {opening.last}, {(ends - opening.last).days} days before the run",
            "the same: no slots after it",
        )  # fmt: skip
    if opening.last < starts or opening.first > ends:
        return
    if not opening.weekdays:
        yield _lint("no_weekday", opening.place, "no weekday is marked: it never opens", "left out")
    elif not dates_open(opening, starts, days, off):
        yield _lint(
            "never_open", opening.place,
            f"does not open on any date from {max(opening.first, starts)} to {min(opening.last, ends)}: weekdays, "
            "rhythm and days off leave none", "left out",
        )  # fmt: skip


def _consecutive(zms: Zms, starts: date) -> Iterator[Finding]:
    """Where a visit of several slots finds no place although the scope is open."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for opening in zms.availabilities:
        if opening.type != "appointment" or not opening.intern or not opening.slot_minutes or opening.last < starts:
            continue
        wanted = most_slots(zms, opening.scope)
        if wanted < 2:
            continue
        words, there = slots_in_words(wanted), slots_a_day(opening)
        times = f"{clock(opening.opens)}-{clock(opening.closes)}"
        if not opening.several:
            what = f"nobody can book {words} consecutive slots: multipleSlotsAllowed is off"
        elif there < wanted:
            what = f"nobody can book {words} consecutive slots: the opening {times} has {slots_in_words(there)}"
        else:
            last = opening.opens + (there - wanted) * opening.slot_minutes
            what = f"nobody can book {words} consecutive slots after {clock(last)}: the opening {times} ends"
        code = "not_consecutive" if opening.several and there >= wanted else "never_consecutive"
        found[opening.scope, code, what].append(opening.id)
    for (scope, code, what), ids in found.items():
        place = f"scope {scope}, availability {_listed(ids)}"
        yield _lint(code, place, what, "the same" if code == "not_consecutive" else "such visits find no slot in it")


def most_slots(zms: Zms, scope: str) -> int:
    """Slots of the longest visit that the file names for a scope; three where it names none."""
    provider = zms.scopes[scope].provider
    slots = [one.slots for one in zms.requests if one.provider == provider and one.slots <= MOST_SLOTS]
    return max(slots, default=USUAL_SLOTS)


def _overlaps(zms: Zms, starts: date, days: int) -> Iterator[Finding]:
    """Openings of one scope at the same time: ZMS makes slots for each, as if there were desks for both."""
    by_day: dict[tuple[str, date], list[Availability]] = defaultdict(list)
    for opening in zms.availabilities:
        if opening.type == "appointment" and opening.intern and opening.slot_minutes:
            for day in dates_open(opening, starts, days, day_offs(zms, opening.scope)):
                by_day[opening.scope, day].append(opening)
    found: dict[tuple[str, str, str], list[date]] = defaultdict(list)
    facts: dict[tuple[str, str, str], str] = {}
    for (scope, day), openings in sorted(by_day.items(), key=lambda item: item[0]):
        if len(openings) < 2:
            continue
        openings.sort(key=lambda one: (one.opens, one.closes))
        longest = openings[0]
        for opening in openings[1:]:
            if opening.opens < longest.closes:
                pair = (scope, longest.id, opening.id)
                found[pair].append(day)
                times = f"{clock(opening.opens)}-{clock(min(opening.closes, longest.closes))}"
                facts[pair] = f"at {times} {longest.intern} and {opening.intern} desks"
            longest = max(longest, opening, key=lambda one: one.closes)
    for (scope, one, other), dates in found.items():
        more = f" and on {len(dates) - 1} more days" if len(dates) > 1 else ""
        yield _lint(
            "overlap", f"scope {scope}, availability {one} and {other}",
            f"openings overlap on {dates[0]}{more}: {facts[scope, one, other]}, the same ones counted twice unless "
            "there are as many", "both kept as ZMS does, each as a book of its own; the team has the sum of the desks",
        )  # fmt: skip


def slots_in_words(number: int) -> str:
    """Three, seventeen as 17."""
    return _WORDS[number] if 0 < number < len(_WORDS) else str(number)


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:6]) + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")
