"""What a what-if changes by quarter of receipt, with its side effect beside the gain."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import polars as pl
from dash import html

from dashboard.components import page
from dashboard.components.card import callout
from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.figures.teams import Move, moves
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import Words
from dashboard.words.compared import Over
from dashboard.words.measures import MEASURES, difference, tone
from dashboard.words.staffing import headline_place
from simulation.study.statistics import paired


def cohorts(request: Request, chosen: Chosen, after: Reading, before: Reading, over: Over) -> list[Component]:
    """Median days to the decision by quarter of receipt, before and after, for the changed team or for all."""
    words, _ = request.words, request.words.text
    place = headline_place(after, before, chosen)
    frames = []
    for one in (after, before):
        frame = one.series("cohorts").filter((pl.col("key") == place[2]) & (pl.col("value") == place[3]))
        frames.append(frame.select("replication", "quarter", "median_days"))
    pairs = (
        frames[0]
        .join(frames[1], on=["replication", "quarter"], suffix="_before")
        .drop_nulls()
        .sort("quarter", "replication")
    )
    rows: list[Move] = []
    records: list[dict[str, Any]] = []
    about = MEASURES[("decision_time", "median")]
    for (quarter,), some in pairs.group_by("quarter", maintain_order=True):
        if some.height < 2 or some.height < min(after.n, before.n):
            continue
        new, old = some["median_days"].to_list(), some["median_days_before"].to_list()
        between = paired(new, old)
        found = difference(words, between, about)
        mean = sum(old) / len(old)
        short = (
            found.words
            if found.tone in ("unclear", "none")
            else words.plural("{n} day", "{n} days", abs(round(between.mean)))
        )
        if found.tone in ("better", "worse", "changed"):
            short = ("\u2212" if between.mean < 0 else "+") + short
        label = quarter_name(words, str(quarter))
        rows.append(Move(label, mean, mean + between.mean, between.low, between.high, short, found.tone))
        records.append(
            {
                "quarter": label,
                "before": mean,
                "after": mean + between.mean,
                "difference": between.mean,
                "low": between.low,
                "high": between.high,
            }
        )
    if not rows:
        return []
    team = words.name(chosen.scenario.teams[place[3]].name) if place[2] else _("All teams")
    title = _("{team}: days to the decision").format(team=team)
    gains = [-row["difference"] for row in records]
    if all(b > a + 1 for a, b in pairwise(gains)) and gains[0] > 0:
        finding = _("**The later the application, the larger the gain.** Median by quarter of receipt.")
    else:
        finding = _("Median by quarter of receipt; cases still open count as censored.")
    columns = [
        Column("quarter", _("Received"), "text"),
        Column("before", _("before"), digits=1),
        Column("after", _("after"), digits=1),
        Column("difference", _("Difference"), digits=1),
        Column("low", _("from"), digits=1),
        Column("high", _("to"), digits=1),
    ]
    card = chart(
        request,
        "cohorts",
        title=title,
        finding=finding,
        picture=[moves(rows, words, request.look, phone) for phone in (False, True)],
        table=Table("cohorts", title, columns, records, page.notes(request, after, before)),
        extra=_side_callout(request, over),
        foot=_("{n} pairs. Whisker: interval (95 %) of the difference").format(n=words.number(min(after.n, before.n))),
        link=page.run_link(request, after),
        definition=definition(words, "decision_time"),
    )
    return [card]


def _side_callout(request: Request, over: Over) -> Component | None:
    """The side effect stands beside the gain."""
    words, _ = request.words, request.words.text
    between = over.get(("access_time", "median", "", ""))
    if between is None:
        return None
    found = difference(words, between, MEASURES[("access_time", "median")])
    if found.tone != "worse":
        return None
    decisions = over.get(("decisions_per_year", "total", "", ""))
    more = decisions is not None and tone(decisions, MEASURES[("decisions_per_year", "total")]) == "better"
    said = _("Time to the appointment: {words} ({interval}).").format(words=found.words, interval=found.interval)
    if more:
        said = _("More decisions ask for appointments than before.") + " " + said
    heading = (
        _("Side effect: appointments become the bottleneck.")
        if more
        else _("Side effect: everybody waits longer for the appointment.")
    )
    return html.Div(callout([html.P(html.B(heading)), html.P(said)], "warn", "alert-triangle"), className="tw-gap-top")


def quarter_name(words: Words, quarter: str) -> str:
    """2025-Q2 as Apr–Jun 2025."""
    from datetime import date

    year, _dash, number = quarter.partition("-Q")
    first = 3 * int(number) - 2
    return f"{words.month(date(int(year), first, 1))}–{words.month(date(int(year), first + 2, 1))} {year}"
