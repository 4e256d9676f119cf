"""Ledgers of a few rows, and what was counted from them."""

from __future__ import annotations

import io
from typing import Any

import polars as pl

from simulation.results import Replication

D = 1440.0  # minutes a day


def stay(
    case: int, step: str, queued: float, ended: float | None, owner: str = "team", contact: str = "none", **more: Any
) -> dict[str, Any]:
    """A row of activities; nobody knows yet when it ends where `ended` is None."""
    known = {} if ended is None else {"ended": ended}
    return {"case": case, "step": step, "owner": owner, "contact": contact, "queued": queued} | known | more


def found(replication: Replication, measure: str, statistic: str = "", key: str = "", value: str = "") -> float | None:
    frame = pl.concat([pl.read_parquet(io.BytesIO(replication.files[name])) for name in ("measures", "weeks", "days")])
    frame = frame.filter(measure=measure, key=key, value=value)
    frame = frame.filter(statistic=statistic) if statistic else frame
    assert len(frame) <= 1
    return frame["number"][0] if len(frame) else None


def series(replication: Replication, name: str) -> pl.DataFrame:
    """A summary by name."""
    return pl.read_parquet(io.BytesIO(replication.files[name]))
