"""What replications say, and how surely: intervals, paired differences, when to stop, where a warm-up ends.

A value is always the figure of one whole replication. Customers of one replication are never treated as independent.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri, stdtr, stdtrit


@dataclass(frozen=True, slots=True)
class Interval:
    """Student's t interval of a mean (Vertrauensbereich). One value alone has an infinite half_width."""

    mean: float
    low: float
    high: float
    n: int
    half_width: float

    @property
    def finite(self) -> bool:
        """Whether there were enough values to say anything of their spread."""
        return math.isfinite(self.half_width)

    @property
    def precision(self) -> float:
        """Half-width over |mean|; infinite for a mean of 0 that varies."""
        if self.half_width == 0.0:
            return 0.0
        return self.half_width / abs(self.mean) if self.mean else math.inf

    def wanted(self, share: float = 1.0) -> float:
        """A forecast: replications until the half-width is `share` of the mean, at the spread so far. With 1 it is
        known on which side of 0 the mean lies."""
        return self.n * (self.precision / share) ** 2

    def excludes(self, value: float) -> bool:
        """Whether `value` lies outside the interval."""
        return not self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Probability:
    """A share of runs that reached a goal, each bound one-sided at the level asked for."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Truncation:
    """Where a series has settled: drop the first `cut` values. A cut that is not `accepted` means: run longer."""

    cut: int
    statistic: float
    accepted: bool


def interval(values: Sequence[float], level: float = 0.95) -> Interval:
    """The mean of the replications ± t(n-1)·s/√n; sums are exact, so the order of the values does not matter.

    Raises ValueError without any value, and for values that are not finite: they would poison every figure silently.
    """
    n = len(values)
    if n == 0:
        raise ValueError("an interval needs at least one value")
    if not all(map(math.isfinite, values)):
        raise ValueError("an interval needs finite values; leave out the replications without data")
    mean = math.fsum(values) / n
    if n == 1:
        return Interval(mean, -math.inf, math.inf, 1, math.inf)
    half = float(stdtrit(n - 1, 0.5 + level / 2)) * deviation(values) / math.sqrt(n)
    return Interval(mean, mean - half, mean + half, n, half)


def deviation(values: Sequence[float]) -> float:
    """The sample's standard deviation (n - 1), exactly 0 for equal values."""
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def paired(scenario: Sequence[float], base: Sequence[float], level: float = 0.95) -> Interval:
    """The interval of scenario minus base, replication by replication: both saw the same people (common seeds)."""
    return interval(differences(scenario, base), level)


def differences(scenario: Sequence[float], base: Sequence[float]) -> list[float]:
    """Scenario minus base for each pair. Raises ValueError when a replication has no partner."""
    if len(scenario) != len(base):
        raise ValueError(f"paired values need partners: {len(scenario)} replications against {len(base)}")
    return [one - other for one, other in zip(scenario, base, strict=True)]


def p_value(values: Sequence[float]) -> float:
    """Two-sided probability of a mean this far from 0 by chance (Student's t); 1 when nothing can be said."""
    n = len(values)
    if n < 2:
        return 1.0
    mean, spread = math.fsum(values) / n, deviation(values)
    if spread == 0.0:
        return 1.0 if mean == 0.0 else 0.0
    return float(2 * stdtr(n - 1, -abs(mean) / spread * math.sqrt(n)))


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's adjusted p-values, in the order given: several scenarios against one base share one error rate.

    Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
    """
    adjusted = [0.0] * len(p_values)
    worst = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        worst = max(worst, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = worst
    return adjusted


def precision(values: Sequence[float], level: float = 0.95) -> float:
    """Half-width over |mean|: 0.05 means "± 5 %". Infinite for one value, or for a mean of 0 that varies."""
    return interval(values, level).precision


def enough(values: Sequence[float], share: float, least: int = 3, hold: int = 5, level: float = 0.95) -> bool:
    """Whether the precision has been within `share` for the last `hold` replications and one before them.

    Beyond 100 replications the look-ahead grows with their number. Hoad, Robinson, Davies, Automated selection of the
    number of replications for a discrete-event simulation, Journal of the Operational Research Society 61 (2010).
    """
    n = len(values)
    ahead = hold if n <= 100 else n * hold // 100
    first = n - ahead
    if first < max(least, 2):
        return False
    return all(precision(values[:k], level) <= share for k in range(first, n + 1))


def replications_needed(values: Sequence[float], share: float, level: float = 0.95) -> int:
    """A forecast from a pilot: replications until the half-width is `share` of the mean, at the pilot's spread."""
    return max(len(values), math.ceil(interval(values, level).wanted(share)))


def mser5(series: ArrayLike) -> Truncation:
    """The start that costs more bias than data: White's MSER on means of five; a cut in the second half is refused.

    series: one value per customer or per equal stretch of time. White, Simulation 69 (1997); Hoad and others (2010).
    Raises ValueError below ten batches (50 values). The last five batches are no candidates: their spread is chance.
    """
    values = np.asarray(series, dtype=float)
    k = values.size // 5
    if k < 10:
        raise ValueError(f"MSER-5 needs at least 50 values, has {values.size}")
    batches = values[: 5 * k].reshape(k, 5).mean(axis=1)
    candidates = range(k - 5)
    statistics = [float(np.square(batches[d:] - batches[d:].mean()).sum()) / (k - d) ** 2 for d in candidates]
    best = int(np.argmin(statistics))
    return Truncation(cut=5 * best, statistic=statistics[best], accepted=best <= k // 2)


def probability(reached: int, runs: int, level: float = 0.95) -> Probability:
    """The chance of reaching a goal that `reached` of `runs` replications reached: 40 of 40 is over 93 %, never 100 %.

    Wilson's score bounds, each one-sided at `level`. Raises ValueError without runs.
    """
    if not 0 <= reached <= runs or runs == 0:
        raise ValueError(f"a share needs 0 to {runs} of at least one run, got {reached} of {runs}")
    share, z = reached / runs, float(ndtri(level))
    centre = (share + z * z / (2 * runs)) / (1 + z * z / runs)
    reach = z / (1 + z * z / runs) * math.sqrt(share * (1 - share) / runs + z * z / (4 * runs * runs))
    low = 0.0 if reached == 0 else max(0.0, centre - reach)
    high = 1.0 if reached == runs else min(1.0, centre + reach)
    return Probability(share, low, high)
