"""The path of the backlog: fans of single runs, labels at their ends, the day when it is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from dashboard.figures.look import Drawing, Look, canvas, in_lines
from dashboard.words import Words

LINE_PIXELS, PLOT_PIXELS = 17, 254


@dataclass(frozen=True)
class Path:
    """One scenario's path. `fan`: day, mean, low90, high90, low50, high50; `main` is drawn in blue, another in grey."""

    label: str
    fan: pl.DataFrame
    main: bool


def backlog(paths: list[Path], starts: date, words: Words, look: Look, gone: date | None, phone: bool) -> Drawing:
    """Undecided cases a day; `gone` marks the day on which the mean of the main path reaches nothing worth the name."""
    figure = canvas(look, words.lang, height=270 if phone else 300, left=44, right=8 if phone else 128)
    top = max(float(path.fan["high90"].max() or 0) for path in paths)  # type: ignore[arg-type]
    step = next(s for s in (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000) if top / s <= 6)
    ceiling = step * -(-top // step)
    ends: list[tuple[float, Path]] = []
    for path in sorted(paths, key=lambda one: one.main):
        days = [starts + timedelta(days=int(day)) for day in path.fan["day"]]
        outer, inner = (look.fan90, look.fan50) if path.main else (look.base90, look.base50)
        line = look.fill if path.main else look.ink2
        for low, high, colour in (("low90", "high90", outer), ("low50", "high50", inner)):
            figure.scatter(
                x=[*days, *reversed(days)],
                y=[*path.fan[high], *reversed(path.fan[low].to_list())],
                fill="toself",
                fillcolor=colour,
                line={"width": 0},
                hoverinfo="skip",
                mode="lines",
            )
        figure.scatter(
            x=days,
            y=path.fan["mean"],
            mode="lines",
            line={"color": line, "width": 2.2},
            customdata=[
                [words.day(day), words.number(round(value, -1))]
                for day, value in zip(days, path.fan["mean"], strict=True)
            ],
            hovertemplate=f"{path.label}<br>%{{customdata[0]}}: <b>%{{customdata[1]}}</b><extra></extra>",
        )
        ends.append((float(path.fan["mean"][-1]), path))
    last = starts + timedelta(days=int(paths[0].fan["day"].max() or 0))  # type: ignore[arg-type]
    _label_ends(figure, ends, last, ceiling, words, look, phone)
    if gone is not None:
        figure.scatter(
            x=[gone, gone],
            y=[0, ceiling * 0.14],
            mode="lines",
            line={"color": look.accent, "width": 1.5},
            hoverinfo="skip",
        )
        figure.say(
            words.text("gone on <b>{day}</b>").format(day=words.day(gone, "short")),
            gone,
            ceiling * 0.14,
            colour=look.accent,
            yanchor="bottom",
            xanchor="center" if gone < last - timedelta(days=60) else "right",
            bgcolor=look.card,
        )
    months = _months(starts, last, every=3 if phone else 2)
    figure.axis(
        "x",
        range=[starts, last],
        tickvals=months,
        ticktext=[_tick(m, words, months[0]) for m in months],
        showgrid=False,
    )
    figure.axis(
        "y",
        range=[0, ceiling * 1.02],
        tickvals=[i * step for i in range(int(ceiling // step) + 1)],
        ticktext=[words.number(i * step) for i in range(int(ceiling // step) + 1)],
    )
    return figure


def _label_ends(
    figure: Drawing, ends: list[tuple[float, Path]], last: date, ceiling: float, words: Words, look: Look, phone: bool
) -> None:
    """Each path is named at its end, kept apart where two ends lie close together."""
    names = {path.label: in_lines(path.label, 17) for _value, path in ends}
    below = 0.0
    places: list[tuple[float, Path, str]] = []
    for value, path in sorted(ends, key=lambda one: one[0]):
        number = words.number(round(value, -1 if value < 1000 else -2))
        name = names[path.label]
        between = " " if len(name.split("<br>")[-1]) + len(number) < 13 else "<br>"
        text = f"<b>{name}</b>{between}{number}"
        half = 0.5 * ceiling * LINE_PIXELS * (text.count("<br>") + 1) / PLOT_PIXELS
        place = max(value, below + half)
        below = place + half
        places.append((place, path, text))
    if phone:
        _label_inside(figure, ends, last, ceiling, words, look)
        return
    for place, path, text in places:
        colour = look.accent if path.main else look.ink2
        figure.say(text, 1.0, place, colour=colour, xref="paper", xshift=8)


def _label_inside(
    figure: Drawing, ends: list[tuple[float, Path]], last: date, ceiling: float, words: Words, look: Look
) -> None:
    """On a phone there is no room beside the picture: high paths are named below them, low ones above."""
    high = sorted((one for one in ends if one[0] > 0.5 * ceiling), key=lambda one: -one[0])
    low = sorted((one for one in ends if one[0] <= 0.5 * ceiling), key=lambda one: one[0])
    floor = min((float(path.fan["low90"].min() or 0) for _value, path in high), default=0.0)  # type: ignore[arg-type]
    places = [(floor - (0.05 + 0.1 * i) * ceiling, *one) for i, one in enumerate(high)]
    places += [(one[0] + (0.09 + 0.1 * i) * ceiling, *one) for i, one in enumerate(low)]
    for place, value, path in places:
        text = f"<b>{path.label}</b> {words.number(round(value, -1 if value < 1000 else -2))}"
        colour = look.accent if path.main else look.ink2
        figure.say(text, last, place, colour=colour, xanchor="right", bgcolor=look.card)


def _months(first: date, last: date, every: int) -> list[date]:
    months, at = [], date(first.year + first.month // 12, first.month % 12 + 1, 1)
    while at <= last:
        months.append(at)
        at = date(at.year + (at.month + every - 1) // 12, (at.month + every - 1) % 12 + 1, 1)
    return months


def _tick(month: date, words: Words, first: date) -> str:
    name = words.month(month)
    return f"{name} {month:%y}" if month.year != first.year else name
