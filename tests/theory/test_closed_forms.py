"""The functions of the study room give the reference values, whose own second method is noted in the JSON file."""

import json
import math
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import poisson

from simulation.study import closed_forms as cf
from simulation.study import day_forms as df
from simulation.study import statistics as st

CASES = {case["id"]: case for case in json.loads(Path(__file__).with_name("reference_cases.json").read_text())["cases"]}


def _station(station, **more):
    names = {"P_wait": "waits", "Lq": "queued", "L": "present", "Wq": "wait", "W": "stay"}
    return {metric: getattr(station, name) for metric, name in names.items()} | more


def mmc(lam, mu=1.0, c=1, t=0.0):
    found = _station(cf.mmc(lam, mu, c), a=lam / mu, rho=lam / mu / c, Wq_q95=cf.mmc_wait_quantile(lam, mu, c, 0.95))
    late = cf.mmc_waits_longer(lam, mu, c, t)
    one_head = {"W_q95": -math.log(0.05) / (mu - lam), "var_L": lam * mu / (mu - lam) ** 2} if c == 1 else {}
    return found | {"P_Wq_gt_t": late, "P_Wq_le_t": 1 - late} | one_head


def mm1k(lam, mu, K):
    blocked, let_in = cf.mm1k(lam, mu, K)
    through = lam * (1 - blocked)
    return {"P_block": blocked, **_station(let_in), "throughput": through, "util": through / mu}


def erlang_b(a, c):
    blocked = cf.erlang_b(a, c)
    return {"P_block": blocked, "mean_busy": a * (1 - blocked)}


def infinite(lam, mean_service):
    mean = cf.little(lam, mean_service)
    return {"L": mean, "var_L": mean, "P_N_gt_30": float(poisson.sf(30, mean))}


def erlang_a(lam, mu, c, theta, t):
    found = cf.erlang_a(lam, mu, c, theta)
    return {
        "P_wait": found.waits,
        "P_abandon": found.abandons,
        "Lq": found.queued,
        "Wq_all": found.wait,
        "throughput": found.busy * mu,
        "mean_busy": found.busy,
        "util": found.busy / c,
        "SL_served_within_t": cf.erlang_a_served_within(lam, mu, c, theta, t),
    }


def mg1(lam, mean_service, ES2, ES3, dist):
    variance = cf.mg1_wait_variance(lam, mean_service, ES2, ES3)
    return _station(cf.mg1(lam, mean_service, ES2), rho=lam * mean_service, var_Wq=variance)


def mdc(lam, D, c):
    waits, wait = df.mdc(lam, D, c)
    return {"P_wait": waits, "Wq": wait, "Lq": cf.little(lam, wait)}


def gm1(transform, rate, mu):
    sigma, wait = cf.gm1(transform, mu)
    return {"sigma": sigma, "P_wait": sigma, "Wq": wait, "W": wait + 1 / mu, "Lq": cf.little(rate, wait)}


def dm1(interarrival, mu):
    return gm1(lambda s: math.exp(-s * interarrival), 1 / interarrival, mu)


def e2m1(lam, mu, interarrival):
    return gm1(lambda s: (2 * lam / (2 * lam + s)) ** 2, lam, mu)


def non_preemptive(lam1, lam2, mu):
    waits = cf.cobham([lam1, lam2], [1 / mu] * 2, [2 / mu**2] * 2)
    both = (lam1 * waits[0] + lam2 * waits[1]) / (lam1 + lam2)
    return {"Wq1": waits[0], "Wq2": waits[1], "Wq_all": both}


def preemptive(lam1, lam2, mu):
    return dict(zip(("T1", "T2"), cf.preemptive([lam1, lam2], [1 / mu] * 2, [2 / mu**2] * 2), strict=True))


def tandem(lam, mu1, mu2, c2):
    first, second = cf.jackson([lam, 0.0], np.array([[0.0, 1.0], [0.0, 0.0]]), [mu1, mu2], [1, c2])
    stay = first.stay + second.stay
    return {"L1": first.present, "L2": second.present, "W_total": stay, "Wq1": first.wait, "Wq2": second.wait}


def finite_source(N, c, lam_each, mu):
    found = cf.finite_source(N, c, lam_each, mu)
    flow = lam_each * (N - found.present)
    k = np.arange(N, dtype=float)
    empty = cf.birth_death((N - k) * lam_each, np.minimum(k + 1, c) * mu)[0]
    return _station(found, throughput=flow, P0=float(empty))


def closed(demands, think, N):
    flow, present = cf.closed_network(demands, think, N)
    return {"X": flow, "R": N / flow - think} | {f"Q{k}": number for k, number in enumerate(present, 1)}


def vacations(lam, mu, V):
    service = lam, 1 / mu, 2 / mu**2
    return {"Wq": cf.mg1_with_vacations(*service, V, V * V), "Wq_novac": cf.mg1(*service).wait}


def retrial(lam, mu, theta):
    orbit, wait = cf.retrial(lam, mu, theta)
    return {"N_orbit": orbit, "W_orbit": wait, "P_busy": lam / mu, "mean_retries": theta * wait}


def balking(alpha, mu):
    present, lost = cf.discouraged(alpha, mu)
    return {"L": present, "P0": math.exp(-present), "throughput": alpha * (1 - lost), "P_lost_of_potential": lost}


def transient(lam, mu, n0, times):
    return {f"L_t{t:g}": x for t, x in zip(times, df.mean_present(lambda _: lam, mu, 1, times, n0), strict=True)}


def office_day(lam, mu, c, n0, times):
    means = df.mean_present(lambda t: 36 + 18 * math.sin(2 * math.pi * t / 8), mu, c, times, n0)
    arrivals = 36 * 8 + 18 * 4 / math.pi * (1 - math.cos(2 * math.pi))
    return {f"L_t{t:g}": x for t, x in zip(times, means, strict=True)} | {"arrivals_0_8": arrivals}


def pipeline(lam, mean_service, t):
    present = partial(df.infinite_heads, lambda s: 10 + 5 * math.sin(2 * math.pi * s / 5))
    constant = present(lambda u: 1.0, t, mean_service)
    return {"m_det": constant, "m_exp": present(lambda u: math.exp(-u / mean_service), t, 60.0)}


def slot_book(requests_per_day, slots_per_day):
    left, days, filled = df.slot_book(requests_per_day, slots_per_day)
    return {"mean_unserved_end_of_day": left, "mean_access_days": days, "slot_fill_rate": filled}


def session(n, slot, mean_service, p_noshow, initial_block):
    wait, end = df.session(n, slot, mean_service, p_noshow, initial_block)
    return {"mean_wait_min": wait, "mean_makespan_min": end}


def tries(p, K):
    success, number = cf.tries(p, K)
    return {"P_success": success, "mean_tries": number, "P_lost": 1 - success}


def kingman(rho, ca2, cs2, mean_service, c):
    return {"Wq": cf.allen_cunneen(rho * c, c, mean_service, ca2, cs2)}


def interval(x, conf):
    found = st.interval(x, conf)
    return {
        "mean": found.mean,
        "sd": st.deviation(x),
        "half_width": found.half_width,
        "rel_precision": st.precision(x, conf),
        "n_needed_for_5pct": st.replications_needed(x, 0.05, conf),
    }


def warm_up(formula_series, n, max_trunc):
    i = np.arange(n)
    found = st.mser5(20 * np.exp(-i / 15) + np.where(i % 2, 1, -1) + np.sin(i))
    return {"truncation": found.cut, "mser": found.statistic}


FORMS = {
    "MM1_0.5": mmc, "MM1_0.95": mmc, "MMc_c2": mmc, "MMc_c5": mmc, "MMc_servicepoint": mmc, "MM1K": mm1k,
    "MMcc_5": erlang_b, "MMcc_100": erlang_b, "MMinf": infinite, "MMc+M_critical": erlang_a, "MMc+M_hotline": erlang_a,
    "MD1": mg1, "MU1": mg1, "MLN1": mg1, "MTRI": mg1, "MDc3": mdc, "DM1": dm1, "E2M1": e2m1,
    "PRIO_NP_MM1": non_preemptive, "PRIO_PR_MM1": preemptive, "TANDEM": tandem,
    "MMc_N10": finite_source, "MMc_N50": finite_source, "CLOSED_MVA": closed, "MM1_VAC": vacations,
    "RETRIAL_MM1": retrial, "BALK": balking, "MM1_TRANSIENT": transient, "MtMc_DAY": office_day, "MtGinf": pipeline,
    "DAILY_SLOTS": slot_book, "APPT_SESSION_k1": session, "GEOM_TRIES": tries, "KINGMAN": kingman,
    "STAT_CI": interval, "STAT_MSER5": warm_up,
}  # fmt: skip


def test_every_reference_case_has_a_function():
    assert FORMS.keys() == CASES.keys()


@pytest.mark.parametrize("case", CASES)
def test_the_function_gives_the_reference_value(case):
    found = FORMS[case](**CASES[case]["parameters"])
    for metric, value in CASES[case]["metrics"].items():
        assert found[metric] == pytest.approx(value, rel=1e-6, abs=1e-6), metric


@pytest.mark.parametrize(
    "overloaded",
    [
        lambda: cf.mmc(5.0, 1.0, 5),
        lambda: cf.mg1(1.2, 1.0, 1.0),
        lambda: cf.cobham([0.5, 0.6], [1.0, 1.0], [2.0, 2.0]),
        lambda: cf.gm1(lambda s: math.exp(-0.9 * s), 1.0),
        lambda: cf.retrial(1.1, 1.0, 0.5),
        lambda: df.slot_book(51.0, 50),
    ],
)
def test_where_no_long_run_exists_the_function_says_so(overloaded):
    with pytest.raises(ValueError, match="no long run"):
        overloaded()


@pytest.mark.parametrize("heads", [1, 4, 30])
def test_erlang_a_with_endless_patience_is_erlang_c(heads):
    patient = cf.erlang_a(0.8 * heads, 1.0, heads, 1e-9)
    assert patient.waits == pytest.approx(cf.erlang_c(0.8 * heads, heads), rel=1e-6)


def test_two_called_together_wait_longer_and_end_earlier():
    one, two = df.session(20, 15.0, 13.0, 0.1, 1), df.session(20, 15.0, 13.0, 0.1, 2)
    assert two[0] > one[0] and two[1] < one[1]
