"""A fault that a planner can cause on the page is said in German, with the values that were typed."""

import re

import pytest

from dashboard.words import Words
from dashboard.words.faults import fault_said
from simulation.scenario import ScenarioError, changed
from tests.scenario.test_bad_slots import FAULTS, SLOTS

OF_PLANNERS = [
    name
    for name, (changes, _says) in FAULTS.items()
    if all(re.match(r"releases\.standard\.|books\.counter\.(release|freed)$", path) for path in changes)
]
WORDS_OF_FILES = {  # no field of the page can cause these
    "rules that are not there",
    "a rule for an unknown channel",
    "a rule for an unknown service",
    "a rule with a word of the language as its name",
    "a part of tranches that is named as a rule",
    "a rule without a name",
    "freed slots of no kind",
    "a clock on no day",
}


@pytest.mark.parametrize("name", [name for name in OF_PLANNERS if name not in WORDS_OF_FILES])
def test_a_fault_of_the_page_is_said_in_german(name):
    changes, _says = FAULTS[name]
    with pytest.raises(ScenarioError) as caught:
        changed(SLOTS, changes)
    said = fault_said(Words("de"), caught.value.what)
    assert said != caught.value.what and "{" not in said, said
    assert not re.search(r"\b(the|slots|must|make|open)\b", said), said


def test_days_and_dates_stand_as_the_reader_writes_them():
    late = "on mon slots are released 7 days before at 09:00, but a slot is at 07:00; release them earlier"
    assert fault_said(Words("de"), late).startswith("Montag: Die Plätze öffnen 7 Tage vorher um 09:00")
    shut = "2025-06-19 (thu) is a closed day; release the slots on another"
    assert "19.06.2025" in fault_said(Words("de"), shut)


def test_what_is_not_known_stays_as_it_was_said():
    assert fault_said(Words("de"), "is something else") == "is something else"
