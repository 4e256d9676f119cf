"""Intervals that narrow while replications arrive: of a difference, and of a mean."""

from __future__ import annotations

from dashboard.figures.look import Drawing, Look, canvas
from dashboard.words import Words
from dashboard.words.measures import Between


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


def replications(steps: list[tuple[int, Between]], share: float, words: Words, look: Look) -> Drawing:
    """The interval of a mean, replication by replication; dashed, plus and minus `share` of the last mean."""
    figure = canvas(look, words.lang, height=300, left=64, right=90, top=14, bottom=46)
    n, last = [step for step, _over in steps], steps[-1][1]
    wanted = share * last.mean
    figure.scatter(
        x=[*n, *reversed(n)],
        y=[*(one.high for _n, one in steps), *(one.low for _n, one in reversed(steps))],
        fill="toself",
        fillcolor=look.fan50,
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )
    for end in (last.mean - wanted, last.mean + wanted):
        line = {"color": look.ink2, "width": 1.2, "dash": "dash"}
        figure.scatter(x=[n[0], n[-1]], y=[end, end], mode="lines", line=line, hoverinfo="skip")
    figure.scatter(
        x=n,
        y=[one.mean for _n, one in steps],
        mode="lines+markers",
        line={"color": look.fill, "width": 2.2},
        marker={"size": 7, "color": look.fill},
        hoverinfo="skip",
    )
    figure.say(f"<b>{words.number(last.mean)}</b>", n[-1], last.mean, colour=look.ink, xshift=10)
    figure.say(f"± {words.percent(share)}", n[-1], last.mean + wanted, colour=look.ink2, xshift=10)
    third = next((one for step, one in steps if step >= 3), last)
    room = 1.2 * max(third.high - last.mean, last.mean - third.low, wanted)
    figure.axis("y", range=[last.mean - room, last.mean + room], nticks=5, tickformat=",")
    title = {"text": words.text("Replications"), "font": {"size": 12.5, "color": look.ink2}, "standoff": 8}
    figure.axis("x", tickvals=n, range=[n[0] - 0.2, n[-1] + 0.1], title=title)
    return figure
