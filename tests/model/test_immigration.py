"""The immigration office closes with everything that is published about it; over 10 replications, so slow."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
import pytest

from simulation.model import Ledgers, simulate
from simulation.scenario import changed, load
from simulation.study.statistics import Interval, interval, paired
from tests.laws.heads_at_work import labels

DAY = 1440.0
CASE_TEAMS = ("new_residents", "employment", "education", "humanitarian", "family", "returns")
TEN = range(1, 11)
pytestmark = pytest.mark.slow


def readings(run: Ledgers, days: int) -> dict[str, float]:
    """What the published figures speak of, from one replication."""
    cases, rows, year = run.cases, run.activities, 365 / days
    kind, service = labels(cases["kind"]), labels(cases["service"])
    application = (kind == "case") & np.isin(service, (*CASE_TEAMS, "returns"))
    decided = cases["decided"]
    last = np.where(np.isnan(decided), cases["closed"], decided)
    came, last = cases["arrived"][application], np.where(np.isnan(last), np.inf, last)[application]
    stock = [int(((came <= t) & (last > t)).sum()) for t in np.arange(0, days + 1) * DAY]
    calls, contact = kind == "call", labels(rows["contact"])
    own = np.isin(labels(rows["step"]), ("call", "query_call"))
    wait = np.full(len(kind), np.inf)
    answered = own & ~np.isnan(rows["started"])
    wait[rows["case"][answered]] = (rows["started"] - rows["queued"])[answered]
    teams, capacity = labels(run.capacity["team"]), run.capacity
    found = {
        "least stock": float(min(stock)),
        "most stock": float(max(stock)),
        "decisions": year * float(((decided >= 0) & application).sum()),
        "contacts": year
        * float(((contact == "personal") & ~np.isnan(rows["ended"]) & ~np.isnan(rows["started"])).sum()),
        "in 20 s": float((wait[calls] <= 1 / 3).mean()),
        "family wait": float(np.mean(_decision_days(run, "family"))),
        "stock at the end": float(stock[-1]),
    }
    for team in CASE_TEAMS:
        mine = teams == team
        found[team] = float(capacity["busy_minutes"][mine].sum() / capacity["open_minutes"][mine].sum())
    return found


def _decision_days(run: Ledgers, service: str) -> np.ndarray:
    mine = (labels(run.cases["service"]) == service) & (run.cases["decided"] >= 0)
    return (run.cases["decided"] - run.cases["arrived"])[mine] / DAY


def replicate(ref: str, changes: dict[str, object], seed: int) -> dict[str, float]:
    scenario = changed(load(ref), changes)
    return readings(simulate(scenario, seed), scenario.days)


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as workers:
        yield workers


@pytest.fixture(scope="module")
def base(pool) -> list[dict[str, float]]:
    return list(pool.map(partial(replicate, "immigration-2025", {}), TEN))


def over(runs: list[dict[str, float]], name: str) -> Interval:
    return interval([run[name] for run in runs])


def test_the_stock_of_undecided_cases_stays_between_7000_and_10000_all_year(base):
    assert over(base, "least stock").low > 7000
    assert over(base, "most stock").high < 10_000


def test_about_32500_decisions_a_year(base):
    found = over(base, "decisions")
    assert found.low > 30_500 and found.high < 34_500


def test_about_92500_personal_contacts_a_year(base):
    found = over(base, "contacts")
    assert found.low > 88_000 and found.high < 97_000


@pytest.mark.parametrize("team", CASE_TEAMS)
def test_case_teams_are_busy_nearly_all_the_time(base, team):
    found = over(base, team)
    assert found.low >= 0.90 and found.high <= 1.0 + 1e-9


def test_about_four_of_five_calls_are_answered_within_20_seconds(base):
    found = over(base, "in 20 s")
    assert found.low > 0.75 and found.high < 0.85


def test_four_more_heads_in_family_stays_are_seen_in_five_pairs(base, pool):
    more = list(pool.map(partial(replicate, "immigration-2025", {"teams.family.heads": 24}), range(1, 6)))
    found = paired([run["family wait"] for run in more], [run["family wait"] for run in base[:5]])
    assert found.excludes(0) and found.mean < 0


def test_a_steady_start_without_backlog_leaves_the_case_teams_some_air(pool):
    extensions = load("immigration-2025").raw["backlog"]["extensions"]  # no cases yet: papers that will run out
    steady = {f"teams.{team}.filled": 0.92 for team in CASE_TEAMS} | {"backlog": {"extensions": extensions}}
    runs = list(pool.map(partial(replicate, "immigration-2025", steady), TEN))
    for team in CASE_TEAMS:
        found = over(runs, team)
        assert 0.72 <= found.mean <= 0.92, f"{team}: {found}"
