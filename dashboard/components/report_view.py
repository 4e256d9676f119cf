"""A report on the page: the pages of the paper as pictures, and the same in words and tables."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.components.card import card
from dashboard.components.differences import whisker
from dashboard.components.report_files import address_of
from dashboard.components.text import Component, pill, plain, rich
from dashboard.exports.asking import query_of
from dashboard.exports.report import WHOLE, Alternative, Asked, Compared, Report
from dashboard.request import Request
from dashboard.words import Words
from dashboard.words.measures import MEASURES, Difference

SHOWN = 8


def preview(request: Request, asked: Asked, report: Report) -> Component:
    """The first two pages of the paper, as they are printed; a click opens the file."""
    _ = request.words.text
    names = (_("Page 1 of the paper, the decision: {lead}"), _("Page 2 of the paper, the evidence."))
    pages = [
        html.A(
            html.Img(
                src=f"/preview/report/{asked.run}-{number}.png?{query_of(asked)}",
                alt=name.format(lead=plain(report.findings[0])),
                width=860,
                height=1216,
                className="tw-paper",
            ),
            href=address_of(asked, "pdf"),
            download="",
        )
        for number, name in enumerate(names, start=1)
    ]
    return card(html.Div(pages, className="tw-papers"), _("Preview of the paper"), "report-preview")


def findings(request: Request, report: Report) -> Component:
    """Question and findings as text, with the key figures and their goals."""
    on_a_card = [one.verdict for one in report.key_figures if one.verdict]
    others = [one for one in report.findings[1:] if not any(verdict in one for verdict in on_a_card)]
    said = [html.P(rich(one), className="tw-p") for one in others]
    said += [
        html.P([html.B(f"{one.title}: {one.shown}"), f", {one.range}. ", *rich(one.verdict)], className="tw-p")
        for one in report.key_figures
    ]
    question = html.P(html.B(report.question), className="tw-p")
    return card(html.Div([question, *said], className="tw-says"), request.words.text("What it says"), "report-says")


def in_tables(request: Request, report: Report) -> list[Component]:
    """What the paper shows: before and after, alternatives, assumptions, method."""
    words, _ = request.words, request.words.text
    cards = []
    if report.compared:
        cards.append(card(_compared(words, report), _("What changes"), "report-changes"))
    if len(report.alternatives) > 1:
        heads = [_("Scenario"), *report.alternative_heads]
        rows = [_alternative(words, one) for one in report.alternatives]
        cards.append(card(_table(heads, rows), _("Alternatives side by side"), "report-alternatives"))
    heads = [_("Number"), _("Value"), _("from – to"), _("Origin"), _("Source and reason")]
    numbers = [
        [
            one.title,
            f"{one.value} {one.unit}".strip(),
            f"{one.low} – {one.high}" if one.low else "–",
            one.origin,
            one.why,
        ]
        for one in report.assumptions[:SHOWN]
    ]
    cards.append(card(_table(heads, numbers), _("Assumptions that matter most"), "report-assumptions"))
    method = html.Ol([html.Li(line) for line in report.method], className="tw-method")
    return [*cards, card(method, _("Method in five lines"), "report-method")]


def _compared(words: Words, report: Report) -> Component:
    _ = words.text
    names = {one.group: one.group_title for one in report.measures}
    heads = [_("Measure"), _("before"), _("after"), _("Difference"), _("Interval (95 %)")]
    body = [_row(words, one, names.get(one.group, one.group[1])) for one in report.compared]
    head = html.Tr(
        [html.Th(t, scope="col", className={1: "r", 2: "r", 3: "tw-wh"}.get(i, "")) for i, t in enumerate(heads)]
    )
    return html.Table([html.Thead(head), html.Tbody(body)], className="tw-t tw-stack tw-diff")


def _row(words: Words, one: Compared, group: str) -> Component:
    _ = words.text
    low = one.low if one.low is not None else -float("inf")
    high = one.high if one.high is not None else float("inf")
    said = MEASURES.get((one.measure, one.statistic))
    found = Difference(one.said, one.interval, one.tone, one.difference, low, high, said.zone if said else 0.0)
    loud = one.tone != "unclear"
    shown = html.Span(one.said, className=f"tw-{one.tone}") if loud else pill(html.B(one.said), "un")
    sub = one.sub if one.group == WHOLE else f"{group}: {one.sub}"
    return html.Tr(
        [
            html.Th([one.title, html.Span(sub, className="d")], scope="row"),
            html.Td(one.before_shown, className="r tw-before", **{"data-l": _("before")}),
            html.Td(html.B(one.after_shown), className="r", **{"data-l": _("after")}),
            html.Td(whisker(found), className="tw-wc", **{"data-l": _("Difference")}),
            html.Td([shown, html.Span(one.interval, className="d")]),
        ]
    )


def _alternative(words: Words, one: Alternative) -> list[Component]:
    _ = words.text
    tags = [text for text, there in ((_("base"), one.is_base), (_("this paper"), one.is_this)) if there]
    name = html.B(one.scenario) if one.is_this else one.scenario
    said = one.differences or ("",) * len(one.figures)
    return [
        [name, html.Span(", ".join(tags) or one.why, className="d")],
        *([figure, html.Span(text, className="d")] for figure, text in zip(one.figures, said, strict=False)),
    ]


def _table(heads: Sequence[str], rows: Sequence[Sequence[Component]]) -> Component:
    body = [
        html.Tr(
            [
                html.Th(first, scope="row"),
                *(html.Td(cell, **{"data-l": head}) for head, cell in zip(heads[1:], others, strict=True)),
            ]
        )
        for first, *others in rows
    ]
    head = html.Tr([html.Th(text, scope="col") for text in heads])
    return html.Table([html.Thead(head), html.Tbody(body)], className="tw-t tw-stack tw-report-table")
