"""Release rules (Freischaltregeln): which slots of a book a person may get, and from when. Frozen values, listed in
the union at the foot; `supply.py` turns them into times.

A book's slots of a day are shared out among its rules: dated batches come first and have their cells alone, then
quantities, then shares. What no rule takes is never released.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from simulation.scenario.calendar import DAY, ClockTime, minute_of_day, weekdays
from simulation.scenario.distributions import Duration
from simulation.scenario.figures import Amount, Figure, Heads, Plain, Share, WholeDays, percent


def _none(reason: str) -> Figure:
    return Figure(value=0.0, derived=reason)


Clock = tuple[float | None, ...]
"""Minutes after midnight by weekday, Monday first; None: not on that day."""


def clock_of(data: Any) -> Clock:
    """Clock times by weekday from "09:00" (every day) or `{ "mon,wed,fri" = "07:00", "tue,thu" = "09:00" }`."""
    if isinstance(data, tuple) and len(data) == 7:
        return data
    table = data if isinstance(data, dict) else {"daily": data}
    if not table:
        raise ValueError('needs a clock time like "09:00", or times by weekday')
    times: list[float | None] = [None] * 7
    for days, time in table.items():
        for day in weekdays(str(days)):
            times[day] = minute_of_day(time)
    return tuple(times)


ReleaseClock = Annotated[
    Clock,
    BeforeValidator(clock_of),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}],
            "description": 'a clock time for every day, or times by weekday like { "mon,wed,fri" = "07:00" }',
        }
    ),
]


class Rule(Plain):
    """What all rules share: how many slots they take, and who may book them how late.

    `share` of the slots that the rule may take, or `quantity` of them a day; everything when neither is given. A slot
    may be booked until `least_lead_minutes` before it starts; `for_all_minutes` before its start it is for everybody,
    whatever `channels` and `services` say (the holdback ends).
    """

    share: Share | None = None
    quantity: Heads | None = Field(default=None, description="slots a day instead of a share")
    least_lead_minutes: Amount = Field(default_factory=lambda: _none("until it starts unless given"))
    channels: tuple[str, ...] = Field(default=(), description="who may book; everybody when left out")
    services: tuple[str, ...] = Field(default=(), description="what it may be booked for; everything when left out")
    for_all_minutes: Amount | None = Field(default=None, description="so long before it starts it is for everybody")

    @model_validator(mode="after")
    def _one_size(self) -> "Rule":
        if self.share is not None and self.quantity is not None:
            raise ValueError("has a share and a quantity; keep one")
        return self


class Daily(Rule):
    """Released day by day ahead (German: tägliche Freischaltung).

    reading "day": at the clock time, the slots of the day `ahead_days` later. "calendar_week": each working day of a
    week releases its part of the next calendar week.
    """

    kind: Literal["daily"]
    at: ReleaseClock
    ahead_days: WholeDays = Field(default_factory=lambda: Figure(value=7.0, derived="next week"))
    reading: Literal["day", "calendar_week"] = "day"


class SameDay(Rule):
    """The remainder that is held back for the same day (Tagesrestkontingent)."""

    kind: Literal["same_day"]
    at: ReleaseClock


class Batch(Rule):
    """Slots of certain dates, all at once (Sonderfreischaltung): extended evenings, pop-up days.

    `dates` are the days whose slots it releases, `on` and `at` say when; `opens` and `closes` limit it to a part of
    those days.
    """

    kind: Literal["batch"]
    on: date
    at: ClockTime
    dates: tuple[date, ...] = Field(min_length=1)
    opens: ClockTime = Field(default=0.0, alias="from")
    closes: ClockTime = Field(default=DAY, alias="until")


class Tranche(Plain):
    """A part of a day's slots and how far ahead it is released; 0 days: the same day."""

    ahead_days: WholeDays
    share: Share


class Tranches(Rule):
    """Parts of a day's slots, released one after the other (gestaffelte Freischaltung)."""

    kind: Literal["tranches"]
    at: ReleaseClock
    parts: tuple[Tranche, ...] = Field(min_length=1, max_length=12)

    @model_validator(mode="after")
    def _shares(self) -> "Tranches":
        if self.quantity is not None:
            raise ValueError("has a quantity, which tranches cannot have; give a share, or leave it out")
        total = sum(part.share.value for part in self.parts)
        if total > 1 + 1e-9:
            raise ValueError(f"parts add up to {percent(total)} of the slots; make them 100 % at most")
        return self


class Rolling(Rule):
    """A window that moves with the days, as in ZMS (rollierendes Buchungsfenster).

    A slot is on offer from `end_in_days` before its day, at the opening time of its own block ("opening") or at its own
    clock time ("slot"), until the midnight that is `start_in_days` before its day is over.
    """

    kind: Literal["rolling"]
    start_in_days: WholeDays
    end_in_days: WholeDays
    opens_by: Literal["opening", "slot"] = "opening"

    @model_validator(mode="after")
    def _window(self) -> "Rolling":
        if self.end_in_days.value < self.start_in_days.value:
            raise ValueError(
                f"the window ends {self.end_in_days.value:g} days ahead, before it starts "
                f"({self.start_in_days.value:g}); swap start_in_days and end_in_days"
            )
        return self


class AdHoc(Rule):
    """Places for people who come without an appointment (Kontingent für Spontankunden): never bookable."""

    kind: Literal["ad_hoc"]


class Invitation(Rule):
    """The office gives the slot: the earliest free one at least `lead_days` after the invitation (German: Einladung).

    `freed` says what becomes of a slot that somebody gives back: "offered" again (by phone also inside the lead, one
    day ahead at least) or "lost". `choice` is which slot of the day: the "earliest" or "any" of the free ones alike.
    `order` is who gets one: who is invited "first", or the "important" ones: then the slots of a day are given out
    `horizon_days` ahead, to those who wait in the order of their priority.
    """

    kind: Literal["invitation"]
    lead_days: Duration = Field(default_factory=lambda: _none("at once unless given"), description="least lead, days")
    freed: Literal["offered", "lost"] = "offered"
    choice: Literal["earliest", "any"] = "earliest"
    order: Literal["first", "important"] = "first"
    horizon_days: Amount = Field(default_factory=lambda: Figure(value=7.0, derived="a week ahead unless given"))


class AtOnce(Plain):
    """A slot that is given back is on offer again at once."""

    kind: Literal["at_once"]


class Delayed(Plain):
    """It is blocked for a while first, against trading."""

    kind: Literal["delayed"]
    minutes: Amount


class Withheld(Plain):
    """It is not offered again."""

    kind: Literal["withheld"]


class WaitList(Plain):
    """It is offered to the first on the wait list whom it fits; an offer that is not taken lapses after
    `answer_minutes`, and the slot goes to the next, or on sale again when nobody is left."""

    kind: Literal["wait_list"]
    answers: Share = Field(
        default_factory=lambda: Figure(value=1.0, derived="everybody answers unless given"),
        description="takes the offer, some time before it lapses",
    )
    answer_minutes: Amount = Field(default_factory=lambda: Figure(value=DAY, derived="an offer lapses after a day"))


Freed = Annotated[AtOnce | Delayed | Withheld | WaitList, Field(discriminator="kind")]
AnyRule = Annotated[Daily | SameDay | Batch | Tranches | Rolling | AdHoc | Invitation, Field(discriminator="kind")]


def _form(data: Any) -> str:
    if isinstance(data, str):
        return "name"
    return "invitation" if isinstance(data, Invitation) or (isinstance(data, dict) and "kind" in data) else "rules"


def _named(data: Any) -> Any:
    """Only an invitation stands alone: other rules have names, so that there can be several."""
    kind = data.get("kind") if isinstance(data, dict) else None
    if isinstance(kind, str) and kind != "invitation":
        raise ValueError(f"has a rule of kind {kind!r} without a name; give it one, like release.{kind} = {{ … }}")
    return data


Rules = dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")], AnyRule]
Release = Annotated[
    Annotated[Invitation, Tag("invitation")] | Annotated[Rules, Tag("rules")] | Annotated[str, Tag("name")],
    Discriminator(_form),
    BeforeValidator(_named),
]
"""A book's release: an invitation, a table of named rules, or the id of such a table under [releases]."""
