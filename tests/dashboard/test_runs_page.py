"""What the buttons of the page Runs do to what others need."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.app import create
from dashboard.shelf import Shelf
from simulation.scenario import changed, load
from simulation.study.questions import Question, Replications


@pytest.fixture
def shelf(store: Path, tmp_path: Path) -> Shelf:
    return Shelf(shutil.copytree(store, tmp_path / "store"))


@pytest.fixture
def press(shelf: Shelf) -> Callable[[str, str], str]:
    """press("drop", run): the text of what the page then is."""
    app = create(shelf.path)
    output, one = next(named for named in app.callback_map.items() if '{"drop":["ALL"]}' in str(named[1]["inputs"]))
    outputs = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in output[2:-2].split("...")]

    def call(what: str, name: str) -> str:
        def given(part: dict[str, str]) -> Any:
            if not part["id"].startswith("{"):
                return {**part, "value": "?lang=en"}
            chosen = what in part["id"]
            return [{"id": {what: name}, "property": "n_clicks", "value": 1}] if chosen else []

        asked = {
            "output": output,
            "outputs": outputs,
            "inputs": [given(part) for part in one["inputs"]],
            "state": [given(part) for part in one["state"]],
            "changedPropIds": [json.dumps({what: name}, separators=(",", ":")) + ".n_clicks"],
        }
        answer = app.server.test_client().post("/_dash-update-component", json=asked)
        assert answer.status_code == 200, answer.text[:500]
        return answer.text

    return call


def test_a_deleted_run_leaves_its_replications_to_a_question_that_counts_on_them(shelf: Shelf, press) -> None:
    base = load("immigration-2025")
    kept = next(one.run for one in shelf.store.runs() if one.content_hash == base.content_hash)
    longer = Question(base, None, 1, Replications(4))
    shelf.queue.ask(longer, "another browser")
    shelf.queue.claim()
    assert f"Run {kept} is deleted." in press("drop", kept)
    assert kept not in [one.run for one in shelf.store.runs()]
    assert [shelf.store.has(longer.key(0, number)) for number in (1, 2)] == [True, True]


def test_a_pair_of_another_browser_goes_on_when_its_base_is_deleted(shelf: Shelf, press) -> None:
    base = load("immigration-2025")
    asked = Question(changed(base, {"teams.family.heads": 22}), base, 1, Replications(2))
    shelf.queue.ask(asked, "another browser")
    shelf.queue.claim()
    press("drop", str(asked.against_run))
    assert not shelf.queue.beat(asked.ticket), "not cancelled"
    assert shelf.store.has(asked.key(1, 1)) and asked.against_run not in [one.run for one in shelf.store.runs()]
