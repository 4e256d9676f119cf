"""Measures of slots that start in the run: released, booked, kept, unused, freed and refilled, missed, on offer."""

from __future__ import annotations

from simulation.results.aggregates import share, spread
from simulation.results.measure import Measure

OPEN = ("pool", "week", "day")
SLOTS = ("service", "channel", "pool", "rule", "week", "day")


def total(condition: str) -> dict[str, str]:
    """Slots of which a condition holds; 0 where there are slots and it holds of none."""
    return {"total": f"count(*) filter ({condition})"}


def of_those_released(condition: str) -> dict[str, str]:
    """Share of the released slots of which a condition holds."""
    return {"share": f"count(*) filter ({condition}) / nullif(count(*) filter (offered), 0)"}


SLOT_MEASURES: tuple[Measure, ...] = (
    Measure(
        "slots_released", "slots", "higher", "releases", total("offered"),
        "slots that start in the run and were on offer, or given by the office", by=SLOTS,
    ),
    Measure(
        "slots_booked", "slots", "higher", "releases", total("bookings > 0"),
        "released slots that were booked at least once", by=SLOTS,
    ),
    Measure(
        "slots_kept", "slots", "higher", "releases",
        total("kept") | of_those_released("kept"),
        "slots to which somebody came; share: / released slots", by=SLOTS, units={"share": "share"},
    ),
    Measure(
        "slots_unused", "slots", "lower", "releases",
        total("offered and unused") | of_those_released("offered and unused"),
        "released slots that nobody held when they began; share: / released slots", by=SLOTS[2:],
        units={"share": "share"},
    ),
    Measure(
        "slots_freed", "slots", "none", "releases", {"total": "fsum(freed)"}, "times that a booked slot was given back",
        by=SLOTS,
    ),
    Measure(
        "slots_refilled", "slots", "higher", "releases",
        {"total": "fsum(refilled)", "share": "fsum(refilled) / nullif(fsum(freed), 0)"},
        "times that a slot given back was booked again; share: / times given back", by=SLOTS, units={"share": "share"},
    ),
    Measure(
        "refill_time", "hours", "lower", "freed_slots", spread("hours", "median", "mean", "p90"),
        "(booked again − given back) / 60", by=SLOTS, where="hours is not null",
    ),
    Measure(
        "no_show_share", "share", "lower", "bookings", share("state = 'no_show'"),
        "bookings to which nobody came / bookings not cancelled", by=SLOTS,
        where="first and state in ('attended', 'no_show')",
    ),
    Measure(
        "cancelled_share", "share", "none", "bookings", share("state = 'cancelled'"),
        "bookings given back / bookings", by=SLOTS, where="first",
    ),
    Measure(
        "third_next_available", "days", "lower", "noons", spread("days", "mean", "median"),
        "(start of the third slot on offer − 12:00 of an open day) / 1440", by=OPEN,
        where="days is not null",
    ),
    Measure(
        "fewer_than_three_on_offer", "share", "lower", "noons", share("on_offer < 3"),
        "open days with fewer than three slots on offer at 12:00 / open days", by=OPEN,
    ),
)  # fmt: skip
"""In the order in which they are shown; neighbours ask the same noun."""
