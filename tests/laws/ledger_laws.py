"""What must hold in the ledgers of any run of any office. Each law looks at one run and fails with what it saw."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from simulation.model import Ledgers
from simulation.model.presence import Shift
from simulation.scenario import Scenario
from tests.laws.heads_at_work import DAY, TINY, a_head_serves_one_case_at_a_time, labels, plans_of

Law = Callable[[Scenario, int, Ledgers], None]


def arrivals_are_closed_or_open(scenario: Scenario, seed: int, run: Ledgers) -> None:
    """A case without an end is open, one with an end is not; nobody is lost, and each was born once."""
    closed, outcome = run.cases["closed"], labels(run.cases["outcome"])
    assert ((outcome == "open") == np.isnan(closed)).all()
    assert (run.cases["case"] == np.arange(len(closed))).all()
    assert (run.cases["arrived"] <= np.where(np.isnan(closed), scenario.days * DAY, closed) + TINY).all()
    decided = run.cases["decided"]
    assert not (decided > np.where(np.isnan(closed), scenario.days * DAY, closed) + TINY).any()
    assert (~np.isnan(decided[np.isin(outcome, ("granted", "refused"))])).all()
    assert not (outcome[labels(run.cases["kind"]) == "case"] == "abandoned").any()


def no_wait_is_negative(scenario: Scenario, seed: int, run: Ledgers) -> None:
    """Queued, then started, then ended; worked and closed minutes fit in between."""
    rows, end = run.activities, scenario.days * DAY
    ended = np.where(np.isnan(rows["ended"]), end, rows["ended"])
    started = np.where(np.isnan(rows["started"]), ended, rows["started"])
    assert (rows["queued"] <= started + TINY).all()
    assert (started <= ended + TINY).all()
    assert (ended <= end + TINY).all()
    assert (rows["worked_minutes"] >= 0).all() and (rows["closed_minutes"] >= 0).all()
    assert (rows["worked_minutes"] + rows["closed_minutes"] <= ended - rows["queued"] + TINY).all()
    assert not rows["worked_minutes"][labels(rows["owner"]) != "team"].any()
    assert not rows["worked_minutes"][np.isnan(rows["started"])].any()


def a_slot_is_held_once(scenario: Scenario, seed: int, run: Ledgers) -> None:
    """Of the bookings of a slot all but the last are cancelled, and no day has more slots than its book gives out."""
    slots = run.slots
    state, pool = labels(slots["state"]), labels(slots["pool"])
    held = Counter(zip(pool[state != "cancelled"], slots["slot"][state != "cancelled"], strict=True))
    assert all(count == 1 for count in held.values())
    for key, book in scenario.books.items():
        mine = pool == key
        per_day = book.per_day.value if hasattr(book.per_day, "value") else 1e9
        first = {int(s): t for s, t in zip(slots["slot"][mine], slots["starts"][mine], strict=True)}
        assert all(n <= per_day for n in Counter(int(t // DAY) for t in first.values()).values())
        assert all(book.opens <= t % DAY <= book.closes - book.grid_minutes for t in first.values())
        booked = mine & ~np.isnan(slots["booked"])
        assert (slots["booked"][booked] <= slots["starts"][booked]).all()
        assert (slots["case"][booked] >= 0).all()
    times = sorted(zip(pool, slots["slot"], slots["booked"], strict=True), key=lambda row: (row[0], row[1]))
    for (a, b, first_time), (c, d, next_time) in pairwise(times):
        if (a, b) == (c, d) and not np.isnan(next_time):
            assert first_time < next_time or np.isclose(first_time, next_time)


def every_minute_of_a_case_has_one_owner(scenario: Scenario, seed: int, run: Ledgers) -> None:
    """The rows of a case cover its life without gap or overlap, up to its end or that of the run."""
    end = scenario.days * DAY
    rows = run.activities
    order = np.lexsort((np.where(np.isnan(rows["ended"]), np.inf, rows["ended"]), rows["queued"], rows["case"]))
    case, queued = rows["case"][order], rows["queued"][order]
    ended = np.where(np.isnan(rows["ended"]), end, rows["ended"])[order]
    closed = np.where(np.isnan(run.cases["closed"]), end, run.cases["closed"])
    at = run.cases["arrived"].copy()
    step = labels(rows["step"])[order]
    for k in range(len(case)):
        number = case[k]
        assert abs(queued[k] - at[number]) < TINY, f"case {number}: {step[k]} from {queued[k]}, but now is {at[number]}"
        at[number] = ended[k]
    wrong = np.abs(at - closed) > TINY
    assert not wrong.any(), f"cases {np.flatnonzero(wrong)[:5]} lead to {at[wrong][:5]}, closed at {closed[wrong][:5]}"


def rows_add_up_to_the_lead_time(scenario: Scenario, seed: int, run: Ledgers) -> None:
    """Working, closed and busy team, and the others' time add up to closed minus arrived."""
    rows, closed = run.activities, run.cases["closed"]
    done = ~np.isnan(closed[rows["case"]])
    assert not np.isnan(rows["ended"][done]).any()
    total = np.bincount(rows["case"][done], (rows["ended"] - rows["queued"])[done], minlength=len(closed))
    over = ~np.isnan(closed)
    assert np.allclose(total[over], (closed - run.cases["arrived"])[over], atol=TINY)


def littles_law_holds(scenario: Scenario, seed: int, run: Ledgers) -> None:
    """The integral over time of the number of rows under way is the sum of the stays of the cases."""
    end = scenario.days * DAY
    rows = run.activities
    begin = np.clip(rows["queued"], 0, end)
    until = np.clip(np.where(np.isnan(rows["ended"]), end, rows["ended"]), 0, end)
    times = np.concatenate([begin, until])
    order = np.argsort(times, kind="stable")
    number = np.cumsum(np.where(order < len(begin), 1, -1))
    integral = float((number[:-1] * np.diff(times[order])).sum()) if len(times) else 0.0
    closed = np.where(np.isnan(run.cases["closed"]), end, run.cases["closed"])
    stays = float((np.clip(closed, 0, end) - np.clip(run.cases["arrived"], 0, end)).sum())
    assert abs(integral - stays) <= 1e-9 * max(stays, 1.0) + TINY, f"integral {integral}, stays {stays}"


def heads_are_busy_only_in_open_time(scenario: Scenario, seed: int, run: Ledgers) -> None:
    """Busy and idle minutes fit into the open ones; overtime only where the team finishes what it began. A head that
    goes while it serves, at a stage or the next morning after overtime, finishes first."""
    table, rows = run.capacity, run.activities
    teams, at_work = labels(table["team"]), labels(rows["team"])
    assert (table["busy_minutes"] >= 0).all() and (table["overtime_minutes"] >= 0).all()
    for key in {str(name) for name in teams}:
        facts, mine = scenario.teams[key], teams == key
        assert (table["heads_present"][mine] <= _most_heads(scenario, key)).all()
        if facts.closing_rule() == "put_down":
            assert not table["overtime_minutes"][mine].any()
        plans = plans_of(scenario, key, seed)
        if _heads_fall(plans) or (
            facts.closing_rule() != "put_down"
            and any(
                ((rows["started"] < shift.opens) & ~(rows["ended"] <= shift.opens))[at_work == key].any()
                for shift in plans[0]
            )
        ):
            continue
        busy = table["busy_minutes"] + table["idle_minutes"]
        assert (busy[mine] <= table["open_minutes"][mine] + TINY).all(), f"{key}: {busy[mine]}"


def _heads_fall(plans: list[list[Shift]]) -> bool:
    """Whether heads go while the team stays open: at a stage, or at midnight of a team around the clock."""
    return any(a.closes == b.opens and b.heads < a.heads for plan in plans for a, b in pairwise(plan))


def _most_heads(scenario: Scenario, key: str) -> float:
    team = scenario.teams[key]
    return max(team.heads.value, *(stage.heads.value for stage in team.stages), 0)


def busy_minutes_are_worked_minutes(scenario: Scenario, seed: int, run: Ledgers) -> None:
    """What the capacity ledger calls busy is what the activities call work (a piece that its withdrawn case no longer
    needs is finished, and counts as busy)."""
    rows, table = run.activities, run.capacity
    teams, team = labels(table["team"]), labels(rows["team"])
    closed, outcome = run.cases["closed"], labels(run.cases["outcome"])
    cut = (outcome[rows["case"]] == "withdrawn") & (rows["ended"] == closed[rows["case"]]) & ~np.isnan(rows["started"])
    for key in {str(name) for name in teams}:
        facts, mine = scenario.teams[key], team == key
        share = 1.0 if facts.desk else max(facts.productive.value, 1e-9)
        busy = (table["busy_minutes"] + table["overtime_minutes"])[teams == key].sum()
        worked = rows["worked_minutes"][mine].sum() * share
        assert busy >= worked - TINY * (1 + worked), f"{key}: busy {busy}, worked {worked}"
        if not (cut & mine).any():
            assert abs(busy - worked) <= TINY * (1 + worked), f"{key}: busy {busy}, worked {worked}"


LAWS: tuple[Law, ...] = (
    arrivals_are_closed_or_open,
    no_wait_is_negative,
    a_head_serves_one_case_at_a_time,
    a_slot_is_held_once,
    every_minute_of_a_case_has_one_owner,
    rows_add_up_to_the_lead_time,
    littles_law_holds,
    heads_are_busy_only_in_open_time,
    busy_minutes_are_worked_minutes,
)
