"""The owner of every day until the decision, by team."""

from __future__ import annotations

import polars as pl
from dash import html

from dashboard.components import page
from dashboard.components.card import empty
from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.figures.owners import Stack, owners
from dashboard.naming import group_name
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words import N_
from dashboard.words.measures import OWNERS, amount

SHARES = (
    (N_("Team has no time yet"), ("team_busy",)),
    (N_("Nights, weekends"), ("team_closed",)),
    (N_("Being worked on"), ("working",)),
    (N_("Applicant"), ("customer",)),
    (N_("Others"), ("third_party", "no_slot", "card_production", "history")),
)


def owner_chart(request: Request, reading: Reading) -> Component:
    """The owner of every day until the decision, by team."""
    words, _ = request.words, request.words.text
    frame = reading.series("owner_days").filter((pl.col("until") == "decided") & (pl.col("key") == "team"))
    means = frame.group_by("value", "owner").agg(pl.col("days").sum() / reading.n)
    days = {(team, owner): float(d or 0) for team, owner, d in means.iter_rows()}
    teams = [t for t in reading.scenario.teams if any(team == t for team, _owner in days)]
    title = _("For whom a case waits")
    if not teams:
        return empty(title, _("This run has no such figure."), None, "owners")
    rows = [
        Stack(
            group_name(request.words, reading.scenario, "team", t),
            [sum(days.get((t, o), 0.0) for o in some) for _n, some in SHARES],
        )
        for t in teams
    ]
    total = sum(sum(row.days) for row in rows) or 1
    inside = sum(sum(row.days[:3]) for row in rows) / total
    work = sum(row.days[2] for row in rows) / len(rows)
    finding = _("{share} of the time lies **in the house**; the work itself makes up {days} a case.").format(
        share=words.percent(inside), days=amount(words, round(work, 1), "days", 1)
    )
    every = sorted({o for _t, o in days}, key=list(OWNERS).index)
    table = Table(
        "owners",
        title,
        [Column("team", _("Team"), "text"), *[Column(o, _(OWNERS[o]), digits=1, unit=_("days")) for o in every]],
        [{"team": row.label, **{o: days.get((t, o), 0.0) for o in every}} for t, row in zip(teams, rows, strict=True)],
        page.notes(request, reading),
    )
    names = [_(name) for name, _some in SHARES]
    key = html.Div(
        [html.Span([html.I(style={"background": f"var(--o{i + 1})"}), name]) for i, name in enumerate(names)],
        className="tw-key",
    )
    pictures = [owners(rows, names, words, request.look, phone) for phone in (False, True)]
    return chart(
        request,
        "owners",
        title=title,
        finding=finding,
        table=table,
        picture=pictures,
        before=key,
        foot=_("Mean days a decided case, from receipt to the decision"),
        link=page.run_link(request, reading),
        definition=definition(words, "lead_time_by_owner"),
    )
