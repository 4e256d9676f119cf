"""Runs: what is in the queue, what was run, by whom and with which version; cancel and delete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, ctx, html, no_update

from dashboard.components import page
from dashboard.components.card import callout, empty
from dashboard.components.chart import chart
from dashboard.components.run_names import (
    against_of,
    moment_of,
    open_link,
    scenario_asked,
    scenario_kept,
    who_of,
)
from dashboard.components.text import Component, fold, go, icon, pill
from dashboard.exports.table import Column, Table
from dashboard.naming import title_of
from dashboard.request import Request
from dashboard.words import N_
from dashboard.words.measures import STATES
from simulation.results import Manifest, StoreError
from simulation.study.listing import forget
from simulation.study.queue import Entry

ADDRESS, TITLE, SIGN, GROUP = "/runs", N_("Runs"), "history", N_("Show the evidence")
PICKS = False


LIVE = True


SHOWN = 40


TONES = {"running": "acc", "failed": "warn", "cancelled": "un"}


def layout(request: Request) -> Component:
    words, _ = request.words, request.words.text
    entries = request.shelf.queue.entries()
    live = [entry for entry in entries if entry.live]
    ended = [entry for entry in entries if entry.state in ("failed", "cancelled")]
    kept = request.shelf.store.runs()
    if live:
        lead = words.plural("{n} run is on its way", "{n} runs are on their way", len(live))
        lead += ", " + words.plural("{n} is kept.", "{n} are kept.", len(kept))
    else:
        lead = words.plural("{n} run is kept, none is on its way.", "{n} runs are kept, none is on its way.", len(kept))
    return html.Div(
        [
            page.head(
                _("Runs"),
                lead,
                _("The same inputs are not computed twice: the answer is there at once."),
            ),
            html.Div(id="runs-said", role="status"),
            _queue(request, live) if live else None,
            _history(request, kept, entries),
            _ended(request, ended) if ended else None,
        ],
        className="tw-stack-y",
    )


def _queue(request: Request, live: list[Entry]) -> Component:
    words, _ = request.words, request.words.text
    body = []
    for entry in live:
        seconds = entry.seconds_left()
        left = _("about {time} left").format(time=words.seconds(seconds)) if seconds is not None else ""
        mine = entry.owner == request.owner
        stop = (
            html.Button(_("Cancel"), id={"stop": entry.ticket}, n_clicks=0, type="button", className="tw-btn quiet")
            if mine
            else html.Span(_("Only who asked can cancel here."), className="tw-s")
        )
        body.append(
            html.Tr(
                [
                    html.Th(
                        [
                            title_of(request.words, request.shelf, entry.scenario, scenario_asked(request, entry)),
                            html.Span(against_of(request, entry), className="d"),
                        ],
                        scope="row",
                    ),
                    html.Td(who_of(request, entry.owner), **{"data-l": _("Who")}),
                    html.Td(pill(_(STATES[entry.state]), TONES.get(entry.state, "")), **{"data-l": _("State")}),
                    html.Td(
                        [
                            dmc.Progress(
                                value=100 * entry.done / max(entry.of, 1),
                                size=8,
                                className="tw-progress",
                                **{"aria-label": _("Progress of the run")},
                            ),
                            html.Span(
                                _("{done} of {of}").format(done=entry.done, of=entry.of)
                                + (f", {left}" if left else ""),
                                className="d",
                            ),
                        ],
                        **{"data-l": _("Replications")},
                    ),
                    html.Td(stop, className="r"),
                ]
            )
        )
    head = [_("Scenario"), _("Who"), _("State"), _("Replications"), ""]
    return _tabled(
        request,
        "queue",
        _("On their way"),
        _("One run at a time a browser; the others wait in turn."),
        head,
        body,
        [{"scenario": e.scenario, "state": _(STATES[e.state]), "done": e.done, "of": e.of} for e in live],
        [
            Column("scenario", _("Scenario"), "text"),
            Column("state", _("State"), "text"),
            Column("done", _("done")),
            Column("of", _("of")),
        ],
    )


def _history(request: Request, kept: list[Manifest], entries: list[Entry]) -> Component:
    words, _ = request.words, request.words.text
    title = _("Kept runs")
    if not kept:
        return empty(
            title,
            _("Nothing has been run yet. The first run is one click away."),
            go(_("To the overview"), request.link("/"), "tw-btn"),
            "history",
        )
    owners = {run: entry.owner for entry in reversed(entries) for run in (entry.run, entry.against_run) if run}
    body, rows = [], []
    for place, manifest in enumerate(kept):
        scenario = scenario_kept(manifest)
        name = title_of(request.words, request.shelf, manifest.scenario_id, scenario)
        when = moment_of(manifest.created)
        owner = who_of(request, owners.get(manifest.run, ""))
        n = len(manifest.replications)
        rows.append(
            {
                "run": manifest.run,
                "scenario": name,
                "replications": n,
                "created": manifest.created,
                "who": owner,
                "version": manifest.model_version,
                "seed": manifest.seed,
                "stop": manifest.stop,
            }
        )
        if place >= SHOWN:
            continue
        said = _("Report on run {run}").format(run=manifest.run)
        sure = fold(
            _("Delete"),
            [
                html.P(_("Delete this run and what only it holds?"), className="tw-s"),
                html.Button(
                    [icon("trash", small=True), _("Delete for good")],
                    id={"drop": manifest.run},
                    n_clicks=0,
                    type="button",
                ),
            ],
            _("Delete run {run}").format(run=manifest.run),
            "tw-sure",
        )
        body.append(
            html.Tr(
                [
                    html.Th(
                        [
                            open_link(request, manifest, scenario, name),
                            html.Span(manifest.run, className="d tw-mono"),
                            go(_("Report"), f"/reports?run={manifest.run}", "tw-a d", **{"aria-label": said}),
                        ],
                        scope="row",
                    ),
                    html.Td(words.number(n), className="r", **{"data-l": _("Replications")}),
                    html.Td(words.moment(when) if when else "–", **{"data-l": _("When")}),
                    html.Td(owner, **{"data-l": _("Who")}),
                    html.Td(
                        [manifest.model_version, html.Span(_("seed {n}").format(n=manifest.seed), className="d")],
                        **{"data-l": _("Version")},
                    ),
                    html.Td(sure, className="r"),
                ],
                id=manifest.run,
            )
        )
    columns = [
        Column("run", _("Run"), "text"),
        Column("scenario", _("Scenario"), "text"),
        Column("replications", _("Replications")),
        Column("created", _("When"), "text"),
        Column("who", _("Who"), "text"),
        Column("version", _("Version"), "text"),
        Column("seed", _("First seed")),
        Column("stop", _("Stop"), "text"),
    ]
    head = [_("Scenario"), _("Replications"), _("When"), _("Who"), _("Version"), ""]
    finding = _("Each opens with all its pages. Deleting one leaves the others readable.")
    if len(kept) > SHOWN:
        finding += " " + _("The newest {n} are listed; the table has all {all}.").format(
            n=SHOWN, all=words.number(len(kept))
        )
    return _tabled(request, "history", title, finding, head, body, rows, columns, right={1})


def _ended(request: Request, ended: list[Entry]) -> Component:
    words, _ = request.words, request.words.text
    body = []
    for entry in ended:
        when = datetime.fromtimestamp(entry.ended or entry.created)
        again = html.Button(
            _("Ask again"), id={"again": entry.ticket}, n_clicks=0, type="button", className="tw-btn quiet"
        )
        body.append(
            html.Tr(
                [
                    html.Th(
                        [
                            title_of(request.words, request.shelf, entry.scenario, scenario_asked(request, entry)),
                            html.Span(against_of(request, entry), className="d"),
                        ],
                        scope="row",
                    ),
                    html.Td(pill(_(STATES[entry.state]), TONES.get(entry.state, "")), **{"data-l": _("State")}),
                    html.Td(words.moment(when), **{"data-l": _("When")}),
                    html.Td(
                        entry.message or _("Stopped on request; what was finished is kept."), **{"data-l": _("Why")}
                    ),
                    html.Td(again, className="r"),
                ]
            )
        )
    head = [_("Scenario"), _("State"), _("When"), _("Why"), ""]
    return _tabled(
        request,
        "ended",
        _("Cancelled and failed"),
        _("Asked again, they go on from what is kept."),
        head,
        body,
        [{"scenario": e.scenario, "state": _(STATES[e.state]), "why": e.message} for e in ended],
        [
            Column("scenario", _("Scenario"), "text"),
            Column("state", _("State"), "text"),
            Column("why", _("Why"), "text"),
        ],
    )


def _tabled(
    request: Request,
    name: str,
    title: str,
    finding: str,
    head: list[str],
    body: list[Component],
    rows: list[dict[str, Any]],
    columns: list[Column],
    right: set[int] = frozenset(),  # type: ignore[assignment]
) -> Component:
    heads = [
        html.Th(
            text or html.Span(request.words.text("Action"), className="tw-unseen"),
            scope="col",
            className="r" if i in right else "",
        )
        for i, text in enumerate(head)
    ]
    return chart(
        request,
        name,
        title=title,
        finding=finding,
        picture=html.Table([html.Thead(html.Tr(heads)), html.Tbody(body)], className="tw-t tw-stack"),
        table=Table(name, title, columns, rows),
        foot="",
    )


def connect(app: Dash, request_of: Callable[..., Request]) -> None:
    """Cancel, delete, ask again; each draws the page anew."""

    @app.callback(
        Output("page", "children", allow_duplicate=True),
        Output("announce", "children", allow_duplicate=True),
        Input({"stop": ALL}, "n_clicks"),
        Input({"drop": ALL}, "n_clicks"),
        Input({"again": ALL}, "n_clicks"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def act(_stops, _drops, _agains, search):
        if not ctx.triggered_id or not ctx.triggered[0]["value"]:
            return no_update, no_update
        request = request_of("/runs", search)
        _ = request.words.text
        shelf = request.shelf
        (what, name), *_rest = ctx.triggered_id.items()
        said = ""
        try:
            if what == "stop":
                shelf.queue.cancel(name, request.owner)
                said = _("Cancelled.")
            elif what == "drop":
                forget(shelf.path, name, request.owner)
                said = _("Run {run} is deleted.").format(run=name)
            else:
                question = shelf.queue.question(name)
                if question is not None:
                    shelf.queue.ask(question, request.owner)
                said = _("Asked again.")
        except StoreError as error:
            content = layout(request)
            content.children.insert(1, callout(str(error), "warn", "alert-triangle", role="alert"))
            return content, str(error)
        return layout(request), said
