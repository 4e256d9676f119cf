"""The states of a page that runs what one changes: nothing changed, no result, stale, saved; the card that saves."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from dashboard import whatif
from dashboard.components.card import callout, card, empty, failed
from dashboard.components.draft_steps import draft_name
from dashboard.components.text import Component, icon, pill, rich
from dashboard.request import Request
from dashboard.whatif import Chosen
from simulation.results import StoreError


def saving(request: Request, chosen: Chosen) -> Component:
    _ = request.words.text
    return card(
        [
            dmc.TextInput(id="save-name", label=_("Name"), value=draft_name(request, chosen), size="sm"),
            html.Div(
                [
                    html.Button(
                        [icon("device-floppy", small=True), _("Save")],
                        id="save",
                        type="button",
                        n_clicks=0,
                        className="tw-btn",
                    ),
                    html.Button(_("Save a copy"), id="clone", type="button", n_clicks=0, className="tw-btn quiet"),
                    html.Button(
                        [icon("link", small=True), html.Span(_("Share link"))],
                        type="button",
                        className="tw-btn quiet tw-copy-link",
                        **{"data-done": _("Copied")},
                    ),
                ],
                className="tw-buttons",
            ),
            html.P("", id="saved", className="tw-s", role="status"),
            html.P(_("Saving does not stop a run. The link carries all changes, saved or not."), className="tw-s"),
        ],
        _("Scenario"),
        "save-card",
    )


def unsaved_pill(request: Request, chosen: Chosen) -> Component | None:
    return pill(request.words.text("Unsaved changes"), "warn") if chosen.unsaved else None


def nothing_changed(request: Request, chosen: Chosen) -> Component:
    """With the office's own example to press, where the scenario has what it changes."""
    _, example = request.words.text, whatif.example_of(chosen.scenario)
    button = example and html.Button(
        request.words.name(example.name), id={"try": "family"}, n_clicks=0, type="button", className="tw-btn"
    )
    return empty(
        _("Nothing has been changed yet"),
        _("Give a team more or fewer heads on the left. The base is kept, and both are run with the same people."),
        button,
    )


def not_yet(request: Request, chosen: Chosen) -> Component:
    """Without a result: how to get one, or that it is on its way."""
    _ = request.words.text
    if running(request, chosen):
        return empty(
            _("The result is on its way"),
            _("It appears here as soon as both sides have replications, and narrows with each further pair."),
            None,
            "no-result",
        )
    return empty(
        _("No result yet"),
        _("Compute it on the left; first results show after two pairs of replications."),
        None,
        "no-result",
    )


def unanswered(request: Request, chosen: Chosen) -> str:
    """The lead of a page that has no answer yet."""
    _ = request.words.text
    text = _("{title}: being computed.") if running(request, chosen) else _("{title}: not computed yet.")
    return text.format(title=chosen.title)


def running(request: Request, chosen: Chosen) -> bool:
    entry = request.shelf.asked(chosen.scenario, chosen.against)
    return entry is not None and entry.live


def stale_bar(request: Request, chosen: Chosen, do: str = "do") -> Component:
    """A result that no longer fits its inputs; `do` is the kind of button by which the page computes."""
    _ = request.words.text
    again = html.Button(
        [icon("refresh", small=True), _("Compute anew")],
        id={do: "recompute"},
        n_clicks=0,
        type="button",
        className="tw-btn quiet",
    )
    return callout(
        html.Div(
            [
                html.Span(rich(_("**This result no longer fits the inputs.** It shows the changes before."))),
                html.Span(_("The new one is being computed.")) if running(request, chosen) else again,
            ],
            className="tw-stale",
        ),
        "warn",
        "alert-triangle",
    )


def saved_pill(request: Request, chosen: Chosen) -> Component | None:
    _ = request.words.text
    if chosen.unsaved:
        return pill(_("Unsaved changes"), "warn")
    return pill([icon("check", small=True), _("Saved")]) if chosen.own else None


def damaged(request: Request, error: StoreError) -> Component:
    """A run whose files are not what was published: refused, with what to do. The inputs stay."""
    _ = request.words.text
    remedy = _("Run `terminwerk verify`, delete the damaged run under Runs and ask again.")
    return failed(_("This cannot be shown."), str(error), remedy)
