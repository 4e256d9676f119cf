"""Names that one table uses of another: priorities, simulated teams, contacts, marks; and steps of one name."""

from collections.abc import Iterator

from simulation.scenario.document import Document
from simulation.scenario.errors import Fault, listed
from simulation.scenario.figures import NOT_CONTENT
from simulation.scenario.office import Contact, Service
from simulation.scenario.routes import Appointment, Documents, Errand, RouteStep, Wait, Work
from simulation.scenario.search_checks import rule_tables
from simulation.scenario.searching import Booked

ERRANDS = ("request", "reminder", "again", "invite", "follow_up")
MOST_MARKS = 60


def name_faults(document: Document) -> Iterator[Fault]:
    """Names that lead nowhere, or in a circle."""
    yield from _reserved(document)
    yield from _marks(document)
    for key, book in document.books.items():
        yield from _team(document, f"books › {key} › team", book.team)
    if document.titles:
        for name in document.titles.services:
            if not isinstance(document.services.get(name), Service):
                yield "titles › services", f"there is no service {name!r} with a route; known: {_routed(document)}"
    for key, service in document.services.items():
        place = f"services › {key}"
        if isinstance(service, Contact):
            yield from _contact(document, place, service)
            continue
        if isinstance(service, Booked):
            continue
        for trait in set(service.traits) - set(document.traits):
            yield f"{place} › traits › {trait}", f"there is no such trait; known: {listed(document.traits)}"
        for step_id, step in document.route_of(key).items():
            yield from _step(document, f"{place} › steps › {step_id}", step)
    yield from _same_names(document)


def _routed(document: Document) -> str:
    return listed([key for key, service in document.services.items() if isinstance(service, Service)])


def _team(document: Document, place: str, team: str) -> Iterator[Fault]:
    if team not in document.teams:
        yield place, f"there is no team {team!r}; known: {listed(document.teams)}"
    elif not document.teams[team].simulated:
        yield place, f"team {team!r} is not simulated; set simulated = true there, or name another"


def _priority(document: Document, place: str, priority: str | None) -> Iterator[Fault]:
    if priority is not None and priority not in document.priorities:
        yield place, f"there is no priority {priority!r}; known: {listed(document.priorities)}"


def _reserved(document: Document) -> Iterator[Fault]:
    """Ids that stand for something else in every table, so that a content hash would pass them over."""
    tables = (
        "hours", "teams", "channels", "traits", "priorities", "routes", "services", "releases", "searching", "books",
        "backlog",
    )  # fmt: skip
    places = [(f"{table} › {key}", key) for table in tables for key in getattr(document, table)]
    places += [(f"routes › {route} › {key}", key) for route, steps in document.routes.items() for key in steps]
    places += [(f"{table} › {name}", name) for table, rules in rule_tables(document) for name in rules]
    for place, key in places:
        if key in NOT_CONTENT:
            yield place, f"{key!r} is a word of the language; choose another id"


def _marks(document: Document) -> Iterator[Fault]:
    both = set(document.traits) & set(document.channels)
    if both:
        yield f"traits › {min(both)}", "a channel has the same id; rename one of them"
    if len(document.traits) + len(document.channels) > MOST_MARKS:
        yield "traits", f"more than {MOST_MARKS} traits and channels; leave some out"
    earlier: set[str] = set()
    for key, trait in document.traits.items():
        if trait.of in document.traits and trait.of not in earlier:
            yield f"traits › {key} › of", f"trait {trait.of!r} comes later; put it before this one"
        earlier.add(key)


def _contact(document: Document, place: str, contact: Contact) -> Iterator[Fault]:
    yield from _priority(document, f"{place} › urgent_priority", contact.urgent_priority)
    if contact.follow_up:
        yield from _errand(document, f"{place} › follow_up", contact.follow_up)
    seen, following = [], contact.instead
    while following is not None:
        other = document.services.get(following)
        if not isinstance(other, Contact):
            yield f"{place} › instead", f"{following!r} is no service of kind contact; name one, or leave it out"
            return
        if other is contact or following in seen:
            yield f"{place} › instead", "goes round in a circle; let one of them end it"
            return
        seen.append(following)
        following = other.instead


def _errand(document: Document, place: str, errand: Errand) -> Iterator[Fault]:
    yield from _priority(document, f"{place} › priority", errand.priority)
    if errand.team != "own":
        yield from _team(document, f"{place} › team", errand.team)


def _step(document: Document, place: str, step: RouteStep) -> Iterator[Fault]:
    for name in ERRANDS:
        errand = getattr(step, name, None)
        if isinstance(errand, Errand):
            yield from _errand(document, f"{place} › {name}", errand)
    if isinstance(step, Wait) and step.during is not None:
        yield from _team(document, f"{place} › during", step.during)
    if isinstance(step, Appointment) and step.team == "own":
        yield f"{place} › team", "a visit needs a team by its id; own is for back-office work"


def _rows(key: str, step: RouteStep) -> Iterator[tuple[str, str]]:
    """(name, whose time and which kind of contact) of the rows that a step writes."""
    if isinstance(step, Work):
        yield key, f"team {step.contact}"
    elif isinstance(step, Wait):
        yield key, step.owner
    elif isinstance(step, Documents):
        yield f"{key}_answer", "customer"
        yield from ((f"{key}_{name}", "team none") for name in ("request", "reminder", "again"))
    elif isinstance(step, Appointment):
        yield key, f"team {step.contact}"
        yield f"{key}_slot", "no_slot"
        yield f"{key}_invite", "team none"


def _same_names(document: Document) -> Iterator[Fault]:
    """A step is known by its id in all routes, so that steps of one id must mean the same."""
    known = {"before_start": "history"}
    for key, service in document.services.items():
        if isinstance(service, Contact):
            rows = [(key, f"team {service.medium}"), (f"{key}_follow_up", "team none")]
            places = [f"services › {key}"] * 2
        elif isinstance(service, Booked):
            rows = [(key, "team personal"), (f"{key}_slot", "no_slot")]
            places = [f"services › {key}"] * 2
        else:
            steps = [(step_id, row) for step_id, step in document.route_of(key).items() for row in _rows(step_id, step)]
            rows = [row for _, row in steps]
            places = [f"services › {key} › steps › {step_id}" for step_id, _ in steps]
        for place, (name, meaning) in zip(places, rows, strict=True):
            if known.setdefault(name, meaning) != meaning:
                yield place, f"{name!r} is {meaning} here and {known[name]} elsewhere; rename one of the steps"
