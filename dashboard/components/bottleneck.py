"""For whom cases wait until the decision."""

from __future__ import annotations

from typing import Any

import polars as pl
from dash import html

from dashboard.components import page
from dashboard.components.card import Bar, bars, empty
from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.text import Component, rich
from dashboard.exports.table import Column, Table
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words import N_, NO_BREAK
from dashboard.words.measures import IN_HOUSE, OWNERS

COLOURS = {
    "team_busy": "var(--o1)",
    "team_closed": "var(--o2)",
    "working": "var(--o3)",
    "no_slot": "var(--o2)",
    "customer": "var(--o4)",
    "third_party": "var(--o5)",
    "card_production": "var(--o5)",
    "history": "var(--o5)",
}
FINDINGS = {
    "team_busy": N_("Cases wait above all **for the team**: {days} of {total} days to the decision."),
    "working": N_("Most of the time **is worked on the cases**: {days} of {total} days to the decision."),
    "no_slot": N_("Cases wait above all **for the appointment**: {days} of {total} days to the decision."),
    "customer": N_("Cases wait above all **for documents of the applicants**: {days} of {total} days to the decision."),
    "third_party": N_("Cases wait above all **for other authorities**: {days} of {total} days to the decision."),
    "card_production": N_("Cases wait above all **for the card**: {days} of {total} days to the decision."),
    "history": N_("Most of the wait lies **before the first day of the run**: {days} of {total} days to the decision."),
}


def bottleneck(request: Request, reading: Reading) -> Component:
    """For whom cases wait until the decision, mean days a case, and what of it lies in the house."""
    words, _ = request.words, request.words.text
    every = _owner_days(reading)
    total = sum(every.values()) or 1.0
    days = {owner: d for owner, d in every.items() if owner != "team_closed"}
    days["team_busy"] = every.get("team_busy", 0.0) + every.get("team_closed", 0.0)
    order = sorted(((owner, d) for owner, d in days.items() if round(d, 1) > 0), key=lambda one: -one[1])
    table = Table(
        "bottleneck",
        _("Bottleneck"),
        [
            Column("owner", _("Waiting for"), "text"),
            Column("days", _("Days"), digits=1),
            Column("share", _("Share"), "share"),
        ],
        [
            {"owner": _(OWNERS.get(o, o)), "days": d, "share": d / total}
            for o, d in sorted(every.items(), key=lambda one: -one[1])
        ],
        page.notes(request, reading),
    )
    if not order:
        return empty(_("Bottleneck"), _("This run has no such figure."), None, "bottleneck")
    first, most = order[0]
    finding = _(FINDINGS[first]).format(days=words.number(most), total=words.number(total))
    inside = sum(d for o, d in order if o in IN_HOUSE)
    outside = total - inside
    split = html.Div(
        [
            html.Div(
                [
                    html.I(style={"width": f"{100 * inside / total:.1f}%", "background": "var(--o1)"}),
                    html.I(style={"width": f"{100 * outside / total:.1f}%", "background": "var(--o4)"}),
                ],
                className="tw-split thin",
                **{"aria-hidden": "true"},
            ),
            html.Div(
                [
                    html.Span(rich(_("**{days}** in the house").format(days=_days(words, inside)))),
                    html.Span(rich(_("**{days}** outside").format(days=_days(words, outside)))),
                ],
                className="tw-split-words",
            ),
        ],
        className="tw-split-box",
    )
    names = {**OWNERS, "team_busy": N_("Team, nights and weekends included")}
    shown = [Bar(_(names[o]), _days(words, d), d, COLOURS.get(o, "var(--o5)")) for o, d in order]
    return chart(
        request,
        "bottleneck",
        title=_("Bottleneck"),
        finding=finding,
        picture=html.Div([bars(shown), split]),
        table=table,
        foot=_("Of it nights and weekends: {days}").format(days=_days(words, every.get("team_closed", 0.0))),
        link=(_("To the waiting times"), request.link("/waiting")),
        definition=definition(words, "lead_time_by_owner"),
    )


def _owner_days(reading: Reading) -> dict[str, float]:
    """Mean days until the decision by owner, over replications."""
    frame = reading.series("owner_days")
    frame = frame.filter((pl.col("key") == "") & (pl.col("until") == "decided"))
    means = frame.group_by("owner").agg(pl.col("days").sum() / reading.n)
    return {owner: float(days) for owner, days in means.iter_rows() if days}


def _days(words: Any, days: float) -> str:
    digits = 0 if days >= 1.95 else 1
    return words.plural("{n} day", "{n} days", round(days, digits), digits).replace(" ", NO_BREAK)
