"""Ledgers without a model: an invented office of any size, for tests of the store, and for pages in a demonstration.

The numbers mean nothing; the laws of the ledgers hold (stays of a case join without gap from arrival to closing).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np

STARTS = date(2025, 3, 17)
DAY = 1440.0
CASE_TEAMS = ("new_residents", "employment", "education", "humanitarian", "family", "returns")
TEAMS = ("coordination", *CASE_TEAMS, "service_point", "card_pickup", "hotline")
TEAM_SHARES = (0.26, 0.21, 0.11, 0.18, 0.15, 0.09)
SERVICES = ("residence", "work_permit", "study", "protection", "family_reunion", "extension", "registration", "licence")
CONTACT_SERVICES = ("call", "message", "query_call", "query_message", "adhoc")
CHANNELS = ("online", "email", "post", "in_person", "phone", "message", "adhoc")
OWNERS = ("team", "customer", "third_party", "no_slot", "card_production", "history")
OUTCOMES = ("open", "granted", "refused", "withdrawn", "gave_up", "abandoned", "served", "stayed_away")
CAUSES = ("open_case", "failed_search")
KINDS = ("case", "call", "message", "visit", "wish")
WAYS = ("first_minute", "after_release", "hours", "bot", "wait_list")
CONTACTS = ("none", "personal", "phone", "message")
STATES = ("unreleased", "free", "booked", "attended", "no_show", "cancelled", "unused", "lapsed")
# step, team (None = the case's own), owner, contact, mean calendar days; the decision falls at the end of step 4
STORY = (
    ("intake", "coordination", "team", "none", 4.0),
    ("documents", None, "customer", "none", 15.0),
    ("check", None, "team", "none", 45.0),
    ("partner", None, "third_party", "none", 8.0),
    ("decision", None, "team", "none", 3.0),
    ("invitation", "coordination", "team", "none", 3.0),
    ("slot", None, "no_slot", "none", 12.0),
    ("visit", "service_point", "team", "personal", 0.03),
    ("card", None, "card_production", "none", 28.0),
    ("collect", None, "customer", "none", 5.0),
    ("pickup", "card_pickup", "team", "personal", 0.02),
)
STEPS = (
    *(story[0] for story in STORY),
    "history",
    "call",
    "message",
    "adhoc",
    "registration_slot",
    "registration",
    "licence_slot",
    "licence",
)


@dataclass(frozen=True)
class Coded:
    """A column of names as whole numbers; -1 is empty."""

    codes: np.ndarray
    names: tuple[str, ...]


def coded(names: tuple[str, ...], *values: str | None) -> Coded:
    """A coded column written by hand."""
    return Coded(np.array([-1 if value is None else names.index(value) for value in values], dtype=np.int16), names)


# table -> column -> the names of a coded column, or the type and the value of a cell that nobody fills in
COLUMNS: dict[str, dict[str, Any]] = {
    "cases": {
        "case": (np.int32, 0), "kind": KINDS, "service": SERVICES + CONTACT_SERVICES, "channel": CHANNELS,
        "team": TEAMS, "arrived": (float, np.nan), "urgent": (bool, False), "expires": (float, np.nan),
        "decided": (float, np.nan), "closed": (float, np.nan), "outcome": OUTCOMES, "decides": (bool, False),
        "cause": CAUSES,
    },
    "activities": {
        "case": (np.int32, 0), "step": STEPS, "team": TEAMS, "owner": OWNERS, "contact": CONTACTS,
        "queued": (float, np.nan), "started": (float, np.nan), "ended": (float, np.nan), "closed_minutes": (float, 0.0),
        "worked_minutes": (float, 0.0),
    },
    "slots": {
        "slot": (np.int32, 0), "office": ("main",), "service": SERVICES, "pool": ("service_point", "counter"),
        "starts": (float, np.nan), "minutes": (float, 15.0), "released": (float, np.nan),
        "until": (float, np.nan), "booked": (float, np.nan), "part": (np.int16, 1),
        "case": (np.int32, -1), "state": STATES, "freed": (float, np.nan), "rule": ("daily", "remainder"),
    },
    "capacity": {
        "team": TEAMS, "day": (np.int32, 0), "heads_present": (np.int32, 0), "open_minutes": (float, 0.0),
        "busy_minutes": (float, 0.0), "overtime_minutes": (float, 0.0), "idle_minutes": (float, 0.0),
    },
    "searches": {
        "case": (np.int32, 0), "n": (np.int16, 1), "looked": (float, np.nan), "way": WAYS, "found": (bool, False),
        "offered": (float, np.nan),
    },
}  # fmt: skip


def written(**tables: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Ledgers from rows written by hand; a cell that is left out is empty, of a number 0."""

    def column(rows: list[dict[str, Any]], name: str, kind: Any) -> Any:
        if isinstance(kind[0], str):
            return coded(kind, *(row.get(name) for row in rows))
        return np.array([row.get(name, kind[1]) for row in rows], dtype=kind[0])

    return {
        table: {name: column(tables.get(table, []), name, kind) for name, kind in columns.items()}
        for table, columns in COLUMNS.items()
    }


def office(cases: int = 1500, contacts: int = 3000, days: int = 120, seed: int = 1) -> SimpleNamespace:
    """Ledgers of `cases` applications (a fifth of them from before the start) and as many calls and messages."""
    draw = np.random.default_rng(seed)
    applications = _applications(draw, cases, days)
    calls = _contacts(draw, contacts, days)
    tables = {name: _stack([applications[name], calls[name]]) for name in ("cases", "activities")}
    tables["slots"] = _slots(draw, applications, days)
    tables["capacity"] = _capacity(draw, days)
    return SimpleNamespace(**tables)


def _applications(draw: np.random.Generator, n: int, days: int) -> dict[str, Any]:
    end = days * DAY
    arrived = np.where(np.arange(n) < n // 5, -draw.uniform(0, 100, n), draw.uniform(0, days, n)) * DAY
    own = draw.choice(len(CASE_TEAMS), n, p=TEAM_SHARES)
    means = np.array([story[4] for story in STORY])
    stays = draw.gamma(2.0, 0.5, (n, len(STORY))) * means * DAY
    history = arrived < 0
    begins = np.where(history, 0.0, arrived)
    stays[history, 0:2] = 0.0
    edges = begins[:, None] + np.concatenate([np.zeros((n, 1)), np.cumsum(stays, axis=1)], axis=1)
    visits = [index for index, story in enumerate(STORY) if story[3] == "personal"]
    started = np.where(np.isin(np.arange(len(STORY)), visits), edges[:, :-1] + stays * 0.6, edges[:, 1:] - 90.0)
    started = np.maximum(started, edges[:, :-1])
    late = draw.uniform(size=n) < 0.03
    withdrawn_at = np.where(late, edges[:, 3], np.inf)
    decided = np.where((edges[:, 5] <= end) & ~late, edges[:, 5], np.nan)
    closed = np.where(late, withdrawn_at, edges[:, -1])
    closed = np.where(closed <= end, closed, np.nan)
    granted = draw.uniform(size=n) > 0.06
    outcome = np.where(np.isnan(decided), 0, np.where(granted, 1, 2))
    outcome = np.where(late & ~np.isnan(closed), 3, outcome)
    channel = draw.choice(4, n, p=(0.6, 0.2, 0.15, 0.05))
    expires = np.where(draw.uniform(size=n) < 0.4, arrived + draw.normal(90, 40, n) * DAY, np.nan)
    ledger = {
        "case": np.arange(n, dtype=np.int32),
        "kind": Coded(np.zeros(n, np.int8), KINDS),
        "service": Coded(own.astype(np.int16), SERVICES + CONTACT_SERVICES),
        "channel": Coded(channel.astype(np.int8), CHANNELS),
        "team": Coded((own + 1).astype(np.int16), TEAMS),
        "arrived": arrived,
        "urgent": draw.uniform(size=n) < 0.02,
        "expires": expires,
        "decided": decided,
        "closed": closed,
        "outcome": Coded(outcome.astype(np.int8), OUTCOMES),
    }
    shape = edges[:, :-1]
    k = len(STORY)
    team = np.array([-1 if story[1] is None else TEAMS.index(story[1]) for story in STORY])
    teams = np.where(team[None, :] < 0, own[:, None] + 1, team[None, :])
    teams = np.where(np.isin(np.arange(k), [i for i, s in enumerate(STORY) if s[2] == "team"])[None, :], teams, -1)
    queued, ended = shape, edges[:, 1:]
    kept = (stays > 0) & (queued < end) & (queued < withdrawn_at[:, None])
    worked = np.minimum(12.0, ended - started)
    column = lambda values: np.broadcast_to(values, (n, k))[kept]  # noqa: E731
    ended_flat, started_flat = column(ended), column(started)
    activities = {
        "case": column(np.arange(n, dtype=np.int32)[:, None]),
        "step": Coded(column(np.arange(k, dtype=np.int16)[None, :]), STEPS),
        "team": Coded(column(teams).astype(np.int16), TEAMS),
        "owner": Coded(column(np.array([OWNERS.index(s[2]) for s in STORY], np.int8)[None, :]), OWNERS),
        "contact": Coded(column(np.array([CONTACTS.index(s[3]) for s in STORY], np.int8)[None, :]), CONTACTS),
        "queued": column(queued),
        "started": np.where(started_flat <= end, started_flat, np.nan),
        "ended": np.where(ended_flat <= end, ended_flat, np.nan),
        "closed_minutes": (column(ended) - column(queued)) * 0.6,
        "worked_minutes": np.where(ended_flat <= end, column(worked), 0.0),
    }
    m = int(history.sum())
    before = {
        "case": np.flatnonzero(history).astype(np.int32),
        "step": Coded(np.full(m, STEPS.index("history"), np.int16), STEPS),
        "team": Coded(np.full(m, -1, np.int16), TEAMS),
        "owner": Coded(np.full(m, OWNERS.index("history"), np.int8), OWNERS),
        "contact": Coded(np.zeros(m, np.int8), CONTACTS),
        "queued": arrived[history],
        "started": np.full(m, np.nan),
        "ended": np.zeros(m),
        "closed_minutes": np.zeros(m),
        "worked_minutes": np.zeros(m),
    }
    return {"cases": ledger, "activities": _stack([before, activities])}


def _contacts(draw: np.random.Generator, n: int, days: int) -> dict[str, Any]:
    number = np.arange(n, dtype=np.int32) + 10_000_000
    day = draw.integers(0, days, n)
    call = draw.uniform(size=n) < 0.45
    arrived = day * DAY + draw.uniform(480, 900, n)
    query = draw.uniform(size=n) < 0.35
    wait = np.where(call, draw.exponential(0.4, n), draw.exponential(600.0, n))
    lost = call & (wait > 1.2)
    ended = arrived + wait + np.where(lost, 0.0, 5.0)
    kind = np.where(call, KINDS.index("call"), KINDS.index("message")).astype(np.int8)
    names = SERVICES + CONTACT_SERVICES
    service = len(SERVICES) + np.where(call, 0, 1) + np.where(query, 2, 0)
    cases = {
        "case": number,
        "kind": Coded(kind, KINDS),
        "service": Coded(service.astype(np.int16), names),
        "channel": Coded(np.where(call, 4, 5).astype(np.int8), CHANNELS),
        "team": Coded(np.where(call, TEAMS.index("hotline"), 0).astype(np.int16), TEAMS),
        "arrived": arrived,
        "urgent": np.zeros(n, bool),
        "expires": np.full(n, np.nan),
        "decided": np.full(n, np.nan),
        "closed": ended,
        "outcome": Coded(np.where(lost, 5, 6).astype(np.int8), OUTCOMES),
    }
    activities = {
        "case": number,
        "step": Coded(np.where(call, STEPS.index("call"), STEPS.index("message")).astype(np.int16), STEPS),
        "team": cases["team"],
        "owner": Coded(np.zeros(n, np.int8), OWNERS),
        "contact": Coded(np.where(call, 2, 3).astype(np.int8), CONTACTS),
        "queued": arrived,
        "started": np.where(lost, np.nan, arrived + wait),
        "ended": ended,
        "closed_minutes": np.zeros(n),
        "worked_minutes": np.where(lost, 0.0, 5.0),
    }
    return {"cases": cases, "activities": activities}


def _slots(draw: np.random.Generator, applications: dict[str, Any], days: int) -> dict[str, Any]:
    rows, cases = applications["activities"], applications["cases"]
    waits = (rows["owner"].codes == OWNERS.index("no_slot")) & ~np.isnan(rows["ended"])
    case, booked, starts = rows["case"][waits], rows["queued"][waits], rows["ended"][waits]
    n = len(case)
    state = np.where(draw.uniform(size=n) < 0.08, STATES.index("no_show"), STATES.index("attended"))
    free = max(n // 10, 1)
    both = lambda first, second: np.concatenate([first, second])  # noqa: E731
    return {
        "slot": np.arange(n + free, dtype=np.int32),
        "office": Coded(np.zeros(n + free, np.int8), ("main",)),
        "service": Coded(both(cases["service"].codes[case], np.full(free, -1)).astype(np.int16), SERVICES),
        "pool": Coded(np.zeros(n + free, np.int8), ("service_point",)),
        "starts": both(starts, draw.integers(0, days, free) * DAY + 600.0),
        "minutes": np.full(n + free, 15.0),
        "released": np.full(n + free, -28 * DAY),
        "booked": both(booked, np.full(free, np.nan)),
        "case": both(case, np.full(free, -1)).astype(np.int32),
        "state": Coded(both(state, np.full(free, STATES.index("unused"))).astype(np.int8), STATES),
    }


def _capacity(draw: np.random.Generator, days: int) -> dict[str, Any]:
    team, day = np.divmod(np.arange(len(TEAMS) * days), days)
    opened = (STARTS.weekday() + day) % 7 < 5
    heads = np.where(opened, 10 + draw.integers(-2, 3, len(day)), 0)
    minutes = heads * 430.0
    return {
        "team": Coded(team.astype(np.int16), TEAMS),
        "day": day.astype(np.int32),
        "heads_present": heads.astype(np.int32),
        "open_minutes": minutes,
        "busy_minutes": minutes * draw.uniform(0.7, 1.0, len(day)),
        "overtime_minutes": heads * draw.exponential(2.0, len(day)),
        "idle_minutes": heads * draw.exponential(0.5, len(day)),
    }


def _stack(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Tables below each other; coded columns of the same names."""

    def column(name: str) -> Any:
        columns = [part[name] for part in parts]
        if isinstance(columns[0], Coded):
            return Coded(np.concatenate([one.codes for one in columns]), columns[0].names)
        return np.concatenate(columns)

    return {name: column(name) for name in parts[0]}
