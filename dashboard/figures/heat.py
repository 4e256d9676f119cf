"""Waits by weekday and hour: four steps of one blue, the figure in each cell, closed hours said."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.figures.look import Drawing, Look, canvas
from dashboard.words import Words


def heat(
    waits: Mapping[tuple[int, int], float], steps: tuple[float, float, float], words: Words, look: Look, phone: bool
) -> Drawing:
    """`waits`: mean minutes by (weekday from Monday 0, hour); `steps`: the three bounds between the four blues."""
    days = sorted({day for day, _ in waits})
    hours = list(range(min(h for _, h in waits), max(h for _, h in waits) + 1))
    figure = canvas(look, words.lang, height=44 + 42 * len(days), left=34, right=4, top=28, bottom=6)
    names = words.weekdays()
    tall = max(waits.values())
    digits = 0 if tall >= 10 else 1
    for i, day in enumerate(days):
        figure.say(names[day], 0, i, colour=look.ink, xref="paper", xshift=-34)
        for j, hour in enumerate(hours):
            wait = waits.get((day, hour))
            if wait is None:
                figure.say(words.text("shut"), j, i, colour=look.ink2, xanchor="center")
                continue
            step = sum(wait >= bound for bound in steps)
            figure.shape(
                type="rect",
                x0=j - 0.475,
                x1=j + 0.475,
                y0=i - 0.46,
                y1=i + 0.46,
                layer="below",
                fillcolor=look.heat[step],
                line={"width": 0},
            )
            figure.say(words.number(wait, 0 if phone else digits), j, i, colour=look.heat_inks[step], xanchor="center")
    for j, hour in enumerate(hours):
        text = str(hour) if phone or len(hours) > 8 else words.text("{hour}:00").format(hour=hour)
        figure.say(text, j, 1, yref="paper", colour=look.ink2, xanchor="center", yanchor="bottom", yshift=2)
    figure.scatter(
        x=[hours.index(h) for (_, h) in waits],
        y=[days.index(d) for (d, _) in waits],
        mode="markers",
        marker={"size": 30, "opacity": 0},
        customdata=[[words.weekday(d), h, words.number(w, 1)] for (d, h), w in waits.items()],
        hovertemplate="%{customdata[0]}, %{customdata[1]}:00<br><b>%{customdata[2]} min</b><extra></extra>",
    )
    figure.axis("x", visible=False, range=[-0.5, len(hours) - 0.5])
    figure.axis("y", visible=False, range=[len(days) - 0.5, -0.5])
    return figure
