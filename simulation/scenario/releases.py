"""Release rules (Freischaltregeln): which slots of a book a person may get, and from when. Frozen values with one pure
method, listed in the union at the foot; `sharing.py` puts side by side what they take, `supply.py` the days.

A book's slots of a day are shared out among its rules: dated batches come first and have their cells alone, then
quantities, then shares. What no rule takes is never released.
"""

from datetime import date, timedelta
from math import inf
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from simulation.scenario.calendar import DAY, ClockTime
from simulation.scenario.distributions import Duration
from simulation.scenario.figures import Amount, Figure, Plain, Share, WholeDays, percent
from simulation.scenario.parts import Part
from simulation.scenario.release_clocks import WEEKS_BACK, BookDays, ReleaseClock
from simulation.scenario.rule import Rule


class Daily(Rule):
    """Released day by day ahead (German: tägliche Freischaltung).

    reading "day": at the clock time, the slots of the day `ahead_days` later. "calendar_week": each working day of a
    week releases its part of the next calendar week.
    """

    kind: Literal["daily"]
    at: ReleaseClock
    ahead_days: WholeDays = Field(default_factory=lambda: Figure(value=7.0, derived="next week"))
    reading: Literal["day", "calendar_week"] = "day"

    def takes(self, day: int, days: BookDays) -> list[Part]:
        if self.reading == "day":
            return [self.part(days.at_or_before(day, int(self.ahead_days.value), self.at))]
        times = days.week_before(day, self.at)
        n = len(times)
        if self.quantity is not None:
            quantity = int(self.quantity.value)
            numbers = [quantity * (k + 1) // n - quantity * k // n for k in range(n)]
            return [self.part(at, quantity=number) for at, number in zip(times, numbers, strict=True)]
        sizes = {"of_rest": 1 / n} if self.share is None else {"share": self.share.value / n}
        return [self.part(at, **sizes) for at in times]

    def reach_days(self) -> float:
        return 7.0 * WEEKS_BACK if self.reading == "calendar_week" else self.ahead_days.value + 7

    def back_days(self) -> int:
        return 7 * WEEKS_BACK if self.reading == "calendar_week" else 0

    @classmethod
    def first(cls, starts: date) -> dict[str, Any]:
        return {"kind": "daily", "at": "09:00", "ahead_days": 7}


class SameDay(Rule):
    """The remainder that is held back for the same day (Tagesrestkontingent)."""

    kind: Literal["same_day"]
    at: ReleaseClock

    def takes(self, day: int, days: BookDays) -> list[Part]:
        at = self.at[days.weekday(day)]
        return [] if at is None else [self.part(at, some_late=True)]

    @classmethod
    def first(cls, starts: date) -> dict[str, Any]:
        return {"kind": "same_day", "at": "08:00", "share": 0.1, "least_lead_minutes": 60}


class Batch(Rule):
    """Slots of certain dates, all at once (Sonderfreischaltung): extended evenings, pop-up days.

    `dates` are the days whose slots it releases, `on` and `at` say when; `opens` and `closes` limit it to a part of
    those days.
    """

    dated: ClassVar[bool] = True
    kind: Literal["batch"]
    on: date
    at: ClockTime
    dates: tuple[date, ...] = Field(min_length=1)
    opens: ClockTime = Field(default=0.0, alias="from")
    closes: ClockTime = Field(default=DAY, alias="until")

    def takes(self, day: int, days: BookDays) -> list[Part]:
        if days.date(day) not in self.dates:
            return []
        at = ((self.on - days.starts).days - day) * DAY + self.at
        return [self.part(at, opens=self.opens, closes=self.closes, alone=True)]

    def reach_days(self) -> float:
        return max((max(self.dates) - self.on).days + 1, 1)

    @classmethod
    def first(cls, starts: date) -> dict[str, Any]:
        on = starts + timedelta(days=28)
        dates = [(on + timedelta(days=9)).isoformat()]
        return {"kind": "batch", "on": on.isoformat(), "at": "09:00", "dates": dates, "from": "16:00"}


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

    def takes(self, day: int, days: BookDays) -> list[Part]:
        found = []
        for n, tranche in enumerate(self.parts):
            whole, at = tranche.share.value, days.at_or_before(day, int(tranche.ahead_days.value), self.at)
            sizes = {"of_rest": whole} if self.share is None else {"share": self.share.value * whole}
            found.append(self.part(at, offer=n, some_late=at >= 0, **sizes))
        return found

    def offers(self, name: str) -> list[str]:
        return [f"{name}_{n + 1}" for n in range(len(self.parts))]

    def reach_days(self) -> float:
        return max(part.ahead_days.value for part in self.parts) + 7

    @classmethod
    def first(cls, starts: date) -> dict[str, Any]:
        parts = [{"ahead_days": 28, "share": 0.2}, {"ahead_days": 7, "share": 0.5}, {"ahead_days": 0, "share": 0.3}]
        return {"kind": "tranches", "at": "08:00", "parts": parts}


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

    def takes(self, day: int, days: BookDays) -> list[Part]:
        last = self.start_in_days.value
        until = (1 - last) * DAY if last > 0 else inf
        released = -self.end_in_days.value * DAY
        return [self.part(released, counted_from=self.opens_by, until=until, some_late=True)]

    def reach_days(self) -> float:
        return self.end_in_days.value + 1

    def by_slot(self) -> bool:
        return self.opens_by == "slot"

    def too_late(self, part: Part, slot: str) -> str:
        return (
            f"no slot can ever be booked: the window opens {self.end_in_days.value:g} days ahead, "
            f"the last slot is at {slot}; make end_in_days larger"
        )

    @classmethod
    def first(cls, starts: date) -> dict[str, Any]:
        return {"kind": "rolling", "start_in_days": 0, "end_in_days": 14, "opens_by": "opening"}


class AdHoc(Rule):
    """Places for people who come without an appointment (Kontingent für Spontankunden): never bookable."""

    searched: ClassVar[bool] = False
    kind: Literal["ad_hoc"]

    def takes(self, day: int, days: BookDays) -> list[Part]:
        return [self.part(-inf)]

    @classmethod
    def first(cls, starts: date) -> dict[str, Any]:
        return {"kind": "ad_hoc", "quantity": 20}


class Invitation(Rule):
    """The office gives the slot: the earliest free one at least `lead_days` after the invitation (German: Einladung).

    `freed` says what becomes of a slot that somebody gives back: "offered" again (by phone also inside the lead, one
    day ahead at least) or "lost". `choice` is which slot of the day: the "earliest" or "any" of the free ones alike.
    `order` is who gets one: who is invited "first", or the "important" ones: then the slots of a day are given out
    `horizon_days` ahead, to those who wait in the order of their priority.
    """

    searched: ClassVar[bool] = False
    unnamed: ClassVar[bool] = True
    kind: Literal["invitation"]
    lead_days: Duration = Field(
        default_factory=lambda: Figure(value=0.0, derived="at once unless given"), description="least lead, days"
    )
    freed: Literal["offered", "lost"] = "offered"
    choice: Literal["earliest", "any"] = "earliest"
    order: Literal["first", "important"] = "first"
    horizon_days: Amount = Field(default_factory=lambda: Figure(value=7.0, derived="a week ahead unless given"))

    def takes(self, day: int, days: BookDays) -> list[Part]:
        return [self.part(-inf)]

    @classmethod
    def first(cls, starts: date) -> dict[str, Any]:
        return {"kind": "invitation", "lead_days": 7}


AnyRule = Annotated[Daily | SameDay | Batch | Tranches | Rolling | AdHoc | Invitation, Field(discriminator="kind")]
RULES: dict[str, type[Rule]] = {
    get_args(rule.model_fields["kind"].annotation)[0]: rule for rule in get_args(get_args(AnyRule)[0])
}
"""Every rule by its kind, in the order of that union."""


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
