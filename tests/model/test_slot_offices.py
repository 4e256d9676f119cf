"""The road-traffic office and the citizens' offices come near an independent trial of the same readings; policies move
them as they must; over 5 replications, so mostly slow."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
import pytest

from simulation.model import Ledgers, simulate
from simulation.scenario import changed, load
from simulation.scenario.supply import supply_of
from simulation.study.statistics import Interval, interval, paired
from tests.laws.heads_at_work import labels

DAY = 1440.0
FIVE = range(1, 6)
EVENINGS = ("evening_june", "evening_july")


def readings(run: Ledgers, days: int) -> dict[str, float]:
    """What the trial speaks of, from one replication: people whose search has ended, slots that start in the run."""
    cases, looks, slots = run.cases, run.searches, run.slots
    wish, outcome = labels(cases["kind"]) == "wish", labels(cases["outcome"])
    found = np.zeros(len(wish), dtype=bool)
    found[looks["case"][looks["found"].astype(bool)]] = True
    searched = np.zeros(len(wish), dtype=bool)
    searched[looks["case"]] = True
    ended = searched & (outcome != "open")
    in_run = (slots["starts"] >= 0) & (slots["starts"] < days * DAY)
    state, rule, pool = (labels(slots[name])[in_run] for name in ("state", "rule", "pool"))
    kept, missed = state == "attended", state == "no_show"
    released = len(np.unique(np.stack([slots["slot"][in_run], slots["pool"].codes[in_run]]), axis=1).T)
    handed_over = (pool == "naturalisation") & kept
    by_day = np.bincount((slots["starts"][in_run][handed_over] // DAY).astype(int))
    return {
        "success a look": float(looks["found"].mean()) if len(looks["case"]) else 0.0,
        "success a person": float(found[ended].sum() / max(ended.sum(), 1)),
        "failed searches": float((looks["found"] == 0).sum()),
        "lost": float((outcome[wish] == "gave_up").sum() / max((outcome[wish] != "open").sum(), 1)),
        "kept": float(kept.sum() / max(released, 1)),
        "visits": float(kept.sum()),
        "no-shows": float(missed.sum() / max((kept | missed).sum(), 1)),
        "served at the evenings": float((kept & np.isin(rule, EVENINGS)).sum()),
        "hand-overs a day": float(by_day[by_day > 0].mean()) if len(by_day) else 0.0,
    }


def replicate(ref: str, seed: int) -> dict[str, float]:
    scenario = load(ref)
    return readings(simulate(scenario, seed), scenario.days)


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as workers:
        yield workers


@pytest.fixture(scope="module")
def road_traffic(pool) -> list[dict[str, float]]:
    return list(pool.map(partial(replicate, "road-traffic-2025"), FIVE))


@pytest.fixture(scope="module")
def citizen(pool) -> list[dict[str, float]]:
    return list(pool.map(partial(replicate, "citizen-2025"), FIVE))


def over(runs: list[dict[str, float]], name: str) -> Interval:
    return interval([run[name] for run in runs])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("success a person", 0.82, 0.92), ("lost", 0.10, 0.18), ("kept", 0.80, 0.88), ("no-shows", 0.13, 0.19)],
)
def test_the_road_traffic_office_comes_near_the_trial(road_traffic, name, low, high):
    found = over(road_traffic, name)
    assert low < found.low and found.high < high


@pytest.mark.slow
def test_nearly_everybody_finds_a_slot_at_the_citizens_offices(citizen):
    assert over(citizen, "success a person").low > 0.92


@pytest.mark.slow
def test_the_two_evenings_serve_nearly_all_their_slots(citizen):
    found = over(citizen, "served at the evenings")
    assert found.low > 1600 and found.high < 2120


@pytest.mark.slow
def test_a_week_ahead_has_fewer_no_shows_and_more_failed_searches_than_four_weeks(pool, road_traffic):
    assert load("road-traffic-horizon-7").content_hash == load("road-traffic-2025").content_hash
    week, month = road_traffic, list(pool.map(partial(replicate, "road-traffic-horizon-28"), FIVE))
    for name, less in (("no-shows", True), ("failed searches", False)):
        found = paired([run[name] for run in week], [run[name] for run in month])
        assert found.excludes(0) and (found.mean < 0) == less, name


@pytest.mark.slow
def test_reminders_bring_more_people_to_their_appointment(pool, road_traffic):
    reminded = list(pool.map(partial(replicate, "road-traffic-reminders"), FIVE))
    found = paired([run["visits"] for run in reminded], [run["visits"] for run in road_traffic])
    assert found.excludes(0) and found.mean > 0


@pytest.mark.slow
def test_the_naturalisation_desk_hands_over_eight_to_ten_a_day(pool):
    refs = ["immigration-2025", "immigration-naturalisation-8", "immigration-naturalisation-10"]
    for ref, found in zip(refs, pool.map(replicate, refs, [1] * len(refs)), strict=True):
        assert 7.9 <= found["hand-overs a day"] <= 10, ref


def test_the_two_evenings_release_2100_to_2300_slots_on_the_monday_before():
    document = load("citizen-2025").document
    slots, at = 0, set()
    for book in document.books:
        supply = supply_of(document, book, document.office.days)
        mine = np.isin([offer.name for offer in supply.offers], EVENINGS)[supply.offer]
        slots += int(supply.count[mine].sum())
        at |= set(supply.released[mine].tolist())
        assert all(clock >= 13 * 60 for clock in (supply.starts[mine] % DAY).tolist())
    assert 2100 < slots < 2300
    assert at == {133 * DAY + 540, 147 * DAY + 540}, "16 and 30 June, 09:00"


def test_a_pop_up_day_has_84_slots_of_its_own():
    document = load("citizen-2025").document
    supply = supply_of(document, "popup", document.office.days)
    days, slots = np.unique(supply.starts // DAY, return_inverse=True)
    assert np.bincount(slots, weights=supply.count).tolist() == [84] * 4
    assert days.tolist() == [91, 119, 141, 143], "5 May, 2, 24 and 26 June"


def test_without_extra_appointments_no_slot_goes_but_the_extra_ones():
    found = {}
    for ref in ("citizen-2025", "citizen-2025-plain"):
        document = load(ref).document
        found[ref] = sum(int(supply_of(document, book, 365).count.sum()) for book in document.books)
    assert found["citizen-2025"] - found["citizen-2025-plain"] == 2 * 1060 + 4 * 84


def test_a_rule_that_releases_nothing_books_nothing_and_all_demand_is_lost_and_counted():
    changes = {
        "releases.standard.daily.share": 0, "releases.standard.remainder.share": 0, "searching.public.gives_up": 1,
        "office.days": 14,
    }  # fmt: skip
    run = simulate(changed(load("road-traffic-2025"), changes), 1)
    outcome = labels(run.cases["outcome"])[labels(run.cases["kind"]) == "wish"]
    assert len(outcome) > 3000
    assert set(labels(run.slots["state"])) == {"unreleased"}
    assert not run.searches["found"].any()
    assert set(outcome) == {"gave_up"}
