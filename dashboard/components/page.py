"""The head of a page: small heading, the finding as the lead, one line of scope; and how a run is named."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.text import Component, pill, rich
from dashboard.reading import Reading
from dashboard.request import Request


def head(title: str, lead: str, scope: Any, *pills: Component | None) -> Component:
    """`lead` is the finding of the page in one or two sentences."""
    return html.Div(
        [
            html.H1(title, className="tw-h1"),
            html.P(rich(lead), className="tw-lead"),
            html.Div(
                [html.P(scope, className="tw-sub"), *[one for one in pills if one is not None]], className="tw-scope"
            ),
        ],
        className="tw-page-head",
    )


def scope(request: Request, reading: Reading, title: str) -> str:
    """Scenario, period and replications in one line."""
    words = request.words
    return words.text("{title} · run from {first} to {last}, {n}.").format(
        title=title,
        first=words.day(reading.scenario.starts),
        last=words.day(reading.last_day),
        n=words.plural("{n} replication", "{n} replications", reading.n),
    )


def preliminary(request: Request, reading: Reading) -> Component | None:
    """A pill while more replications are on their way."""
    if not reading.live:
        return None
    text = request.words.text("Preliminary: {n} of {of} replications").format(n=reading.n, of=reading.of)
    return pill(text, "warn")


def run_link(request: Request, reading: Reading) -> tuple[str, str]:
    return request.words.text("Run {run}").format(run=reading.run), request.link("/runs") + f"#{reading.run}"


def notes(request: Request, reading: Reading, *others: Reading | None) -> dict[str, str]:
    """Where a table comes from, for its file."""
    _ = request.words.text
    every = [reading, *[one for one in others if one is not None]]
    return {
        _("Scenario"): "; ".join(request.words.name(one.scenario.title) for one in every),
        _("Run"): ", ".join(one.run for one in every),
        _("Replications"): ", ".join(str(one.n) for one in every),
        _("First seed"): str(reading.seed),
        _("Link"): request.link(),
    }


def runs_said(request: Request, spread: Any) -> str:
    """In how many single runs a range holds."""
    words = request.words
    if spread.n == 1:
        return words.text("in the only run")
    if spread.all_runs:
        return words.text("in all {n} runs").format(n=spread.n)
    return words.text("in 9 of 10 runs")


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


def _is_what_if(scenario: Any) -> bool:
    from dashboard.shelf import shipped_scenario
    from simulation.scenario import ScenarioError

    try:
        return shipped_scenario(scenario.id).content_hash != scenario.content_hash
    except ScenarioError:
        return True


def _value(value: Any) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)
