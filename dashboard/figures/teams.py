"""Groups side by side: median to P90, and before to after."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.figures.look import Drawing, Look, canvas, in_lines, room_for, row_height
from dashboard.words import Words


@dataclass(frozen=True)
class Reach:
    """One row: a group with its median and its ninetieth per cent; the `chosen` one stands out."""

    label: str
    median: float
    p90: float
    chosen: bool = False


def reaches(rows: list[Reach], limit: float | None, words: Words, look: Look, phone: bool, digits: int = 0) -> Drawing:
    """A dot at the median, a bar to P90, both with their figures; rows from the top."""
    names = [in_lines(row.label, 17 if phone else 26) for row in rows]
    left = room_for(names, phone)
    figure = canvas(
        look, words.lang, height=64 + row_height(names, 38) * len(rows), left=left, right=44, top=30, bottom=26
    )
    most = max((row.p90 for row in rows), default=1) or 1
    least = -0.16 * most  # room for the figure of a median of nothing
    for i, row in enumerate(rows):
        if row.chosen:
            figure.shape(
                type="rect", xref="paper", x0=-3, x1=2, y0=i - 0.46, y1=i + 0.46, layer="below",
                fillcolor=look.soft, line={"width": 0},
            )  # fmt: skip
        figure.scatter(
            x=[row.median, row.p90], y=[i, i], mode="lines", line={"color": look.fan50, "width": 6}, hoverinfo="skip"
        )
        ground = look.soft if row.chosen else look.card
        figure.say(_figure(words, row.p90, digits), row.p90, i, colour=look.ink2, xshift=8, bgcolor=ground)
        figure.say(
            f"<b>{_figure(words, row.median, digits)}</b>",
            row.median,
            i,
            colour=look.ink,
            xanchor="right",
            xshift=-9,
            bgcolor=ground,
        )
        name = f"<b>{names[i]}</b>" if row.chosen else names[i]
        figure.say(name, 0, i, colour=look.accent if row.chosen else look.ink, xref="paper", xshift=-left)
    if limit is not None and limit < most * 1.1:
        figure.scatter(
            x=[limit, limit],
            y=[-0.45, len(rows) - 0.5],
            mode="lines",
            hoverinfo="skip",
            line={"color": look.worse, "width": 1.2, "dash": "dash"},
        )
        figure.say(
            words.text("three months"),
            limit,
            len(rows) - 0.35,
            colour=look.worse,
            xanchor="center",
            yanchor="top",
        )
    figure.scatter(
        x=[row.p90 for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        hoverinfo="skip",
        marker={"symbol": "line-ns", "size": 13, "line": {"width": 2.4, "color": look.fill}},
    )
    figure.scatter(
        x=[row.median for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={"size": 11, "color": look.fill, "line": {"width": 2, "color": look.card}},
        customdata=[[r.label, words.number(r.median, digits), words.number(r.p90, digits)] for r in rows],
        hovertemplate="%{customdata[0]}<br>Median <b>%{customdata[1]}</b>, P90 %{customdata[2]}<extra></extra>",
    )
    if rows:
        figure.say("<b>Median</b>", rows[0].median, -0.55, colour=look.ink, xanchor="right", yanchor="bottom")
        figure.say("P90", rows[0].p90, -0.55, colour=look.ink2, xanchor="left", yanchor="bottom", xshift=4)
    figure.axis("x", visible=False, range=[least, most * 1.06])
    figure.axis("y", visible=False, range=[len(rows) - 0.1, -0.9])
    return figure


def _figure(words: Words, value: float, digits: int) -> str:
    """Tenths only where they can be told apart on the axis."""
    return words.number(value, 0 if value >= 10 else digits)


@dataclass(frozen=True)
class Move:
    """One row: before (hollow), after (full) with the interval of the difference about it, and it in words."""

    label: str
    before: float
    after: float
    low: float
    high: float
    said: str
    tone: str


def moves(rows: list[Move], words: Words, look: Look, phone: bool, digits: int = 0) -> Drawing:
    """Before and after on one axis. `tone` is better, worse or unclear and sets the colour; the words say it too."""
    names = [in_lines(row.label, 14 if phone else 24) for row in rows]
    left, right = room_for(names, phone), 78 if phone else 92
    figure = canvas(look, words.lang, height=58 + 46 * len(rows), left=left, right=right, top=26, bottom=8)
    fills = {"better": look.fill, "worse": look.worse_fill, "unclear": look.unclear, "none": look.unclear}
    inks = {"better": look.accent, "worse": look.worse, "unclear": look.ink2, "none": look.ink2}
    everything = [v for row in rows for v in (row.before, row.after, row.before + row.low, row.before + row.high)]
    lowest, highest = min(everything), max(everything)
    room = (highest - lowest) or 1
    pad = 0.34 if phone else 0.2
    for i, row in enumerate(rows):
        figure.scatter(
            x=[row.before, row.after], y=[i, i], mode="lines", hoverinfo="skip", line={"color": look.line2, "width": 2}
        )
        figure.scatter(
            x=[row.before + row.low, row.before + row.high],
            y=[i, i],
            mode="lines+markers",
            hoverinfo="skip",
            line={
                "color": fills[row.tone],
                "width": 2.2,
                "dash": "dot" if row.tone in ("unclear", "none") else "solid",
            },
            marker={"symbol": "line-ns", "size": 11, "line": {"width": 2, "color": fills[row.tone]}},
        )
        outer = row.after < row.before
        figure.say(
            f"<b>{words.number(row.after, digits)}</b>",
            min(row.after, row.before + row.low) if outer else max(row.after, row.before + row.high),
            i,
            colour=look.ink,
            xanchor="right" if outer else "left",
            xshift=-9 if outer else 9,
        )
        figure.say(
            words.number(row.before, digits),
            row.before,
            i,
            colour=look.ink2,
            xanchor="left" if outer else "right",
            xshift=11 if outer else -11,
        )
        figure.say(names[i], 0, i, colour=look.ink, xref="paper", xshift=-left)
        figure.say(f"<b>{row.said}</b>", 1, i, colour=inks[row.tone], xref="paper", xanchor="right", xshift=right - 4)
    figure.scatter(
        x=[row.before for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        hoverinfo="skip",
        marker={"size": 11, "color": look.card, "line": {"width": 2, "color": look.ink2}},
    )
    figure.scatter(
        x=[row.after for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        hoverinfo="skip",
        marker={
            "size": 12,
            "line": {"width": 2, "color": [fills[r.tone] for r in rows]},
            "color": [look.card if r.tone in ("unclear", "none") else fills[r.tone] for r in rows],
        },
    )
    if rows:
        first, close = rows[0], abs(rows[0].after - rows[0].before) < (0.4 if phone else 0.12) * room
        ends = [
            (first.after, "<b>" + words.text("after") + "</b>", inks[first.tone]),
            (first.before, words.text("before"), look.ink2),
        ]
        for (x, text, colour), left_one in zip(sorted(ends, key=lambda end: end[0]), (True, False), strict=True):
            anchor = "center" if not close else "right" if left_one else "left"
            figure.say(
                text,
                x,
                -0.45,
                colour=colour,
                yanchor="bottom",
                xanchor=anchor,
                xshift=0 if not close else -3 if left_one else 3,
            )
    figure.axis("x", visible=False, range=[lowest - pad * room, highest + pad * room])
    figure.axis("y", visible=False, range=[len(rows) - 0.4, -0.8])
    return figure
