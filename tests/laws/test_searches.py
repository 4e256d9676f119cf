"""Laws of two runs of a slot office: the same people meet every policy, and what is the same stays the same to the last
bit."""

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.model import Ledgers, simulate
from tests.laws.heads_at_work import labels
from tests.laws.offices import ALL_DAY, name
from tests.laws.search_laws import persons_of
from tests.laws.slot_offices import Raw, office_of, slot_offices
from tests.laws.test_comparisons import bits

seeds = st.integers(0, 1000)
FEW = settings(max_examples=20)


def wishes(run: Ledgers) -> np.ndarray:
    """Which cases are wishes of the run, not of before it."""
    return (labels(run.cases["kind"]) == "wish") & (run.cases["arrived"] > 0)


def other_policy(raw: Raw) -> Raw:
    """Other rules, more desks, other ways of a freed slot."""
    other = copy.deepcopy(raw)
    for book in other["books"].values():
        book["release"] = {"all": {"kind": "rolling", "start_in_days": 0, "end_in_days": 5}}
        book["freed"] = {"kind": "withheld"}
        book["desks"] += 1
    return other


@FEW
@given(slot_offices(), seeds)
def test_the_same_policy_under_two_names_differs_by_nothing(raw, seed):
    renamed = copy.deepcopy(raw)
    renamed["title"], renamed["why"] = name("Another"), "other words"
    for table in ("teams", "services", "books"):
        for entry in renamed[table].values():
            entry["name"] = name("Somebody else")
    assert bits(simulate(office_of(raw), seed)) == bits(simulate(office_of(renamed), seed))


@FEW
@given(slot_offices(), seeds)
def test_a_person_is_the_same_under_every_policy(raw, seed):
    """The same wishes at the same times, with the same habits, patience, furthest lead and minutes."""
    one, other = office_of(raw), office_of(other_policy(raw))
    before, after = simulate(one, seed), simulate(other, seed)
    for column in ("arrived", "service", "channel", "team"):
        mine, theirs = (
            values[wishes(run)] if column == "arrived" else labels(values)[wishes(run)]
            for run, values in ((before, before.cases[column]), (after, after.cases[column]))
        )
        assert np.array_equal(mine, theirs), column
    assert list(persons_of(one, seed, before).values()) == list(persons_of(other, seed, after).values())


@FEW
@given(slot_offices(), seeds)
def test_minutes_at_the_desk_belong_to_the_person(raw, seed):
    for service in raw["services"].values():
        service.pop("turned_away", None)
    for team in raw["teams"].values():
        team["desk"] = True
    raw["office"]["days"] = 8
    runs = simulate(office_of(raw), seed), simulate(office_of(other_policy(raw)), seed)
    worked = []
    for run in runs:
        rows, names = run.activities, labels(run.cases["service"])
        done = (labels(rows["contact"]) == "personal") & wishes(run)[rows["case"]] & ~np.isnan(rows["ended"])
        case = rows["case"][done]
        keys = zip(names[case].tolist(), run.cases["arrived"][case].tolist(), strict=True)
        worked.append(dict(zip(keys, rows["worked_minutes"][done].tolist(), strict=True)))
    both = worked[0].keys() & worked[1].keys()
    assert all(abs(worked[0][key] - worked[1][key]) < 1e-9 for key in both)


@FEW
@given(slot_offices(), seeds)
def test_a_further_service_with_a_book_of_its_own_changes_nothing_for_the_others(raw, seed):
    more = copy.deepcopy(raw)
    more["teams"]["ninth"] = copy.deepcopy(next(iter(raw["teams"].values())))
    more["books"]["ninth"] = {
        "name": name("Ninth"), "team": "ninth", "desks": 1, "grid_minutes": 30,
        "release": {"daily": {"kind": "daily", "at": "09:00", "ahead_days": 2}},
    }  # fmt: skip
    more["services"]["ninth"] = {
        "kind": "booked", "name": name("Ninth"), "books": "ninth", "search": "public", "minutes": 10,
        "arrivals": {"per_day": 9, **ALL_DAY},
    }  # fmt: skip
    more["searching"]["public"]["turns"] = raw["searching"]["public"]["turns"] = {}
    before, after = simulate(office_of(raw), seed), simulate(office_of(more), seed)
    kept = labels(after.cases["service"]) != "ninth"
    number = np.cumsum(kept) - 1
    for column in ("arrived", "closed"):
        assert np.array_equal(before.cases[column], after.cases[column][kept], equal_nan=True)
    assert np.array_equal(labels(before.cases["outcome"]), labels(after.cases["outcome"])[kept])
    mine = kept[after.searches["case"]]
    assert np.array_equal(before.searches["case"], number[after.searches["case"][mine]])
    for column in ("n", "looked", "offered"):
        assert np.array_equal(before.searches[column], after.searches[column][mine], equal_nan=True)
    mine = labels(after.slots["pool"]) != "ninth"
    for column in ("slot", "starts", "released", "booked", "freed"):
        assert np.array_equal(before.slots[column], after.slots[column][mine], equal_nan=True)
    assert np.array_equal(labels(before.slots["state"]), labels(after.slots["state"])[mine])


@FEW
@given(slot_offices(), seeds)
def test_rules_that_release_nothing_book_nothing_and_everybody_is_lost_and_counted(raw, seed):
    for service in raw["services"].values():
        service.pop("elsewhere", None)
    for book in raw["books"].values():
        book["release"] = {"none": {"kind": "daily", "at": "09:00", "share": 0}}
    run = simulate(office_of(raw), seed)
    outcome = labels(run.cases["outcome"])[labels(run.cases["kind"]) == "wish"]
    assert len(outcome) == wishes(run).sum() == len(persons_of(office_of(raw), seed, run))
    assert set(outcome) <= {"gave_up", "open"}
    assert not run.searches["found"].any() and set(labels(run.slots["state"])) <= {"unreleased"}
    looked = set(run.searches["case"].tolist())
    assert set(np.flatnonzero(labels(run.cases["kind"]) == "wish").tolist()) <= looked, "somebody never even looks"


@FEW
@given(slot_offices(), seeds)
def test_impatience_and_its_calls_change_no_wish(raw, seed):
    hasty = copy.deepcopy(raw)
    for public in hasty["searching"].values():
        public |= {"gives_up": 1, "turns": {"query_call": 1}}
    before, after = simulate(office_of(raw), seed), simulate(office_of(hasty), seed)
    assert np.array_equal(before.cases["arrived"][wishes(before)], after.cases["arrived"][wishes(after)])


@pytest.mark.slow
@pytest.mark.parametrize(
    "law",
    [
        test_the_same_policy_under_two_names_differs_by_nothing,
        test_a_person_is_the_same_under_every_policy,
        test_minutes_at_the_desk_belong_to_the_person,
        test_a_further_service_with_a_book_of_its_own_changes_nothing_for_the_others,
        test_rules_that_release_nothing_book_nothing_and_everybody_is_lost_and_counted,
    ],
)
def test_the_same_in_more_offices(law):
    settings(max_examples=100)(given(slot_offices(), seeds)(law.hypothesis.inner_test))()
