"""The event log of a run: what happened to whom, and who did it, as programs for process mining read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from simulation.results.rows import ZONE, civil, on_earth

if TYPE_CHECKING:
    from simulation.results.run_view import RunView

ARRIVED, SEARCH, BOOKED, CANCELLED, MISSED, CLOSED = (
    "arrived", "search", "appointment_booked", "appointment_cancelled", "appointment_missed", "closed",
)  # fmt: skip
ORDER = {ARRIVED: 0, SEARCH: 1, BOOKED: 2, CANCELLED: 3, MISSED: 4, CLOSED: 9}
CASES_AT_ONCE = 50_000
WORK = 5
"""Places of what happens to a case at the same moment."""
OF_CASE = ("service", "channel", "outcome")
SCHEMA = pl.Schema(
    {"case_id": pl.String(), "activity": pl.String(), "resource": pl.String()}
    | dict.fromkeys(("start", "end"), pl.Datetime("us", ZONE))
    | dict.fromkeys(OF_CASE, pl.String())
)
"""Columns of the table: the five that programs ask for, then what is known of the case."""


def events(view: RunView, number: int, key: str = "", value: str = "") -> Iterator[pl.DataFrame]:
    """Events of one replication, case by case and in the order of time; of the cases of one group where one is named.

    Columns: case (number), those of `SCHEMA` without case_id, `order` and `work`. `start` and `end` have the offset of
    Germany. Work is what a team has taken up, with the team as resource; `end` is empty while it is under way.
    Arrival, looks for a slot, bookings that were confirmed, slots given back or missed, and closing are moments of no
    resource. What only waits (for a slot, the customer, a third party, the card, the team) is no event: it is the time
    between two of them.
    Each frame has some cases with all their events, so that a year needs little memory.
    """
    known = view.ledger("cases", number).select(pl.col("case").sort()).collect().to_series()
    for begin in range(0, len(known), CASES_AT_ONCE):
        these = known[begin : begin + CASES_AT_ONCE]
        yield _events(view, number, pl.col("case").is_between(these[0], these[-1]), key, value)


def _events(view: RunView, number: int, these: pl.Expr, key: str, value: str) -> pl.DataFrame:
    cases = view.ledger("cases", number).filter(these)
    if key:
        cases = cases.filter(pl.col(key) == value)
    work = (
        view.ledger("activities", number)
        .filter(these & (pl.col("owner") == "team") & pl.col("started").is_not_null())
        .select(
            "case",
            activity="step",
            resource="team",
            start="started",
            end="ended",
            order=pl.lit(WORK),
            work=pl.lit(True),
        )
    )
    slots = view.ledger("slots", number).filter(these & (pl.col("state") != "lapsed"))
    missed = slots.filter(pl.col("state") == "no_show").group_by("case", "booked").agg(pl.col("starts").min())
    moments = [
        _moments(cases, ARRIVED, "arrived"),
        _moments(view.ledger("searches", number).filter(these), SEARCH, "looked"),
        _moments(slots, BOOKED, "booked").unique(),  # a visit of several slots is one
        _moments(slots, CANCELLED, "freed").unique(),
        _moments(missed, MISSED, "starts"),
        _moments(cases, CLOSED, "closed"),
    ]
    starts = view.manifest.starts
    return (
        pl.concat([work, *moments])
        .join(cases.select("case", *OF_CASE), on="case", how="inner")
        .sort("case", "start", "order", "end", "activity", nulls_last=True)
        .with_columns(on_earth(civil(pl.col(name), starts)).alias(name) for name in ("start", "end"))
        .collect(engine="streaming")
    )


def event_table(view: RunView, numbers: tuple[int, ...], key: str = "", value: str = "") -> Iterator[pl.DataFrame]:
    """The same as rows of `SCHEMA`; `case_id` begins with the replication where there are several."""
    for number in numbers:
        case = pl.col("case").cast(pl.String)
        named = case if len(numbers) == 1 else pl.format("{}-{}", pl.lit(number), case)
        for part in events(view, number, key, value):
            yield part.with_columns(case_id=named).select(SCHEMA.names())


def _moments(rows: pl.LazyFrame, activity: str, when: str) -> pl.LazyFrame:
    """One event a row at a moment of it; none where the moment is empty."""
    nobody = pl.lit(None, pl.String)
    return rows.filter(pl.col(when).is_not_null()).select(
        "case", activity=pl.lit(activity), resource=nobody, start=pl.col(when), end=pl.col(when),
        order=pl.lit(ORDER[activity]), work=pl.lit(False),
    )  # fmt: skip
