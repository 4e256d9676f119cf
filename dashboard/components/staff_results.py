"""What a what-if changes: the lead sentence, before and after, the side effect, and what would settle the unclear."""

from __future__ import annotations

from dash import html

from dashboard.components import differences as diff
from dashboard.components import page
from dashboard.components.card import callout
from dashboard.components.chart import chart
from dashboard.components.text import Component, rich
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import compared, staffing


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


def settle(request: Request, unclear: list[compared.Row], n: int) -> Component | None:
    """What would settle the first unclear row."""
    said = compared.settle(request.words, unclear, n)
    return html.Div(callout(html.P(rich(said)), "un"), className="tw-gap-top") if said else None
