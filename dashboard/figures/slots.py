"""Slots week by week, who wins the race for new ones, and how evenly they are shared out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.figures.look import Drawing, Look, canvas, in_lines, room_for, row_height
from dashboard.words import Words


@dataclass(frozen=True)
class Week:
    """One week: its Monday, and its slots that were kept, missed or given back too late, and empty."""

    monday: date
    kept: float
    missed: float
    empty: float
    before: float | None = None


def weeks(rows: Sequence[Week], names: Sequence[str], words: Words, look: Look, phone: bool) -> Drawing:
    """Stacked bars by week, from zero; the kept ones of the base as a line."""
    figure = canvas(look, words.lang, height=250, left=46, right=8, top=10, bottom=30)
    colours = (look.owners[1], look.worse_fill, look.base50)
    days = [row.monday for row in rows]
    below = [0.0] * len(rows)
    for name, colour, values in zip(
        names, colours, ([r.kept for r in rows], [r.missed for r in rows], [r.empty for r in rows]), strict=True
    ):
        figure.bar(
            x=days,
            y=values,
            base=list(below),
            width=6.2 * 86_400_000,
            marker={"color": colour, "line": {"width": 1, "color": look.card}},
            customdata=[[words.day(day), words.number(value)] for day, value in zip(days, values, strict=True)],
            hovertemplate="%{customdata[0]}<br>" + name + ": <b>%{customdata[1]}</b><extra></extra>",
        )
        below = [low + value for low, value in zip(below, values, strict=True)]
    if all(row.before is not None for row in rows):
        figure.scatter(
            x=days,
            y=[row.before for row in rows],
            mode="lines",
            line={"color": look.ink, "width": 1.6, "dash": "dot"},
            hoverinfo="skip",
        )
    top = max(below, default=1) or 1
    step = next(s for s in (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 10**9) if top / s <= 5)
    ticks = [step * n for n in range(int(top // step) + 1)]
    figure.layout["barmode"] = "overlay"
    figure.axis("y", range=[0, top * 1.04], tickvals=ticks, ticktext=[words.number(tick) for tick in ticks])
    firsts = [day for day in days if day.day <= 7][:: 3 if phone else 1]
    figure.axis("x", tickvals=firsts, ticktext=[words.month(day) for day in firsts], showgrid=False)
    return figure


@dataclass(frozen=True)
class Way:
    """A way of looking, its share of the released slots now and before (None: nothing to compare with)."""

    label: str
    share: float
    before: float | None = None


def ways(rows: Sequence[Way], words: Words, look: Look, phone: bool) -> Drawing:
    """A bar a way of looking, its share at its end; under it a hollow dot where it was before."""
    names = [in_lines(row.label, 17 if phone else 26) for row in rows]
    left = room_for(names, phone)
    two = any(row.before is not None for row in rows)
    height = 30 + row_height(names, 56 if two else 40) * len(rows)
    figure = canvas(look, words.lang, height=height, left=left, right=96 if two else 52, top=8, bottom=8)
    up = 0.16 if two else 0.0
    figure.bar(
        x=[row.share for row in rows],
        y=[i - up for i in range(len(rows))],
        orientation="h",
        width=0.4,
        marker={"color": look.fill},
        hoverinfo="skip",
    )
    if two:
        figure.scatter(
            x=[row.before for row in rows],
            y=[i + 0.26 for i in range(len(rows))],
            mode="markers",
            marker={"size": 9, "color": look.card, "line": {"width": 2, "color": look.ink2}},
            hoverinfo="skip",
        )
    for i, row in enumerate(rows):
        figure.say(f"<b>{words.percent(row.share)}</b>", row.share, i - up, colour=look.ink, xshift=7)
        if row.before is not None:
            said = words.text("before {n}").format(n=words.percent(row.before))
            figure.say(said, row.before, i + 0.26, colour=look.ink2, size=12, xshift=8)
        figure.say(names[i], 0, i - up, colour=look.ink, xref="paper", xshift=-left)
    most = max((max(row.share, row.before or 0) for row in rows), default=1) or 1
    figure.axis("x", visible=False, range=[0, most * 1.04])
    figure.axis("y", visible=False, range=[len(rows) - 0.5, -0.6])
    return figure


Curve = Sequence[tuple[float, float]]


def lorenz(
    after: Curve, before: Curve | None, labels: tuple[str, str], above: bool, words: Words, look: Look
) -> Drawing:
    """Share of the people, those who look least first, against their share of the slots; the diagonal is an even share.

    `labels` name the draft and the base; `above`: the curve lies above the diagonal, whose label then stands below it.
    """
    figure = canvas(look, words.lang, height=306, left=52, right=26, top=28, bottom=46)
    figure.scatter(x=[0, 1], y=[0, 1], mode="lines", line={"color": look.line2, "width": 1.4}, hoverinfo="skip")
    figure.say(
        words.text("an even share"),
        0.5,
        0.5,
        colour=look.ink2,
        xanchor="left" if above else "right",
        yanchor="top" if above else "bottom",
        xshift=10 if above else -10,
        yshift=-4 if above else 4,
    )
    sides = [(after, look.fill, "solid", labels[0])]
    if before is not None:
        sides.insert(0, (before, look.ink2, "dot", labels[1]))
    for curve, colour, dash, name in sides:
        points = [(0.0, 0.0), *curve]
        figure.scatter(
            x=[x for x, _y in points],
            y=[y for _x, y in points],
            mode="lines",
            line={"color": colour, "width": 2.4, "dash": dash},
            customdata=[[words.percent(x), words.percent(y)] for x, y in points],
            hovertemplate=name + "<br>%{customdata[0]}: <b>%{customdata[1]}</b><extra></extra>",
        )
    ticks = [0, 0.25, 0.5, 0.75, 1]
    shown = [words.percent(tick) for tick in ticks]
    figure.axis("x", range=[0, 1.01], tickvals=ticks[1:], ticktext=shown[1:])
    figure.axis("y", range=[0, 1.02], tickvals=ticks, ticktext=shown)
    figure.say(
        words.text("share of the appointments"),
        0,
        1,
        colour=look.ink2,
        size=12,
        xref="paper",
        yref="paper",
        yanchor="bottom",
        xshift=-42,
        yshift=6,
    )
    figure.say(
        words.text("share of the people, those who look least first"),
        1,
        0,
        colour=look.ink2,
        size=12,
        xref="paper",
        yref="paper",
        xanchor="right",
        yanchor="top",
        yshift=-26,
    )
    return figure
