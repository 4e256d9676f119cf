"""Deleting takes a run with what only it needs, and nothing that others count on."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.results import Store
from simulation.study.asking import answer_here
from simulation.study.listing import forget, listed
from simulation.study.questions import Question, Replications
from simulation.study.queue import Queue
from simulation.study.workers import InProcess, replicate
from tests.study.stub import desk


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def kept(store: Store) -> int:
    return len(list((store.path / "replications").glob("*")))


def cancelled(question: Question, store: Store) -> None:
    """The question with its first replication of each side, given up then."""
    queue = Queue(store.path)
    ticket = queue.begin(question).ticket
    for side, scenario in enumerate(question.sides):
        store.publish_replication(question.key(side, 1), replicate(scenario.to_json(), question.seed_of(1)))
    queue.end(ticket, "cancelled")


def test_deleting_a_cancelled_run_removes_what_it_has_computed(tmp_path: Path, store: Store) -> None:
    question = Question(desk(tmp_path), stop=Replications(3))
    cancelled(question, store)
    assert kept(store) == 1
    assert forget(store.path, question.run)
    assert kept(store) == 0 and listed(store.path) == [] and not forget(store.path, question.run)


def test_deleting_a_cancelled_run_leaves_what_others_count_on(tmp_path: Path, store: Store) -> None:
    base, more = desk(tmp_path), desk(tmp_path, heads=2)
    cancelled(Question(base, stop=Replications(3)), store)
    pair = Question(more, base, stop=Replications(3))
    cancelled(pair, store)
    assert forget(store.path, pair.run)
    assert kept(store) == 1 and [row["run"] for row in listed(store.path)] == [pair.against_run]


def test_deleting_a_base_leaves_its_name_with_what_was_asked_against_it(tmp_path: Path, store: Store) -> None:
    base, stop = desk(tmp_path), Replications(2)
    pairs = [Question(desk(tmp_path, heads), base, stop=stop) for heads in (2, 3)]
    for pair in pairs:
        answer_here(pair, store, InProcess())
    assert forget(store.path, str(pairs[0].against_run))
    rows = {row["run"]: row["against"] for row in listed(store.path)}
    assert rows == {pair.run: "desk" for pair in pairs}
    assert kept(store) == 4, "the replications of the base are gone"
