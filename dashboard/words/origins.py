"""A number of a scenario as a person reads it: where it stands, what it is, where it comes from."""

from __future__ import annotations

from typing import Any

from dashboard.words import Words
from dashboard.words.measures import ORIGINS
from dashboard.words.number_words import UNITS, readable, shown
from simulation.scenario import Scenario, loading
from simulation.scenario.figures import FigureRow


def source_titles(words: Words, scenario: Scenario) -> dict[str, str]:
    """What stands behind a source id: title and date, from data/sources.toml and the scenario's own file."""
    own = {key: one.model_dump() for key, one in scenario.document.sources.items()}
    found = {**loading.shipped_sources(), **own}
    return {
        key: f"{words.name(one['title'])}, {words.day(one['date'], 'numeric')} ({key})" for key, one in found.items()
    }


def row_of(words: Words, scenario: Scenario, one: FigureRow, titles: dict[str, str]) -> dict[str, Any]:
    """A row of the page Sources: words for a reader, and the value as it is under `raw`."""
    _ = words.text
    reason = _(one.reason) if one.reason else ""
    return {
        "where": readable(words, scenario, one.path),
        "path": one.path,
        "value": shown(words, one.value),
        "unit": _(UNITS.get(one.unit, one.unit)) if one.unit else "",
        "kind": one.origin,
        "origin": _(ORIGINS.get(one.origin, one.origin)),
        "range": f"{shown(words, one.low)} – {shown(words, one.high)}"
        if one.low is not None and one.high is not None
        else "",
        "reason": "; ".join(text for text in (titles.get(one.source, one.source), reason) if text),
        "raw": one.value if isinstance(one.value, (int, float)) else shown(words, one.value),
        "low": one.low,
        "high": one.high,
        "source": one.source,
    }
