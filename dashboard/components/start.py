"""A scenario without a run: one sentence, one button; or its run on the way, with progress and the time left."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from dashboard.components import page
from dashboard.components.card import card, empty
from dashboard.components.text import Component, icon, rich
from dashboard.request import Request
from dashboard.whatif import Chosen
from simulation.scenario import Scenario
from simulation.study.queue import Entry

REPLICATIONS = 10


def nothing_yet(request: Request, chosen: Chosen, title: str) -> Component:
    """The page instead of figures. The button's id is {"start": "scenario"}; the app's frame answers it."""
    _ = request.words.text
    entry = request.shelf.going(chosen.scenario)
    if entry is not None:
        head = page.head(
            title,
            _("**{title}** is being computed; the page fills with the first replication.").format(title=chosen.title),
            _("No replication is in the store yet."),
        )
        return html.Div([head, card(progress(request, entry), _("Run under way"), "going")], className="tw-stack-y")
    head = page.head(
        title, _("**{title}** has not been run yet.").format(title=chosen.title), _("No replication is in the store.")
    )
    text = _("Ten replications take a few minutes; the page fills while they arrive.")
    return html.Div([head, empty(_("No run yet"), text, _compute(request, "scenario"))], className="tw-stack-y")


def other_not_yet(request: Request, other: Scenario) -> Component:
    """A card where the comparison will be: what it is held against has no run yet."""
    _ = request.words.text
    title = request.shelf.title(request.words, request.ask("against"))
    entry = request.shelf.going(other)
    if entry is not None:
        return card(progress(request, entry), _("{title} is being computed").format(title=title), "going")
    return empty(
        _("{title} has not been computed yet").format(title=title),
        _("There is nothing to hold against before it has a run. The comparison appears here by itself."),
        _compute(request, "against"),
        "other",
    )


def _compute(request: Request, side: str) -> Component:
    """`side` is scenario or against: which of the link's two the frame has computed."""
    words = request.words
    return html.Button(
        [
            icon("player-play", small=True),
            words.plural("Compute {n} replication", "Compute {n} replications", REPLICATIONS),
        ],
        id={"start": side},
        n_clicks=0,
        type="button",
        className="tw-btn",
    )


def progress(request: Request, entry: Entry) -> list[Component]:
    """How far a run is, in words and as a bar."""
    words, _ = request.words, request.words.text
    if entry.state == "waiting":
        place = request.shelf.queue.position(entry.ticket)
        said = _("Waiting in the queue")
        left = (
            words.plural("{n} run is before it", "{n} runs are before it", place)
            if place
            else _("is next; it starts by itself")
        )
    else:
        sides = 2 if entry.against else 1
        text = _("**{done} of {of}** pairs of replications") if entry.against else _("**{done} of {of}** replications")
        said = text.format(done=words.number(entry.done // sides), of=words.number(entry.of // sides))
        seconds = entry.seconds_left()
        left = _("about {time} left").format(time=words.seconds(seconds)) if seconds is not None else _("starting")
    return [
        html.Div([html.Span(rich(said)), html.Span(left, className="tw-p2")], className="tw-sum-words"),
        dmc.Progress(
            value=100 * entry.done / max(entry.of, 1),
            size=8,
            radius="sm",
            transitionDuration=300,
            className="tw-progress",
            **{"aria-label": _("Progress of the run")},
        ),
        html.P(_("You may leave or reload the page; the run goes on."), className="tw-s"),
    ]
