"""People who look for an appointment: tries, giving up, a second slot, exchange, coming in vain, needing none."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from simulation.model import Ledgers, simulate
from simulation.study.statistics import interval
from tests.laws.heads_at_work import labels
from tests.laws.slot_laws import slots_of
from tests.model.slot_office import MONDAY, NAME, Raw, scenario_of, slot_office

DAY = 1440.0
CASES = json.loads((Path(__file__).parents[1] / "theory" / "reference_cases.json").read_text())["cases"]
GEOMETRIC = next(case for case in CASES if case["id"] == "GEOM_TRIES")
EVERYWHERE = {"desks": 2000, "release": {"open": {"kind": "rolling", "start_in_days": 0, "end_in_days": 30}}}
"""There is always a slot."""
ONE_MONDAY = [1, 0, 0, 0, 0, 0, 0]


def run(raw: Raw, seed: int = 1) -> Ledgers:
    return simulate(scenario_of(raw), seed)


def outcomes(ledgers: Ledgers) -> Counter[str]:
    wish = labels(ledgers.cases["kind"]) == "wish"
    return Counter(labels(ledgers.cases["outcome"])[wish].tolist())


def tries(raw: Raw, seed: int, first_days: int) -> tuple[float, float]:
    """(share that succeeds, mean looks) of those who came in the first days."""
    found = run(raw, seed)
    mine = found.cases["arrived"] < first_days * DAY
    looks = np.bincount(found.searches["case"], minlength=len(mine))
    return float((labels(found.cases["outcome"]) != "gave_up")[mine].mean()), float(looks[mine].mean())


def test_tries_are_geometric_and_end_with_the_patience():
    """The reference case: each try succeeds with 0.3 (nobody confirms the others), the fifth is the last. METHOD's
    rule: 20 replications, level 1 - 0.01/3, half-width at most 3 %."""
    given, exact = GEOMETRIC["parameters"], GEOMETRIC["metrics"]
    book = {**EVERYWHERE, "hold": {"minutes": 0, "lapses": 1 - given["p"]}}
    patience = {"again_days": 1, "patience_days": given["K"] - 1.5}
    arrivals = {
        "per_day": 4000,
        "count": "fixed",
        "weekdays": ONE_MONDAY,
        "windows": [{"from": "00:00", "to": "06:00"}],
    }
    raw = slot_office(days=7, book=book, public=patience, arrivals=arrivals)
    success, looks = zip(*(tries(raw, seed, 1) for seed in range(1, 21)), strict=True)
    found = {"P_success": success, "P_lost": [1 - share for share in success], "mean_tries": looks}
    for name, values in found.items():
        mine = interval(list(values), 1 - 0.01 / 3)
        assert not mine.excludes(exact[name]), name
        assert mine.half_width <= 0.03 * exact[name], name


@pytest.mark.parametrize(("success", "gives_up"), [(0.5, 0.0), (0.3, 0.05), (0.8, 0.5)])
def test_who_gives_up_at_a_share_of_the_failures_looks_so_often(success, gives_up):
    book = {**EVERYWHERE, "hold": {"minutes": 0, "lapses": 1 - success}}
    arrivals = {"per_day": 1000, "weekdays": ONE_MONDAY, "windows": [{"from": "00:00", "to": "06:00"}]}
    raw = slot_office(days=7, book=book, public={"again_days": 0.1, "gives_up": gives_up}, arrivals=arrivals)
    share, looks = zip(*(tries(raw, seed, 1) for seed in range(1, 9)), strict=True)
    ends = success + (1 - success) * gives_up
    assert set(share) == {1.0} if gives_up == 0 else not interval(list(share), 0.999).excludes(success / ends)
    assert not interval(list(looks), 0.999).excludes(1 / ends)


def test_nobody_who_finds_nothing_is_forgotten():
    raw = slot_office(book={"desks": 0}, public={"gives_up": 0.5})
    found = outcomes(run(raw))
    assert found["gave_up"] > 50 and set(found) == {"gave_up", "open"}


def test_who_gives_up_writes_calls_or_comes_in_these_shares():
    public = {"gives_up": 1, "turns": {"query_message": 0.2, "query_call": 0.3}}
    raw = slot_office(days=200, book={"desks": 0}, public=public)
    for key, medium in (("query_message", "message"), ("query_call", "phone")):
        raw["services"][key] = {"kind": "contact", "name": NAME, "team": "desk", "medium": medium, "minutes": 1}
    found = Counter(labels(run(raw).cases["service"]).tolist())
    assert found["query_message"] / found["visit"] == pytest.approx(0.2, abs=0.05)
    assert found["query_call"] / found["visit"] == pytest.approx(0.3, abs=0.05)


def test_a_failed_look_teaches_the_release_time():
    raw = slot_office(book={"desks": 1}, public={"learns": 1, "again_days": 1}, arrivals={"per_day": 12})
    found = run(raw)
    way, n = labels(found.searches["way"]), found.searches["n"]
    assert set(way[n == 1]) == {"hours"} and set(way[n > 1]) == {"first_minute"}


def test_who_cannot_come_the_same_day_finds_nothing_in_a_remainder():
    assert set(outcomes(run(slot_office(public={"same_day": 0})))) == {"open"}
    assert outcomes(run(slot_office(public={"same_day": 1})))["served"] > 50


def test_half_of_the_second_slots_are_given_back_and_the_others_are_missed():
    public = {"twice": {"share": 1, "gives_back": 0.5}}
    found = run(slot_office(days=100, book=EVERYWHERE, public=public))
    states = Counter(labels(found.slots["state"]).tolist())
    assert states["attended"] == outcomes(found)["served"] > 300
    both = states["cancelled"] + states["no_show"]
    assert both == pytest.approx(states["attended"], abs=20)
    assert states["cancelled"] / both == pytest.approx(0.5, abs=0.08)


def test_who_exchanges_keeps_the_old_slot_until_he_has_another():
    cancel = {"per_day": 0.9, "last_days": 0, "per_last_day": 0, "again": 1, "keeps": 1}
    book = {"desks": 1, "release": {"open": {"kind": "rolling", "start_in_days": 0, "end_in_days": 5}}}
    found = run(slot_office(days=60, book=book, public={"cancel": cancel}))
    assert not {"withdrawn", "gave_up"} & set(outcomes(found))
    rows = [row for row in slots_of(found) if row.state == "cancelled"]
    booked = {(row.case, row.booked) for row in slots_of(found) if row.held}
    assert len(rows) > 50 and all((row.case, row.freed) in booked for row in rows)


def test_who_gives_back_and_does_not_look_again_has_withdrawn():
    cancel = {"per_day": 0.5, "last_days": 0, "per_last_day": 0, "again": 0}
    book = {"release": {"open": {"kind": "rolling", "start_in_days": 3, "end_in_days": 6}}}
    found = run(slot_office(days=60, book=book, public={"cancel": cancel}))
    assert set(outcomes(found)) == {"withdrawn", "served", "open"}
    assert outcomes(found)["withdrawn"] == (labels(found.slots["state"]) == "cancelled").sum()


def test_who_stays_away_looks_again_or_not():
    for again, ends in ((0, {"stayed_away"}), (1, {"open"})):
        public = {"no_show": {"share": 1, "again": again}}
        assert set(outcomes(run(slot_office(public=public)))) == ends


def test_reminders_bring_some_who_would_have_stayed_away_and_keep_away_nobody():
    came = []
    for odds in (1, 0.5):
        public = {"no_show": {"share": 0.4, "reminder_odds": odds}}
        found = run(slot_office(days=60, book=EVERYWHERE, public=public))
        came.append(set(found.cases["arrived"][labels(found.cases["outcome"]) == "served"].tolist()))
    assert came[0] < came[1]


def test_a_share_is_turned_away_until_there_is_a_remedy_which_takes_longer():
    away = {"stages": [{"since": MONDAY, "share": 1}], "minutes": 2, "again": 0}
    away["remedy"] = {"since": MONDAY.replace(day=27), "share": 1, "minutes": 3}
    found = run(slot_office(turned_away=away))
    rows, late = found.activities, found.activities["ended"] > 10 * DAY
    work = (labels(rows["step"]) == "visit") & ~np.isnan(rows["ended"])
    assert set(rows["worked_minutes"][work & ~late].round(6).tolist()) == {2}
    assert set(rows["worked_minutes"][work & late].round(6).tolist()) == {8}
    assert set(outcomes(found)) - {"open"} == {"gave_up", "served"}


def test_who_needs_no_appointment_is_served_at_once():
    box = {"stages": [{"since": MONDAY, "share": 0.25}, {"since": MONDAY.replace(day=27), "share": 1}]}
    found = run(slot_office(elsewhere=box))
    never = np.setdiff1d(np.arange(len(found.cases["case"])), found.searches["case"])
    late = found.cases["arrived"] > 10 * DAY
    assert set(labels(found.cases["outcome"])[never]) == {"served"}
    assert set(never[late[never]]) == set(np.flatnonzero(late))
    assert 0 < (~late[never]).sum() < 0.6 * (~late).sum()


def test_the_way_of_a_person_goes_by_hours_or_by_releases():
    found = run(slot_office(public={"knows": 0.5, "bots": 0.2}, arrivals={"per_day": 40}))
    first = found.searches["n"] == 1
    shares = Counter(labels(found.searches["way"])[first].tolist())
    total = sum(shares.values())
    assert shares["bot"] / total == pytest.approx(0.2, abs=0.05)
    assert shares["hours"] / total == pytest.approx(0.4, abs=0.06)
