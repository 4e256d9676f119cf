"""When people come: yearly volumes with seasons, rates with a rhythm, fixed spacing, daily counts."""

from itertools import combinations
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from simulation.scenario.calendar import DAY, ClockTime, clock
from simulation.scenario.distributions import Duration, mean_of
from simulation.scenario.figures import Amount, Figure, Figures, Plain, between

MOST_FACTOR = 1000.0
_UNUSED = {
    "per_hour": ("day_factor_cv", "hours", "count"),
    "every_minutes": ("weekdays", "months", "on_closed_days", "day_factor_cv", "windows", "hours", "count"),
}
"""Words that say nothing beside a base."""


class Window(Plain):
    """A part of the day in which a share of the day's arrivals falls: evenly, or beta(alpha, beta) between the ends."""

    share: float = Field(default=1.0, ge=1e-6, le=MOST_FACTOR)
    opens: ClockTime = Field(default=0.0, alias="from")
    closes: ClockTime = Field(default=DAY, alias="to")
    alpha: float = Field(default=1.0, ge=0.01, le=1000)
    beta: float = Field(default=1.0, ge=0.01, le=1000)

    @model_validator(mode="after")
    def _order(self) -> "Window":
        if self.closes <= self.opens:
            raise ValueError("ends before it begins; swap from and to")
        return self


class Sine(Plain):
    """Rate times 1 + amplitude · sin(2π t / period), t in hours since the window of the day opens (or since day 0)."""

    amplitude: float = Field(ge=0, le=1)
    period_hours: float = Field(ge=0.01)


class Arrivals(Plain):
    """One of `per_year`, `per_day`, `per_hour`, `every_minutes`, and how it varies.

    per_year    cases in 365 days from the start, spread by weekdays, months and the office's closed days so that they
    add up per_day     on each day of `days`; `count = "fixed"` gives just that number
    per_hour    a Poisson rate in the windows of the day, or around the clock, with an optional sine
    every_minutes   one arrival after another at a fixed distance
    """

    per_year: Amount | None = None
    per_day: Amount | None = None
    per_hour: Amount | None = None
    every_minutes: Figure | None = None
    count: Literal["poisson", "fixed"] = "poisson"
    weekdays: Figures | None = Field(default=None, description="seven factors, Monday first")
    months: Figures | None = Field(default=None, description="twelve factors, January first")
    on_closed_days: bool = Field(default=True, description="false: nobody comes on holidays and closed days")
    day_factor_cv: Annotated[Amount, AfterValidator(between(0, 10))] = Field(
        default_factory=lambda: Figure(value=0.0, derived="no variation between days unless given")
    )
    windows: tuple[Window, ...] = ()
    hours: Figures | None = Field(default=None, description="24 factors, one an hour from 00:00")
    sine: Sine | None = None
    batch: Duration | None = Field(default=None, description="people in one arrival; single ones when left out")

    @model_validator(mode="after")
    def _consistent(self) -> "Arrivals":
        bases = [k for k in ("per_year", "per_day", "per_hour", "every_minutes") if getattr(self, k) is not None]
        if len(bases) != 1:
            raise ValueError(
                f"needs exactly one of per_year, per_day, per_hour, every_minutes; has {', '.join(bases) or 'none'}"
            )
        if self.every_minutes is not None and self.every_minutes.value <= 0:
            raise ValueError(f"every_minutes must be above 0, is {self.every_minutes.value:g}")
        for name, wanted in (("weekdays", 7), ("months", 12), ("hours", 24)):
            row: Figures | None = getattr(self, name)
            if row is not None and (len(row.values) != wanted or min(row.values) < 0 or max(row.values) <= 0):
                raise ValueError(f"{name} needs {wanted} factors, none below 0 and not all 0")
            if row is not None and max(row.values) > MOST_FACTOR:
                raise ValueError(f"{name} has a factor of {max(row.values):g}; none may be above {MOST_FACTOR:g}")
        for before, after in combinations(sorted(self.windows, key=lambda window: window.opens), 2):
            if before.opens < after.opens < before.closes < after.closes:
                raise ValueError(f"windows overlap at {clock(after.opens)}; let one end where the next begins")
        if self.batch is not None and mean_of(self.batch) < 1 - 1e-9:
            raise ValueError(f"batch must be at least 1, is {mean_of(self.batch):g}; leave it out for single people")
        if self.windows and self.hours:
            raise ValueError("has windows and hours; keep one")
        unused = set(_UNUSED.get(bases[0], ())) & self.model_fields_set
        if unused:
            raise ValueError(f"{', '.join(sorted(unused))} plays no part with {bases[0]}; use per_day, or leave it out")
        if self.per_hour is not None and (
            len(self.windows) > 1 or any(w.share != 1 or w.alpha != 1 or w.beta != 1 for w in self.windows)
        ):
            raise ValueError("per_hour takes one window with an even rate; use per_day for several or for a shape")
        if self.sine and (self.per_hour is None or len(self.windows) > 1):
            raise ValueError("a sine goes with per_hour and at most one window")
        return self

    def per_year_about(self) -> float:
        """People a year, about: the weight of a service among others."""
        return self.per_year.value if self.per_year is not None else self.per_day_at_most() * 365

    def per_day_at_most(self) -> float:
        """Upper estimate of the mean number of people a day, to refuse what no machine can run."""
        people = mean_of(self.batch) if self.batch is not None else 1.0
        if self.per_year is not None:
            return people * self.per_year.value / 200
        if self.per_hour is not None:
            return people * self.per_hour.value * 48 * _mean(self.weekdays) * _mean(self.months)
        if self.per_day is not None:
            return people * self.per_day.value * _mean(self.weekdays) * _mean(self.months)
        return people * DAY / (self.every_minutes.value if self.every_minutes else DAY)


def _mean(factors: Figures | None) -> float:
    return sum(factors.values) / len(factors.values) if factors else 1.0
