"""Office, teams, books, services: the nouns of a scenario file."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from simulation.scenario.arrivals import Arrivals
from simulation.scenario.calendar import ClockTime, Hours
from simulation.scenario.distributions import Distribution, Duration
from simulation.scenario.figures import Amount, Count, Figure, Heads, Plain, Share, Sourced
from simulation.scenario.freed import AtOnce, Freed
from simulation.scenario.releases import Invitation, Release
from simulation.scenario.routes import Errand, Medium, Name

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]


def _all(reason: str) -> Figure:
    return Figure(value=1.0, derived=reason)


class BareNumbers(Sourced):
    """The origin of all numbers that state none; `spread` gives the range of assumed ones (0.25: value ± 25 %)."""

    spread: float = Field(default=0.0, ge=0, lt=1)

    @model_validator(mode="before")
    @classmethod
    def _range(cls, data: Any) -> Any:
        if isinstance(data, dict) and ({"assumed", "calibrated"} & data.keys()):
            if "spread" not in data:
                raise ValueError("is assumed without a range; give spread")
            return {"low": 0.0, "high": 0.0, **data}
        return data


FIRST_DATE, LAST_DATE = date(1970, 1, 1), date(2200, 12, 31)


def _in_reach(starts: date) -> date:
    if not FIRST_DATE <= starts <= LAST_DATE:
        raise ValueError(f"must be between {FIRST_DATE} and {LAST_DATE}, is {starts}")
    return starts


class Source(Plain):
    """A source (Quelle) that `published` names by its id: what it is, and of which day."""

    title: Name
    date: date


class Office(Plain):
    """The office (Amt, Standort) and the period that is simulated."""

    name: Name
    starts: Annotated[date, AfterValidator(_in_reach)]
    days: int = Field(ge=1, le=20000)
    holidays: str | None = Field(default=None, description='country and region of public holidays, e.g. "DE-NW"')
    closed: tuple[date, ...] = ()
    bare_numbers: BareNumbers | None = None
    handling: Distribution | None = Field(
        default=None, description="shape of work times given as a bare mean; low and high are those of its scv"
    )


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


class Hold(Plain):
    """A slot is reserved while somebody books; a share never confirms, and gives it back after so many minutes."""

    minutes: Amount
    lapses: Share


Grid = dict[str, dict[str, Heads]]
"""Slots by weekday ("mon") or date ("2025-06-18") and clock time ("09:00"): the planner's own numbers."""


class Book(Plain):
    """An appointment book (Terminkontingent): slots of one pool on a grid of clock times.

    Either `per_day` slots spread evenly between `from` and `until`, or `desks` slots at each time of the grid in the
    opening `hours` (the team's when left out), with the planner's own numbers in `grid`. `freed` is what becomes of a
    slot that is given back, `hold` how long a booking in progress keeps it.
    """

    name: Name
    team: str
    per_day: Duration | None = None
    opens: ClockTime | None = Field(default=None, alias="from")
    closes: ClockTime | None = Field(default=None, alias="until", description="end of the last slot")
    desks: Heads | None = None
    hours: str | Hours | None = None
    grid: Grid = Field(default_factory=dict)
    grid_minutes: float = Field(gt=0, le=1440)
    limit: Literal["time", "day"] = Field(default="time", description='"day": only the day\'s total is limited')
    release: Release
    freed: Freed = Field(default_factory=lambda: AtOnce(kind="at_once"))
    hold: Hold | None = None
    taken_at_start: Share = Field(
        default_factory=lambda: Figure(value=0.0, derived="nothing is booked at the start unless given"),
        description="of the slots that were released before the run: booked already",
    )

    @model_validator(mode="after")
    def _fits(self) -> "Book":
        if (self.per_day is None) == (self.desks is None):
            raise ValueError("needs either per_day (slots spread over the day) or desks (slots at each time)")
        if self.per_day is not None:
            if self.opens is None or self.closes is None:
                raise ValueError("needs from and until, the hours over which per_day is spread")
            if self.closes - self.opens < self.grid_minutes:
                raise ValueError(f"no slot of {self.grid_minutes:g} minutes fits between from and until")
            if self.hours is not None or self.grid:
                raise ValueError("has per_day; hours and grid go with desks")
            if {"freed", "hold", "taken_at_start"} & self.model_fields_set:
                raise ValueError("has per_day; freed, hold and taken_at_start go with desks")
            if not isinstance(self.release, Invitation):
                raise ValueError("has per_day, which goes with an invitation; give desks for slots that people search")
        elif self.opens is not None or self.closes is not None:
            raise ValueError("has desks; give hours instead of from and until")
        elif self.limit == "day":
            raise ValueError("has desks; limit day goes with per_day")
        return self


class Channel(Plain):
    """How applications come in (online, e-mail, post, in person)."""

    name: Name
    share: Share


class Trait(Plain):
    """A mark that a share of cases carries (urgent, no visit needed); `of` limits it to cases that carry another."""

    name: Name | None = None
    share: Share
    of: str | None = None
    priority: str | None = None


class Priority(Plain):
    """A class in the queue. Lower rank goes first whatever its age; within a rank, older goes first, and
    `head_start_days` counts as extra age."""

    name: Name | None = None
    rank: int = Field(default=5, ge=0, le=9)
    head_start_days: Figure = Field(default_factory=lambda: Figure(value=0.0, derived="none unless given"))


class Ageing(Plain):
    """Whoever has waited so long for a decision gets the priority `priority`, so that nobody starves."""

    after_days: Amount
    priority: str


class Titles(Plain):
    """Some applicants hold a title that runs out; near its end the case gets the priority `priority`."""

    share: Share
    days: Duration
    within_days: Amount
    priority: str
    services: tuple[str, ...]


class Service(Plain):
    """A service (Dienstleistung) that takes a route: what a case comes for."""

    kind: Literal["case"] = "case"
    name: Name
    team: str | dict[str, Share] = Field(description="the own team, or teams with their shares")
    route: str
    arrivals: Arrivals | None = None
    demand: Amount = Field(default_factory=lambda: _all("as given"))
    priority: str | None = None
    channels: bool = Field(default=True, description="false: this service has no channels")
    traits: dict[str, Share] = Field(default_factory=dict, description="other shares of the office's traits")
    steps: dict[str, dict[str, Any]] = Field(default_factory=dict, description="other values of single steps")


class Retry(Plain):
    """Who was not served tries again, after some minutes or on the next day."""

    share: Share
    minutes: Duration | None = None
    next_day: bool = False
    most: int | None = Field(default=None, ge=1, description="no limit when left out")

    @model_validator(mode="after")
    def _when(self) -> "Retry":
        if (self.minutes is None) == (not self.next_day):
            raise ValueError("needs either minutes or next_day = true")
        return self


class Contact(Plain):
    """A service without a route: a call, a message, a visit without appointment, or a textbook customer."""

    kind: Literal["contact"]
    name: Name
    team: str | dict[str, Share] = Field(description="a team, or teams with their shares")
    medium: Medium
    minutes: Duration
    arrivals: Arrivals | None = None
    demand: Amount = Field(default_factory=lambda: _all("as given"))
    priority: str | None = None
    urgent: Share = Field(default_factory=lambda: Figure(value=0.0, derived="none unless given"))
    urgent_priority: str | None = None
    patience_minutes: Duration | None = Field(default=None, description="leaves after so long a wait; 0: at once")
    places_per_day: Amount | None = None
    places_from: str | None = Field(default=None, description="the book whose ad_hoc slots are the day's places")
    retry: Retry | None = None
    instead: str | None = Field(default=None, description="the contact service that those become who do not retry")
    follow_up: Errand | None = Field(default=None, description='work of the asked case\'s own team (team = "own")')
    raises: Share = Field(
        default_factory=lambda: Figure(value=0.0, derived="none unless given"),
        description="share of urgent contacts that raise the priority of an open case",
    )


class FailureDemand(Plain):
    """An undecided case asks about itself (Folgekontakt): once in `every_days`, exponential."""

    every_days: Figure
    by_phone: Share
    call: str
    message: str
    asks: Literal["endogenous", "off"] = "endogenous"


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


class Withdrawal(Plain):
    """Applicants who give up an undecided case (move away, marry, lose interest)."""

    per_year: Share
