"""How a time is spread over people: a histogram with median, P90 and the limit that matters."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.figures.look import Drawing, Look, canvas
from dashboard.words import Words


@dataclass(frozen=True)
class Marks:
    """Where the lines stand, in the unit of the axis. `limit` None: no limit is known."""

    median: float
    p90: float
    limit: float | None
    beyond: float | None
    axis: str
    digits: int


def distribution(bars: pl.DataFrame, width: float, marks: Marks, words: Words, look: Look, phone: bool) -> Drawing:
    """`bars`: start of a bar, share of the cases. Bars beyond the limit are orange."""
    figure = canvas(look, words.lang, height=270 if phone else 320, left=8, right=8, top=34, bottom=48)
    most = float(bars["share"].max() or 1)  # type: ignore[arg-type]
    beyond = [marks.limit is not None and start + width / 2 > marks.limit for start in bars["start"]]
    figure.bar(
        x=bars["start"] + width / 2,
        y=bars["share"],
        width=width * 0.93,
        marker={"color": [look.worse_fill if b else look.fill for b in beyond], "line": {"width": 0}},
        customdata=[
            [words.number(s), words.number(s + width), words.percent(p, 1)]
            for s, p in zip(bars["start"], bars["share"], strict=True)
        ],
        hovertemplate="%{customdata[0]}–%{customdata[1]}: <b>%{customdata[2]}</b><extra></extra>",
    )
    left_of_limit = marks.limit is not None and marks.median <= marks.limit
    _line(figure, marks.median, most * 1.12, look.ink)
    figure.say(
        words.text("Median <b>{n}</b>").format(n=words.number(marks.median, marks.digits)),
        marks.median,
        most * 1.13,
        colour=look.ink,
        xanchor="right" if left_of_limit else "left",
        xshift=-6 if left_of_limit else 6,
        bgcolor=look.card,
    )
    _line(figure, marks.p90, most * 0.62, look.ink)
    figure.say(
        f"P90 <b>{words.number(marks.p90, marks.digits)}</b>",
        marks.p90,
        most * 0.62,
        colour=look.ink,
        xshift=6,
        bgcolor=look.card,
    )
    if marks.limit is not None:
        _line(figure, marks.limit, most * 1.12, look.worse, dash="dash")
        text = (
            words.text("three months")
            if phone
            else words.text("three months: <b>{share}</b> take longer").format(share=words.percent(marks.beyond or 0))
        )
        figure.say(
            text,
            marks.limit,
            most * (1.13 if left_of_limit else 0.98),
            colour=look.worse,
            xanchor="left" if left_of_limit else "right",
            xshift=6 if left_of_limit else -6,
            bgcolor=look.card,
        )
    end = float(bars["start"].max() or 0) + width  # type: ignore[arg-type]
    ticks = _ticks(end, marks.limit)
    figure.axis(
        "x",
        range=[0, max(end, marks.p90 * (1.2 if phone else 1.08))],
        tickvals=ticks,
        ticktext=[words.number(t) for t in ticks],
        title={"text": marks.axis, "font": {"size": 12.5, "color": look.ink2}, "standoff": 8},
    )
    figure.axis("y", visible=False, range=[0, most * 1.2])
    return figure


def _line(figure: Drawing, x: float, height: float, colour: str, dash: str = "solid") -> None:
    figure.scatter(
        x=[x, x], y=[0, height], mode="lines", line={"color": colour, "width": 1.3, "dash": dash}, hoverinfo="skip"
    )


def _ticks(end: float, limit: float | None) -> list[float]:
    step = next(s for s in (1, 2, 5, 10, 15, 30, 60, 90, 180, 365) if end / s <= 8)
    ticks: list[float] = [i * step for i in range(1, int(end / step) + 1)]
    if limit is None:
        return ticks
    return sorted([t for t in ticks if abs(t - limit) > step * 0.45] + [limit])
