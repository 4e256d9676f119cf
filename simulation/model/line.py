"""The line for an appointment that the office gives by importance: each morning the slots of a day further ahead."""

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from simulation.model.book import Book, Booking
from simulation.model.ledger import activity
from simulation.scenario.calendar import DAY

if TYPE_CHECKING:
    from simulation.model.case import Case
    from simulation.model.world import World


@dataclass
class Place:
    """Somebody in the line; `booking` is his slot as soon as he has one."""

    case: "Case"
    step: int
    joined: float
    not_before: float
    tries: int
    booking: Booking | None = None


class Line:
    """Those who wait for an invitation to a book, most important first."""

    def __init__(self, world: "World", book: Book) -> None:
        self._world, self._book = world, book
        self._ahead = int(book.rule.horizon_days.value)
        self._places: list[Place] = []
        self._day = 0
        world.later(0.0, self._morning)

    def join(self, case: "Case", step: int, not_before: float, tries: int) -> Place:
        """The case waits until it is its turn; its story goes on then."""
        place = Place(case, step, self._world.clock._now, not_before, tries)
        self._places.append(place)
        return place

    def _morning(self) -> None:
        """Give out the slots up to some days ahead."""
        now = self._world.clock._now
        latest = (self._day + self._ahead + 1) * DAY
        left, full = [], not self._book.any_free(now, latest)
        for place in self._places if full else sorted(self._places, key=_importance):
            case = place.case
            if case.gone:
                self._note(place, inf)
                continue
            if not full:
                place.booking = self._book.take(
                    now, max(place.not_before, now), case.number, case.group.service, case.person, place.tries, latest
                )
            if place.booking is None:
                left.append(place)
                full = full or place.not_before <= now  # nobody else can have what he cannot
                continue
            self._note(place, now)
            self._world.clock.at(now, case, self._world.goes_on)
        self._places = left
        self._day += 1
        self._world.later(self._day * DAY, self._morning)

    def _note(self, place: Place, until: float) -> None:
        if place.joined < until:
            self._world.journal.note(
                activity(place.case.number, place.step, -1, place.joined, place.joined, until, 0.0)
            )

    def note_waiting(self) -> None:
        """The wait of those who are still in the line when the run ends."""
        for place in self._places:
            self._note(place, inf)


def _importance(place: Place) -> tuple[float, float, int]:
    case = place.case
    return case.rank, case.arrived - case.head_start, case.number
