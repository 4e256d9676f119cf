"""What services that people book, their books, rules and searches say of each other must lead somewhere.

Each check yields (place, what is wrong and what would be right).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from simulation.scenario.calendar import dates_of, minute_of_day, weekdays
from simulation.scenario.distributions import mean_of
from simulation.scenario.document import Document
from simulation.scenario.errors import Fault, listed
from simulation.scenario.freed import WaitList
from simulation.scenario.office import Contact, Service
from simulation.scenario.releases import RULES, AdHoc, AnyRule, Invitation
from simulation.scenario.routes import Appointment
from simulation.scenario.searching import Booked, Searching, Since
from simulation.scenario.supply import Grid, openings_of, rules_of

MOST_LOOKS, MOST_GIVEN_BACK, LEAST_ANSWER_MINUTES, LEAST_GRID = 50_000_000, 0.95, 0.1, 1.0


def place_names(document: Document) -> Iterator[Fault]:
    """Hours, releases, books and searches that are named and not there, and grids that cannot be read."""
    for key, book in document.books.items():
        if isinstance(book.hours, str) and book.hours not in document.hours:
            yield f"books › {key} › hours", f"there are no hours {book.hours!r}; known: {listed(document.hours)}"
        if isinstance(book.release, str) and book.release not in document.releases:
            known = listed(document.releases)
            yield f"books › {key} › release", f"there are no release rules {book.release!r}; known: {known}"
        if book.desks is not None and book.grid_minutes < LEAST_GRID:
            yield f"books › {key} › grid_minutes", f"must be at least {LEAST_GRID:g}, is {book.grid_minutes:g}"
        yield from _grid_words(f"books › {key} › grid", book.grid)
    for key, service in document.services.items():
        place = f"services › {key}"
        if isinstance(service, Booked):
            for book_id in service.sites():
                if book_id not in document.books:
                    yield f"{place} › books", f"there is no book {book_id!r}; known: {listed(document.books)}"
            if service.search not in document.searching:
                known = listed(document.searching)
                yield f"{place} › search", f"there is no search {service.search!r}; known: {known}"
            if service.elsewhere and service.elsewhere.book not in (None, *service.sites()):
                yield (
                    f"{place} › elsewhere › book",
                    f"{service.elsewhere.book!r} is no book of this service; it has {listed(service.sites())}",
                )
        elif isinstance(service, Contact) and service.places_from is not None:
            if service.places_from not in document.books:
                known = listed(document.books)
                yield f"{place} › places_from", f"there is no book {service.places_from!r}; known: {known}"
            if service.places_per_day is not None:
                yield f"{place} › places_from", "stands beside places_per_day; keep one"


def _grid_words(place: str, grid: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    for day, times in grid.items():
        try:
            if dates_of(day) is None:
                weekdays(day)
        except ValueError as error:
            yield f"{place} › {day}", str(error) if day[:1].isdigit() else f'{error}, or a date like "2025-06-18"'
        for time in times:
            try:
                minute_of_day(time)
            except ValueError as error:
                yield f"{place} › {day} › {time}", str(error)


def rule_tables(document: Document) -> Iterator[tuple[str, dict[str, AnyRule]]]:
    """(place, rules) of every table of release rules."""
    for key, rules in document.releases.items():
        yield f"releases › {key}", rules
    for key, book in document.books.items():
        if isinstance(book.release, dict):
            yield f"books › {key} › release", book.release


def search_faults(document: Document) -> Iterator[Fault]:
    """What cannot be searched, booked or found. Every named book, release and search exists."""
    for table, rules in rule_tables(document):
        yield from _rule_names(document, table, rules)
    for key, book in document.books.items():
        if isinstance(book.freed, WaitList) and not book.freed.answer_minutes.value >= LEAST_ANSWER_MINUTES:
            place, given = f"books › {key} › freed › answer_minutes", book.freed.answer_minutes.value
            yield place, f"must be at least {LEAST_ANSWER_MINUTES:g}, is {given:g}"
        if book.hold is not None and book.hold.lapses.value > MOST_GIVEN_BACK:
            place, given = f"books › {key} › hold › lapses", book.hold.lapses.value
            yield place, f"must be at most {MOST_GIVEN_BACK:g}, is {given:g}"
    for key, searching in document.searching.items():
        yield from _searching(document, f"searching › {key}", searching)
    for key, service in document.services.items():
        place = f"services › {key}"
        if isinstance(service, Booked):
            yield from _booked(document, key, service)
        elif isinstance(service, Contact) and service.places_from is not None:
            if not _has(document, service.places_from, AdHoc):
                what = f"book {service.places_from!r} has no rule of kind ad_hoc; add one, or name another book"
                yield f"{place} › places_from", what
        elif isinstance(service, Service):
            for step_id, step in document.route_of(key).items():
                if isinstance(step, Appointment) and not _has(document, step.book, Invitation):
                    what = f"book {step.book!r} has no rule of kind invitation; add one, or name another book"
                    yield f"{place} › steps › {step_id} › book", what


def _has(document: Document, book: str, kind: type[AnyRule]) -> bool:
    return any(isinstance(rule, kind) for rule in rules_of(document, document.books[book]).values())


def _rule_names(document: Document, table: str, rules: dict[str, AnyRule]) -> Iterator[Fault]:
    booked = [key for key, service in document.services.items() if isinstance(service, Booked | Service)]
    for name, rule in rules.items():
        for channel in set(rule.channels) - set(document.channels):
            known = listed(document.channels)
            yield f"{table} › {name} › channels", f"there is no channel {channel!r}; known: {known}"
        for service in set(rule.services) - set(booked):
            yield f"{table} › {name} › services", f"there is no service {service!r} with slots; known: {listed(booked)}"
        for part in (set(rule.offers(name)) - {name}) & set(rules):
            yield f"{table} › {part}", f"a part of {name} has this name in the tables of a run; choose another"


def _searching(document: Document, place: str, searching: Searching) -> Iterator[Fault]:
    for contact in searching.turns:
        if not isinstance(document.services.get(contact), Contact):
            contacts = [key for key, service in document.services.items() if isinstance(service, Contact)]
            what = f"is no service of kind contact; known: {listed(contacts)}"
            yield f"{place} › turns › {contact}", what
    if searching.cancel is not None:
        for name in ("per_day", "per_last_day"):
            share = getattr(searching.cancel, name).value
            if share > MOST_GIVEN_BACK:
                yield f"{place} › cancel › {name}", f"must be at most {MOST_GIVEN_BACK:g}, is {share:g}"


def _booked(document: Document, key: str, service: Booked) -> Iterator[Fault]:
    place = f"services › {key}"
    if not sum(service.sites().values()) > 0:
        yield f"{place} › books", "all weights are 0; give one book a weight above 0"
    for book_id in service.sites():
        book = document.books[book_id]
        rules = rules_of(document, book).values()
        open_to_it = [rule for rule in rules if rule.searched and _open_to(rule, key)]
        if not open_to_it:
            *others, last = (kind for kind, rule in RULES.items() if rule.searched)
            kinds = f"{', '.join(others)} or {last}"
            yield f"{place} › books", f"nobody can search book {book_id!r} for it; give that a rule of kind {kinds}"
            continue
        if not service.channels and all(rule.channels and rule.for_all_minutes is None for rule in open_to_it):
            channels = listed({channel for rule in open_to_it for channel in rule.channels})
            yield (
                f"{place} › channels",
                f"is false, but book {book_id!r} has slots for it by a channel alone ({channels}); give that a rule "
                "without channels, or make this true",
            )
            continue
        blocks = [block for _, hours in openings_of(document, book, document.office.days) for block in hours]
        longest = max((len(Grid(book).times(*block)) for block in set(blocks)), default=service.slots)
        if not longest:
            yield (
                f"books › {book_id} › grid_minutes",
                f"is {book.grid_minutes:g}, longer than any opening; make it shorter",
            )
        elif service.slots > longest:
            minutes, most = service.slots * book.grid_minutes, longest * book.grid_minutes
            yield (
                f"{place} › slots",
                f"a visit of {service.slots} slots takes {minutes:g} minutes, longer than any opening of book "
                f"{book_id!r} ({most:g} minutes); make it shorter",
            )
    for name in ("elsewhere", "turned_away"):
        stages: tuple[Since, ...] = getattr(getattr(service, name), "stages", ())
        if any(later.since <= earlier.since for earlier, later in pairwise(stages)):
            yield f"{place} › {name} › stages", "the dates do not follow each other; put the earlier ones first"


def _open_to(rule: AnyRule, service: str) -> bool:
    return not rule.services or service in rule.services or rule.for_all_minutes is not None


def looks_at_most(document: Document, service: Booked) -> float:
    """Upper estimate of how often one person looks for a slot."""
    searching = document.searching[service.search]
    rules = [rule for key in service.sites() for rule in rules_of(document, document.books[key]).values()]
    releases = 100.0 if any(rule.by_slot() for rule in rules) else 2.0 + len({rule.kind for rule in rules})
    days = (
        min(mean_of(searching.patience_days), document.office.days) if searching.patience_days else document.office.days
    )
    again = 1 / max(mean_of(searching.again_days), 1e-12)
    return 1 + min(1 / max(searching.gives_up.value, 1e-12), days * max(again, releases))
