"""What a team works on: a case or a contact; and who does not come when it is his turn."""

from collections.abc import Callable
from typing import Any

from simulation.model.clock import Moment


class Worked(Moment):
    """What a pool works on: a case or a contact."""

    __slots__ = ("arrived", "entry", "gone", "head_start", "number", "rank", "started", "story", "ticket")
    number: int
    arrived: float
    rank: float
    head_start: float
    ticket: int
    started: float
    gone: bool
    entry: Any
    story: Callable[[], Any]

    def at_the_door(self) -> bool:
        """Whether a person waits who can be sent away; a file stays for the next opening."""
        return False

    def sent_away(self) -> None:
        """Closing time has come and the team sends away who still waits."""


class Absentee(Worked):
    """Who does not come when it is his turn."""
