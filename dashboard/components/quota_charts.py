"""Pictures of how slots fill: kept, missed and empty by week; who wins the race at the release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from dash import html

from dashboard.components import grid, page
from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.figures.slots import Way, Week, lorenz, ways, weeks
from dashboard.naming import monday_of
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words.measures import WAYS
from dashboard.words.searches import pressed

FAIR = 0.45
"""From which share of the appointments for the half that looks least they do not go without."""
COUNTS = ("slots_released", "slots_kept", "slots_unused", "slots_freed", "slots_refilled")


def by_week(reading: Reading) -> dict[str, dict[str, float]]:
    """Mean number of slots a week (its key as in the measures) by measure, over the replications."""
    frame = reading.view.measures("week")
    frame = frame.filter(pl.col("measure").is_in(COUNTS) & (pl.col("statistic") == "total") & (pl.col("key") == "week"))
    found: dict[str, dict[str, float]] = {}
    means = frame.group_by("value", "measure").agg(pl.col("number").sum() / reading.n)
    for week, measure, number in means.iter_rows():
        found.setdefault(str(week), {})[measure] = float(number)
    return dict(sorted(found.items()))


def filling(request: Request, reading: Reading, before: Reading | None = None) -> list[Component]:
    """The card of the slots by week."""
    words, _ = request.words, request.words.text
    now, old = by_week(reading), by_week(before) if before else {}
    rows: list[Week] = []
    records: list[dict[str, Any]] = []
    for week, counts in now.items():
        released, kept = counts.get("slots_released", 0.0), counts.get("slots_kept", 0.0)
        empty = counts.get("slots_unused", 0.0)
        was = old.get(week, {}).get("slots_kept") if before else None
        monday = monday_of(reading.scenario, week)
        if not released:
            continue
        rows.append(Week(monday, kept, max(released - kept - empty, 0.0), empty, was))
        records.append({"week": monday, "missed": rows[-1].missed, "before": was, **counts})
    if not rows:
        return []
    total = {name: sum(counts.get(name, 0.0) for counts in now.values()) for name in COUNTS}
    missed = sum(row.missed for row in rows) / total["slots_released"]
    finding = _("Of the slots that were opened, **{kept} were kept**, {missed} missed, {empty} stayed empty.").format(
        kept=words.percent(total["slots_kept"] / total["slots_released"]),
        missed=words.percent(missed, 0 if missed >= 0.1 else 1),
        empty=words.percent(total["slots_unused"] / total["slots_released"], 1),
    )
    if total["slots_freed"]:
        again = total["slots_refilled"] / total["slots_freed"]
        finding += " " + _("Of those given back, {share} were taken again.").format(share=words.percent(again))
    ratio = pressed(words, reading, before)
    finding = f"{ratio} {finding}".strip()
    foot = _("Mean of {n}; slots a week").format(n=words.plural("{n} replication", "{n} replications", reading.n))
    if ratio:
        foot += " · " + _("wishes: people whose wish has ended, served or not")
    names = [_("kept"), _("missed"), _("empty")]
    colours = ("var(--o2)", "var(--warn-fill)", "var(--line2)")
    marks: list[Component] = [
        html.Span([html.I(style={"background": colour}), name]) for colour, name in zip(colours, names, strict=True)
    ]
    if before:
        marks.append(html.Span([html.I(className="tw-q-dots"), _("kept before")]))
    columns = [
        Column("week", _("Week from"), "date"),
        Column("slots_released", _("opened")),
        Column("slots_kept", _("kept"), digits=1),
        *([Column("before", _("kept before"), digits=1)] if before else []),
        Column("missed", _("missed"), digits=1),
        Column("slots_unused", _("empty"), digits=1),
        Column("slots_freed", _("given back"), digits=1),
        Column("slots_refilled", _("taken again"), digits=1),
    ]
    title = _("How the slots fill, week by week")
    return [
        chart(
            request,
            "quota-filling",
            title=title,
            finding=finding,
            before=html.Div(marks, className="tw-key"),
            picture=[weeks(rows, names, words, request.look, phone) for phone in (False, True)],
            table=Table("filling", title, columns, records, page.notes(request, reading, before)),
            foot=foot,
            link=page.run_link(request, reading),
            definition=definition(words, "slots_kept"),
        )
    ]


def race_at_release(request: Request, reading: Reading, before: Reading | None = None) -> list[Component]:
    """Two cards: the share of the new slots by way of looking, and how evenly slots are shared out."""
    cards = [_ways(request, reading, before), _lorenz(request, reading, before)]
    if not all(cards):
        return []
    return [grid.row((6, cards[0]), (6, cards[1]))]


def _ways(request: Request, reading: Reading, before: Reading | None) -> Component | None:
    words, _ = request.words, request.words.text
    shares, old = (one.by("race_share", "share", "way") if one else {} for one in (reading, before))
    if not shares:
        return None
    order = sorted(shares, key=lambda way: -shares[way].mean)
    rows = [Way(_(WAYS.get(w, w)), shares[w].mean, old[w].mean if w in old else None) for w in order]
    records = [
        {
            "way": _(WAYS.get(way, way)),
            "share": shares[way].mean,
            "low": shares[way].low if shares[way].finite else None,
            "high": shares[way].high if shares[way].finite else None,
            "before": old[way].mean if way in old else None,
        }
        for way in order
    ]
    columns = [
        Column("way", _("Way of looking"), "text"),
        Column("share", _("share of the new slots"), "share", 1),
        Column("low", _("from"), "share", 1),
        Column("high", _("to"), "share", 1),
        *([Column("before", _("before"), "share", 1)] if before else []),
    ]
    clock = _main_clock(reading)
    title = _("Who wins the {time} race").format(time=clock) if clock else _("Who wins the race for new slots")
    finding = _("**{share} of the new slots** go to people who look {way}.").format(
        share=words.percent(rows[0].share), way=rows[0].label
    )
    foot = _("Share of the main release; {n} replications").format(n=words.number(reading.n))
    return chart(
        request,
        "quota-race-share",
        title=title,
        finding=finding,
        picture=[ways(rows, words, request.look, phone) for phone in (False, True)],
        table=Table("race-share", title, columns, records, page.notes(request, reading, before)),
        foot=foot,
        link=page.run_link(request, reading),
        definition=definition(words, "race_share"),
    )


def _main_clock(reading: Reading) -> str:
    """The clock time of the release that opens most slots, where it is the same every day."""
    from dashboard.components.quota_release import opens_weekly, rules_in, week_clock
    from simulation.scenario.week_plan import pools_of, searched

    books = searched(reading.scenario)
    if not books:
        return ""
    pools = {k: sum(v.values()) for k, v in pools_of(reading.scenario, books[0]).items() if k != "unreleased"}
    rules = rules_in(reading.scenario, books[0])
    first = max(pools, key=lambda name: pools[name], default="")
    rule = rules.get(first) or rules.get(first.rpartition("_")[0]) or {}
    times = {time for time in week_clock(rule["at"]) if time} if rule and opens_weekly(rule) else set()
    return times.pop() if len(times) == 1 else ""


def curve_of(reading: Reading) -> tuple[list[tuple[float, float]], float | None, list[dict[str, Any]]]:
    """The Lorenz curve as the mean of the replications by number of looks, its Gini, and its rows."""
    frame = reading.series("slots_by_persistence")
    if frame.is_empty():
        return [], None, []
    means = (
        frame.group_by("looks")
        .agg(pl.col("people", "found", "people_share", "slots_share").mean())
        .sort("looks")
        .drop_nulls()
    )
    gini = frame.group_by("replication").agg(pl.col("gini").first())["gini"].mean()
    rows = means.to_dicts()
    points = [(row["people_share"], row["slots_share"]) for row in rows]
    return points, float(gini) if isinstance(gini, int | float) else None, rows


def _lorenz(request: Request, reading: Reading, before: Reading | None) -> Component | None:
    words, _ = request.words, request.words.text
    points, gini, rows = curve_of(reading)
    if len(points) < 2:
        return None
    old = curve_of(before)[0] if before else None
    half = _at_half(points)
    title = _("How evenly the slots are shared out")
    finding = _("The half of the people who look least get **{share} of the appointments**").format(
        share=words.percent(half)
    )
    finding += _(": who looks seldom does not go without.") if half >= FAIR else _(": who looks often wins.")
    columns = [
        Column("looks", _("looks a person")),
        Column("people", _("people")),
        Column("found", _("found one")),
        Column("people_share", _("share of the people so far"), "share", 1),
        Column("slots_share", _("share of the appointments so far"), "share", 1),
        Column("gini", _("Gini (0: an even share)"), digits=2),
    ]
    labels = (_("after") if before else words.name(reading.scenario.title), _("before"))
    return chart(
        request,
        "quota-lorenz",
        title=title,
        finding=finding,
        picture=lorenz(points, old, labels, half >= 0.5, words, request.look),
        table=Table(
            "lorenz", title, columns, [row | {"gini": gini} for row in rows], page.notes(request, reading, before)
        ),
        foot=_("Lorenz curve, mean of {n}").format(n=words.plural("{n} replication", "{n} replications", reading.n))
        + (" · " + _("dotted: before") if before else ""),
        link=page.run_link(request, reading),
    )


def _at_half(points: Sequence[tuple[float, float]]) -> float:
    """Share of the slots that the first half of the people have, between the two nearest points."""
    left = (0.0, 0.0)
    for right in points:
        if right[0] >= 0.5:
            width = right[0] - left[0]
            return left[1] + (right[1] - left[1]) * (0.5 - left[0]) / width if width else right[1]
        left = right
    return left[1]
