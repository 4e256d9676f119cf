"""Units and statistics of the measures as words, and a figure with its unit."""

from __future__ import annotations

from dashboard.words import N_, NO_BREAK, Words
from dashboard.words.measures import figure

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


def unit_title(words: Words, unit: str) -> str:
    """The word for a unit of the measures."""
    return words.text(UNITS.get(unit, unit))
