"""The initial backlog (Anfangsbestand): cases that are there when the run starts."""

from collections.abc import Iterable

from pydantic import Field

from simulation.scenario.distributions import Duration
from simulation.scenario.figures import Count, Plain, Share


class BacklogPlace(Plain):
    """Where a part of the backlog stands when the run starts: at a step, or at the first of several that its route has.
    Who does not take part in it goes on to the next step."""

    step: str | tuple[str, ...]
    share: Share

    def of(self, route: Iterable[str]) -> str | None:
        """The step of a route; None when it has none of them."""
        steps = (self.step,) if isinstance(self.step, str) else self.step
        return next((step for step in steps if step in route), None)


class Backlog(Plain):
    """Cases that are there at the start (Anfangsbestand): `ages_days` old, the oldest furthest along.

    `places` go from the youngest to the oldest. Services by their share of the arrivals, or `services` with weights.
    """

    cases: Count
    ages_days: Duration
    places: tuple[BacklogPlace, ...] = Field(min_length=1)
    services: dict[str, float] | tuple[str, ...] = ()
    decided: bool = False
