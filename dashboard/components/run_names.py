"""How a run is named: its scenario or its changes, who asked, when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dashboard import whatif
from dashboard.asked import OF_THE_API
from dashboard.components.text import go
from dashboard.naming import title_of
from dashboard.request import Request
from dashboard.shelf import scenario_of
from simulation.results import Manifest
from simulation.scenario import Scenario, ScenarioError
from simulation.study.queue import COMMAND_LINE, Entry

"""How the names of those begin who ask through the API."""


def open_link(request: Request, manifest: Manifest, scenario: Scenario | None, name: str) -> Any:
    if scenario is None:
        return name
    try:
        start = request.shelf.scenario(scenario.id)
    except (ScenarioError, ValueError):
        return name
    same = start.content_hash == scenario.content_hash
    own = {path: value for path, value in scenario.changes.items() if start.changes.get(path) != value}
    target = request.link("/", scenario=scenario.id, set=None if same else whatif.written(own))
    return go(name, target, "tw-a")


def scenario_kept(manifest: Manifest) -> Scenario | None:
    try:
        return scenario_of(manifest.scenario)
    except (ScenarioError, ValueError, KeyError):
        return None


def scenario_asked(request: Request, entry: Entry) -> Scenario | None:
    question = request.shelf.question(entry)
    return question.scenario if question else None


def against_of(request: Request, entry: Entry) -> str:
    if not entry.against:
        return ""
    question = request.shelf.question(entry)
    name = title_of(request.words, request.shelf, entry.against, question.against if question else None)
    return request.words.text("against {name}").format(name=name)


def who_of(request: Request, owner: str) -> str:
    _ = request.words.text
    if owner == request.owner and owner:
        return _("this browser")
    if owner.startswith(OF_THE_API):
        return _("another program")
    return _("command line") if owner in ("", COMMAND_LINE) else _("another browser")


def moment_of(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        return None
