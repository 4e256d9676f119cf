"""What a textbook would measure, read off the ledgers of one replication. Times in the unit of the reference case.

Long runs are read between 5 % and 99 % of their length: the start is empty, and who came last has not finished.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.scenario import Scenario

DAY = 1440.0
Tables = Any  # Ledgers: .cases, .activities, .slots, .capacity


@dataclass(frozen=True)
class Stays:
    """One row per customer of a station, in units of time. `left` is the end of the queue: started, or gave up."""

    queued: np.ndarray
    left: np.ndarray
    ended: np.ndarray
    served: np.ndarray
    first: float
    last: float

    def during(self, begin: np.ndarray, end: np.ndarray) -> float:
        """Mean number of customers between `begin` and `end` of theirs, over time."""
        inside = np.minimum(end, self.last) - np.maximum(begin, self.first)
        return float(np.maximum(inside, 0).sum() / (self.last - self.first))

    def arrived(self) -> np.ndarray:
        """Mask of those who came in the window."""
        return (self.queued >= self.first) & (self.queued < self.last)


def labels(column: Any) -> np.ndarray:
    """Text of each row of a coded column."""
    return np.asarray([*column.names, ""], dtype=object)[column.codes]


def stays(tables: Tables, scenario: Scenario, unit: float, service: str = "", step: str = "") -> Stays:
    """Everybody who came to a station: of one service, or at one step, or all."""
    rows = tables.activities
    keep = np.ones(len(rows["queued"]), dtype=bool)
    if service:
        keep &= labels(tables.cases["service"])[rows["case"]] == service
    if step:
        keep &= labels(rows["step"]) == step
    queued, started, ended = (rows[name][keep] / unit for name in ("queued", "started", "ended"))
    length = scenario.days * DAY / unit
    ended = np.where(np.isnan(ended), length, ended)  # the few who are still there are cut off by the end
    left = np.where(np.isnan(started), ended, started)
    return Stays(queued, left, ended, ~np.isnan(started), 0.05 * length, 0.99 * length)


def station(tables: Tables, scenario: Scenario, unit: float, given: Mapping[str, Any], **of: str) -> dict[str, float]:
    """Waits, stays and numbers of one station."""
    seen = stays(tables, scenario, unit, **of)
    came = seen.arrived()
    wait, stay = (seen.left - seen.queued)[came], (seen.ended - seen.queued)[came]
    late = float((wait > given.get("t", 0.0)).mean())
    number, time = over_time(seen)
    mean = float(number @ time)
    return {
        "L": mean,
        "Lq": seen.during(seen.queued, seen.left),
        "W": float(stay.mean()),
        "Wq": float(wait.mean()),
        "P_wait": float((wait > 1e-6).mean()),
        "P_Wq_gt_t": late,
        "P_Wq_le_t": 1 - late,
        "Wq_q95": float(np.quantile(wait, 0.95)),
        "W_q95": float(np.quantile(stay, 0.95)),
        "var_Wq": float(wait.var()),
        "var_L": float(np.square(number - mean) @ time),
        "P_N_gt_30": float(time[number > 30].sum()),
    }


def over_time(seen: Stays) -> tuple[np.ndarray, np.ndarray]:
    """(number present, share of the time) of each stretch between two events."""
    times = np.concatenate((seen.queued, seen.ended))
    order = np.argsort(times, kind="stable")
    number = np.cumsum(np.where(order < seen.queued.size, 1, -1))
    ends = np.clip(np.append(times[order], np.inf), seen.first, seen.last)
    return number, np.diff(ends) / (seen.last - seen.first)


def lines(tables: Tables, scenario: Scenario, unit: float, given: Mapping[str, Any]) -> dict[str, float]:
    """Who was blocked, who gave up, who was served in time: over everybody who came."""
    seen = stays(tables, scenario, unit)
    came = seen.arrived()
    wait, served = (seen.left - seen.queued)[came], seen.served[came]
    begun = np.where(seen.served, seen.left, seen.ended)
    busy = seen.during(begun, seen.ended)
    heads = scenario.teams["desk"].heads.value
    return {
        "P_block": float(1 - served.mean()),
        "P_abandon": float(1 - served.mean()),
        "P_wait": float((~served | (wait > 1e-6)).mean()),
        "Wq_all": float(wait.mean()),
        "Lq": seen.during(seen.queued, seen.left),
        "throughput": float(served.sum() / (seen.last - seen.first)),
        "mean_busy": busy,
        "util": busy / heads,
        "SL_served_within_t": float((served & (wait <= given.get("t", 0.0))).mean()),
    }


def two_classes(tables: Tables, scenario: Scenario, unit: float, given: Mapping[str, Any]) -> dict[str, float]:
    """Mean waits of the urgent, the others and all."""
    first, second, both = (
        station(tables, scenario, unit, given, service=service) for service in ("urgent", "normal", "")
    )
    return {"Wq1": first["Wq"], "Wq2": second["Wq"], "Wq_all": both["Wq"]}


def two_stations(tables: Tables, scenario: Scenario, unit: float, given: Mapping[str, Any]) -> dict[str, float]:
    """Both stations of the tandem, and the way through."""
    first, second = (station(tables, scenario, unit, given, step=step) for step in ("check", "decide"))
    arrived, closed = tables.cases["arrived"] / unit, tables.cases["closed"] / unit
    through = (closed - arrived)[(arrived > 0.05 * scenario.days * DAY / unit) & ~np.isnan(closed)]
    found = {"L1": first["L"], "L2": second["L"], "Wq1": first["Wq"], "Wq2": second["Wq"]}
    return found | {"W_total": float(through.mean())}


def redials(tables: Tables, scenario: Scenario, unit: float, given: Mapping[str, Any]) -> dict[str, float]:
    """Each blocked attempt is followed by one more: so many retries has a customer who is served in the end."""
    seen = stays(tables, scenario, unit)
    served = seen.served[seen.arrived()]
    begun = np.where(seen.served, seen.left, seen.ended)
    return {"mean_retries": float((~served).sum() / served.sum()), "P_busy": seen.during(begun, seen.ended)}


def by_the_clock(tables: Tables, scenario: Scenario, unit: float, given: Mapping[str, Any]) -> dict[str, float]:
    """Mean number present at times after opening, over all days; and arrivals a day."""
    seen = stays(tables, scenario, unit)
    opens = scenario.document.hours["open"].week[0][0][0]
    mornings = (np.arange(scenario.days) * DAY + opens) / unit
    found = {f"L_t{time:g}": float(present_at(seen, mornings + time).mean()) for time in given["times"]}
    return found | {"arrivals_0_8": seen.queued.size / scenario.days}


def present_at(seen: Stays, times: np.ndarray) -> np.ndarray:
    """Customers present at each of the times."""
    came = np.searchsorted(np.sort(seen.queued), times, side="right")
    return came - np.searchsorted(np.sort(seen.ended), times, side="right")


def pipeline(tables: Tables, scenario: Scenario, unit: float, given: Mapping[str, Any]) -> dict[str, float]:
    """Mean number in production at the same point of each period of five days, once the start is forgotten."""
    mean = float(present_at(stays(tables, scenario, unit), np.arange(25 + given["t"], scenario.days, 5.0)).mean())
    constant = scenario.document.routes["production"]["make"].days.kind == "constant"
    return {"m_det" if constant else "m_exp": mean}


def slot_book(tables: Tables, scenario: Scenario, unit: float, given: Mapping[str, Any]) -> dict[str, float]:
    """Requests that had to wait for another day, how long they waited, how full the days were."""
    booked = tables.slots["case"] >= 0
    slot_day = np.floor(tables.slots["starts"][booked] / DAY)
    asked = np.floor(tables.cases["arrived"][tables.slots["case"][booked]] / DAY)
    first, last = 0.05 * scenario.days, 0.99 * scenario.days
    window = (asked >= first) & (asked < last)
    carried = np.minimum(slot_day, last) - np.maximum(asked, first)
    filled = ((slot_day >= first) & (slot_day < last)).sum()
    return {
        "mean_unserved_end_of_day": float(np.maximum(carried, 0).sum() / (last - first)),
        "mean_access_days": float((slot_day - asked)[window].mean()),
        "slot_fill_rate": float(filled / (last - first) / given["slots_per_day"]),
    }


def session(tables: Tables, scenario: Scenario, unit: float, given: Mapping[str, Any]) -> dict[str, float]:
    """Mean wait of who comes, and the end of the last visit or the last appointment, over the sessions."""
    seen = stays(tables, scenario, unit, step="visit")
    day = np.floor(seen.queued / DAY).astype(int)
    whole = (day >= 2) & (day < scenario.days - 1)
    ends = np.full(scenario.days, (given["n"] - given["initial_block"]) * given["slot"])
    opens = scenario.books["session"].opens
    np.maximum.at(ends, day[whole], (seen.ended - opens)[whole] - day[whole] * DAY)
    wait = (seen.left - seen.queued)[whole]
    return {"mean_wait_min": float(wait.mean()), "mean_makespan_min": float(ends[2:-1].mean())}
