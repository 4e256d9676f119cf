"""The one chart: heading, finding, picture, table, menu, foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html

from dashboard.components.text import Component, fold, go, icon, rich
from dashboard.exports.table import Table
from dashboard.figures.look import Drawing
from dashboard.request import FIRST, Request
from dashboard.words import Words


def chart(
    request: Request,
    name: str,
    *,
    title: str,
    finding: str,
    picture: Drawing | Sequence[Drawing] | Component,
    table: Table,
    foot: str,
    link: tuple[str, str] | None = None,
    definition: str = "",
    before: Any = None,
    extra: Any = None,
    level: int = 2,
) -> Component:
    """A card with a picture that explains itself.

    `finding` is one sentence whose **core** is bold. `picture` is a figure, a pair of them (desk and phone) or plain
    HTML. The table is fetched when it is asked for: hundreds of cells as Dash components would make a page slow.
    `foot` says what a band or whisker means, `link` is (text, address); beside it stands the link that opens this very
    chart, which files and pictures of it carry along. `before` stands between finding and picture (a key), `extra`
    under the picture.
    """
    words, _ = request.words, request.words.text
    here = request.permalink(name)
    request.tables[name] = replace(table, notes={**table.notes, _("Link"): request.address + here})
    figures = [picture] if isinstance(picture, Drawing) else picture
    drawn = isinstance(figures, (list, tuple)) and all(isinstance(one, Drawing) for one in figures)
    shown = _graphs(name, figures, words, title) if drawn else picture
    heading = html.H2 if level == 2 else html.H3
    return html.Section(
        [
            html.Div(
                [
                    html.Div(
                        [heading(title, className="tw-h2", id=f"{name}-title"), *_definition(definition, _)],
                        className="tw-hd",
                    ),
                    html.Div(
                        [
                            html.Button(
                                [icon("table", small=True), _("Table")],
                                className="tw-act tw-to-table",
                                type="button",
                                **{"aria-expanded": "false", "aria-controls": f"{name}-table"},
                            ),
                            fold(
                                icon("dots", small=True),
                                menu(request, name, pictures=drawn),
                                _("Take along: {title}").format(title=title),
                                "tw-act-fold",
                            ),
                        ],
                        className="tw-acts",
                    ),
                ],
                className="tw-ch",
            ),
            html.P(rich(finding), className="tw-p tw-p2 tw-finding", id=f"{name}-finding"),
            before,
            html.Div(shown, className="tw-pic"),
            html.Div(
                className="tw-tab",
                id=f"{name}-table",
                tabIndex=0,
                role="group",
                **{"aria-label": _("Table: {title}").format(title=title), "data-table": request.download(name, "html")},
            ),
            extra,
            html.Div(
                [
                    html.Span(foot),
                    html.Span(
                        [go(link[0], link[1]) if link else None, _permalink(here, title, _)], className="tw-ft-links"
                    ),
                ],
                className="tw-ft",
            ),
        ],
        className="tw-card tw-chart",
        role="region",
        **{
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-finding",
            "data-chart": name,
            "data-run": _runs(table, _),
        },
    )


def _permalink(here: str, title: str, _: Any) -> Component:
    """The link to a chart; assets/page.js copies it with what the address bar knows besides, and scrolls on arrival."""
    return html.A(
        [icon("link", small=True), _("Link")],
        href=here,
        className="tw-permalink",
        **{"aria-label": _("Link to: {title}").format(title=title), "data-done": _("Copied")},
    )


def _runs(table: Table, _: Any) -> str:
    """The runs of a chart, as its pictures name them; empty where no run is behind it."""
    runs = table.notes.get(_("Run"), "")
    return _("Run {run}").format(run=runs) if runs else ""


def menu(request: Request, name: str, pictures: bool = True) -> list[Component]:
    """What one can take along: the data from the server, the picture from the browser, the whole result as a report."""
    _ = request.words.text
    kinds = [("csv", "CSV"), ("xlsx", "Excel (XLSX)"), ("parquet", "Parquet")]
    files = [html.A(title, href=request.download(name, kind), download="") for kind, title in kinds]
    images = [
        html.Button(title, type="button", className="tw-image", **{"data-kind": kind})
        for kind, title in (("png", _("Picture (PNG)")), ("svg", _("Picture (SVG)")))
    ]
    there = request.link("/reports", scenario=request.ask("scenario", FIRST))
    report = go(_("Council paper, all formats"), there, "tw-to-report")
    return files + (images if pictures else []) + ([report] if request.path != "/runs" else [])


def _definition(definition: str, _: Any) -> list[Component]:
    if not definition:
        return []
    return [
        fold(
            icon("info-circle", small=True), html.P(rich(definition), className="tw-s"), _("What is counted"), "tw-def"
        )
    ]


def _graphs(name: str, figures: Sequence[Drawing], words: Words, title: str) -> list[Component]:
    if len(figures) == 1:
        return [graph(f"{name}-graph", figures[0], words)]
    desk, phone = figures
    return [
        html.Div(graph(f"{name}-graph", desk, words), className="mantine-visible-from-sm"),
        html.Div(graph(f"{name}-phone", phone, words), className="mantine-hidden-from-sm"),
    ]


def graph(name: str, figure: Drawing, words: Words) -> dcc.Graph:
    """A Plotly graph that sends nothing anywhere and speaks the language of the page."""
    return dcc.Graph(
        id=name,
        figure=figure.to_dict(),
        responsive=True,
        style={"height": f"{figure.height}px"},
        config={
            "displaylogo": False,
            "showSendToCloud": False,
            "plotlyServerURL": "",
            "locale": words.lang,
            "displayModeBar": False,
            "responsive": True,
        },
    )
