"""What a release rule takes of a day's slots: parts, which `sharing.py` puts side by side."""

from dataclasses import dataclass
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from simulation.scenario.calendar import DAY

Cell = tuple[float, float, int]
"""(clock time, opening time of its block, slots)."""
Times = NDArray[np.float64]


@dataclass(frozen=True)
class Offer:
    """A rule at work (of tranches: one of its parts). `kind` "ad_hoc" and "invitation" are never searched."""

    name: str
    kind: str
    channels: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    for_all_minutes: float = nan


UNRELEASED = Offer("unreleased", "unreleased")


@dataclass(frozen=True)
class Part:
    """A rule (or a part of one) on a day. Times are minutes since the day's midnight; `released` is by the clock, or
    counted from the opening of the slot's block or from the slot itself. `of_rest` is a share of what the others'
    shares leave. `offer` counts within the rule, and in a `Plan` over all of them. `some_late`: that slots start before
    it is released is no mistake, as long as one does not."""

    released: float
    share: float | None = None
    quantity: int | None = None
    opens: float = 0.0
    closes: float = DAY
    until: float = inf
    lead: float = 0.0
    counted_from: str = "midnight"
    alone: bool = False
    of_rest: float | None = None
    offer: int = 0
    some_late: bool = False

    def times(self, at: Times, opens: Times) -> tuple[Times, Times]:
        """When slots at these clock times (of blocks that open then) are released, and until when they are bookable."""
        since = {"midnight": np.zeros_like(at), "opening": opens, "slot": at}[self.counted_from]
        return since + self.released, np.minimum(at - self.lead, self.until)

    def fits(self, at: Times, opens: Times) -> NDArray[np.bool_]:
        """Which of the slots it may take: in its window, and bookable for a while once they are released."""
        released, until = self.times(at, opens)
        return (at >= self.opens) & (at < self.closes) & (released < until)
