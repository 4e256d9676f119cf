"""Somebody who looks for an appointment."""

from array import array
from typing import TYPE_CHECKING

from simulation.model.clock import Moment
from simulation.model.market import Shelves, View
from simulation.model.public import People
from simulation.model.worked import Worked

if TYPE_CHECKING:
    from simulation.model.seekers import Seekers

Way = tuple[Shelves, "array[float]", "array[float]", View]
"""What a person may book: shelves, release times, those that bring slots of later days, and the view itself."""


class Seeker(Worked):
    """Somebody who wants an appointment: the event that he waits for."""

    __slots__ = (
        "began", "booked", "comes", "due", "held", "home", "i", "in_vain", "knows", "looks", "people", "person",
        "since", "sought", "took", "turn", "way",
    )  # fmt: skip
    home: "Seekers"
    people: People
    i: int
    person: int
    knows: int
    way: int
    looks: int
    since: int
    booked: int
    turn: int
    """How often his plans changed: a planned look of an earlier turn is off."""
    in_vain: bool
    took: float
    """When he took what he holds."""
    comes: float
    due: float
    held: list[tuple[int, int]]
    """(booking, row) of the slots that he has taken."""
    began: float
    """Since when he waits: his wish, or the visit that was missed or in vain."""
    sought: float
    """Since when this search goes on."""

    def served(self) -> None:
        """The desk is done with him."""
        self.story = _rest
        self.home.keeping.served(self)


def _rest() -> None:
    """Who has been served has no story left, and none that holds him in memory."""


class Turn(Moment):
    """A look that may be overtaken by an offer of the wait list."""

    __slots__ = ("seeker", "turn")

    def __init__(self, seeker: Seeker) -> None:
        self.seeker, self.turn = seeker, seeker.turn
