"""What a what-if changes: the lead sentence, before and after, the side effect, and what would settle the unclear."""

from __future__ import annotations

from dash import html

from dashboard.components import differences as diff
from dashboard.components import page
from dashboard.components.card import callout
from dashboard.components.chart import chart
from dashboard.components.text import Component, rich
from dashboard.exports.table import Column, Table
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import compared, staffing
from dashboard.words.measures import MEASURES, figure


def results(request: Request, chosen: Chosen, after: Reading, before: Reading, over: compared.Over) -> list[Component]:
    words, _ = request.words, request.words.text
    rows = compared.rows(over, staffing.KEYS, words)
    unclear = [row for row in rows if row.difference.tone == "unclear"]
    clear = len(rows) - len(unclear)
    n = min(after.n, before.n)
    if unclear:
        finding = _("All teams together. {clear} of {all} measures are settled, **{n} still unclear**.").format(
            clear=clear, all=len(rows), n=words.number(len(unclear))
        )
    else:
        finding = _("All teams together. **All {all} measures are settled.**").format(all=len(rows))
    title = _("What changes")
    name = words.name(before.scenario.title)
    notes = page.notes(request, after, before)
    table = diff.as_table("what-changes", title, rows, name, chosen.title, notes, words)
    cards = [
        chart(
            request,
            "changes",
            title=title,
            finding=finding,
            picture=diff.table(rows, words),
            table=table,
            extra=settle(request, unclear, n),
            foot=_("{n} pairs · each row has its own scale · before: {name}").format(n=words.number(n), name=name),
            link=page.run_link(request, after),
        ),
    ]
    return [one for one in cards if one is not None]


def base_figures(request: Request, chosen: Chosen) -> list[Component]:
    """What a run says of the base, as long as there is nothing to hold against it; nothing without a run."""
    words, _ = request.words, request.words.text
    reading = request.shelf.reading(chosen.scenario)
    if reading is None:
        return []
    rows = []
    for key in staffing.KEYS:
        place = compared.WHERE.get(key, (*key, "", ""))
        over, spread = reading.over(*place), reading.spread(*place)
        if over is not None and spread is not None:
            rows.append((MEASURES[key], over, spread))
    heads = [_("Measure"), _("today"), _("single runs")]
    body = [
        html.Tr(
            [
                html.Th([_(said.title), html.Span(_(said.sub), className="d")], scope="row"),
                html.Td(html.B(figure(words, over.mean, said.unit)), className="r", **{"data-l": heads[1]}),
                html.Td(
                    _("{low} to {high}").format(
                        low=figure(words, spread.low, said.unit), high=figure(words, spread.high, said.unit)
                    )
                    if spread.n > 1
                    else "–",
                    className="r tw-before",
                    **{"data-l": heads[2]},
                ),
            ]
        )
        for said, over, spread in rows
    ]
    title = _("What would change")
    columns = [Column("what", heads[0], "text"), Column("mean", heads[1], digits=2)]
    columns += [Column("low", _("from"), digits=2), Column("high", _("to"), digits=2)]
    records = [
        {"what": f"{_(said.title)}, {_(said.sub)}", "mean": over.mean, "low": spread.low, "high": spread.high}
        for said, over, spread in rows
    ]
    few = _("single runs: all {n}") if reading.n < 10 else _("single runs: 9 of 10")
    return [
        chart(
            request,
            "base",
            title=title,
            finding=_("**{title}** as it stands; beside it will stand what you change.").format(title=chosen.title),
            picture=html.Table(
                [
                    html.Thead(
                        html.Tr([html.Th(h, scope="col", className="r" if i else "") for i, h in enumerate(heads)])
                    ),
                    html.Tbody(body),
                ],
                className="tw-t tw-stack",
            ),
            table=Table("base", title, columns, records, page.notes(request, reading)),
            foot=" · ".join((words.plural("{n} replication", "{n} replications", reading.n), few.format(n=reading.n))),
            link=page.run_link(request, reading),
        )
    ]


def settle(request: Request, unclear: list[compared.Row], n: int) -> Component | None:
    """What would settle the first unclear row."""
    said = compared.settle(request.words, unclear, n)
    return html.Div(callout(html.P(rich(said)), "un"), className="tw-gap-top") if said else None
