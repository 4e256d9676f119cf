"""A team of an office: its heads, how many of them are there, and how it queues."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from simulation.scenario.calendar import ClockTime, Hours
from simulation.scenario.figures import Amount, Figure, Heads, Plain, Share
from simulation.scenario.routes import Name


def _all(reason: str) -> Figure:
    return Figure(value=1.0, derived=reason)


class Stage(Plain):
    """More or fewer heads from a time of the day (`from`) or from a date (`since`)."""

    heads: Heads
    opens: ClockTime | None = Field(default=None, alias="from")
    since: date | None = None

    @model_validator(mode="after")
    def _either(self) -> "Stage":
        if (self.opens is None) == (self.since is None):
            raise ValueError("needs either from (a clock time) or since (a date)")
        return self


class Onboarding(Plain):
    """New heads (Einarbeitung): for `days` each counts as the share `counts` of a head.

    New are `heads` of the team on the first day, and all by which a dated stage raises its heads.
    """

    heads: Heads
    counts: Share
    days: Amount


class Team(Plain):
    """A team (Sachgebiet): heads, how many of them are there, and how it queues.

    present · full_time · filled is the chance that a head is there on a day; `absence` says whether leave is planned
    so that the team stays covered ("even") or each head is away for itself ("independent"). `productive` is the share
    of open time that a head works on cases; a `desk` team has that share of its heads at the desks instead, serves in
    the order of arrival and finishes the customers who are there at closing time.
    """

    name: Name
    heads: Heads
    hours: str | Hours | None = Field(
        default=None, description="id of [hours], or a table; around the clock if left out"
    )
    present: Share = Field(default_factory=lambda: _all("always there unless given"))
    full_time: Share = Field(default_factory=lambda: _all("full time unless given"))
    filled: Share = Field(default_factory=lambda: _all("all posts filled unless given"))
    productive: Share = Field(default_factory=lambda: _all("works on cases all the time unless given"))
    absence: Literal["even", "independent"] = "even"
    desk: bool = False
    at_closing: Literal["put_down", "finish", "send_away"] | None = None
    order: Literal["oldest", "joining"] | None = None
    caseload: Literal["pooled", "dedicated"] = "pooled"
    stages: tuple[Stage, ...] = ()
    onboarding: Onboarding | None = None
    simulated: bool = True

    @model_validator(mode="after")
    def _fits(self) -> "Team":
        if self.caseload == "dedicated" and (self.stages or self.onboarding):
            what = "stages" if self.stages else "onboarding"
            raise ValueError(f"has {what} and dedicated caseloads; make it pooled, or leave the {what} out")
        return self

    def closing_rule(self) -> str:
        """What happens at closing time; a team that is no desk finishes what it has begun, and leaves files for the
        next opening."""
        rule = self.at_closing or ("finish" if self.desk else "put_down")
        return "finish_begun" if rule == "finish" and not self.desk else rule

    def queue_order(self) -> str:
        """How the team queues: as the file says, else by joining at a desk, and the oldest case first elsewhere."""
        return self.order or ("joining" if self.desk else "oldest")
