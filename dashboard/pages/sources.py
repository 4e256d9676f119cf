"""Sources: every number with its origin, its range and its reason; the readings that swing results; the measures."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update

from dashboard.components import page
from dashboard.components.card import card
from dashboard.components.numbers import numbers
from dashboard.components.readings import readings
from dashboard.components.text import Component
from dashboard.request import Request
from dashboard.words import N_
from dashboard.words.origins import row_of, source_titles
from simulation.results.measures import MEASURES

ADDRESS, TITLE, SIGN, GROUP = "/sources", N_("Sources"), "book-2", N_("Show the evidence")
PICKS = True


def layout(request: Request) -> Component:
    words, _ = request.words, request.words.text
    chosen = request.chosen()
    titles = source_titles(words, chosen.scenario)
    rows = [row_of(words, chosen.scenario, one, titles) for one in chosen.scenario.figures()]
    counts = Counter(row["kind"] for row in rows)
    origin = request.ask("origin", "all")
    shown = [row for row in rows if origin in ("all", row["kind"])]
    unsure = counts["assumed"] + counts["calibrated"]
    lead = _(
        "{all} numbers, each with its origin: {published} are published or derived, {unsure} are assumed or calibrated."
    ).format(
        all=words.number(len(rows)),
        published=words.number(counts["published"] + counts["derived"]),
        unsure=words.number(unsure),
    )
    return html.Div(
        [
            page.head(_("Sources"), lead, chosen.title),
            numbers(request, shown, counts, origin, len(rows)),
            readings(request),
            _measures(request),
        ],
        className="tw-stack-y",
    )


def _measures(request: Request) -> Component:
    words, _ = request.words, request.words.text
    parts = []
    for one in MEASURES:
        own = one.de if words.lang == "de" else one.en
        parts.append(
            html.Details(
                [
                    html.Summary(own.name),
                    html.P(own.definition, className="tw-p"),
                    html.P([html.B(_("Not counted") + ": "), own.excluded], className="tw-s") if own.excluded else None,
                    html.P([html.B(_("Formula") + ": "), _(one.formula)], className="tw-s"),
                ],
                className="tw-measure",
            )
        )
    intro = html.P(_("What each measure counts, its formula and who is left out."), className="tw-p tw-p2 tw-finding")
    return card([intro, html.Div(parts)], _("Measures"), "measures")


def connect(app: Dash, request_of: Any) -> None:
    """Origin goes into the link; the search filters as one types."""

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        Input("origin", "value"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def only(origin: str, search: str):
        request = request_of("/sources", search)
        if request.ask("origin", "all") == origin:
            return no_update
        return "?" + request.link(origin=None if origin == "all" else origin).partition("?")[2]

    app.clientside_callback(
        ClientsideFunction("terminwerk", "find"),
        Output("numbers", "dashGridOptions"),
        Input("find", "value"),
        State("numbers", "dashGridOptions"),
        prevent_initial_call=True,
    )
