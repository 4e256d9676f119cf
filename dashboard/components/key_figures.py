"""Key figures as cards: the figure, its range over single runs on a strip, and the verdict on its goal."""

from __future__ import annotations

from dashboard.alternatives import late_before
from dashboard.components.card import Strip, empty, kpi
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words import Words
from dashboard.words.key_figures import KeyFigure
from dashboard.words.key_figures import key_figures as said
from simulation.study.spread import Spread


def key_figures(request: Request, reading: Reading) -> list[Component]:
    """A card for each."""
    return [_card(request, one) for one in said(request.words, reading, late_before(request.shelf, reading))]


def _strip(words: Words, one: KeyFigure, mean: float, spread: Spread) -> Strip | None:
    """A share on the scale of all shares, a figure with a goal beside it; what has neither, has no scale to lie on."""
    mark = (one.mark, one.mark_label, one.missed)
    if one.share:
        return Strip(spread.low, spread.high, mean, *mark, (0, 1), (words.percent(0), words.percent(1)))
    return None if one.mark is None else Strip(spread.low, spread.high, mean, *mark)


def _card(request: Request, one: KeyFigure) -> Component:
    words, name = request.words, one.place[0]
    if one.found is None:
        return empty(one.title, words.text("This run has no such figure."), None, name)
    over, spread = one.found
    return kpi(
        name,
        one.title,
        one.figure,
        one.unit,
        one.range,
        _strip(words, one, over.mean, spread),
        one.verdict,
        one.sign,
        definition(words, name),
        words.text("What is counted"),
    )
