"""A number and where it comes from (law 6: no number without a source)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Origin = Literal["published", "derived", "assumed", "calibrated", "what-if"]
ORIGIN_KEYS = ("published", "derived", "assumed", "calibrated", "what_if")
NOT_CONTENT = frozenset(
    {"name", "title", "why", "sources", "bare_numbers", "goals", "pages", "low", "high", "spread", *ORIGIN_KEYS}
)
"""Keys that move no result, wherever they stand."""
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""Words that a reader sees; with a length, pydantic also refuses what is no Unicode."""


class Plain(BaseModel):
    """Base of every table of a scenario file: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Sourced(Plain):
    """A table that carries numbers and says where they come from.

    Exactly one of `published` (the id of a source), `derived` (the arithmetic), `assumed` or `calibrated` (the
    reason, with `low` and `high`), `what_if` (what was tried). None of them: the office's `bare_numbers` stand in.
    """

    published: Reason | None = None
    derived: Reason | None = None
    assumed: Reason | None = None
    calibrated: Reason | None = None
    what_if: Reason | None = None
    low: float | None = Field(default=None, description="lowest plausible central value, in the unit of the value")
    high: float | None = Field(default=None, description="highest plausible central value, in the unit of the value")

    @model_validator(mode="after")
    def _one_origin(self) -> "Sourced":
        given = [key for key in ORIGIN_KEYS if getattr(self, key) is not None]
        if len(given) > 1:
            raise ValueError(f"has two origins ({', '.join(given)}); keep one")
        if given and given[0] in ("assumed", "calibrated"):
            if self.low is None or self.high is None:
                raise ValueError(f"is {given[0]} without a range; give low and high")
            central = self.central()
            if central is not None and not self.low <= central <= self.high:
                raise ValueError(f"value {central:g} lies outside its own range {self.low:g} to {self.high:g}")
        return self

    def central(self) -> float | None:
        """The value that low and high enclose; None where the table has no single one."""
        return None

    def origin(self) -> tuple[Origin | None, str]:
        """Kind of origin and its text (a source id, an arithmetic or a reason); (None, "") for a bare number."""
        for key in ORIGIN_KEYS:
            text = getattr(self, key)
            if text is not None:
                return ("what-if" if key == "what_if" else key), text  # type: ignore[return-value]
        return None, ""


class Figure(Sourced):
    """One number with its origin; a bare number in the file is read as `{ value = number }`."""

    value: float

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:
        if isinstance(data, bool | str):
            raise ValueError(f"must be a number, is {data!r}")
        return {"value": data} if isinstance(data, int | float) else data

    def central(self) -> float:
        return self.value


class Figures(Sourced):
    """A row of numbers with one origin (weekday factors, an hourly profile); a bare list is read as `{ values = list
    }`.

    low and high enclose a common factor on the whole row (1 = as given).
    """

    values: tuple[float, ...]

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:
        return {"values": data} if isinstance(data, list | tuple) else data

    def central(self) -> float:
        return 1.0


@dataclass(frozen=True)
class FigureRow:
    """A number as the Sources page shows it. `path` is what `--set` takes; low and high are None for published ones."""

    path: str
    value: float | str
    unit: str
    origin: Origin
    source: str
    reason: str
    low: float | None
    high: float | None


def percent(share: float) -> str:
    """A share as people write it."""
    return f"{round(100 * share, 2):g} %"


def between(low: float, high: float = float("inf"), *, whole: bool = False) -> Callable[[Figure], Figure]:
    """A check that a figure lies in [low, high] (and is a whole number)."""

    def check(figure: Figure) -> Figure:
        value = figure.value
        if value < low:
            raise ValueError(f"must be at least {low:g}, is {value:g}")
        if value > high:
            raise ValueError(f"must be at most {high:g}, is {value:g}")
        if whole and value != int(value):
            raise ValueError(f"must be a whole number, is {value:g}")
        return figure

    return check


Share = Annotated[Figure, AfterValidator(between(0, 1))]
Amount = Annotated[Figure, AfterValidator(between(0))]
Heads = Annotated[Figure, AfterValidator(between(0, 5000, whole=True))]
Count = Annotated[Figure, AfterValidator(between(0, 1_000_000, whole=True))]
WholeDays = Annotated[Figure, AfterValidator(between(0, 400, whole=True))]
