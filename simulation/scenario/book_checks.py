"""What a book says must be possible: its numbers stand on its grid, in its opening hours.

Each check yields (place, what is wrong and what would be right).
"""

from collections.abc import Iterator
from datetime import timedelta

from simulation.scenario.calendar import WEEKDAYS, Day, clock, dates_of, minute_of_day, weekdays
from simulation.scenario.document import Document
from simulation.scenario.errors import Fault
from simulation.scenario.office import Book
from simulation.scenario.rule_checks import (
    batch_faults,
    crowd_faults,
    hours_in_words,
    late_faults,
    quantity_faults,
    share_faults,
)
from simulation.scenario.samples import samples
from simulation.scenario.supply import Grid, hours_of_book, openings_of, rules_of

MOST_OFFERS = 60


def book_faults(document: Document) -> Iterator[Fault]:
    """What does not fit in the books, in the order of the file. Teams, hours and releases exist."""
    checked: set[str] = set()
    for key, book in document.books.items():
        if book.desks is None:
            yield from _spread(document, key, book)
            continue
        yield from _grid(document, key, book)
        named = book.release if isinstance(book.release, str) else None
        table = f"releases › {named}" if named else f"books › {key} › release"
        rules = rules_of(document, book)
        starts, days = document.office.starts, samples(document, book)
        if sum(len(rule.offers(name)) for name, rule in rules.items()) >= MOST_OFFERS:
            yield table, f"has more than {MOST_OFFERS} rules and parts of rules; leave some out"
            return
        if named is None or named not in checked:
            yield from share_faults(table, rules)
        for name, rule in rules.items():
            place = f"{table} › {name}" if named or isinstance(book.release, dict) else table
            yield from late_faults(place, rule, starts, days)
            yield from batch_faults(document, book, place, rule)
        yield from quantity_faults(table, rules, starts, days)
        yield from crowd_faults(document, book, table, rules)
        checked |= {named} if named else set()


def _spread(document: Document, key: str, book: Book) -> Iterator[Fault]:
    """A book with slots spread over the day: the team must be there for them on some day."""
    hours = document.hours_named(document.teams[book.team].hours)
    if book.opens is not None and book.closes is not None and not hours.ever_between(book.opens, book.closes):
        yield (
            f"books › {key} › from",
            f"team {book.team!r} is open between {clock(book.opens)} and {clock(book.closes)} on no day; "
            "make from and until fit its hours",
        )


def _grid(document: Document, key: str, book: Book) -> Iterator[Fault]:
    office, grid = document.office, Grid(book)
    hours, openings = hours_of_book(document, book), openings_of(document, book, office.days)
    opens = {office.starts + timedelta(days=day): intervals for day, intervals in openings}
    for name, times in book.grid.items():
        place = f"books › {key} › grid › {name}"
        span = dates_of(name)
        if span is None:
            days = [(WEEKDAYS[day], hours.week[day]) for day in weekdays(name)]
            shut = next((day for day, intervals in days if not intervals), None)
        else:
            days = [(on.isoformat(), intervals) for on, intervals in opens.items() if span[0] <= on <= span[1]]
            inside = span[0] < office.starts + timedelta(days=office.days) and span[1] >= office.starts
            shut = name if inside and not days else None
        if shut is not None:
            yield place, f"the book is closed on {shut}; leave it out, or give {shut} opening hours"
            continue
        on_grid = [{t for block in intervals for t in grid.times(*block)} for _, intervals in days]
        for time in times:
            minute = minute_of_day(time)
            bad = [day for day, there in zip(days, on_grid, strict=True) if minute not in there]
            if bad and (span is None or len(bad) == len(days)):
                yield f"{place} › {time}", _off_grid(minute, *bad[0], grid)


def _off_grid(at: float, day: str, intervals: Day, grid: Grid) -> str:
    times = [time for block in intervals for time in grid.times(*block)]
    if not any(opens <= at < closes for opens, closes in intervals):
        return f"is outside the opening hours of {day} ({hours_in_words(intervals)}); leave it out, or change the hours"
    before, after = (t for t in times if t < at), (t for t in times if t > at)
    near = [clock(t) for t in (max(before, default=None), min(after, default=None)) if t is not None]
    return f"is no time of the grid on {day}; the nearest: {' and '.join(near) or 'none'}"
