"""Exact answers that follow the clock: a start from empty, rates that change, a slot book day by day, a session.

Times are in any one unit; rates are per that unit. The first functions give numbers present, the others what is said.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import quad, solve_ivp
from scipy.special import gammaln

Array = NDArray[np.float64]


def mean_present(
    arrivals: Callable[[float], float], service: float, heads: int, times: Sequence[float], present: int = 0
) -> list[float]:
    """Mean customers present at each of `times` in M(t)/M/c that starts with `present`: Kolmogorov's forward equations.

    Truncated at 400 customers; the relative error of the solver is 1e-9.
    """
    levels = 400
    n = np.arange(levels + 1)
    leave = np.minimum(n, heads) * service
    start = np.zeros(levels + 1)
    start[present] = 1.0

    def flow(time: float, law: Array) -> Array:
        up = arrivals(time) * law[:-1]
        down = leave[1:] * law[1:]
        change = np.zeros_like(law)
        change[1:] += up - down
        change[:-1] += down - up
        return change

    found = solve_ivp(
        flow, (0.0, max(times)), start, "LSODA", t_eval=list(times), rtol=1e-9, atol=1e-12, lband=1, uband=1
    )
    return [float(law @ n) for law in found.y.T]


def infinite_heads(
    arrivals: Callable[[float], float], survival: Callable[[float], float], time: float, past: float
) -> float:
    """Mean present at `time` when nobody waits, started `past` before it: integral of arrivals(t-u)·P(S > u).

    The number present is Poisson with this mean (Eick, Massey, Whitt 1993). survival(u) = P(stay > u).
    """
    steps = np.linspace(0.0, past, max(2, int(past * 4) + 1))
    parts = pairwise(steps)
    return sum(quad(lambda u: arrivals(time - u) * survival(u), low, high)[0] for low, high in parts)


def poisson_law(mean: float, most: int) -> Array:
    """P(N = 0..most) of a Poisson number."""
    n = np.arange(most + 1)
    return np.asarray(np.exp(n * np.log(mean) - mean - gammaln(n + 1)))


def carried_over(per_day: float, places: int) -> Array:
    """The long-run law of B' = max(B - places, 0) + Poisson(per_day): what a day's slots face (index 0..).

    The same chain is M/D/c seen every service time. Raises ValueError where demand is not below the places.
    """
    if not per_day < places:
        raise ValueError(f"no long run: {per_day:g} a day need more than {places} places")
    room = places - per_day
    size = int(per_day + places + 40 * max(np.sqrt(per_day), per_day / room))
    arrive = poisson_law(per_day, size)
    kernel = np.zeros((size + 1, size + 1))
    for b in range(size + 1):
        left = max(b - places, 0)
        kernel[b, left:] = arrive[: size + 1 - left]
    kernel[:, -1] += 1 - kernel.sum(axis=1)
    balance = kernel.T - np.eye(size + 1)
    balance[0] = 1.0
    right = np.zeros(size + 1)
    right[0] = 1.0
    return np.asarray(np.linalg.solve(balance, right))


def slot_book(per_day: float, places: int) -> tuple[float, float, float]:
    """(requests left at the end of a day, mean access time in days, share of slots filled) of a daily slot book."""
    law = carried_over(per_day, places)
    b = np.arange(law.size)
    left = float(law @ np.maximum(b - places, 0))
    return left, left / per_day, float(law @ np.minimum(b, places)) / places


def mdc(arrivals: float, service_time: float, heads: int) -> tuple[float, float]:
    """(share that waits, mean wait) of M/D/c with constant service (Crommelin 1932, Franx 2001)."""
    law = carried_over(arrivals * service_time, heads)
    n = np.arange(law.size)
    return float(law[heads:].sum()), float(law @ np.maximum(n - heads, 0)) / arrivals


def session(appointments: int, apart: float, mean: float, no_show: float, at_start: int = 1) -> tuple[float, float]:
    """(mean wait of who comes, mean end) of a session at one desk with exponential service; everybody is punctual.

    `at_start` are called together at time 0, the others each `apart` later (Bailey, Welch 1952). The session ends no
    earlier than the last appointment.
    """
    law = np.zeros(appointments + 1)
    law[0] = 1.0
    n = np.arange(appointments + 1)
    waited = 0.0
    for k in range(appointments):
        if k >= at_start:
            law = _served(law, apart / mean)
        waited += float(law @ n) * mean
        law = law * no_show + np.concatenate(([0.0], law[:-1])) * (1 - no_show)
    return waited / appointments, (appointments - at_start) * apart + float(law @ n) * mean


def _served(law: Array, services: float) -> Array:
    """The law of who is still there after a stretch in which one desk could do Poisson(`services`) services."""
    done = poisson_law(services, law.size - 1)
    left = np.array([float(law[k:] @ done[: law.size - k]) for k in range(law.size)])
    left[0] = 1 - left[1:].sum()
    return left
