"""Waiting times: access, waiting and lead time kept apart, their spread, and for whom a case waits."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update

from dashboard import naming
from dashboard.components import differences, grid, page
from dashboard.components.card import command, empty
from dashboard.components.chart import chart
from dashboard.components.heat_map import heat_chart
from dashboard.components.owner_stack import owner_chart
from dashboard.components.report_link import to_paper
from dashboard.components.spread import spread_chart, team_chart
from dashboard.components.start import nothing_yet, other_not_yet
from dashboard.components.text import Component
from dashboard.components.time_kinds import kinds_of
from dashboard.components.times import KEYS, chosen_group, filters, three_times, which_time
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words import N_, compared, forecast

ADDRESS, TITLE, SIGN, GROUP = "/waiting", N_("Waiting times"), "clock", N_("Plan")
COMPARES = True


LIVE = True


def layout(request: Request) -> Component:
    words, _ = request.words, request.words.text
    chosen = request.chosen()
    title = chosen.title
    reading = request.shelf.reading(chosen.scenario)
    if reading is None:
        return nothing_yet(request, chosen, _("Waiting times"))
    other = request.held_against(chosen)
    against = request.shelf.reading(other, reading.seed) if other else None
    kinds = kinds_of(reading)
    kind = kinds.get(request.ask("time")) or next(iter(kinds.values()))
    key, value = chosen_group(request, reading, kind)
    narrow = filters(request, reading, kind, key, value)
    cards = [
        (7, spread_chart(request, reading, kind, key, value, narrow)),
        (5, team_chart(request, reading, kind, key, value)),
    ]
    scope = naming.scope(request.words, reading, title)
    if not kind.group[0] and key:
        who = naming.group_name(words, reading.scenario, key, value)
        scope = _("{scope} Spread: only {who}.").format(scope=scope, who=who)
    return html.Div(
        [
            page.head(
                _("Waiting times"),
                forecast.waiting(words, reading),
                scope,
                page.preliminary(request, reading),
                to_paper(request, reading, against),
            ),
            three_times(request, reading),
            which_time(request, reading, kind),
            grid.row(*cards),
            against_other(request, reading, against, title) if against else None,
            other_not_yet(request, other) if other and against is None else None,
            grid.row((12, heat_chart(request, reading)))
            if reading.searched
            else grid.row((7, owner_chart(request, reading)), (5, heat_chart(request, reading))),
            command(words, naming.reproduce(reading, against)),
        ],
        className="tw-stack-y",
    )


def against_other(request: Request, after: Reading, before: Reading, title: str) -> Component:
    """The same times in the other scenario, and the difference paired by replication."""
    words, _ = request.words, request.words.text
    other = request.shelf.title(words, request.ask("against"))
    keys = [
        ("decision_time", "median"),
        ("lead_time", "median"),
        ("access_time", "median"),
        ("waiting_time", "mean"),
        ("waiting_time", "adhoc"),
        ("share_over_three_months", "share"),
    ]
    rows = compared.rows(request.shelf.differences(after, before), keys, words)
    heading = _("{title} against {other}").format(title=title, other=other)
    if not rows:
        return empty(
            heading, _("The two runs have no seeds in common, so their replications make no pairs."), None, "pair"
        )
    first = rows[0]
    finding = _("{what}: **{difference}** ({interval}).").format(
        what=_(first.said.title), difference=first.difference.words, interval=first.difference.interval
    )
    return chart(
        request,
        "against",
        title=heading,
        finding=finding,
        picture=differences.table(rows, words),
        table=differences.as_table("against", heading, rows, other, title, page.notes(request, after, before), words),
        foot=_("before: {other}; after: {title}. {n} pairs of replications; each row has its own scale").format(
            other=other, title=title, n=min(after.n, before.n)
        ),
        link=page.run_link(request, after),
    )


def connect(app: Dash, request_of: Any) -> None:
    """Filters go into the link; the link draws the page."""

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        Input({"view": ALL}, "value"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def narrow(_values: list[str], search: str):
        request = request_of("/waiting", search)
        if not ctx.triggered_id or not ctx.triggered[0]["value"]:
            return no_update
        name, value = ctx.triggered_id["view"], ctx.triggered[0]["value"]
        default = {"time": "decision", "queue": "adhoc"}.get(name, "-")
        if request.ask(name, default) == value:
            return no_update
        kept = None if value == default else value
        if name in KEYS:
            changes: dict[str, str | None] = {key: (kept if key == name else None) for key in KEYS}
        else:
            changes = {name: kept}
        return "?" + request.link(**changes).partition("?")[2]
