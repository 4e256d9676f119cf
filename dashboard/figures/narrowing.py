"""The interval of a difference, narrowing while replications arrive."""

from __future__ import annotations

from dashboard.figures.look import Drawing, Look, canvas
from dashboard.words import Words


def narrowing(steps: list[tuple[int, float, float, float]], of: int, words: Words, look: Look) -> Drawing:
    """`steps`: (replications, mean, low, high) from two replications on; the axis goes to all that were asked for."""
    figure = canvas(look, words.lang, height=76, left=2, right=2, top=4, bottom=4)
    n = [step[0] for step in steps]
    figure.scatter(
        x=[*n, *reversed(n)],
        y=[*(s[3] for s in steps), *(s[2] for s in reversed(steps))],
        fill="toself",
        fillcolor=look.fan90,
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )
    figure.scatter(x=n, y=[s[1] for s in steps], mode="lines", line={"color": look.fill, "width": 2}, hoverinfo="skip")
    later = [s for s in steps if s[0] >= 3] or steps
    low, high = min(min(s[2] for s in later), 0.0), max(max(s[3] for s in later), 0.0)
    room = (high - low) or 1
    figure.scatter(
        x=[2, of], y=[0, 0], mode="lines", line={"color": look.line2, "width": 1, "dash": "dot"}, hoverinfo="skip"
    )
    figure.axis("x", visible=False, range=[2, max(of, 3)])
    figure.axis("y", visible=False, range=[low - 0.1 * room, high + 0.1 * room])
    return figure
