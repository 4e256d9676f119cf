"""The life of a case: where the backlog stands, who goes first, who works on what, and why somebody asks."""

from itertools import pairwise

import numpy as np
import pytest

from simulation.model import Ledgers, simulate
from simulation.results.encoding import encode
from tests.laws.heads_at_work import labels
from tests.laws.offices import name, scenario_of
from tests.results.by_hand import found

DAY = 1440.0


def office(**parts: object) -> dict[str, object]:
    """One team, one service with two steps and a decision, thirty days."""
    raw = {
        "office": {"name": name("O"), "starts": "2025-03-17", "days": 30, "bare_numbers": {"derived": "made up"}},
        "teams": {"red": {"name": name("T"), "heads": 1}},
        "services": {"s": {"name": name("S"), "team": "red", "route": "way"}},
        "routes": {"way": {
            "talk": {"kind": "work", "minutes": 30, "share": 0.5}, "check": {"kind": "work", "minutes": 60},
            "end": {"kind": "decide", "refused": 0},
        }},
    }  # fmt: skip
    return raw | parts


def played(raw: dict[str, object], seed: int = 1) -> Ledgers:
    return simulate(scenario_of(raw), seed)


def steps_of(run: Ledgers) -> list[list[str]]:
    """The steps of each case, in the order in which they ended."""
    steps, cases = labels(run.activities["step"]), run.activities["case"]
    order = np.argsort(run.activities["queued"], kind="stable")
    return [[steps[k] for k in order if cases[k] == case] for case in range(len(run.cases["case"]))]


def test_a_case_of_the_backlog_takes_the_step_where_it_stands_only_if_it_takes_part():
    place = [{"step": ["interview", "talk"], "share": 1}]
    run = played(office(backlog={"old": {"cases": 40, "ages_days": 5, "places": place, "services": ["s"]}}))
    talked = [steps for steps in steps_of(run) if "talk" in steps]
    assert 10 < len(talked) < 30
    assert all(steps[-1] == "check" for steps in steps_of(run))


def test_the_backlog_stays_when_nobody_comes_any_more():
    backlog = {"old": {"cases": 7, "ages_days": 5, "places": [{"step": "check", "share": 1}]}}
    arrivals = {"s": {"name": name("S"), "team": "red", "route": "way", "arrivals": {"per_day": 0}}}
    assert len(played(office(backlog=backlog, services=arrivals)).cases["case"]) == 7


def test_a_team_without_heads_keeps_its_backlog_in_the_measures():
    raw = office(teams={"red": {"name": name("T"), "heads": 0}, "blue": {"name": name("B"), "heads": 5}})
    raw["services"] = {
        key: {"name": name("S"), "team": team, "route": "way", "arrivals": {"per_day": 4, "count": "fixed"}}
        for key, team in (("s", "red"), ("t", "blue"))
    }
    scenario = scenario_of(raw)
    kept = encode(simulate(scenario, 1), scenario.starts, scenario.days)
    starved, served = (found(kept, "backlog", "end", "service", key) or 0.0 for key in ("s", "t"))
    assert starved == 120 and found(kept, "backlog", "end") == 120 + served


def test_who_has_waited_too_long_goes_first():
    """The head is busy with fast cases all day; the first old one alone finds him free."""
    raw = office(priorities={"fast": {"rank": 1}, "normal": {}, "aged": {"rank": 0}})
    raw["services"] = {
        "old": {"name": name("S"), "team": "red", "route": "way"},
        "new": {"name": name("S"), "team": "red", "route": "way", "priority": "fast",
                "arrivals": {"per_day": 30, "count": "fixed", "windows": [{"from": "00:00", "to": "01:00"}]}},
    }  # fmt: skip
    place = [{"step": "check", "share": 1}]
    raw["backlog"] = {"stock": {"cases": 5, "ages_days": 10, "places": place, "services": ["old"]}}
    starved = played(raw).cases
    helped = played(raw | {"ageing": {"after_days": 15, "priority": "aged"}}).cases
    old = labels(starved["service"]) == "old"
    assert np.isnan(starved["decided"][old]).sum() == 4
    late = np.sort(helped["decided"][old])[1:]
    assert (late >= 5 * DAY).all() and (late < 6 * DAY).all()


def test_a_second_pair_of_eyes_belongs_to_another_head():
    team = {"name": name("T"), "heads": 3, "caseload": "dedicated"}
    raw = office(teams={"red": team}, routes={"way": {
        "check": {"kind": "work", "minutes": 200}, "eyes": {"kind": "work", "minutes": 10, "other_head": True},
    }})  # fmt: skip
    raw["services"]["s"]["arrivals"] = {"per_day": 12, "count": "fixed"}
    run = played(raw)
    rows, step = run.activities, labels(run.activities["step"])
    end = {case: end for case, end, s in zip(rows["case"], rows["ended"], step, strict=True) if s == "check"}
    waits = [q - end[c] for c, q, s in zip(rows["case"], rows["queued"], step, strict=True) if s == "eyes"]
    begins = sorted((start, stop) for start, stop in zip(rows["started"], rows["ended"], strict=True) if stop == stop)
    assert waits and max(waits) == pytest.approx(0)
    assert max(sum(a <= t < b for a, b in begins) for t, _ in begins) <= 3
    late = rows["started"] - rows["queued"]
    assert np.nanmean(late[step == "eyes"]) > 10, "he does not take up what he has just put down"
    assert any(b[0] < a[1] for a, b in pairwise(begins))


def test_every_question_of_a_case_has_luck_of_its_own_and_a_cause():
    raw = office(teams={"red": {"name": name("T"), "heads": 0}, "blue": {"name": name("B"), "heads": 9}})
    raw["services"]["s"]["arrivals"] = {"per_day": 2, "count": "fixed"}
    for key, medium in (("ring", "phone"), ("write", "message")):
        minutes = {"kind": "exponential", "mean": 5}
        raw["services"][key] = {
            "kind": "contact", "name": name("S"), "team": "blue", "medium": medium, "minutes": minutes,
            "arrivals": {"per_day": 3, "count": "fixed"},
        }  # fmt: skip
    raw["failure_demand"] = {"every_days": 2, "by_phone": 0, "call": "ring", "message": "write"}
    run = played(raw)
    service, cause = labels(run.cases["service"]), labels(run.cases["cause"])
    assert set(cause[service == "ring"]) == {""} and set(cause[service == "s"]) == {""}
    asked = (service == "write") & (cause == "open_case")
    assert asked.sum() > 200 and ((service == "write") & (cause == "")).sum() == 90
    worked = run.activities["worked_minutes"][np.isin(run.activities["case"], np.flatnonzero(asked))]
    assert len(set(worked.round(6))) > 0.95 * asked.sum()
