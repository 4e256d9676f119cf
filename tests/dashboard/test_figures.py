"""Pictures: the colours of the stylesheet, the words of the language, nothing below a legible size."""

import re
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.figures.backlog import Path as BacklogPath
from dashboard.figures.backlog import backlog
from dashboard.figures.heat import heat
from dashboard.figures.look import DARK, LIGHT
from dashboard.figures.owners import Stack, owners
from dashboard.figures.teams import Reach, reaches
from dashboard.words import Words

CSS = (Path(__file__).resolve().parents[2] / "dashboard" / "assets" / "1-tokens.css").read_text()
FAN = pl.DataFrame(
    {
        "day": [0, 100, 200],
        "mean": [9000.0, 8000.0, 7000.0],
        "low90": [9000.0, 7600.0, 6000.0],
        "high90": [9000.0, 8400.0, 8000.0],
        "low50": [9000.0, 7900.0, 6700.0],
        "high50": [9000.0, 8100.0, 7300.0],
    }
)


def tokens(dark: bool) -> dict[str, str]:
    block = CSS.split("[data-mantine-color-scheme=dark]")[1 if dark else 0]
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", block))


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_and_stylesheet_have_the_same_colours(look):
    css = tokens(look.scheme == "dark")
    pairs = {
        "card": look.card,
        "bg": look.page,
        "line": look.line,
        "ink": look.ink,
        "ink2": look.ink2,
        "acc": look.accent,
        "acc-fill": look.fill,
        "warn": look.worse,
        "warn-fill": look.worse_fill,
        "o1": look.owners[0],
        "o4": look.owners[3],
    }
    assert {name: css[name] for name in pairs} == pairs


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_legible_on_its_ground(look):
    assert all(contrast(ink, look.card) >= 4.5 for ink in (look.ink, look.ink2, look.accent, look.worse))
    assert all(contrast(ink, ground) >= 4.5 for ink, ground in zip(look.heat_inks, look.heat, strict=True))
    assert all(contrast(ink, ground) >= 4.5 for ink, ground in zip(look.owner_inks, look.owners, strict=True))


@pytest.mark.parametrize(("lang", "october", "separators"), [("de", "Okt", ",."), ("en", "Oct", ".,")])
def test_axes_speak_the_language_of_the_page(lang, october, separators):
    drawing = backlog([BacklogPath("Basis", FAN, True)], date(2025, 3, 17), Words(lang), LIGHT, None, phone=False)
    figure = go.Figure(drawing.to_dict())
    assert any(october in text for text in ["".join(figure.layout.xaxis.ticktext), "Oct Okt"])
    assert figure.layout.separators == separators


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_no_picture_has_a_title_a_legend_or_small_print(phone):
    words = Words("de")
    drawn = [
        backlog([BacklogPath("Basis", FAN, True)], date(2025, 3, 17), words, LIGHT, date(2025, 9, 1), phone),
        reaches([Reach("Familie", 88, 151)], 91, words, LIGHT, phone),
        owners([Stack("Familie", [60, 4, 2, 15, 6])], list("abcde"), words, LIGHT, phone),
        heat({(0, 8): 12.0, (1, 9): 31.0}, (10, 20, 30), words, LIGHT, phone),
    ]
    for drawing in drawn:
        figure = go.Figure(drawing.to_dict())
        assert figure.layout.title.text is None and figure.layout.showlegend is False
        assert all(note.font.size is None or note.font.size >= 11.5 for note in figure.layout.annotations)


def test_a_closed_hour_is_said_and_not_drawn_as_zero():
    drawing = heat({(0, 8): 12.0, (0, 9): 20.0, (1, 8): 9.0}, (10, 20, 30), Words("de"), LIGHT, phone=False)
    assert "zu" in [note["text"] for note in drawing.layout["annotations"]]


def test_the_chosen_row_stands_out_and_a_median_of_nothing_keeps_off_the_names():
    figure = reaches([Reach("A", 0.0, 31.0), Reach("B", 26.0, 136.0, True)], None, Words("de"), LIGHT, False, 1)
    assert len(figure.layout["shapes"]) == 1 and figure.layout["shapes"][0]["fillcolor"] == LIGHT.soft
    assert figure.layout["xaxis"]["range"][0] < 0
    assert "136" in [one["text"] for one in figure.layout["annotations"]]
