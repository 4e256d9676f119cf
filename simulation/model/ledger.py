"""What the model records, and nothing else: rows of numbers, turned into columns at the end (law 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("case", "call", "message", "visit", "wish")
OUTCOMES = ("open", "granted", "refused", "withdrawn", "gave_up", "abandoned", "served", "stayed_away")
CAUSES = ("open_case", "failed_search")
"""Why somebody asks who would not have come otherwise: failure demand."""
NO_CAUSE, OPEN_CASE, FAILED_SEARCH = -1, 0, 1
OPEN, GRANTED, REFUSED, WITHDRAWN, GAVE_UP, ABANDONED, SERVED, STAYED_AWAY = range(8)
OWNERS = ("team", "customer", "third_party", "no_slot", "card_production", "history")
MEDIA = ("none", "personal", "phone", "message")
WAYS = ("first_minute", "after_release", "hours", "bot", "wait_list")
"""How somebody came to look for a slot: right after a release, some time after one, by the hour of the day, by a
program, or because the wait list told him."""
STATES = ("unreleased", "free", "booked", "attended", "no_show", "cancelled", "unused", "lapsed")
_CASE = np.dtype(
    [("arrived", "f8"), ("expires", "f8"), ("decided", "f8"), ("closed", "f8"), ("service", "i2"), ("channel", "i2"),
     ("team", "i2"), ("kind", "i1"), ("urgent", "i1"), ("outcome", "i1"),
     ("cause", "i1")]
)  # fmt: skip
_birth = Struct("<ddddhhhbbbb").pack
_time, _code = Struct("<d").pack_into, Struct("<b").pack_into
_DECIDED, _CLOSED, _OUTCOME = (_CASE.fields[name][1] for name in ("decided", "closed", "outcome"))  # type: ignore[index]
_ACTIVITY = np.dtype(
    [
        ("case", "i4"),
        ("step", "i2"),
        ("team", "i2"),
        ("queued", "f8"),
        ("started", "f8"),
        ("ended", "f8"),
        ("worked", "f8"),
    ]
)
_LOOK = np.dtype([("case", "i4"), ("n", "i2"), ("way", "i1"), ("looked", "f8"), ("offered", "f8")])
look = Struct("<ihbdd").pack
"""Packs a row of `searches` for `Journal.looked`: case, number of the look, way, time, start of the slot found."""
_COLUMNS = {
    "case": "i4", "step": "i2", "team": "i2", "owner": "i2", "contact": "i2", "queued": "f8", "started": "f8",
    "ended": "f8", "closed_minutes": "f8", "worked_minutes": "f8",
}  # fmt: skip
BLOCK = 65536
"""Rows of the journal that become columns at a time: what is needed on the way stays small."""
activity = Struct("<ihhdddd").pack
"""Packs a row of `activities` for `Journal.note`: four times as fast as appending its numbers, and five bytes a
number."""


@dataclass(frozen=True)
class Coded:
    """A column of names: `names[codes[k]]`, null where the code is -1."""

    codes: NDArray[np.int16]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)


Times = NDArray[np.float64]
Column = NDArray[np.generic] | Coded
Table = dict[str, Column]


@dataclass(frozen=True)
class Ledgers:
    """The five ledgers (Journale) of one replication, columns by name; NaN and -1 are null. Grain and units: DESIGN."""

    cases: Table
    activities: Table
    slots: Table
    capacity: Table
    searches: Table

    def tables(self) -> Mapping[str, Table]:
        """All five by name."""
        return {
            "cases": self.cases, "activities": self.activities, "slots": self.slots, "capacity": self.capacity,
            "searches": self.searches,
        }  # fmt: skip


class Journal:
    """Takes down births, decisions, closings and activities while the run goes on."""

    def __init__(
        self, services: Sequence[str], channels: Sequence[str], teams: Sequence[str], deciding: Sequence[str] = ()
    ) -> None:
        self.services, self.channels, self.teams = tuple(services), tuple(channels), tuple(teams)
        self._decides = np.asarray([service in deciding for service in self.services])
        self.steps: list[str] = []
        self._owner_of: list[int] = []
        self._medium_of: list[int] = []
        self._step_codes: dict[str, int] = {}
        self._cases = bytearray()
        self._activities = bytearray()
        self._births = 0
        self._looks = bytearray()
        self.looked = self._looks.extend
        """looked(look(...)): one row of `searches`."""
        self.note = self._activities.extend
        """note(activity(case, step, team, queued, started, ended, worked)): one row; team -1 when it is nobody's."""

    def step(self, name: str, owner: str = "team", medium: str = "none") -> int:
        """The code of a step; the first call fixes its owner and its kind of contact."""
        code = self._step_codes.get(name)
        if code is None:
            code = self._step_codes[name] = len(self.steps)
            self.steps.append(name)
            self._owner_of.append(OWNERS.index(owner))
            self._medium_of.append(MEDIA.index(medium))
        return code

    def birth(
        self, arrived: float, service: int, kind: int, channel: int, team: int, urgent: int, expires: float = nan,
        decided: float = nan, cause: int = NO_CAUSE,
    ) -> int:  # fmt: skip
        """A new row of `cases`; returns its number."""
        self._cases += _birth(arrived, expires, decided, nan, service, channel, team, kind, urgent, OPEN, cause)
        number = self._births
        self._births = number + 1
        return number

    def decide(self, case: int, now: float) -> None:
        """Grant or refusal at that time."""
        _time(self._cases, case * _CASE.itemsize + _DECIDED, now)

    def close(self, case: int, now: float, outcome: int) -> None:
        """The case ends."""
        row = case * _CASE.itemsize
        _time(self._cases, row + _CLOSED, now)
        _code(self._cases, row + _OUTCOME, outcome)

    def tables(self, horizon: float, closed_minutes: "ClosedMinutes") -> tuple[Table, Table]:
        """Columns of `cases` and of `activities`; the journal is handed over, and empty afterwards."""
        cases, withdrawn_at = self._cases_table()
        return cases, self._activities_table(horizon, closed_minutes, withdrawn_at)

    def searches_table(self) -> Table:
        """Columns of `searches`, in the order of time."""
        rows = np.frombuffer(self._looks, dtype=_LOOK)
        self._looks = bytearray()
        offered = rows["offered"].copy()
        return {
            "case": rows["case"].copy(),
            "n": rows["n"].copy(),
            "looked": rows["looked"].copy(),
            "way": Coded(rows["way"].astype(np.int16), WAYS),
            "found": ~np.isnan(offered),
            "offered": offered,
        }

    def _cases_table(self) -> tuple[Table, Times]:
        """With the time at which each was withdrawn, inf when it was not."""
        cases = np.frombuffer(self._cases, dtype=_CASE)
        self._cases = bytearray()
        withdrawn_at = np.where(cases["outcome"] == WITHDRAWN, cases["closed"], np.inf)
        return {
            "case": np.arange(len(cases), dtype=np.int32),
            "kind": Coded(cases["kind"].astype(np.int16), KINDS),
            "service": Coded(cases["service"].copy(), self.services),
            "channel": Coded(cases["channel"].copy(), self.channels),
            "team": Coded(cases["team"].copy(), self.teams),
            "arrived": cases["arrived"].copy(),
            "urgent": cases["urgent"] > 0,
            "expires": cases["expires"].copy(),
            "decided": cases["decided"].copy(),
            "closed": cases["closed"].copy(),
            "outcome": Coded(cases["outcome"].astype(np.int16), OUTCOMES),
            "decides": self._decides[cases["service"]],
            "cause": Coded(cases["cause"].astype(np.int16), CAUSES),
        }, withdrawn_at

    def _activities_table(self, horizon: float, closed_minutes: "ClosedMinutes", withdrawn_at: Times) -> Table:
        rows = np.frombuffer(self._activities, dtype=_ACTIVITY)
        self._activities = bytearray()
        owners, media = np.asarray(self._owner_of, dtype=np.int16), np.asarray(self._medium_of, dtype=np.int16)
        columns = {name: np.empty(len(rows), dtype) for name, dtype in _COLUMNS.items()}
        kept = 0
        for first in range(0, len(rows), BLOCK):
            block = _ended(rows[first : first + BLOCK], horizon, closed_minutes, withdrawn_at)
            block |= {"owner": owners[block["step"]], "contact": media[block["step"]]}
            for name, column in columns.items():
                column[kept : kept + len(block["case"])] = block[name]
            kept += len(block["case"])
        names = {"step": tuple(self.steps), "team": self.teams, "owner": OWNERS, "contact": MEDIA}
        return {
            name: Coded(column[:kept], names[name]) if name in names else column[:kept]
            for name, column in columns.items()
        }


def _ended(
    rows: NDArray[np.void], horizon: float, closed_minutes: "ClosedMinutes", withdrawn_at: Times
) -> dict[str, NDArray[Any]]:
    """What a withdrawal cut short ends with it; what the end of the run cut short stays open."""
    gone = withdrawn_at[rows["case"]]
    keep = (rows["queued"] <= horizon) & ((rows["queued"] < gone) | (rows["ended"] <= gone))
    gone = gone[keep]
    case, step, team, queued, started, ended, worked = (rows[name][keep] for name in _ACTIVITY.names or ())
    cut, late = ended > gone, (ended > horizon) & ~np.isfinite(gone)
    for some, end in ((cut, gone), (late, np.full(len(gone), horizon))):
        begun = started[some] < end[some]
        worked[some] = np.where(begun, np.minimum(worked[some], end[some] - started[some]), 0.0)
        started[some] = np.where(begun, started[some], np.nan)
    ended[cut] = gone[cut]
    ended[late] = np.nan
    until = np.where(np.isnan(ended), horizon, ended)
    closed = np.minimum(closed_minutes(team, queued, until), until - queued - worked)
    return {
        "case": case, "step": step, "team": team, "queued": queued, "started": started, "ended": ended,
        "closed_minutes": np.clip(closed, 0, None), "worked_minutes": worked,
    }  # fmt: skip


class ClosedMinutes:
    """Minutes in which a team is closed between two times, for whole columns at once."""

    def __init__(self, plans: Sequence[Sequence[tuple[float, float]]]) -> None:
        self._bounds: list[NDArray[np.float64]] = []
        self._open_before: list[NDArray[np.float64]] = []
        for plan in plans:
            flat = np.asarray(plan, dtype=np.float64).reshape(-1, 2)
            self._bounds.append(flat.ravel())
            lengths = np.diff(flat, axis=1).ravel()
            before = np.concatenate([[0.0], np.cumsum(lengths)])
            self._open_before.append(before)

    def _open_until(self, team: int, time: NDArray[np.float64]) -> NDArray[np.float64]:
        bounds, before = self._bounds[team], self._open_before[team]
        place = np.searchsorted(bounds, time, side="right")
        begun = place // 2
        opened = bounds[np.clip(2 * begun, 0, max(len(bounds) - 1, 0))] if len(bounds) else time
        inside = np.where(place % 2 == 1, time - opened, 0.0)
        result: NDArray[np.float64] = before[begun] + inside
        return result

    def __call__(
        self, team: NDArray[np.int16], begins: NDArray[np.float64], ends: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        closed = np.zeros(len(team))
        for code in range(len(self._bounds)):
            mine = team == code
            if mine.any():
                span = ends[mine] - begins[mine]
                closed[mine] = span - (self._open_until(code, ends[mine]) - self._open_until(code, begins[mine]))
        return np.clip(closed, 0, None)
