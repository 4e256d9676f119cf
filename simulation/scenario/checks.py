"""What no single table can see: that teams, services, routes, books and priorities fit together.

Each check yields (place, what is wrong and what would be right).
"""

from collections.abc import Iterator
from datetime import timedelta

from simulation.scenario.book_checks import book_faults
from simulation.scenario.calendar import clock, public_holidays
from simulation.scenario.document import Document
from simulation.scenario.errors import Fault, listed
from simulation.scenario.names import name_faults
from simulation.scenario.office import Contact, Service
from simulation.scenario.routes import Appointment, Documents, Work
from simulation.scenario.search_checks import place_names, search_faults
from simulation.scenario.searching import Booked
from simulation.scenario.volumes import arrival_faults, volume_faults


def faults(document: Document) -> Iterator[Fault]:
    """Everything that does not fit, in the order of the file."""
    yield from _calendar(document)
    yield from arrival_faults(document)
    yield from _services(document)
    if any(True for _ in _services(document)):
        return
    yield from _teams(document)
    yield from _routes(document)
    yield from _rest(document)
    yield from name_faults(document)
    yield from place_names(document)
    yield from search_faults(document)
    yield from book_faults(document)
    yield from volume_faults(document)


def _known(name: str, names: object) -> bool:
    return name in names  # type: ignore[operator]


def _calendar(document: Document) -> Iterator[Fault]:
    office = document.office
    if office.holidays:
        try:
            public_holidays(office.holidays, office.starts.year, (office.starts + timedelta(days=office.days)).year)
        except ValueError as error:
            yield "office › holidays", str(error)
    for key, team in document.teams.items():
        if isinstance(team.hours, str) and team.hours not in document.hours:
            yield f"teams › {key} › hours", f"there are no hours {team.hours!r}; known: {listed(document.hours)}"
            continue
        closes = document.hours_named(team.hours).last_minute()
        for number, stage in enumerate(team.stages):
            if stage.opens is not None and stage.opens >= closes:
                yield (
                    f"teams › {key} › stages › {number} › from",
                    f"the team closes at {clock(closes)} at the latest, so nothing happens at {clock(stage.opens)}; "
                    "make it earlier, or change the hours",
                )


def used_teams(document: Document) -> set[str]:
    """Ids of the teams that some service needs."""
    used: set[str] = set()
    for key, service in document.services.items():
        if isinstance(service, Booked):
            used |= {document.books[key].team for key in service.sites() if key in document.books}
            continue
        if isinstance(service, Contact):
            used |= own_teams(service) | ({service.follow_up.team} if service.follow_up else set())
            continue
        used |= own_teams(service)
        for step in document.route_of(key).values():
            if isinstance(step, Work | Appointment):
                used.add(step.team)
            errands = [getattr(step, name, None) for name in ("request", "reminder", "again", "invite")]
            used |= {errand.team for errand in errands if errand is not None}
    return used - {"own"}


def own_teams(service: Service | Contact) -> set[str]:
    """The teams that may own a case of the service, or serve a contact."""
    return {service.team} if isinstance(service.team, str) else set(service.team)


def _teams(document: Document) -> Iterator[Fault]:
    try:
        used = used_teams(document)
    except (KeyError, ValueError):
        return
    for key, team in document.teams.items():
        if team.simulated and key not in used:
            yield f"teams › {key}", "no service uses this team; name it in a service, or set simulated = false"
        if not team.simulated and key in used:
            yield f"teams › {key} › simulated", "is false, but a service uses this team; set it to true"


def _services(document: Document) -> Iterator[Fault]:
    for key, service in document.services.items():
        place = f"services › {key}"
        if service.priority and service.priority not in document.priorities:
            yield (
                f"{place} › priority",
                f"there is no priority {service.priority!r}; known: {listed(document.priorities)}",
            )
        if isinstance(service, Booked):
            continue
        for team in own_teams(service) - set(document.teams):
            yield f"{place} › team", f"there is no team {team!r}; known: {listed(document.teams)}"
        if not isinstance(service.team, str):
            total_share = sum(share.value for share in service.team.values())
            if abs(total_share - 1) > 1e-6:
                yield f"{place} › team", f"shares add up to {total_share:g}; make them 1"
        if isinstance(service, Contact):
            if service.instead and service.instead not in document.services:
                yield (
                    f"{place} › instead",
                    f"there is no service {service.instead!r}; known: {listed(document.services)}",
                )
        else:
            if service.route not in document.routes:
                yield f"{place} › route", f"there is no route {service.route!r}; known: {listed(document.routes)}"
                continue
            for step in set(service.steps) - set(document.routes[service.route]):
                yield (
                    f"{place} › steps › {step}",
                    f"route {service.route!r} has no such step; it has {listed(document.routes[service.route])}",
                )


def _routes(document: Document) -> Iterator[Fault]:
    marks = set(document.traits) | set(document.channels)
    for key in document.services:
        if not isinstance(document.services[key], Service):
            continue
        for step_id, step in document.route_of(key).items():
            place = f"services › {key} › steps › {step_id}"
            for mark in {*step.only, *step.unless} - marks:
                yield f"{place} › only", f"there is no trait or channel {mark!r}; known: {listed(marks)}"
            for name, errand in (
                ("", step),
                *((n, getattr(step, n, None)) for n in ("request", "reminder", "again", "invite")),
            ):
                team = getattr(errand, "team", None)
                if team is not None and team != "own" and team not in document.teams:
                    yield (
                        f"{place}{' › ' + name if name else ''} › team",
                        f"there is no team {team!r}; known: {listed(document.teams)}",
                    )
            if isinstance(step, Appointment) and step.book not in document.books:
                yield f"{place} › book", f"there is no book {step.book!r}; known: {listed(document.books)}"
            if isinstance(step, Work | Appointment) and step.priority and step.priority not in document.priorities:
                yield (
                    f"{place} › priority",
                    f"there is no priority {step.priority!r}; known: {listed(document.priorities)}",
                )
            if isinstance(step, Work | Documents):
                for channel in set(step.by_channel) - set(document.channels):
                    yield (
                        f"{place} › by_channel",
                        f"there is no channel {channel!r}; known: {listed(document.channels)}",
                    )


def _rest(document: Document) -> Iterator[Fault]:
    if document.channels:
        total = sum(channel.share.value for channel in document.channels.values())
        if abs(total - 1) > 1e-6:
            yield "channels", f"shares add up to {total:g}; make them 1"
    for key, book in document.books.items():
        if book.team not in document.teams:
            yield f"books › {key} › team", f"there is no team {book.team!r}; known: {listed(document.teams)}"
    for key, trait in document.traits.items():
        if trait.of and trait.of not in document.traits:
            yield f"traits › {key} › of", f"there is no trait {trait.of!r}; known: {listed(document.traits)}"
        if trait.priority and trait.priority not in document.priorities:
            yield (
                f"traits › {key} › priority",
                f"there is no priority {trait.priority!r}; known: {listed(document.priorities)}",
            )
    if document.titles and document.titles.priority not in document.priorities:
        yield (
            "titles › priority",
            f"there is no priority {document.titles.priority!r}; known: {listed(document.priorities)}",
        )
    if document.ageing and document.ageing.priority not in document.priorities:
        yield (
            "ageing › priority",
            f"there is no priority {document.ageing.priority!r}; known: {listed(document.priorities)}",
        )
    if document.failure_demand:
        for name in (document.failure_demand.call, document.failure_demand.message):
            if not isinstance(document.services.get(name), Contact):
                yield "failure_demand", f"{name!r} is no service of kind contact"
        if document.failure_demand.every_days.value <= 0:
            yield "failure_demand › every_days", f"must be above 0, is {document.failure_demand.every_days.value:g}"
    cases = {key for key, service in document.services.items() if isinstance(service, Service)}
    for key, backlog in document.backlog.items():
        for name in set(backlog.services) - cases:
            yield f"backlog › {key} › services", f"there is no service {name!r} with a route; known: {listed(cases)}"
        chosen = set(backlog.services) or {s for s in cases if document.services[s].arrivals}
        routes = [document.route_of(name) for name in chosen & cases]
        total = max((sum(s.share.value for s in backlog.places if s.of(route)) for route in routes), default=0.0)
        if total > 1 + 1e-6:
            yield f"backlog › {key} › places", f"shares add up to {total:g}; make them 1"
        for spot in backlog.places:
            if not any(spot.of(document.route_of(name)) for name in chosen & cases):
                yield f"backlog › {key} › places", f"no route has a step {spot.step!r}"
