"""How a run is named: the words for its scenario, its period, and the command that computes it again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dashboard import whatif
from dashboard.reading import Reading
from dashboard.shelf import Shelf, shipped_scenario
from dashboard.words import Words
from dashboard.words.measures import CHANNELS, MEASURES, WAYS
from dashboard.words.units import STATISTICS
from simulation.results.measures import BY_NAME
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
    """The command that computes the same run again; what no id stands for is a file of one's own."""
    scenario = reading.scenario
    start = _shipped(scenario.id)
    parts = ["terminwerk run", scenario.id if start is not None else f"{scenario.id}.toml"]
    if start is not None and scenario.changes and scenario.base is not None and not _same(start, scenario):
        parts += [f"--set {path}={_value(value)}" for path, value in scenario.changes.items()]
    same_file = against is not None and against.scenario.id == scenario.id
    if start is None and (same_file or scenario.base in (None, scenario.id)):  # what an office file changes was set
        given = against.scenario.changes if against is not None and same_file else {}
        parts += [
            f"--set {path}={_value(value)}" for path, value in scenario.changes.items() if given.get(path) != value
        ]
    if against is not None:
        known = _same(_shipped(against.scenario.id), against.scenario)
        parts.append(f"--against {against.scenario.id}{'' if known else '.toml'}")
    parts.append(f"--replications {reading.of if reading.live else reading.n}")
    if reading.seed != 1:
        parts.append(f"--seed {reading.seed}")
    return " ".join(parts)


def _shipped(name: str) -> Scenario | None:
    try:
        return shipped_scenario(name)
    except ScenarioError:
        return None


def _same(shipped: Scenario | None, scenario: Scenario) -> bool:
    return shipped is not None and shipped.content_hash == scenario.content_hash


def _value(value: Any) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def group_name(words: Words, scenario: Scenario, key: str, value: str) -> str:
    """A team, service or channel as the office calls it; the pool of a book by the book; a way of coming or looking."""
    if key == "way" and value in WAYS:
        return words.text(WAYS[value])
    if key == "team" and value in scenario.teams:
        return words.name(scenario.teams[value].name)
    if key == "pool" and value in scenario.books:
        return words.name(scenario.books[value].name)
    if key == "service" and value in scenario.services:
        return words.name(scenario.services[value].name)
    if key == "channel" and value in scenario.document.channels:
        return words.name(scenario.document.channels[value].name)
    return words.text(CHANNELS[value]) if value in CHANNELS else value


def monday_of(scenario: Scenario, week: str) -> date:
    """The Monday of a week as the measures name it: a date, 2025-W23, or its number from the start."""
    try:
        return date.fromisoformat(week[:10])
    except ValueError:
        pass
    year, _dash, number = week.partition("-W")
    if number:
        return date.fromisocalendar(int(year), int(number), 1)
    start = scenario.starts - timedelta(days=scenario.starts.weekday())
    return start + timedelta(days=7 * int(float(week)))


def measure_title(words: Words, measure: str, statistic: str) -> str:
    """A measure and its statistic: as the pages call them, else as the dictionary of measures does.

    Pages speak of the wait of those with an appointment, or without; this is everybody's, so it keeps its own name.
    """
    said, own = MEASURES.get((measure, statistic)), BY_NAME.get(measure)
    if said is not None and measure != "waiting_time":
        return f"{words.text(said.title)}, {words.text(said.sub)}"
    name = measure if own is None else (own.de if words.lang == "de" else own.en).name
    return f"{name}, {words.text(STATISTICS.get(statistic, statistic))}"
