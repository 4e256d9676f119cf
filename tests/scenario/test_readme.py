"""The README of the scenario language: its examples run, and it knows every word of the language."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel

from simulation.model import simulate
from simulation.scenario import load
from simulation.scenario.figures import NOT_CONTENT, Plain
from simulation.scenario.preview import on_offer

TEXT = (Path(__file__).parents[2] / "data" / "README.md").read_text(encoding="utf-8")
EXAMPLES = {
    block.split("\n")[0].removeprefix("# "): block for block in re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
}


@pytest.fixture
def folder(tmp_path):
    for file, text in EXAMPLES.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("file", EXAMPLES)
def test_an_example_runs(file, folder):
    scenario = load(folder / file)
    run = simulate(scenario, 1)
    assert len(run.cases["case"]) and scenario.figures()


def test_the_what_if_does_what_it_says(folder):
    base, what_if = load(folder / "permits.toml"), load(folder / "more-heads.toml")
    assert (base.teams["experts"].heads.value, what_if.teams["experts"].heads.value) == (4, 6)
    steps = list(what_if.document.routes["permit"])
    assert "again" not in steps and steps.index("second_eyes") == steps.index("decided") - 1
    assert what_if.why == {
        "de": "Would two more experts clear the stock?",
        "en": "Would two more experts clear the stock?",
    }


def test_the_planners_numbers_stand_in_the_example(folder):
    """Monday 23 June at nine: 5 slots instead of 4, on offer from the 9th instead of the 16th; 30 June has none."""
    before, after = load(folder / "bookings.toml"), load(folder / "fortnight.toml")
    offered = {}
    for name, scenario in (("before", before), ("after", after)):
        slots = on_offer(scenario, "centre", datetime(2025, 6, 13, 9), 20).slots
        for day in (23, 30):
            offered[name, day] = sum(slot.slots for slot in slots if slot.starts == datetime(2025, 6, day, 9))
        offered[name, "on offer"] = any(s.on_offer for s in slots if s.starts.date() == date(2025, 6, 23))
    assert offered == {
        ("before", 23): 4, ("before", 30): 4, ("before", "on offer"): False,
        ("after", 23): 5, ("after", 30): 0, ("after", "on offer"): True,
    }  # fmt: skip


def _tables(base: type[BaseModel]) -> set[type[BaseModel]]:
    return {base, *(table for sub in base.__subclasses__() for table in _tables(sub))}


def test_the_ids_that_are_refused_are_listed():
    [listed] = re.findall(r"are no ids: ([^.]*)\.", TEXT)
    assert set(re.findall(r"`([a-z_]+)`", listed)) == NOT_CONTENT


def test_every_word_of_the_language_is_explained():
    words = {field.alias or name for table in _tables(Plain) for name, field in table.model_fields.items()}
    known = set(
        re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))))
    )
    shown = {"de", "en", "value", "values"}
    assert words - known - shown == set()
