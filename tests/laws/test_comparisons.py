"""Laws of two runs: the same people meet every scenario, and what is the same stays the same to the last bit."""

import copy
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simulation.model import Ledgers, simulate
from simulation.scenario import changed
from tests.laws.heads_at_work import labels
from tests.laws.offices import ALL_DAY, Raw, name, offices, scenario_of

seeds = st.integers(0, 1000)
FEW = settings(max_examples=40)


def bits(run: Ledgers) -> dict[str, bytes]:
    """Every column of every table as bytes, names of codes included."""
    return {
        f"{table}.{column}": _raw(values)
        for table, columns in run.tables().items()
        for column, values in columns.items()
    }


def _raw(column: Any) -> bytes:
    return repr(column.names).encode() + column.codes.tobytes() if hasattr(column, "codes") else column.tobytes()


def births(run: Ledgers, kinds: tuple[str, ...]) -> dict[str, Counter[float]]:
    """Arrival times by service, as far as nothing else brings them."""
    kind, service, arrived = labels(run.cases["kind"]), labels(run.cases["service"]), run.cases["arrived"]
    return {
        str(key): Counter(arrived[(service == key) & np.isin(kind, kinds)].tolist()) for key in set(service.tolist())
    }


def without_echo(raw: Raw) -> Raw:
    """The office without whatever makes one arrival out of another: tries, questions, extensions."""
    raw = copy.deepcopy(raw)
    raw.pop("failure_demand", None)
    for service in raw["services"].values():
        for key in ("retry", "instead"):
            service.pop(key, None)
    for route in raw["routes"].values():
        for key in [k for k, step in route.items() if step["kind"] == "recur"]:
            route[key] = {"kind": "decide"}
    return raw


@FEW
@given(offices(), seeds)
def test_the_same_scenario_twice_differs_by_nothing(raw, seed):
    assert bits(simulate(scenario_of(raw), seed)) == bits(simulate(scenario_of(copy.deepcopy(raw)), seed))


@FEW
@given(offices(), seeds)
def test_a_what_if_without_changes_differs_by_nothing(raw, seed):
    base = scenario_of(raw)
    assert changed(base, {}).content_hash == base.content_hash
    assert bits(simulate(changed(base, {}), seed)) == bits(simulate(base, seed))
    heads = {"teams.red.heads": base.teams["red"].heads.value}
    assert bits(simulate(changed(base, heads), seed)) == bits(simulate(base, seed))


@FEW
@given(offices(), seeds)
def test_other_names_change_nothing(raw, seed):
    renamed = copy.deepcopy(raw)
    renamed["office"]["name"] = name("Elsewhere")
    for table in ("teams", "services", "channels", "books"):
        for entry in renamed.get(table, {}).values():
            entry["name"] = name("Somebody else")
    renamed["office"]["bare_numbers"] = {"assumed": "another reason", "spread": 0.5}
    renamed["title"], renamed["why"] = name("Another"), "other words"
    one, other = scenario_of(raw), scenario_of(renamed)
    assert one.content_hash == other.content_hash
    assert bits(simulate(one, seed)) == bits(simulate(other, seed))


@FEW
@given(offices(), seeds)
def test_a_further_service_with_a_team_of_its_own_moves_no_arrival(raw, seed):
    raw = without_echo(raw)
    more = copy.deepcopy(raw)
    more["teams"]["ninth"] = copy.deepcopy(raw["teams"]["red"])
    more["routes"]["ninth"] = {"look": {"kind": "work", "minutes": 30}, "decide_it": {"kind": "decide"}}
    arrivals = {"per_day": 9, **ALL_DAY}
    more["services"]["ninth"] = {"name": name("Ninth"), "team": "ninth", "route": "ninth", "arrivals": arrivals}
    before, after = (births(simulate(scenario_of(r), seed), ("case", "call", "message", "visit")) for r in (raw, more))
    after.pop("ninth", None)
    assert before == after


@FEW
@given(offices(), seeds)
def test_a_further_contact_with_a_team_of_its_own_moves_nothing_at_all(raw, seed):
    more = copy.deepcopy(raw)
    more["teams"]["ninth"] = {**copy.deepcopy(raw["teams"]["red"]), "heads": 2}
    call = {"kind": "contact", "name": name("Ninth"), "medium": "phone", "minutes": 20}
    more["services"]["ninth"] = {**call, "team": "ninth", "arrivals": {"per_day": 9, **ALL_DAY}}
    before, after = simulate(scenario_of(raw), seed), simulate(scenario_of(more), seed)
    kept = labels(after.cases["service"]) != "ninth"
    for column in ("arrived", "decided", "closed", "expires"):
        assert np.array_equal(before.cases[column], after.cases[column][kept], equal_nan=True)
    rows = kept[after.activities["case"]]
    for column in ("queued", "started", "ended", "worked_minutes"):
        assert np.array_equal(before.activities[column], after.activities[column][rows], equal_nan=True)


@FEW
@given(offices(), seeds, st.sampled_from((1.25, 2.0, 3.0)))
def test_added_demand_keeps_everybody_who_came_before(raw, seed, factor):
    raw = {**without_echo(raw), "demand": 1}
    usual, more = scenario_of(raw), scenario_of({**raw, "demand": factor})
    before, after = (births(simulate(s, seed), ("case", "call", "message", "visit")) for s in (usual, more))
    for service, times in before.items():
        assert times <= after[service], service


@FEW
@given(offices(), seeds)
def test_less_demand_brings_nobody_new(raw, seed):
    raw = {**without_echo(raw), "demand": 1}
    usual, less = scenario_of(raw), scenario_of({**raw, "demand": 0.6})
    before, after = (births(simulate(s, seed), ("case", "call", "message", "visit")) for s in (usual, less))
    for service, times in after.items():
        assert times <= before[service], service


@FEW
@given(offices(), seeds)
def test_a_book_without_slots_books_nothing(raw, seed):
    raw = copy.deepcopy(raw)
    raw["books"]["visits"]["per_day"] = 0
    run = simulate(scenario_of(raw), seed)
    assert not len(run.slots["slot"])
    visits = {
        step for route in raw["routes"].values() for step, facts in route.items() if facts["kind"] == "appointment"
    }
    assert not visits & set(labels(run.activities["step"]).tolist())


@FEW
@given(
    st.integers(1, 5),
    st.integers(1, 30),
    st.sampled_from(("put_down", "finish")),
    st.sampled_from(("case", "contact")),
    st.sampled_from((None, {"mon-fri": "08:00-16:00"}, {"daily": ["08:00-12:00", "13:00-17:00"]})),
    seeds,
)
def test_one_more_head_makes_nobody_wait_longer(heads, number, rule, kind, hours, seed):
    """One class, first come first served, always the same heads: not even a single person waits longer."""
    service: Raw = {"name": name("S"), "team": "red", "arrivals": {"per_day": number, **ALL_DAY}}
    minutes = {"kind": "exponential", "mean": 60}
    if kind == "case":
        service["route"] = "way"
    else:
        service |= {"kind": "contact", "medium": "personal", "minutes": minutes}
    team = {"name": name("T"), "heads": heads, "at_closing": rule, "order": "joining"} | (
        {"hours": hours} if hours else {}
    )
    raw: Raw = {
        "office": {"name": name("O"), "starts": "2025-03-17", "days": 15, "bare_numbers": {"derived": "made up"}},
        "teams": {"red": team}, "services": {"s": service},
        "routes": {"way": {"look": {"kind": "work", "minutes": minutes}}},
    }  # fmt: skip
    few, more = (
        simulate(scenario_of({**raw, "teams": {"red": {**team, "heads": h}}}), seed) for h in (heads, heads + 1)
    )
    assume(len(few.cases["case"]))
    waits = []
    for run in (few, more):
        begun = np.full(len(run.cases["case"]), 15 * 1440.0)
        started = ~np.isnan(run.activities["started"])
        begun[run.activities["case"][started]] = run.activities["started"][started]
        waits.append(begun - run.cases["arrived"])
    assert (waits[1] <= waits[0] + 1e-6).all()
    assert waits[1].mean() <= waits[0].mean() + 1e-9


@pytest.mark.slow
@pytest.mark.parametrize(
    "law",
    [
        test_the_same_scenario_twice_differs_by_nothing,
        test_a_what_if_without_changes_differs_by_nothing,
        test_other_names_change_nothing,
        test_a_further_service_with_a_team_of_its_own_moves_no_arrival,
        test_a_further_contact_with_a_team_of_its_own_moves_nothing_at_all,
        test_a_book_without_slots_books_nothing,
    ],
)
def test_the_same_in_more_offices(law):
    settings(max_examples=120)(given(offices(), seeds)(law.hypothesis.inner_test))()
