"""Every text is there in both languages, and numbers look as the reader writes them."""

import ast
import string
from datetime import date
from pathlib import Path
from typing import get_args

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dashboard.components.quota_fields import fields_of
from dashboard.words import NO_BREAK, Words, rounded, step_for
from dashboard.words.quotas import ABOUT, FREED, KINDS
from simulation.scenario.freed import Freed
from simulation.scenario.releases import RULES

ROOM = Path(__file__).resolve().parents[2] / "dashboard"
CATALOGUE = ROOM / "words" / "de" / "LC_MESSAGES" / "terminwerk.po"
KEYWORDS = {"_": None, "N_": None, "text": None, "plural": (1, 2), "NN_": (1, 2)}
COMMAND = ("cli.py", "terminal.py", "serving.py", "__main__.py")


def used() -> set:
    """Every text of the pages as it stands in the code: a key, or a pair of singular and plural."""
    found = set()
    for file, _line, message, _comments, _context in extract_from_dir(
        str(ROOM), [("**.py", "python")], keywords=KEYWORDS
    ):
        if file not in COMMAND and message:
            found.add(tuple(part for part in message if part) if isinstance(message, tuple) else message)
    plurals = {one[0] for one in found if isinstance(one, tuple)}
    return {one for one in found if isinstance(one, tuple) or one not in plurals}


def german() -> dict:
    with CATALOGUE.open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="de") if message.id}


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_no_text_of_the_pages_lacks_its_german():
    known = german()
    missing = [one for one in used() if not known.get(one) or (isinstance(one, tuple) and not all(known[one]))]
    assert missing == []


def test_no_text_hides_in_an_f_string_where_the_catalogue_cannot_see_it():
    hidden = []
    for file in ROOM.rglob("*.py"):
        strings = [one for one in ast.walk(ast.parse(file.read_text())) if isinstance(one, ast.JoinedStr)]
        calls = [one for text in strings for one in ast.walk(text) if isinstance(one, ast.Call) and one.args]
        for call in calls:
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in KEYWORDS and isinstance(call.args[0], ast.Constant):
                hidden.append((file.name, call.lineno))
    assert hidden == []


def test_the_catalogue_holds_nothing_that_no_page_says():
    assert sorted(map(str, set(german()) - used())) == []


def test_a_translation_fills_in_the_same_things():
    other = []
    for key, said in german().items():
        pairs = zip(key, said, strict=True) if isinstance(key, tuple) else [(key, said)]
        other += [one for one, two in pairs if (fields(one), one.count("**")) != (fields(two), two.count("**"))]
    assert other == []


def test_german_numbers_have_points_and_commas():
    assert Words("de").number(32900.4) == "32.900"
    assert Words("de").number(-3.14, 1) == "−3,1"
    assert Words("en").number(32900.4) == "32,900"


def test_a_per_cent_sign_never_stands_alone_on_a_line():
    assert Words("de").percent(0.381) == f"38{NO_BREAK}%"


def test_dates_are_written_as_the_language_does():
    assert Words("de").day(date(2025, 3, 17)) == "17. März 2025"
    assert Words("en").day(date(2025, 3, 17)) == "17 March 2025"


def test_an_unknown_language_is_german():
    assert Words("fr").lang == "de"


def test_value_and_interval_are_rounded_to_the_decade_of_the_half_width():
    assert step_for(700) == 100
    assert step_for(0.65) == 0.1
    assert rounded(32_864, step_for(700)) == 32_900


def test_every_release_rule_and_every_choice_in_it_has_its_words():
    assert set(KINDS) == set(ABOUT) == set(RULES)
    assert set(FREED) == {get_args(one.model_fields["kind"].annotation)[0] for one in get_args(get_args(Freed)[0])}
    for kind in RULES:
        assert all(text for field in fields_of(kind) for _, text in field.choices), kind
