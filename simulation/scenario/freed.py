"""What becomes of a slot that somebody gives back: frozen values, listed in the union at the foot."""

from math import inf
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from simulation.scenario.calendar import DAY
from simulation.scenario.figures import Amount, Figure, Plain, Share


class GivenBack(Plain):
    """What all of them share: whether the slot is kept back at first, and from when it is on offer again."""

    held_back: ClassVar[bool] = True
    asks_first: ClassVar[bool] = False
    """Whether the wait list is asked before it is on offer again."""

    def again_minutes(self) -> float | None:
        """Minutes until it is on offer again: None without any delay, inf never."""
        return None


class AtOnce(GivenBack):
    """A slot that is given back is on offer again at once."""

    held_back: ClassVar[bool] = False
    kind: Literal["at_once"]


class Delayed(GivenBack):
    """It is blocked for a while first, against trading."""

    kind: Literal["delayed"]
    minutes: Amount

    def again_minutes(self) -> float:
        return self.minutes.value


class Withheld(GivenBack):
    """It is not offered again."""

    kind: Literal["withheld"]

    def again_minutes(self) -> float:
        return inf


class WaitList(GivenBack):
    """It is offered to the first on the wait list whom it fits; an offer that is not taken lapses after
    `answer_minutes`, and the slot goes to the next, or on sale again when nobody is left."""

    asks_first: ClassVar[bool] = True
    kind: Literal["wait_list"]
    answers: Share = Field(
        default_factory=lambda: Figure(value=1.0, derived="everybody answers unless given"),
        description="takes the offer, some time before it lapses",
    )
    answer_minutes: Amount = Field(default_factory=lambda: Figure(value=DAY, derived="an offer lapses after a day"))


Freed = Annotated[AtOnce | Delayed | Withheld | WaitList, Field(discriminator="kind")]
