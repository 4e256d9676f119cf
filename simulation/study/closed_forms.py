"""Exact answers of queueing theory for one station in the long run: what the simulator is held against.

Rates are per any unit of time, waits in the same unit. A `load` is arrivals per time times mean service, in heads.
Every function raises ValueError where no long run exists. Answers that follow the day stand in `day_forms.py`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm
from scipy.optimize import brentq

Array = NDArray[np.float64]
LEVELS = 2000  # states of a queue without a bound; the mass beyond is far below 1e-12 for what is asked here


@dataclass(frozen=True, slots=True)
class Station:
    """Long-run figures of a station; `waits` is the share of customers who wait, `queued` and `present` count them."""

    waits: float
    queued: float
    present: float
    wait: float
    stay: float


def little(arrivals_per_time: float, stay: float) -> float:
    """Customers present = arrivals per time x mean stay (Little 1961)."""
    return arrivals_per_time * stay


def _stable(load: float, heads: int) -> None:
    if not 0 <= load < heads:
        raise ValueError(f"no long run: a load of {load:g} needs more than {heads} heads")


def erlang_b(load: float, heads: int) -> float:
    """The share of customers who find all heads busy and leave, whatever the law of the service (Erlang 1917)."""
    blocked = 1.0
    for k in range(1, heads + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked


def erlang_c(load: float, heads: int) -> float:
    """The share of customers who wait in M/M/c."""
    _stable(load, heads)
    blocked = erlang_b(load, heads)
    return heads * blocked / (heads - load * (1 - blocked))


def mmc(arrivals: float, service: float, heads: int) -> Station:
    """M/M/c: Poisson arrivals, exponential service at rate `service` a head, first come first served."""
    waits = erlang_c(arrivals / service, heads)
    wait = waits / (heads * service - arrivals)
    stay = wait + 1 / service
    return Station(waits, arrivals * wait, arrivals * stay, wait, stay)


def mmc_waits_longer(arrivals: float, service: float, heads: int, time: float) -> float:
    """P(wait > time) in M/M/c."""
    return erlang_c(arrivals / service, heads) * math.exp(-(heads * service - arrivals) * time)


def mmc_wait_quantile(arrivals: float, service: float, heads: int, share: float) -> float:
    """The wait that `share` of the customers of M/M/c do not exceed; 0 when so many do not wait at all."""
    waits = erlang_c(arrivals / service, heads)
    return max(0.0, math.log(waits / (1 - share)) / (heads * service - arrivals))


def birth_death(births: Array, deaths: Array) -> Array:
    """The long-run law of a birth-death chain on 0..n: births[k] is the rate k -> k+1, deaths[k] the rate k+1 -> k."""
    logs = np.concatenate(([0.0], np.cumsum(np.log(births) - np.log(deaths))))
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def mm1k(arrivals: float, service: float, places: int) -> tuple[float, Station]:
    """M/M/1 with `places` for customers, the one in service included: (share turned away, station of those let in)."""
    law = birth_death(np.full(places, arrivals), np.full(places, service))
    present = float(law @ np.arange(places + 1))
    let_in = arrivals * float(1 - law[-1])
    queued = present - float(1 - law[0])
    waits = float(1 - law[0] - law[-1]) / float(1 - law[-1])
    return float(law[-1]), Station(waits, queued, present, queued / let_in, present / let_in)


@dataclass(frozen=True, slots=True)
class Impatient:
    """Erlang A over all arrivals: share that waits, share that hangs up, mean wait, mean queue, mean busy heads."""

    waits: float
    abandons: float
    wait: float
    queued: float
    busy: float
    law: Array


def erlang_a(arrivals: float, service: float, heads: int, impatience: float) -> Impatient:
    """M/M/c+M: who waits gives up after an exponential time, rate `impatience` (Garnett, Mandelbaum, Reiman 2002)."""
    k = np.arange(1, LEVELS + 1)
    law = birth_death(np.full(LEVELS, arrivals), np.minimum(k, heads) * service + np.maximum(k - heads, 0) * impatience)
    n = np.arange(LEVELS + 1)
    queued = float(law @ np.maximum(n - heads, 0))
    busy = float(law @ np.minimum(n, heads))
    return Impatient(float(law[heads:].sum()), impatience * queued / arrivals, queued / arrivals, queued, busy, law)


def erlang_a_served_within(arrivals: float, service: float, heads: int, impatience: float, time: float) -> float:
    """The share of all arrivals who are served after a wait of at most `time`: one customer followed to the head."""
    law = erlang_a(arrivals, service, heads, impatience).law
    ahead = 200
    chain = np.zeros((ahead + 2, ahead + 2))  # k ahead in the queue, then served; who hangs up leaves the chain
    for k in range(ahead + 1):
        onwards = heads * service + k * impatience
        chain[k, k - 1 if k else ahead + 1] = onwards
        chain[k, k] = -(onwards + impatience)
    served = expm(chain * time)[: ahead + 1, ahead + 1]
    return float(law[:heads].sum() + law[heads : heads + ahead + 1] @ served)


def mg1(arrivals: float, mean: float, second_moment: float) -> Station:
    """M/G/1 by Pollaczek and Khinchine, from the first two moments of the service."""
    _stable(arrivals * mean, 1)
    wait = arrivals * second_moment / (2 * (1 - arrivals * mean))
    return Station(arrivals * mean, arrivals * wait, arrivals * (wait + mean), wait, wait + mean)


def mg1_wait_variance(arrivals: float, mean: float, second_moment: float, third_moment: float) -> float:
    """The variance of the wait in M/G/1 (Takács 1962)."""
    wait = mg1(arrivals, mean, second_moment).wait
    return wait**2 + arrivals * third_moment / (3 * (1 - arrivals * mean))


def mg1_with_vacations(
    arrivals: float, mean: float, second_moment: float, vacation: float, vacation_second: float
) -> float:
    """Mean wait when the head does other work of mean `vacation` whenever nobody waits (Fuhrmann, Cooper 1985)."""
    return mg1(arrivals, mean, second_moment).wait + vacation_second / (2 * vacation)


def allen_cunneen(load: float, heads: int, mean: float, arrivals_scv: float, service_scv: float) -> float:
    """Mean wait in G/G/c, approximately: Erlang C times the mean of both squared variations; Kingman for one head."""
    return (arrivals_scv + service_scv) / 2 * erlang_c(load, heads) * mean / (heads - load)


def gm1(transform: Callable[[float], float], service: float) -> tuple[float, float]:
    """(share that waits, mean wait) of G/M/1; `transform` is the Laplace transform of the time between arrivals."""
    if -(transform(1e-6) - 1) / 1e-6 * service <= 1:
        raise ValueError("no long run: arrivals come faster than one head serves")
    share = float(brentq(lambda s: transform(service * (1 - s)) - s, 0.0, 1 - 1e-9, xtol=1e-14))
    return share, share / (service * (1 - share))


def cobham(arrivals: Sequence[float], means: Sequence[float], second_moments: Sequence[float]) -> list[float]:
    """Mean waits of M/G/1 with classes in order of priority, a started service is finished (Cobham 1954)."""
    rest = sum(rate * second for rate, second in zip(arrivals, second_moments, strict=True)) / 2
    loads = np.cumsum([0.0, *(rate * mean for rate, mean in zip(arrivals, means, strict=True))])
    _stable(float(loads[-1]), 1)
    return [float(rest / ((1 - before) * (1 - upto))) for before, upto in pairwise(loads)]


def preemptive(arrivals: Sequence[float], means: Sequence[float], second_moments: Sequence[float]) -> list[float]:
    """Mean stays of M/G/1 when a higher class interrupts and the work is resumed later."""
    loads = np.cumsum([0.0, *(rate * mean for rate, mean in zip(arrivals, means, strict=True))])
    _stable(float(loads[-1]), 1)
    rests = np.cumsum([rate * second for rate, second in zip(arrivals, second_moments, strict=True)]) / 2
    return [
        float((mean * (1 - upto) + rest) / ((1 - before) * (1 - upto)))
        for mean, before, upto, rest in zip(means, loads, loads[1:], rests, strict=False)
    ]


def discouraged(arrivals: float, service: float) -> tuple[float, float]:
    """(mean present, share lost) of M/M/1 when only one in n+1 joins n customers: their number is Poisson."""
    present = arrivals / service
    return present, 1 - (1 - math.exp(-present)) / present


def retrial(arrivals: float, service: float, again: float) -> tuple[float, float]:
    """(mean number, mean time) of those who found one head busy and try again, each at rate `again` (Falin 1990)."""
    load = arrivals / service
    _stable(load, 1)
    orbit = load**2 / (1 - load) * (1 + service / again)
    return orbit, orbit / arrivals


def finite_source(people: int, heads: int, each: float, service: float) -> Station:
    """`people` who each come at rate `each` while not in the office, exponential service (machine repair)."""
    k = np.arange(people, dtype=np.float64)
    law = birth_death((people - k) * each, np.minimum(k + 1, heads) * service)
    n = np.arange(people + 1)
    present, queued = float(law @ n), float(law @ np.maximum(n - heads, 0))
    flow = each * (people - present)
    found = law * (people - n)
    return Station(float(found[heads:].sum() / found.sum()), queued, present, queued / flow, present / flow)


def jackson(arrivals: Sequence[float], routing: Array, service: Sequence[float], heads: Sequence[int]) -> list[Station]:
    """Stations of an open network; routing[i, j] is the share that goes from i to j, the rest leaves (Jackson 1957)."""
    flows = np.linalg.solve(np.eye(len(arrivals)) - np.asarray(routing).T, np.asarray(arrivals, dtype=float))
    return [mmc(float(flow), rate, many) for flow, rate, many in zip(flows, service, heads, strict=True)]


def closed_network(demands: Sequence[float], think: float, people: int) -> tuple[float, list[float]]:
    """(throughput, mean number at each station) of `people` who circulate, by mean values (Reiser, Lavenberg 1980)."""
    present, flow = np.zeros(len(demands)), 0.0
    for n in range(1, people + 1):
        stays = np.asarray(demands) * (1 + present)
        flow = n / (think + float(stays.sum()))
        present = flow * stays
    return flow, [float(number) for number in present]


def tries(success: float, most: int) -> tuple[float, float]:
    """(share that succeeds, mean number of tries) of who tries until success, at most `most` times."""
    fails = 1 - success
    return 1 - fails**most, (1 - fails**most) / success
