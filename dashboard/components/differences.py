"""Before and after, a whisker on a zero line, and the difference in words: the table of every comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html

from dashboard.components.text import Component, pill
from dashboard.exports.table import Column, Table
from dashboard.words import Words
from dashboard.words.compared import Row
from dashboard.words.measures import Difference, figure


def as_table(
    name: str, title: str, rows: Sequence[Row], before: str, after: str, notes: Mapping[str, str], words: Words
) -> Table:
    """The same rows for a file, not rounded."""
    _ = words.text
    columns = [
        Column("what", _("Measure"), "text"),
        Column("before", before, digits=2),
        Column("after", after, digits=2),
        Column("difference", _("Difference"), digits=2),
        Column("low", _("from"), digits=2),
        Column("high", _("to"), digits=2),
        Column("said", _("In words"), "text"),
    ]
    records = [
        {
            "what": f"{_(row.said.title)}, {_(row.said.sub)}",
            "before": row.before,
            "after": row.after,
            "difference": row.over.mean,
            "low": row.over.low if row.over.finite else None,
            "high": row.over.high if row.over.finite else None,
            "said": row.difference.words,
        }
        for row in rows
    ]
    return Table(name, title, columns, records, notes)


def table(rows: Sequence[Row], words: Words) -> Component:
    """Each row has its own scale; the caller's foot says so."""
    _ = words.text
    head = [
        html.Th(_("Measure"), scope="col"),
        html.Th(_("before"), scope="col", className="r"),
        html.Th(_("after"), scope="col", className="r"),
        html.Th(_("Difference"), scope="col", className="tw-wh"),
        html.Th(_("Interval (95 %)"), scope="col"),
    ]
    body = []
    for row in rows:
        found = row.difference
        said = (
            html.Span(found.words, className=f"tw-{found.tone}")
            if found.tone != "unclear"
            else pill(html.B(found.words), "un")
        )
        body.append(
            html.Tr(
                [
                    html.Th([_(row.said.title), html.Span(_(row.said.sub), className="d")], scope="row"),
                    html.Td(
                        figure(words, row.before, row.said.unit), className="r tw-before", **{"data-l": _("before")}
                    ),
                    html.Td(html.B(figure(words, row.after, row.said.unit)), className="r", **{"data-l": _("after")}),
                    html.Td(whisker(found), className="tw-wc", **{"data-l": _("Difference")}),
                    html.Td([said, html.Span(found.interval, className="d")]),
                ]
            )
        )
    return html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className="tw-t tw-stack tw-diff")


def whisker(found: Difference) -> Component:
    """Dot and interval about a zero line in the middle; hollow and dashed when it may be chance."""
    unsure = found.tone in ("unclear", "none")
    colour = {"better": "var(--acc-fill)", "worse": "var(--warn-fill)"}.get(found.tone, "var(--un-fill)")
    low, high = max(found.low, -1e12), min(found.high, 1e12)
    reach = max(abs(low), abs(high), abs(found.value), 4 * found.zone if found.tone == "none" else 0.0) or 1.0

    def at(value: float) -> float:
        return 50 + 42 * value / reach

    return html.Div(
        [
            html.Span(className="z"),
            html.Span(className="ln", style={"left": f"{at(low):.1f}%", "width": f"{max(at(high) - at(low), 0):.1f}%"}),
            html.Span(className="dt", style={"left": f"{at(found.value):.1f}%"}),
        ],
        className="tw-w un" if unsure else "tw-w",
        style={"--c": colour},
        **{"aria-hidden": "true"},
    )
