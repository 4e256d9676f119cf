"""What all release rules share: size, lead, for whom; and what the rest of the house asks of a rule."""

from abc import ABC, abstractmethod
from datetime import date
from typing import Any, ClassVar

from pydantic import Field, model_validator

from simulation.scenario.calendar import DAY, clock
from simulation.scenario.figures import Amount, Figure, Heads, Plain, Share
from simulation.scenario.parts import Part
from simulation.scenario.release_clocks import BookDays


class Rule(Plain, ABC):
    """What all rules share: how many slots they take, and who may book them how late.

    `share` of the slots that the rule may take, or `quantity` of them a day; everything when neither is given. A slot
    may be booked until `least_lead_minutes` before it starts; `for_all_minutes` before its start it is for everybody,
    whatever `channels` and `services` say (the holdback ends).
    """

    searched: ClassVar[bool] = True
    """Whether people look for its slots themselves."""
    unnamed: ClassVar[bool] = False
    """Whether it is a book's whole release, without a name and without others beside it."""
    dated: ClassVar[bool] = False
    """Whether it releases the slots of certain dates, and has them alone."""

    share: Share | None = None
    quantity: Heads | None = Field(default=None, description="slots a day instead of a share")
    least_lead_minutes: Amount = Field(
        default_factory=lambda: Figure(value=0.0, derived="until it starts unless given")
    )
    channels: tuple[str, ...] = Field(default=(), description="who may book; everybody when left out")
    services: tuple[str, ...] = Field(default=(), description="what it may be booked for; everything when left out")
    for_all_minutes: Amount | None = Field(default=None, description="so long before it starts it is for everybody")

    @model_validator(mode="after")
    def _one_size(self) -> "Rule":
        if self.share is not None and self.quantity is not None:
            raise ValueError("has a share and a quantity; keep one")
        return self

    @abstractmethod
    def takes(self, day: int, days: BookDays) -> list[Part]:
        """What it takes of the slots of a day, before the other rules are asked; nothing: not on that day."""

    def part(self, released: float, **other: Any) -> Part:
        """A part of the rule's own size and lead; `other` says what is different."""
        share = self.share.value if self.share is not None else None
        quantity = int(self.quantity.value) if self.quantity is not None else None
        given = {"share": share, "quantity": quantity, "lead": self.least_lead_minutes.value}
        return Part(released, **(given | other))

    def offers(self, name: str) -> list[str]:
        """Names of its parts in the tables of a run."""
        return [name]

    def reach_days(self) -> float:
        """Days, at most, from the release of a slot until it starts. A week longer than said where the clock time may
        come days earlier: a rule has none on some weekdays."""
        return 1.0

    def back_days(self) -> int:
        """How many days before the first one it must know whether the book was open."""
        return 0

    def by_slot(self) -> bool:
        """Whether it releases slot by slot, all day long."""
        return False

    def too_late(self, part: Part, slot: str) -> str:
        """What is wrong when this slot starts before it is released, and the remedy."""
        ahead = -int(part.released // DAY)
        when = f"{'on the day itself' if ahead <= 0 else f'{ahead} days before'} at {clock(part.released % DAY)}"
        which = "even the last slot is" if part.some_late else "a slot is"
        return f"slots are released {when}, but {which} at {slot}; release them earlier"

    @classmethod
    @abstractmethod
    def first(cls, starts: date) -> dict[str, Any]:
        """One to begin from, as the file of a run that starts then has it."""
