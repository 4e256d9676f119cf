"""Draws from the distributions of a scenario: whole columns for a group, single ones for what repeats."""

from array import array
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from simulation.model.streams import Keyed, stream
from simulation.scenario.distributions import Constant, Draws, Exponential, sample, sample_signed, with_shape
from simulation.scenario.figures import Sourced

Column = Sequence[float]
Codes = Sequence[int]
OneDraw = Callable[[int, int], float]
TABLE = 8192


def column(draws: Draws) -> Column:
    """A column for single reads: a quarter of the memory of a list, and as fast."""
    return array("d", np.ascontiguousarray(draws, dtype=np.float64).tobytes())


def codes(numbers: NDArray[np.integer] | NDArray[np.bool_]) -> Codes:
    """Small whole numbers for single reads, two bytes each; yes and no in one byte."""
    return numbers.tobytes() if numbers.dtype == np.bool_ else array("h", numbers.astype(np.int16).tobytes())


class Dice:
    """The draws of one group of people: a stream for each purpose. `halfway`: they stand in the middle of a step."""

    def __init__(
        self, seed: int, group: tuple[str, ...], n: int, shape: Sourced | None, *, halfway: bool = False
    ) -> None:
        self.seed, self.group, self.n, self._shape, self._halfway = seed, group, n, shape, halfway

    def uniforms(self, purpose: str) -> Draws:
        """One uniform a person."""
        return stream(self.seed, purpose, *self.group).random(self.n)

    def elapsed(self, step: str) -> Column:
        """How far each is in a step; empty for those who come to its beginning."""
        return column(self.uniforms(f"{step} elapsed")) if self._halfway else ()

    def minutes(self, purpose: str, duration: Sourced) -> Draws:
        """Work times, minutes; a bare mean takes the office's shape."""
        return sample(with_shape(duration, self._shape), stream(self.seed, purpose, *self.group), self.n)

    def amounts(self, purpose: str, duration: Sourced) -> Draws:
        """Other amounts in their own unit; a bare mean is constant."""
        return sample(with_shape(duration, None), stream(self.seed, purpose, *self.group), self.n)

    def offsets(self, purpose: str, duration: Sourced) -> Draws:
        """Minutes before (negative) or after a booked time."""
        return sample_signed(with_shape(duration, None), stream(self.seed, purpose, *self.group), self.n)


def single(seed: int, purpose: tuple[str, ...], duration: Sourced, shape: Sourced | None) -> OneDraw:
    """A function (person, n) that draws one value: exact for constant and exponential, else from 8,192 draws made
    ahead."""
    distribution = with_shape(duration, shape)
    keyed = Keyed(seed, *purpose)
    if isinstance(distribution, Constant):
        value = distribution.mean
        return lambda person, n: value
    if isinstance(distribution, Exponential):
        mean = distribution.mean
        return lambda person, n: keyed.exponential(person, mean, n)
    table = np.sort(sample(distribution, stream(seed, *purpose), TABLE)).tolist()
    return lambda person, n: float(table[int(keyed.draw(person, n) * TABLE)])
