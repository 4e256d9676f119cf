"""How a run is named: the words for its scenario, its period, and the command that computes it again."""

from __future__ import annotations

from typing import Any

from dashboard import whatif
from dashboard.reading import Reading
from dashboard.shelf import Shelf, shipped_scenario
from dashboard.words import Words
from simulation.scenario import Scenario, ScenarioError


def title_of(words: Words, shelf: Shelf, name: str, scenario: Scenario | None) -> str:
    """A scenario in words: its title, or its changes when they are not saved under a name."""
    if scenario is None:
        return name
    try:
        start = shelf.scenario(scenario.id)
    except (ScenarioError, ValueError):
        return words.name(scenario.title)
    if start.content_hash == scenario.content_hash:
        return words.name(start.title)
    own = {path: value for path, value in scenario.changes.items() if start.changes.get(path) != value}
    if not own:
        return words.text("{title}, with an earlier office file").format(title=words.name(start.title))
    return f"{words.name(start.title)}: {whatif.short(words, start, own)}"


def scope(words: Words, reading: Reading, title: str) -> str:
    """Scenario, period and replications in one line."""
    return words.text("{title} · run from {first} to {last}, {n}.").format(
        title=title,
        first=words.day(reading.scenario.starts),
        last=words.day(reading.last_day),
        n=words.plural("{n} replication", "{n} replications", reading.n),
    )


def reproduce(reading: Reading, against: Reading | None = None) -> str:
    """The command that computes the same run again."""
    scenario = reading.scenario
    shipped = not scenario.changes or scenario.base is None or not _is_what_if(scenario)
    name = scenario.id
    parts = ["terminwerk run", name]
    if not shipped:
        parts += [f"--set {path}={_value(value)}" for path, value in scenario.changes.items()]
    if against is not None:
        parts.append(f"--against {against.scenario.id}")
    parts.append(f"--replications {reading.of if reading.live else reading.n}")
    if reading.seed != 1:
        parts.append(f"--seed {reading.seed}")
    return " ".join(parts)


def _is_what_if(scenario: Scenario) -> bool:
    try:
        return shipped_scenario(scenario.id).content_hash != scenario.content_hash
    except ScenarioError:
        return True


def _value(value: Any) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)
