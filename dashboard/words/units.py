"""Units and statistics of the measures as words, and a figure with its unit."""

from __future__ import annotations

from dashboard.words import N_, NO_BREAK, Words, digits_of, rounded, step_for
from dashboard.words.measures import LEAST, figure
from simulation.study.statistics import Interval

STATISTICS: dict[str, str] = {
    "mean": N_("mean"),
    "median": N_("median"),
    "p90": "P90",
    "p95": "P95",
    "total": N_("total"),
    "share": N_("share"),
    "end": N_("at the end"),
    "per_person": N_("per person"),
    "per_try": N_("per look"),
    "turned_away": N_("turned away"),
}
UNITS: dict[str, str] = {
    "days": N_("days"),
    "hours": N_("hours"),
    "minutes": N_("minutes"),
    "seconds": N_("seconds"),
    "share": N_("share"),
    "cases": N_("cases"),
    "contacts": N_("contacts"),
    "slots": N_("slots"),
    "people": N_("people"),
    "looks": N_("looks"),
}


def with_unit(words: Words, value: float, unit: str) -> str:
    """The figure of a table column with the word for its unit, where it is a time."""
    text = figure(words, value, unit)
    return f"{text}{NO_BREAK}{unit_title(words, unit)}" if unit in ("days", "minutes", "seconds", "hours") else text


def between(words: Words, unit: str, over: Interval) -> str:
    """The interval of a mean in brackets, as it stands behind the figure; nothing when one run has none."""
    return f" ({range_said(words, unit, over.low, over.high)})" if over.finite else ""


def range_said(words: Words, unit: str, low: float, high: float) -> str:
    """Both ends of an interval, rounded by its width: 31.900 bis 33.100."""
    scale = 100.0 if unit == "share" else 1.0
    step = step_for(scale * (high - low) / 2, LEAST.get(unit, 0.1))
    ends = [words.number(rounded(scale * one, step), digits_of(step)) for one in (low, high)]
    text = words.text("{low} to {high}").format(low=ends[0], high=ends[1])
    return f"{text}{NO_BREAK}%" if unit == "share" else text


def unit_title(words: Words, unit: str) -> str:
    """The word for a unit of the measures."""
    return words.text(UNITS.get(unit, unit))
