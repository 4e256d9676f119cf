"""A drawing outside the pages: what a notebook shows."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.figures.look import LIGHT, Drawing, Look


def key(figure: Drawing, names: Sequence[str], colours: Sequence[str], look: Look = LIGHT) -> None:
    """Say above the drawing which colour is what; a page does so in HTML."""
    room = 30
    figure.layout["height"] += room
    figure.layout["margin"]["t"] += room
    parts = [f'<span style="color:{colour}">■</span> {name}' for name, colour in zip(names, colours, strict=True)]
    left = figure.layout["margin"]["l"]
    place = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "xshift": -left, "yshift": 8}
    figure.say("   ".join(parts), 0, 1, colour=look.ink, size=12.5, **place)


def show(figure: Drawing, look: Look = LIGHT) -> None:
    """Show the drawing on the colour of a card, because a notebook may be dark; it offers no upload."""
    import plotly.graph_objects as go

    drawn = figure.to_dict()
    picture = go.Figure({**drawn, "layout": {**drawn["layout"], "paper_bgcolor": look.card}})
    picture.show(
        config={"displaylogo": False, "displayModeBar": False, "showSendToCloud": False, "plotlyServerURL": ""}
    )
