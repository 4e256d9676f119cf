"""The board of a race says in words and shapes what its statistics allow, in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.components.race_board import race_board, race_card
from dashboard.components.race_numbers import race_measures
from dashboard.exports.table import to_csv
from dashboard.request import Request
from dashboard.words import Words
from dashboard.words.races import verdict
from simulation.study.places import By, Race
from simulation.study.ranking import Entrant, ranked
from tests.study.stub import frame

WAIT = By("waiting_time", "mean", "lower")


def race(by: By = WAIT, **waits: list[float]) -> Race:
    return ranked([Entrant(name, f"run-{name}", frame({"waiting_time": values})) for name, values in waits.items()], by)


CLEAR = race(A=[5.0, 7.0, 6.0], B=[7.1, 9.0, 8.0], C=[9.0, 11.2, 10.0])
OPEN = race(A=[5.0, 7.0, 6.0], B=[5.5, 6.8, 6.6], C=[19.0, 21.2, 20.0])
TWINS = race(A=[5.0, 7.0, 6.0], B=[5.0, 7.0, 6.0])


def request(lang: str = "en") -> Request:
    return Request(Words(lang), "light", "/quotas", {}, None, "")  # type: ignore[arg-type]


def drawn(component: Any) -> str:
    return json.dumps(component, cls=PlotlyJSONEncoder, ensure_ascii=False)


@pytest.mark.parametrize(
    ("found", "english", "german"),
    [
        (CLEAR, "**A** wins: 2.0 minutes shorter than B (1.8 to 2.3).", "**A** gewinnt: 2,0 Minuten kürzer als B (1,8"),
        (OPEN, "**A and B** cannot be told apart: run more, about ", "**A und B** sind nicht zu unterscheiden: mehr"),
        (TWINS, "**A and B** are the same", "**A und B** sind gleich"),
        (race(A=[1.0], B=[2.0]), "told apart by one replication", "mit einer Wiederholung nicht zu unterscheiden"),
        (race(A=[0.0, 0.0, 0.0], B=[9.0, -9.0, 0.1]), "They differ by ", "Der Unterschied ist höchstens"),
    ],
)
def test_the_verdict_is_one_sentence_in_both_languages(found: Race, english: str, german: str) -> None:
    assert english in verdict(Words("en"), found) and german in verdict(Words("de"), found)


def test_who_is_out_of_the_race_is_said() -> None:
    assert verdict(Words("en"), OPEN).endswith("Out of the race: C.")
    two = race(A=[5.0, 7.0, 6.0], B=[5.0, 7.0, 6.0], C=[9.0, 11.2, 10.0])
    assert verdict(Words("en"), two).startswith("**A and B** are the same and win: 4.1 minutes shorter than C (")


def test_what_cannot_be_told_apart_is_hollow_and_dashed_and_has_no_colour() -> None:
    text = drawn(race_board(OPEN, "de"))
    assert text.count('"tw-w un"') == 2 and text.count('"tw-pill un"') == 2
    assert text.count("var(--warn-fill)") == 1 and "var(--acc-fill)" not in text
    assert '"unklar"' in text and '"vorn, nicht sicher"' in text and '"beste"' not in text


def test_a_decided_race_is_solid_and_names_the_best() -> None:
    text = drawn(race_board(CLEAR, "de"))
    assert '"tw-w un"' not in text and '"tw-pill un"' not in text and '"beste"' in text
    assert (text.count("var(--warn-fill)"), text.count("var(--acc-fill)")) == (2, 1)


def test_the_same_is_no_question_of_chance() -> None:
    text = drawn(race_board(TWINS, "en"))
    assert '"the same"' in text and "unclear" not in text and text.count("var(--acc-fill)") == 2


def test_all_whiskers_have_one_scale_within_their_cells() -> None:
    places = [
        one["props"]["style"] for one in _spans(json.loads(drawn(race_board(OPEN, "en")))) if "style" in one["props"]
    ]
    lefts = [float(style["left"].rstrip("%")) for style in places]
    assert min(lefts) >= 0 and all(
        left + float(style.get("width", "0%").rstrip("%")) <= 100.1 for left, style in zip(lefts, places, strict=True)
    )


def test_the_card_has_the_numbers_as_a_table_and_as_a_file() -> None:
    asked = request("de")
    text = drawn(race_card(asked, CLEAR))
    assert "Welche Variante gewinnt" in text and "nach Holm" in text
    table = asked.tables["race"]
    assert [row["policy"] for row in table.rows] == ["A", "B", "C"] and table.rows[0]["p"] is None
    assert "run-B" in to_csv(table, asked.words).decode()


def test_what_winning_costs_elsewhere_stands_beside() -> None:
    more = {"A": [90.0, 92.0, 91.0], "B": [80.0, 82.0, 81.5]}
    entrants = [Entrant(name, name, frame({"waiting_time": waits, "access_time": more[name]}))
                for name, waits in (("A", [1.0, 1.2, 1.1]), ("B", [3.0, 3.1, 3.3]))]  # fmt: skip
    asked = request()
    text = drawn(race_measures(asked, ranked(entrants, WAIT)))
    assert "Time to the appointment" in text and '"tw-worse"' not in text and "d tw-better" in text
    assert [row["p0"] for row in asked.tables["race-measures"].rows] == pytest.approx([1.1, 91.0])


def test_the_wait_of_everybody_is_not_called_the_wait_by_appointment() -> None:
    text = drawn(race_board(CLEAR, "en"))
    assert "Waiting time" in text and "by appointment" not in text


def _spans(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [one for part in node for one in _spans(part)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("type") == "Span" else []
    return own + [one for part in node.values() for one in _spans(part)]
