"""Distributions of durations and counts: frozen values with one pure method, listed in the union at the foot.

A bare number in a file is a mean; the office's `handling` shape then says how it varies. The unit is that of the field
(minutes for work, days for waits).
"""

from abc import ABC, abstractmethod
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from simulation.scenario.figures import Figure, Sourced, between

Draws = NDArray[np.float64]
_Z95 = NormalDist().inv_cdf(0.95)


class Shape(Sourced, ABC):
    """What all distributions share."""

    def scales(self) -> bool:
        """Whether it keeps its form around another mean, so that it can be an office's `handling`."""
        return False

    @abstractmethod
    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        """n draws, as they come: `sample` below cuts off what cannot be."""


class Constant(Shape):
    """Always the same."""

    kind: Literal["constant"]
    mean: float = Field(ge=0)

    def central(self) -> float:
        return self.mean

    def scales(self) -> bool:
        return True

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        return np.full(n, self.mean)


class Exponential(Shape):
    """Memoryless; scv 1."""

    kind: Literal["exponential"]
    mean: float = Field(gt=0)

    def central(self) -> float:
        return self.mean

    def scales(self) -> bool:
        return True

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        return rng.standard_exponential(n) * self.mean


class Gamma(Shape):
    """Mean and squared coefficient of variation; Erlang-k is scv = 1/k."""

    kind: Literal["gamma"]
    mean: float = Field(gt=0)
    scv: float = Field(ge=1e-6, le=100)

    def central(self) -> float:
        return self.mean

    def scales(self) -> bool:
        return True

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        return rng.standard_gamma(1 / self.scv, n) * (self.mean * self.scv)


class Lognormal(Shape):
    """By mean and scv, by median and p95, or by median and sigma (of the logarithm); `plus` shifts all of it."""

    kind: Literal["lognormal"]
    mean: float | None = Field(default=None, gt=0)
    scv: float | None = Field(default=None, ge=1e-6, le=100)
    median: float | None = Field(default=None, gt=0)
    p95: float | None = Field(default=None, gt=0)
    sigma: float | None = Field(default=None, gt=0, le=10)
    plus: float = Field(default=0.0, ge=0)

    @model_validator(mode="after")
    def _shape(self) -> "Lognormal":
        given = {k for k in ("mean", "scv", "median", "p95", "sigma") if getattr(self, k) is not None}
        if given not in ({"mean", "scv"}, {"median", "p95"}, {"median", "sigma"}):
            raise ValueError("a lognormal takes mean and scv, median and p95, or median and sigma")
        if self.p95 is not None and self.median is not None and self.p95 <= self.median:
            raise ValueError(f"p95 {self.p95:g} must lie above the median {self.median:g}")
        return self

    def central(self) -> float:
        return self.mean if self.mean is not None else self.median or 0.0

    def scales(self) -> bool:
        return self.mean is not None

    def parameters(self) -> tuple[float, float]:
        """mu and sigma of the logarithm."""
        if self.mean is not None and self.scv is not None:
            variance = log(1 + self.scv)
            return log(self.mean) - variance / 2, sqrt(variance)
        mu = log(self.median or 1.0)
        return mu, self.sigma if self.sigma is not None else (log(self.p95 or 1.0) - mu) / _Z95

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        mu, sigma = self.parameters()
        return self.plus + exp(mu) * np.exp(sigma * rng.standard_normal(n))


class Normal(Shape):
    """For punctuality: may be negative."""

    kind: Literal["normal"]
    mean: float
    sd: float = Field(ge=0)

    def central(self) -> float:
        return self.mean

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        return self.mean + self.sd * rng.standard_normal(n)


class Uniform(Shape):
    """Anywhere between two values alike; `whole` draws whole numbers, both ends included."""

    kind: Literal["uniform"]
    least: float = Field(ge=0)
    most: float = Field(ge=0)
    whole: bool = False

    @model_validator(mode="after")
    def _order(self) -> "Uniform":
        if self.most < self.least:
            raise ValueError(f"most {self.most:g} lies below least {self.least:g}")
        return self

    def central(self) -> float:
        return (self.least + self.most) / 2

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        if self.whole:
            return np.floor(self.least + (self.most - self.least + 1) * rng.random(n))
        return self.least + (self.most - self.least) * rng.random(n)


class Triangular(Shape):
    """Least, most likely, most."""

    kind: Literal["triangular"]
    least: float = Field(ge=0)
    mode: float = Field(ge=0)
    most: float = Field(ge=0)

    @model_validator(mode="after")
    def _order(self) -> "Triangular":
        if not self.least <= self.mode <= self.most or self.least == self.most:
            raise ValueError("needs least <= mode <= most and least < most")
        return self

    def central(self) -> float:
        return self.mode

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        return rng.triangular(self.least, self.mode, self.most, n)


class Pert(Triangular):
    """Beta on [least, most] with mean (least + 4 mode + most) / 6."""

    kind: Literal["pert"]  # type: ignore[assignment]

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        width = self.most - self.least
        a, b = 1 + 4 * (self.mode - self.least) / width, 1 + 4 * (self.most - self.mode) / width
        return self.least + width * rng.beta(a, b, n)


class Empirical(Shape):
    """The observed values themselves, drawn with replacement."""

    kind: Literal["empirical"]
    values: tuple[float, ...] = Field(min_length=1, max_length=5000)

    def central(self) -> float:
        return sum(self.values) / len(self.values)

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        return np.asarray(self.values)[(rng.random(n) * len(self.values)).astype(np.int64)]


class Tail(Shape):
    """A main distribution, and a share of single cases that take another one (cards that come late)."""

    kind: Literal["tail"]
    main: "Distribution"
    share: float = Field(ge=0, le=1)
    tail: "Distribution"

    def central(self) -> float | None:
        return self.main.central()

    def sample(self, rng: np.random.Generator, n: int) -> Draws:
        late = rng.random(n) < self.share
        main = self.main.sample(rng, n)
        return np.where(late, self.tail.sample(rng, n), main)


Distribution = Annotated[
    Constant | Exponential | Gamma | Lognormal | Normal | Uniform | Triangular | Pert | Empirical | Tail,
    Field(discriminator="kind"),
]
Tail.model_rebuild()


def _number_or_distribution(data: Any) -> str:
    kind = data.get("kind") if isinstance(data, dict) else getattr(data, "kind", None)
    return "number" if kind is None else "distribution"


MOST = 1e9
"""Nothing takes longer: neither minutes nor days of a run come near, and sums stay finite."""


def _within_reach(duration: Sourced) -> Sourced:
    central = duration.central() or 0.0
    if abs(central) > MOST:
        raise ValueError(f"must be at most {MOST:g}, is {central:g}")
    return duration


def _not_negative(duration: Sourced) -> Sourced:
    """A length of time: nothing takes less than no time."""
    least = min(duration.values) if isinstance(duration, Empirical) else duration.central() or 0.0
    if least < 0:
        raise ValueError(f"must be at least 0, has {least:g}")
    for part in (duration.main, duration.tail) if isinstance(duration, Tail) else ():
        _not_negative(part)
    return duration


Offset = Annotated[
    Annotated[Figure, AfterValidator(between(0)), Tag("number")] | Annotated[Distribution, Tag("distribution")],
    Discriminator(_number_or_distribution),
    AfterValidator(_within_reach),
]
"""Minutes after a booked time; a distribution may be negative: people who come early."""
Duration = Annotated[Offset, AfterValidator(_not_negative)]
"""A distribution, or a mean whose shape is the office's `handling` (work) or constant (waits)."""


def with_shape(duration: Sourced, shape: Sourced | None) -> Sourced:
    """The distribution that a duration stands for: a bare mean takes the family and scv of `shape`, or is constant."""
    if not isinstance(duration, Figure):
        return duration
    if shape is None or duration.value == 0:
        return Constant(kind="constant", mean=duration.value)
    return shape.model_copy(update={"mean": duration.value})


def sample(distribution: Sourced, rng: np.random.Generator, n: int) -> Draws:
    """n draws, never below 0."""
    draws: Draws = np.clip(distribution.sample(rng, n), 0.0, MOST)  # type: ignore[attr-defined]
    return draws


def sample_signed(distribution: Sourced, rng: np.random.Generator, n: int) -> Draws:
    """n draws that may be negative: people who come early."""
    draws: Draws = np.clip(distribution.sample(rng, n), -MOST, MOST)  # type: ignore[attr-defined]
    return draws


def mean_of(duration: Sourced) -> float:
    """About the mean, by 2,000 draws: the same for the same distribution."""
    return float(sample(with_shape(duration, None), np.random.default_rng(0), 2000).mean())
