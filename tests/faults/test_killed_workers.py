"""A worker that is killed costs a retry: never a wrong, a missing or a double replication."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

import simulation.model
from simulation.study.questions import Question, Replications, StudyError
from simulation.study.runs import answer
from simulation.study.workers import Cluster, InProcess
from tests.study.stub import PaperStore, desk, killing_its_worker_always, queue_at_a_desk, slowly

pytestmark = pytest.mark.faults


@pytest.fixture(autouse=True)
def model_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation.model, "MODEL_VERSION", "stub", raising=False)


def test_results_are_bit_identical_when_workers_are_killed_at_work(tmp_path: Path) -> None:
    question = Question(desk(tmp_path, 2), desk(tmp_path), stop=Replications(6))
    calm, stormy = PaperStore(tmp_path), PaperStore(tmp_path)
    answer(question, calm, InProcess(), work=queue_at_a_desk)
    killed: list[int] = []
    with Cluster(2) as pool:

        def kill(made) -> None:
            if made.done in (1, 5) and len(killed) < 2:
                killed.append(pool.pids()[0])
                os.kill(killed[-1], signal.SIGKILL)

        found = answer(question, stormy, pool, work=slowly, progress=kill)
        after = pool.pids()
    assert len(killed) == 2 and not set(killed) & set(after)
    assert found.complete and len(stormy.published) == 12
    assert {key: one.hashes for key, one in stormy.kept.items()} == {key: one.hashes for key, one in calm.kept.items()}


def test_all_workers_killed_at_once_come_back(tmp_path: Path) -> None:
    store = PaperStore(tmp_path)
    with Cluster(2) as pool:
        pids = pool.pids()
        threading.Timer(0.6, lambda: [os.kill(pid, signal.SIGKILL) for pid in pids]).start()
        assert answer(Question(desk(tmp_path), stop=Replications(8)), store, pool, work=slowly).complete


def test_a_replication_that_kills_every_worker_is_given_up_with_a_reason(tmp_path: Path) -> None:
    with Cluster(1) as pool, pytest.raises(StudyError, match="died again and again"):
        question = Question(desk(tmp_path), seed=3, stop=Replications(1))
        answer(question, PaperStore(tmp_path), pool, work=killing_its_worker_always)
