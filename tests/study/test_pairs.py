"""Whoever is compared meets the same people: the same office on the same days, whatever a what-if changes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.scenario import changed, load, scenario_ids
from simulation.study.database import connect
from simulation.study.pairs import Strangers, strangers
from simulation.study.questions import Question
from simulation.study.queue import Queue
from simulation.study.race import Policy, questions
from tests.study.stub import DESK, desk


def test_every_shipped_what_if_may_be_held_against_its_base_and_its_siblings() -> None:
    shipped = [load(name) for name in scenario_ids()]
    kin = {one.id: one.base or one.id for one in shipped}
    assert kin["immigration-2024"] == "immigration-2025"
    for one in shipped:
        for other in shipped:
            assert (strangers(one, other) is None) == (kin[one.id] == kin[other.id]), (one.id, other.id)


def test_another_office_is_refused_in_one_line_with_both_names() -> None:
    with pytest.raises(Strangers) as caught:
        Question(load("immigration-2025"), load("citizen-2025"))
    assert str(caught.value) == "immigration-2025: is of another office than citizen-2025; compare two of one office"


@pytest.mark.parametrize("change", [{"office.days": 6}, {"office.starts": "2025-03-24"}])
def test_other_days_are_refused_in_one_line(tmp_path: Path, change: dict) -> None:
    with pytest.raises(
        Strangers, match=r"desk: is of \d days from \S+, desk of 5 days from 2025-03-17, so .*; compare two"
    ):
        Question(changed(desk(tmp_path), change), desk(tmp_path))


def test_a_copied_file_is_of_the_same_office_by_its_name(tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_text(DESK.replace("heads = 1", "heads = 2"))
    assert Question(load(copy), desk(tmp_path)).against is not None
    copy.write_text(DESK.replace("One desk", "A desk elsewhere"))
    with pytest.raises(Strangers, match="copy: is of another office than desk"):
        Question(load(copy), desk(tmp_path))


def test_policies_of_two_offices_do_not_race() -> None:
    with pytest.raises(ValueError, match="there: is of another office than here"):
        questions([Policy("here", load("citizen-2025")), Policy("there", load("road-traffic-2025"))])


def test_a_pair_that_an_older_program_asked_fails_and_stops_nobody(tmp_path: Path) -> None:
    queue = Queue(tmp_path / "store")
    old, new = Question(desk(tmp_path, 2), desk(tmp_path)), Question(desk(tmp_path), seed=2)
    queue.ask(old, "anna")
    text = old.to_json().replace('\\"days\\": 5', '\\"days\\": 6', 1)
    assert text != old.to_json()
    with connect(tmp_path / "store") as db:
        db.execute("UPDATE entries SET question = ?", (text,))
    queue.ask(new, "bert")
    assert queue.question(old.ticket) is None
    claimed = [queue.claim(), queue.claim()]
    assert claimed[0] is None and claimed[1] is not None and claimed[1][0].ticket == new.ticket
    assert queue.get(old.ticket).state == "failed" and "ask anew" in queue.get(old.ticket).message
