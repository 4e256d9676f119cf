"""A case, and the people who bring cases: everything that belongs to a person is drawn when the group is born."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from simulation.model.draws import Codes, Column
from simulation.model.ledger import WITHDRAWN
from simulation.model.pool import Pool
from simulation.model.worked import Worked

if TYPE_CHECKING:
    from simulation.model.scenes import Scene

Story = Generator[None, None, None]
Act = tuple["Scene", Codes | None, Any]
"""A scene of the route, who plays it (None: everybody), and what the group has drawn for it."""


@dataclass
class Group:
    """People of one service and layer (base, added demand, backlog, a later extension). Lists run by person.

    `arrived` is None for people who come when an earlier case of theirs says so; `expires`, `withdraws` and `asks`
    are minutes after the arrival (or after the start of the run), None where nobody does.
    """

    service: int
    key: int
    arrived: Column | None
    acts: list[Act]
    pools: list[Pool]
    channel: Codes
    urgent: Codes
    teams: Codes
    rank: Column
    head_start: Column
    letter: Column
    expires: Column | None
    withdraws: Column | None
    asks: Column | None
    again: "Callable[[], Group] | None" = None
    """The same people with their next case, drawn when the first of them comes."""
    starts_at: list[int] | None = None
    decided: bool = False


class Case(Worked):
    """A case (Vorgang). It is the event that it waits for."""

    __slots__ = ("decided", "group", "i", "letter", "person", "pool")

    def __init__(self, group: Group, i: int, number: int, arrived: float) -> None:
        self.group, self.i, self.number, self.arrived = group, i, number, arrived
        self.rank, self.head_start = group.rank[i], group.head_start[i]
        self.letter, self.person = group.letter[i], group.key + i
        self.pool = group.pools[i]
        self.ticket, self.started = 0, -inf
        self.gone = False
        self.decided = group.decided
        self.entry = None

    def withdraw(self, journal: Any, now: float) -> None:
        """The applicant gives up: the case leaves every queue, and its story ends."""
        if self.ticket:
            self.entry[8].leave(self)
        self.gone = True
        self.story = _nothing
        journal.close(self.number, now, WITHDRAWN)


def _nothing() -> None:
    """What happens next to a case that is gone."""
