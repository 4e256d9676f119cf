"""Intervals under each other on one scale, about a line that stands for "no difference"."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.figures.look import Drawing, Look, canvas, in_lines, room_for, row_height
from dashboard.words import Words


@dataclass(frozen=True)
class Whisker:
    """One row: an interval, what is said of it on the right, and its tone: better, worse, else it may be chance."""

    label: str
    mean: float
    low: float
    high: float
    said: str
    tone: str = "unclear"


def whiskers(rows: list[Whisker], line: str, words: Words, look: Look, phone: bool) -> Drawing:
    """A dot and its interval a row, hollow where it may be chance; `line` says what the line at 0 is."""
    labels = [in_lines(row.label, 17 if phone else 30) for row in rows]
    left = room_for(labels, phone)
    figure = canvas(
        look,
        words.lang,
        height=40 + row_height(labels, 34) * len(rows),
        left=left,
        right=room_for([row.said for row in rows], phone) + 12,
        top=28,
        bottom=12,
    )
    low, high = min([0.0, *(row.low for row in rows)]), max([0.0, *(row.high for row in rows)])
    room = 0.04 * (high - low) or 1.0
    foot, head = len(rows) - 0.4, -0.6
    figure.scatter(x=[0, 0], y=[head, foot], mode="lines", line={"color": look.line2, "width": 1.4}, hoverinfo="skip")
    figure.say(line, 0, head, colour=look.ink2, size=12, xanchor="center", yanchor="bottom")
    for i, row in enumerate(rows):
        colour = {"better": look.fill, "worse": look.worse_fill}.get(row.tone, look.unclear)
        hollow = row.tone not in ("better", "worse")
        figure.scatter(
            x=[row.low, row.high],
            y=[i, i],
            mode="lines",
            line={"color": colour, "width": 2.4, "dash": "dot" if hollow else "solid"},
            hoverinfo="skip",
        )
        figure.scatter(
            x=[row.mean],
            y=[i],
            mode="markers",
            marker={"size": 11, "color": look.card if hollow else colour, "line": {"width": 2, "color": colour}},
            hoverinfo="skip",
        )
        figure.say(labels[i], 0, i, colour=look.ink, xref="paper", xshift=-left)
        figure.say(row.said, 1, i, colour=look.ink, xref="paper", xshift=12)
    figure.axis("x", visible=False, range=[low - room, high + room])
    figure.axis("y", visible=False, range=[foot, head])
    return figure
