"""The law of the heads: how many cases a team had in hand at any time, put together again from its activities."""

from collections import Counter
from typing import Any

import numpy as np

from simulation.model import Ledgers
from simulation.model.presence import Shift, caseload_shifts, shifts_of
from simulation.scenario import Scenario

DAY = 1440.0
TINY = 1e-6


def labels(column: Any) -> np.ndarray:
    """Text of each row of a coded column; "" where it is null."""
    return np.asarray([*column.names, ""], dtype=object)[column.codes]


def plans_of(scenario: Scenario, team: str, seed: int) -> list[list[Shift]]:
    """The shifts of a team; of each of its heads, when their caseloads are dedicated."""
    document = scenario.document
    if scenario.teams[team].caseload == "dedicated":
        return caseload_shifts(document, team, seed)
    return [shifts_of(document, team, seed)]


def a_head_serves_one_case_at_a_time(scenario: Scenario, seed: int, run: Ledgers) -> None:
    """Whenever a head begins, the team is open and has no more in hand than heads are there; after closing a team that
    finishes begins only with who came before."""
    rows, at_work = run.activities, ~np.isnan(run.activities["started"]) & (labels(run.activities["owner"]) == "team")
    teams = labels(rows["team"])
    for key in {str(name) for name in teams[at_work]}:
        mine = at_work & (teams == key)
        plans, rule = plans_of(scenario, key, seed), scenario.teams[key].closing_rule()
        stretches: list[tuple[float, float]] = []
        columns = (rows[name][mine].tolist() for name in ("queued", "started", "ended", "worked_minutes"))
        for queued, started, ended, worked in zip(*columns, strict=True):
            if not any(s.opens - TINY <= started <= s.closes for s in plans[0]):
                closed = max(s.closes for s in plans[0] if s.closes <= started)
                assert rule.startswith("finish") and queued <= closed, f"{key} begins at {started}, closed at {closed}"
            if not np.isnan(ended):
                stretches += _in_hand(plans[0], started, ended, worked, rule)
        _never_more_than_heads(key, plans, stretches)


def _in_hand(plan: list[Shift], started: float, ended: float, worked: float, rule: str) -> list[tuple[float, float]]:
    """When a head surely had the piece in hand: up to closing, and again before its end if it was put down once."""
    if abs(ended - started - worked) < TINY:
        return [(started, ended)]
    assert rule == "put_down", f"{worked} min of work between {started} and {ended}"
    opens = {s.opens for s in plan}
    cut = next(s.closes for s in plan if s.closes >= started and s.closes not in opens)
    again = ended - (worked - (cut - started))
    once = again >= cut and not any(again < s.closes < ended or again < s.opens < ended for s in plan)
    return [(started, min(cut, ended))] + ([(again, ended)] if once else [])


def _never_more_than_heads(key: str, plans: list[list[Shift]], stretches: list[tuple[float, float]]) -> None:
    heads = Counter[float]()
    for plan in plans:
        for shift, number in zip(plan, _who_may_be_at_work(plan, alone=len(plans) > 1), strict=True):
            heads[shift.opens] += number
    number = 0
    for time, step in sorted([(begin, 1) for begin, _ in stretches] + [(end - TINY, -1) for _, end in stretches]):
        number += step
        there = [heads[s.opens] for s in plans[0] if s.opens - TINY <= time <= s.closes + TINY]
        if step > 0 and there:  # at the very minute of a change, the heads before and after it
            assert number <= max(there), f"{key} has {number} in hand at {time} with {there}"


def _who_may_be_at_work(plan: list[Shift], alone: bool) -> list[int]:
    """Heads by shift; a dedicated head that goes at midnight of a team around the clock may still finish a case."""
    most: list[int] = []
    for k, shift in enumerate(plan):
        joined = alone and k > 0 and plan[k - 1].closes == shift.opens
        most.append(max(shift.heads, most[-1]) if joined else shift.heads)
    return most
