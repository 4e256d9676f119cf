"""What can be simulated: the scenarios, and each number of one with its origin."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from dashboard.api.answers import InBoth, Number, ScenarioLine, Scenarios, ScenarioWhole
from dashboard.api.call import Call
from dashboard.api.problems import Problem, shown
from dashboard.shelf import shipped_scenario
from simulation import scenario as scenarios
from simulation.scenario import Scenario, ScenarioError


def every(call: Call) -> Scenarios:
    """Those that ship; a file that cannot be read is left out."""
    found = []
    for name in scenarios.scenario_ids():
        with suppress(ScenarioError):
            found.append(ScenarioLine(**_line(name, shipped_scenario(name))))
    return Scenarios(scenarios=found)


def one(call: Call) -> ScenarioWhole:
    """A scenario, or a what-if that somebody saved."""
    name = call.place["scenario"]
    try:
        found = call.shelf.scenario(name)
    except ScenarioError as error:
        text = call.words.text("There is no scenario {name}; /api/v1/scenarios lists those that are.")
        known = shown(name, quotes=False)
        raise Problem(404 if name not in scenarios.scenario_ids() else 422, text.format(name=known)) from error
    return ScenarioWhole(
        **_line(name, found),
        starts=found.starts,
        days=found.days,
        content_hash=found.content_hash,
        changes=dict(found.changes),
        figures=[Number(**{key: getattr(row, key) for key in Number.model_fields}) for row in found.figures()],
    )


def _line(name: str, found: Scenario) -> dict[str, Any]:
    why = found.why
    return {
        "id": name,
        "base": found.base,
        "title": InBoth(**found.title),
        "why": InBoth(**{"de": "", "en": "", **why}) if why else None,
    }
