"""The steps that a route is made of. A route reads from top to bottom: its table of steps is the life of a case.

Every step may say `only` and `unless` (names of traits or channels) and `share` (of the cases that take it).
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from simulation.scenario.distributions import Duration, Offset
from simulation.scenario.figures import Amount, Figure, Plain, Share

Owner = Literal["team", "customer", "third_party", "no_slot", "card_production", "history"]
Medium = Literal["none", "personal", "phone", "message"]


def _nothing(reason: str) -> Figure:
    return Figure(value=0.0, derived=reason)


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Name(Plain):
    """A name in both languages of the pages."""

    de: Words
    en: Words


class Step(Plain):
    """What all steps share."""

    name: Name | None = None
    only: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    share: Share | None = None


class Work(Step):
    """A team works on the case: `team` is an id, or "own" for the team that owns the case."""

    kind: Literal["work"]
    team: str = "own"
    minutes: Duration
    by_channel: dict[str, Amount] = Field(default_factory=dict, description="mean minutes by channel instead")
    contact: Medium = "none"
    priority: str | None = None
    other_head: bool = Field(default=False, description="not by the head whose caseload it is: a colleague of the team")


class Wait(Step):
    """The case waits for somebody else; `during` lets it end in the opening hours of that team."""

    kind: Literal["wait"]
    owner: Owner
    days: Duration
    working_days: bool = False
    during: str | None = None


class Errand(Plain):
    """A piece of work within a step."""

    name: Name | None = None
    team: str = "own"
    minutes: Duration
    priority: str | None = None


class Reminder(Errand):
    """Sent when the answer takes longer than `after_days`."""

    after_days: Amount


class Documents(Step):
    """The document loop: request, wait for the applicant, check again; `shares[n]` are incomplete at check n + 1."""

    kind: Literal["documents"]
    shares: tuple[Share, ...] = Field(min_length=1, max_length=12)
    by_channel: dict[str, Share] = Field(default_factory=dict, description="first share by channel instead")
    request: Errand | None = None
    answer_days: Duration
    reminder: Reminder | None = None
    never: Share = Field(default_factory=lambda: _nothing("everybody answers unless given"))
    closes_after_days: Amount = Field(default_factory=lambda: Figure(value=42.0, derived="six weeks"))
    again: Errand


class Decide(Step):
    """The decision: grant or refusal; a refused case ends here."""

    kind: Literal["decide"]
    refused: Share = Field(default_factory=lambda: _nothing("nobody is refused unless given"))


class NoShow(Plain):
    """Share of bookings that stay away, at a lead of `at_days`; logistic in ln(1 + days), odds times
    `reminder_odds`."""

    share: Share
    at_days: Amount = Field(default_factory=lambda: _nothing("flat unless given"))
    slope: Figure = Field(default_factory=lambda: _nothing("no effect of the lead unless given"))
    reminder_odds: Amount = Field(default_factory=lambda: Figure(value=1.0, derived="no reminder"))
    most: int = Field(default=3, ge=0, le=20, description="how often one may stay away")
    then: Literal["comes", "gives_up"] = "comes"


class Cancel(Plain):
    """Share of bookings cancelled: `early` of them more than two days ahead; `again` book anew at once, the others are
    invited again by the office."""

    share: Share
    early: Share
    again: Share


class Appointment(Step):
    """Invitation, slot, visit: `book` holds the slots, `team` serves the visit."""

    kind: Literal["appointment"]
    book: str
    team: str
    minutes: Duration
    invite: Errand | None = None
    no_show: NoShow | None = None
    cancel: Cancel | None = None
    punctuality: Offset | None = Field(default=None, description="minutes after the booked time; negative is early")
    idle_minutes: Amount = Field(default_factory=lambda: _nothing("a desk goes on at once unless given"))
    contact: Medium = "personal"
    priority: str | None = None


class Recur(Step):
    """Some come again: a new case of the same service after `days` (an extension)."""

    kind: Literal["recur"]
    days: Duration


RouteStep = Annotated[Work | Wait | Documents | Decide | Appointment | Recur, Field(discriminator="kind")]
Route = dict[str, RouteStep]
