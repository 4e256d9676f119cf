"""For whom a case waits: one stacked bar a group, in days."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.figures.look import Drawing, Look, canvas, in_lines, room_for, row_height
from dashboard.words import Words


@dataclass(frozen=True)
class Stack:
    """One row: a group and its days for each of the shares of `names`, in the same order."""

    label: str
    days: list[float]


def owners(rows: list[Stack], names: list[str], words: Words, look: Look, phone: bool) -> Drawing:
    """Stacked bars from zero with the days inside where they fit, and the total behind them."""
    labels = [in_lines(row.label, 17 if phone else 28) for row in rows]
    left = room_for(labels, phone)
    figure = canvas(
        look, words.lang, height=24 + row_height(labels, 38) * len(rows), left=left, right=64, top=6, bottom=6
    )
    most = max((sum(row.days) for row in rows), default=1) or 1
    places = list(range(len(rows)))
    for j, name in enumerate(names):
        figure.bar(
            x=[row.days[j] for row in rows],
            y=places,
            orientation="h",
            width=0.52,
            base=[sum(row.days[:j]) for row in rows],
            marker={"color": look.owners[j], "line": {"width": 1.5, "color": look.card}},
            customdata=[[row.label, name, words.number(row.days[j], 1)] for row in rows],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}: <b>%{customdata[2]}</b><extra></extra>",
        )
    for i, row in enumerate(rows):
        total = sum(row.days)
        for j, days in enumerate(row.days):
            if days > most * (0.09 if phone else 0.045):
                figure.say(
                    words.number(days),
                    sum(row.days[:j]) + days / 2,
                    i,
                    colour=look.owner_inks[j],
                    xanchor="center",
                    size=12,
                )
        shown = words.number(total) if phone else words.plural("{n} day", "{n} days", round(total))
        figure.say(f"<b>{shown}</b>", total, i, colour=look.ink, xshift=7)
        figure.say(labels[i], 0, i, colour=look.ink, xref="paper", xshift=-left)
    figure.layout["barmode"] = "overlay"
    figure.axis("x", visible=False, range=[0, most * (1.02 if phone else 1.06)])
    figure.axis("y", visible=False, range=[len(rows) - 0.45, -0.55])
    return figure
