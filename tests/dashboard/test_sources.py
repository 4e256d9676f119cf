"""What the page quotes from the scenario files and the measures is said in the reader's language."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from babel.messages.pofile import read_po

from dashboard.components.readings import READINGS
from dashboard.words import Words
from dashboard.words.number_words import shown
from dashboard.words.origins import row_of, source_titles
from simulation.results.measures import MEASURES
from simulation.scenario import changed, load, loading
from tests.dashboard.test_words import CATALOGUE, german
from tests.shipped import SHIPPED

ORIGINS = ("assumed", "derived", "calibrated")


def reasons(node: Any) -> Iterator[str]:
    """Every reason that a file states, also where the page shows no number of its own for it."""
    if isinstance(node, dict):
        yield from (text for key, text in node.items() if key in ORIGINS and isinstance(text, str))
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from reasons(part)


def quoted() -> set[str]:
    files = [loading.find(name) for name in SHIPPED]
    stated = {text for file in files for text in reasons(tomllib.loads(file.read_text()))}
    return stated | {one.formula for one in MEASURES}


def quotes() -> dict[str, str]:
    with CATALOGUE.with_name("sources.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="de") if message.id}


class Listening(Words):
    """Notes every text that it cannot say."""

    def __init__(self) -> None:
        super().__init__("de")
        self.unknown: set[str] = set()
        self.known = german() | quotes()

    def text(self, key: str) -> str:
        if not self.known.get(key):
            self.unknown.add(key)
        return super().text(key)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_number_has_its_german_place_unit_origin_value_and_reason(name: str):
    words, scenario = Listening(), load(name)
    titles = source_titles(words, scenario)
    for one in scenario.figures():
        row_of(words, scenario, one, titles)
    assert words.unknown == set()


def test_every_shipped_reason_and_every_formula_has_a_german_text():
    known = quotes()
    assert sorted(text for text in quoted() if not known.get(text)) == []


def test_no_german_text_is_left_whose_reason_is_gone():
    assert sorted(set(quotes()) - quoted()) == []


def test_no_text_has_its_german_in_two_places():
    assert set(quotes()) & set(german()) == set()


def test_a_reason_without_german_is_shown_in_english():
    assert Words("de").text("Counted on a rainy Tuesday") == "Counted on a rainy Tuesday"


def test_a_reason_is_german_on_the_german_page_and_english_on_the_english_one():
    (row,) = (one for one in load("immigration-2025").figures() if one.path == "routes.residence.post.days")
    said = {lang: row_of(Words(lang), load("immigration-2025"), row, {})["reason"] for lang in ("de", "en")}
    assert said == {"de": "Poststelle und Scannen", "en": "Post room and scanning"}


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (30000.0, "30.000", "30,000"),
        (0.6816, "0,6816", "0.6816"),
        ("1.1, 1, 0.8", "1,1; 1; 0,8", "1.1, 1, 0.8"),
        (
            "lognormal median 10.0, p95 35.0",
            "lognormalverteilt: Median 10, 95. Perzentil 35",
            "lognormal: median 10, 95th percentile 35",
        ),
        (
            "uniform least 8.0, most 10.0, whole True",
            "gleichverteilt: mindestens 8, höchstens 10, ganze Zahlen",
            "uniform: at least 8, at most 10, whole numbers",
        ),
    ],
)
def test_a_value_is_written_as_its_reader_writes_it(value: Any, german: str, english: str):
    assert (shown(Words("de"), value), shown(Words("en"), value)) == (german, english)


def test_a_reading_that_names_a_figure_or_word_of_the_office_file_names_one_that_is_there():
    document = load("immigration-2025").document.model_dump()
    for _question, _taken, _other, where in READINGS:
        path, _equals, _word = where.partition(" = ")
        assert where in ("backlog_by_day", "cases.outcome") or there(document, path.split(".")), where


def there(node, keys) -> bool:
    if not keys:
        return True
    if not isinstance(node, dict):
        return False
    if keys[0] == "*":
        return any(there(one, keys[1:]) for one in node.values())
    return keys[0] in node and there(node[keys[0]], keys[1:])


def test_the_other_word_of_a_reading_is_taken_by_the_scenario():
    base = load("immigration-2025")
    for _question, _taken, _other, where in READINGS:
        path, equals, word = where.partition(" = ")
        if equals:
            changed(
                base,
                {path.replace("teams.*", "teams.family").replace("books.*", "books.service_point"): word.strip('"')},
            )
