"""Waits by weekday and hour."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
import polars as pl
from dash import html

from dashboard.components import page
from dashboard.components.card import empty
from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.figures.heat import heat
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words.measures import amount

STEPS: dict[str, tuple[float, float, float]] = {"adhoc": (15, 30, 60), "slot": (2, 5, 10), "phone": (0.5, 1, 3)}
"""Minutes at which the colour changes: the same in every scenario, so that two maps can be held beside each other."""


def heat_chart(request: Request, reading: Reading) -> Component:
    """Mean waits by weekday and hour; which of the queues is in the link."""
    words, _ = request.words, request.words.text
    kinds = {"adhoc": _("Wait without appointment"), "slot": _("Wait by appointment"), "phone": _("Wait on the phone")}
    kind = request.ask("queue", "adhoc")
    kind = kind if kind in kinds else "adhoc"
    frame = reading.series("waits_by_hour").filter((pl.col("kind") == kind) & (pl.col("weekday") < 5))
    sums = frame.group_by("weekday", "hour").agg(
        mean=(pl.col("mean") * pl.col("count")).sum() / pl.col("count").sum(), count=pl.col("count").sum() / reading.n
    )
    sums = sums.filter(pl.col("count") >= 5).sort("weekday", "hour")
    waits = {(int(d), int(h)): float(m) for d, h, m, _c in sums.iter_rows()}
    title = kinds[kind]
    if not waits:
        return empty(title, _("Nobody waited like this in the run."), None, "heat")

    steps = STEPS[kind]
    (day, hour), most = max(waits.items(), key=lambda one: one[1])
    finding = _("{weekday} at {hour}:00 the wait is longest: **{minutes}**.").format(
        weekday=_on(words, day),
        hour=hour,
        minutes=amount(words, round(most, 0 if most >= 10 else 1), "minutes", 0 if most >= 10 else 1),
    )
    bounds = [words.number(b, 0 if b >= 1 and float(b).is_integer() else 1) for b in steps]
    labels = [
        _("under {n}").format(n=bounds[0]),
        f"{bounds[0]}–{bounds[1]}",
        f"{bounds[1]}–{bounds[2]}",
        _("from {n}").format(n=bounds[2]),
    ]
    look = request.look
    key = html.Div(
        [
            _("Minutes, mean:"),
            *[html.Span([html.I(style={"background": look.heat[i]}), t]) for i, t in enumerate(labels)],
        ],
        className="tw-key",
    )
    table = Table(
        f"waits-{kind}",
        title,
        [
            Column("weekday", _("Weekday"), "text"),
            Column("hour", _("Hour"), "text"),
            Column("mean", _("Minutes"), digits=1),
            Column("count", _("People a year")),
        ],
        [
            {"weekday": words.weekday(int(d)), "hour": f"{int(h)}:00", "mean": m, "count": c}
            for d, h, m, c in sums.iter_rows()
        ],
        page.notes(request, reading),
    )
    switch = dmc.SegmentedControl(
        id={"view": "queue"},
        value=kind,
        size="xs",
        className="tw-times",
        data=[
            {"value": "adhoc", "label": _("Without")},
            {"value": "slot", "label": _("By appointment")},
            {"value": "phone", "label": _("Phone")},
        ],
        **{"aria-label": _("Which queue")},
    )
    return chart(
        request,
        "heat",
        title=title,
        finding=finding,
        table=table,
        picture=[heat(waits, steps, words, look, phone) for phone in (False, True)],
        before=html.Div([switch, key], className="tw-keys"),
        foot=_("Mean of {n}").format(n=words.plural("{n} replication", "{n} replications", reading.n)),
        link=page.run_link(request, reading),
        definition=definition(words, "waiting_time" if kind != "phone" else "speed_of_answer"),
    )


def _on(words: Any, day: int) -> str:
    return words.text("On {weekday}").format(weekday=words.weekday(day))
