"""A number of a scenario as a person reads it: where it stands, what it is, where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dashboard.words import NO_BREAK, Words
from dashboard.words.measures import ORIGINS
from dashboard.words.number_words import UNITS, readable, shown
from simulation.scenario import Scenario, loading
from simulation.scenario.figures import FigureRow

CITED = re.compile(r" \((prior_\w+)\)")
"""A prior that a reason names."""


def source_titles(words: Words, scenario: Scenario) -> dict[str, str]:
    """What stands behind a source id, from data/sources.toml and the scenario's own file: title and date, of a prior
    its outlet, too."""
    own = {key: one.model_dump() for key, one in scenario.document.sources.items()}
    return {key: _title(words, key, one) for key, one in {**loading.shipped_sources(), **own}.items()}


def _title(words: Words, key: str, one: Mapping[str, Any]) -> str:
    """A prior is of another year, city or office: it says so."""
    day = one["date"] if isinstance(one["date"], str) else words.day(one["date"], "numeric")
    if not one.get("prior"):
        return f"{words.name(one['title'])}, {day} ({key})"
    outlet = one["outlet"] if isinstance(one["outlet"], str) else words.name(one["outlet"])
    return words.text("prior, no fact of this office: {title}, {outlet}, {date}").format(
        title=words.name(one["title"]), outlet=outlet, date=day
    )


def row_of(words: Words, scenario: Scenario, one: FigureRow, titles: dict[str, str]) -> dict[str, Any]:
    """A row of the page Sources: words for a reader, and the value as it is under `raw`."""
    _ = words.text
    reason = CITED.sub("", _(one.reason)) if one.reason else ""
    cited = [titles.get(key, key) for key in CITED.findall(one.reason)]
    times = "× " if one.unit == "factors" else ""
    value, low, high = (_said(words, number, one.unit) for number in (one.value, one.low, one.high))
    per_cent = one.unit == "share" and isinstance(one.value, (int, float))
    return {
        "where": readable(words, scenario, one.path),
        "path": one.path,
        "value": value,
        "unit": _(UNITS.get(one.unit, one.unit)) if one.unit and not per_cent else "",
        "kind": one.origin,
        "origin": _(ORIGINS.get(one.origin, one.origin)),
        "range": f"{times}{low} – {high}" if one.low is not None and one.high is not None else "",
        "reason": "; ".join(text for text in (titles.get(one.source, one.source), reason, *cited) if text),
        "raw": one.value if isinstance(one.value, (int, float)) else shown(words, one.value),
        "low": one.low,
        "high": one.high,
        "source": one.source,
    }


def _said(words: Words, number: Any, unit: str) -> str:
    """A share as per cent, everything else as it stands."""
    if unit == "share" and isinstance(number, (int, float)):
        return f"{shown(words, round(100 * number, 6))}{NO_BREAK}%"
    return shown(words, number)
