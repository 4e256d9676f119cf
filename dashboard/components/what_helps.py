"""Stored what-ifs that share the base: what each brings and what it costs."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import whatif
from dashboard.alternatives import Considered, Keys, considered, keys_of
from dashboard.components import page
from dashboard.components.card import empty
from dashboard.components.chart import chart
from dashboard.components.text import Component, go
from dashboard.exports.table import Column, Table
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words.measures import MEASURES, Difference, difference
from simulation.scenario import Scenario


def helps(request: Request, base: Scenario, reading: Reading) -> Component:
    """Stored runs that share this base, each with what it brings and what it costs."""
    words, _ = request.words, request.words.text
    keys = keys_of(reading)
    change = "/quotas" if reading.searched else "/staffing"
    found = considered(request.shelf, base, reading, request.owner)
    title = _("What helps next")
    if not found:
        return empty(
            title,
            _("No other run with this base is kept yet. A what-if shows here what it brings and what it costs."),
            go(_("Try a what-if"), request.link(change), "tw-btn"),
            "helps",
        )
    head = [html.Th(_("Measure taken"), scope="col")]
    head += [
        html.Th([_(MEASURES[key].title), html.Span(_(MEASURES[key].sub), className="d")], scope="col", className="r")
        for key in keys
    ]
    rows: list[dict[str, Any]] = []
    body: list[Component] = []
    for one in found[:8]:
        over = one.over
        said = {key: difference(words, over[key], MEASURES[key]) for key in keys if key in over}
        what = one.title(words, request.shelf, base)
        body.append(_help_row(request, one, what, said, keys, change, first=not body))
        rows.append(
            {
                "what": what,
                **{key[0]: over[key].mean for key in over},
                **{key[0] + "_low": over[key].low for key in over},
                **{key[0] + "_high": over[key].high for key in over},
            }
        )
    columns = [Column("what", _("Measure taken"), "text")]
    for key in keys:
        kind = "share" if MEASURES[key].unit == "share" else "number"
        columns += [
            Column(key[0], _(MEASURES[key].title), kind, 1),
            Column(key[0] + "_low", _("from"), kind, 1),
            Column(key[0] + "_high", _("to"), kind, 1),
        ]
    return chart(
        request,
        "helps",
        title=title,
        finding=_("What the stored what-ifs bring, each with its side effect: the difference, below it the interval."),
        picture=html.Table(
            [
                html.Thead(html.Tr([*head, html.Th(html.Span(_("Open"), className="tw-unseen"), scope="col")])),
                html.Tbody(body),
            ],
            className="tw-t tw-stack tw-helps",
        ),
        table=Table("what-helps", title, columns, rows, page.notes(request, reading)),
        foot=_("Pairs of replications with the same people. Blue is better, orange worse; “unclear” may be chance."),
        link=page.run_link(request, reading),
    )


def _help_row(
    request: Request, one: Considered, what: str, said: dict[Any, Difference], keys: Keys, change: str, first: bool
) -> Component:  # fmt: skip
    words, _ = request.words, request.words.text
    cells = []
    for key in keys:
        found = said.get(key)
        label = {"data-l": _(MEASURES[key].title)}
        if found is None:
            cells.append(html.Td("–", className="r", **label))
            continue
        cells.append(
            html.Td(
                [html.Span(found.words, className=f"tw-{found.tone}"), html.Span(found.interval, className="d")],
                className="r",
                **label,
            )
        )
    scenario = one.scenario
    target = (
        request.link(change, scenario=scenario.base, set=whatif.written(scenario.changes))
        if one.unsaved
        else request.link(change, scenario=one.name, set=None)
    )
    why = "" if one.unsaved else words.name(scenario.why)
    return html.Tr(
        [
            html.Th([what, html.Span(why, className="d") if why and why != what else None], scope="row"),
            *cells,
            html.Td(
                go(_("Open as scenario"), target, "tw-btn" if first else "tw-btn quiet", title=what),
                className="r",
            ),
        ]
    )
