"""How a time is spread over people, and over teams."""

from __future__ import annotations

import polars as pl

from dashboard.components import page
from dashboard.components.card import empty
from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.components.time_kinds import Kind
from dashboard.exports.table import Column, Table
from dashboard.figures.distribution import Marks, distribution
from dashboard.figures.teams import Reach, reaches
from dashboard.naming import group_name
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words.measures import amount


def spread_chart(
    request: Request, reading: Reading, kind: Kind, key: str, value: str, narrow: Component | None = None
) -> Component:
    """The distribution over people, mean of the replications, with median, P90 and P95; `narrow` chooses of whom."""
    words, _ = request.words, request.words.text
    group = ("", "") if kind.group[0] else (key, value)
    counts = (
        reading.series("histogram")
        .filter((pl.col("measure") == kind.histogram) & (pl.col("key") == group[0]) & (pl.col("value") == group[1]))
        .group_by("bin")
        .agg(pl.col("count").sum() / reading.n)
        .sort("bin")
    )
    median, p90, p95 = (reading.over(kind.measure, s, key, value) for s in ("median", "p90", "p95"))
    title = _("Spread: {what}").format(what=_(kind.title))
    if not counts.height or median is None or p90 is None:
        return empty(title, _("Nobody waited like this in the run."), None, "spread")
    end = max(float(p95.mean if p95 else p90.mean) * 1.25, 5.0)
    width = next((w for w in kind.width if end / w <= 36), kind.width[-1])
    bars = (
        counts.with_columns(start=(pl.col("bin") // width * width).cast(pl.Float64))
        .group_by("start")
        .agg(pl.col("count").sum())
        .sort("start")
        .with_columns(share=pl.col("count") / counts["count"].sum())
    )
    everybody = float(counts["count"].sum())
    late = float(counts.filter(pl.col("bin") >= (kind.limit or 0))["count"].sum())
    beyond = late / everybody if kind.limit else None
    digits = 0 if kind.unit == "days" or p90.mean >= 10 else 1
    who = group_name(request.words, reading.scenario, *group) if group[0] else ""
    text = _("Half wait no longer than {median}, one in ten longer than **{p90}**.")
    if p90.finite:
        text = _("Half wait no longer than {median}, one in ten longer than **{p90}** ({low} to {high}).")
    finding = text.format(
        median=amount(words, round(median.mean, digits), kind.unit, digits),
        p90=amount(words, round(p90.mean, digits), kind.unit, digits),
        low=words.number(p90.low, digits) if p90.finite else "",
        high=words.number(p90.high, digits) if p90.finite else "",
    )
    if who:
        finding = f"{who}: {finding}"
    marks = Marks(median.mean, p90.mean, kind.limit, beyond, _(kind.axis), digits)
    shown = bars.filter(pl.col("start") <= end)
    table = Table(
        f"spread-{kind.histogram}",
        title,
        [
            Column("start", _("from"), unit=_("days") if kind.unit == "days" else _("minutes")),
            Column("count", _("Cases a run"), digits=1),
            Column("share", _("Share"), "share", 1),
        ],
        bars.to_dicts(),
        page.notes(request, reading),
    )
    return chart(
        request,
        "spread",
        title=title,
        finding=finding,
        table=table,
        before=narrow,
        picture=[distribution(shown, width, marks, words, request.look, phone) for phone in (False, True)],
        foot=(
            _("Bars: mean of {n}. In brackets: interval (95 %) of the mean") if p90.finite else _("Bars: mean of {n}")
        ).format(n=words.plural("{n} replication", "{n} replications", reading.n)),
        link=page.run_link(request, reading),
        definition=definition(words, kind.measure),
    )


def team_chart(request: Request, reading: Reading, kind: Kind, chosen: str = "", value: str = "") -> Component:
    """Median and P90 by team; by way of coming, or by service in an office of one team. The `value` of the `chosen` key
    stands out."""
    words, _ = request.words, request.words.text
    key = "team" if not kind.group[0] else "way"
    if key == "team" and reading.searched and len(reading.by(kind.measure, "median", key)) < 2:
        key = "service"
    medians, tails = reading.by(kind.measure, "median", key), reading.by(kind.measure, "p90", key)
    order = [t for t in [*reading.scenario.teams, *medians] if t in medians and t in tails]
    order = list(dict.fromkeys(order))
    rows = [
        Reach(group_name(words, reading.scenario, key, t), medians[t].mean, tails[t].mean, (key, t) == (chosen, value))
        for t in order
    ]
    title = {"team": _("By team"), "service": _("By service")}.get(key) or _("With and without appointment")
    if not rows:
        return empty(title, _("This run has no such figure."), None, "teams")
    longest, shortest = max(rows, key=lambda r: r.median), min(rows, key=lambda r: r.median)
    digits = 0 if kind.unit == "days" or longest.median - shortest.median >= 10 else 1
    gap = round(longest.median - shortest.median, digits)
    if len(rows) == 1:
        finding = _("Only one group has this time.")
    elif not gap:
        finding = _("All of them wait **about equally long** (medians).")
    else:
        most, least = longest.label, shortest.label
        text = _("**{most}** wait longest, {gap} longer than {least} (medians).")
        if key == "way":
            text = _("The wait is longest **{most}**, {gap} longer than {least} (medians).")
            most, least = (one[:1].lower() + one[1:] for one in (most, least))
        finding = text.format(most=most, gap=amount(words, gap, kind.unit, digits), least=least)
    table = Table(
        f"by-{key}-{kind.measure}",
        f"{_(kind.title)}: {title}",
        [
            Column("team", _("Service") if key == "service" else _("Team"), "text"),
            Column("median", _("Median"), digits=1),
            Column("p90", "P90", digits=1),
            Column("low", _("Median from"), digits=1),
            Column("high", _("to"), digits=1),
        ],
        [
            {
                "team": row.label,
                "median": row.median,
                "p90": row.p90,
                "low": medians[t].low if medians[t].finite else None,
                "high": medians[t].high if medians[t].finite else None,
            }
            for t, row in zip(order, rows, strict=True)
        ],
        page.notes(request, reading),
    )
    return chart(
        request,
        "teams",
        title=title,
        finding=finding,
        table=table,
        picture=[
            reaches(rows, kind.limit, words, request.look, phone, 0 if kind.unit == "days" else 1)
            for phone in (False, True)
        ],
        foot=_("Mean of {n}").format(n=words.plural("{n} replication", "{n} replications", reading.n)),
        link=page.run_link(request, reading),
        definition=definition(words, kind.measure),
    )
