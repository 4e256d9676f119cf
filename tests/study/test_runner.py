"""The runner of the web server answers the queue, and leaves nothing half done behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.study import runner as runners
from simulation.study.questions import Question, Replications
from simulation.study.queue import Queue
from simulation.study.runner import Runner
from simulation.study.workers import InProcess
from tests.study.stub import PaperStore, desk, out_of_luck, queue_at_a_desk, slowly


def until(true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        time.sleep(0.025)
    raise AssertionError("it never came")


@pytest.fixture
def start(store: PaperStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(runners, "Store", lambda path: store)
    monkeypatch.setattr("simulation.study.asking.BEAT_SECONDS", 0.0)
    started: list[Runner] = []

    def begin(work) -> Runner:
        started.append(Runner(store.path, pool=InProcess(), work=work))
        started[-1].start()
        return started[-1]

    yield begin
    for runner in started:
        runner.stop()


def test_what_is_asked_is_answered(tmp_path: Path, store: PaperStore, start) -> None:
    queue = Queue(store.path)
    start(queue_at_a_desk)
    tickets = [queue.ask(Question(desk(tmp_path), seed=seed, stop=Replications(2)), "anna").ticket for seed in (1, 5)]
    until(lambda: all(queue.get(ticket).state == "done" for ticket in tickets))
    assert len(store.runs()) == 2 and queue.get(tickets[0]).done == 2


def test_a_failing_question_fails_alone_and_says_why(tmp_path: Path, store: PaperStore, start) -> None:
    queue = Queue(store.path)
    start(lambda scenario, seed: (out_of_luck if seed == 1 else queue_at_a_desk)(scenario, seed))
    bad = queue.ask(Question(desk(tmp_path), seed=1, stop=Replications(1)), "anna").ticket
    good = queue.ask(Question(desk(tmp_path), seed=2, stop=Replications(1)), "anna").ticket
    until(lambda: queue.get(good).state == "done")
    assert (queue.get(bad).state, queue.get(bad).message) == ("failed", "no luck with this seed")


def test_a_cancelled_run_stops_within_one_replication(tmp_path: Path, store: PaperStore, start) -> None:
    queue = Queue(store.path)
    start(slowly)
    ticket = queue.ask(Question(desk(tmp_path), stop=Replications(50)), "anna").ticket
    until(lambda: queue.get(ticket).done >= 1)
    queue.cancel(ticket)
    until(lambda: queue.get(ticket).state == "cancelled")
    assert 1 <= len(store.kept) <= 4


def test_what_a_stopped_runner_has_begun_the_next_one_ends(tmp_path: Path, store: PaperStore, start) -> None:
    queue = Queue(store.path)
    first = start(slowly)
    ticket = queue.ask(Question(desk(tmp_path), stop=Replications(6)), "anna").ticket
    until(lambda: queue.get(ticket).done >= 2)
    first.stop()
    assert queue.get(ticket).state == "waiting" and store.runs() == []
    start(queue_at_a_desk)
    until(lambda: queue.get(ticket).state == "done")
    assert len(store.published) == 6, "nothing was computed twice"
