"""What no machine can run is refused at the door: estimates of how much a scenario asks for, before a run is tried."""

from collections.abc import Iterator

import numpy as np

from simulation.scenario.distributions import mean_of
from simulation.scenario.document import Document
from simulation.scenario.errors import Fault
from simulation.scenario.office import Book, Contact, Service
from simulation.scenario.routes import Appointment, Recur
from simulation.scenario.samples import samples
from simulation.scenario.search_checks import MOST_LOOKS, looks_at_most
from simulation.scenario.searching import Booked

MOST_ROWS, MOST_SHIFTS, AHEAD_DAYS = 5_000_000, 1_000_000, 400
LEAST_RETRY_MINUTES, MOST_CANCELLED = 0.1, 0.95


def arrivals_of(document: Document, service: Service | Contact | Booked) -> float:
    """Upper estimate of the people that a service's own arrivals bring in the run."""
    if service.arrivals is None:
        return 0.0
    return service.arrivals.per_day_at_most() * service.demand.value * document.demand.value * document.office.days


def arrival_faults(document: Document) -> Iterator[Fault]:
    """More people than a run holds."""
    total = 0.0
    for key, service in document.services.items():
        total += arrivals_of(document, service)
        if not total <= MOST_ROWS:
            yield f"services › {key} › arrivals", _too_many(total, "arrivals")
            return


def volume_faults(document: Document) -> Iterator[Fault]:
    """More slots, shifts, questions or later cases than a run holds."""
    office = document.office
    if office.handling is not None and not office.handling.scales():
        yield "office › handling", "cannot take another mean; use constant, exponential, gamma, lognormal by mean"
    for key, book in document.books.items():
        per_day = mean_of(book.per_day) if book.per_day is not None else _slots_a_day(document, book)
        slots = per_day * (office.days + AHEAD_DAYS)
        if slots > MOST_ROWS:
            yield f"books › {key} › {'per_day' if book.desks is None else 'desks'}", _too_many(slots, "slots")
    for key, team in document.teams.items():
        shifts = team.heads.value * team.filled.value * office.days
        if team.caseload == "dedicated" and shifts > MOST_SHIFTS:
            yield f"teams › {key} › heads", _too_many(shifts, "shifts of single heads", MOST_SHIFTS)
    stock = sum(backlog.cases.value for backlog in document.backlog.values())
    if stock > MOST_ROWS:
        yield "backlog", _too_many(stock, "cases")
    yield from _echoes(document, stock)


def _echoes(document: Document, stock: float) -> Iterator[Fault]:
    """What one arrival brings about: tries, questions, further bookings, further cases."""
    days, cases = document.office.days, stock
    for key, service in document.services.items():
        if isinstance(service, Contact):
            again = service.retry.minutes if service.retry else None
            if again is not None and not mean_of(again) >= LEAST_RETRY_MINUTES:
                yield (
                    f"services › {key} › retry › minutes",
                    f"must be at least {LEAST_RETRY_MINUTES:g} on average, is {mean_of(again):g}",
                )
            continue
        if isinstance(service, Booked):
            looks = arrivals_of(document, service) * looks_at_most(document, service)
            if looks > MOST_LOOKS:
                yield f"searching › {service.search} › again_days", _too_many(looks, "looks for a slot", MOST_LOOKS)
            continue
        mine = arrivals_of(document, service)
        cases += mine
        for step_id, step in document.route_of(key).items():
            place = f"services › {key} › steps › {step_id}"
            if isinstance(step, Appointment) and step.cancel and step.cancel.share.value > MOST_CANCELLED:
                yield (
                    f"{place} › cancel › share",
                    f"must be at most {MOST_CANCELLED:g}, is {step.cancel.share.value:g}",
                )
            if isinstance(step, Recur):
                share = step.share.value if step.share else 1.0
                times = min(1 / max(1 - share, 1e-12), 1 + days / max(mean_of(step.days), 1e-12))
                if (mine + stock) * times > MOST_ROWS:
                    yield f"{place} › days", _too_many((mine + stock) * times, "cases")
    if document.failure_demand:
        asked = cases * days / 2 / max(document.failure_demand.every_days.value, 1e-12)
        if document.failure_demand.every_days.value > 0 and asked > MOST_ROWS:
            yield "failure_demand › every_days", _too_many(asked, "questions")


def _slots_a_day(document: Document, book: Book) -> float:
    """The slots of the fullest kind of day."""
    return max((sum(slots for _, _, slots in day.cells) for day in samples(document, book)), default=0)


def _too_many(number: float, of_what: str, most: int = MOST_ROWS) -> str:
    shown = f"{number:,.0f}" if np.isfinite(number) and number < 1e15 else f"{number:g}"
    return f"about {shown} {of_what} in the run; a run holds at most {most:,}, so make it smaller"
