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
    }
