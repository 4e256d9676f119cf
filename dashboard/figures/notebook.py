"""A drawing outside the pages: what a notebook shows."""

from __future__ import annotations

from dashboard.figures.look import LIGHT, Drawing, Look


def key(figure: Drawing, names: list[str], colours: list[str], look: Look = LIGHT) -> None:
    """Say above the drawing which colour is what; a page does so in HTML."""
    room = 30
    figure.layout["height"] += room
    figure.layout["margin"]["t"] += room
    parts = [f'<span style="color:{colour}">■</span> {name}' for name, colour in zip(names, colours, strict=True)]
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    figure.say("   ".join(parts), 0, 1, colour=look.ink, xshift=-figure.layout["margin"]["l"], yshift=8, **place)


def show(figure: Drawing, look: Look = LIGHT) -> None:
    """Show the drawing on the colour of a card, because a notebook may be dark; it offers no upload."""
    import plotly.graph_objects as go

    drawn = figure.to_dict()
    picture = go.Figure({**drawn, "layout": {**drawn["layout"], "paper_bgcolor": look.card}})
    picture.show(
        config={"displaylogo": False, "displayModeBar": False, "showSendToCloud": False, "plotlyServerURL": ""}
    )
