"""Law 1 from end to end: the same scenario and seed give the same bytes in any process, on any engine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.results import Store
from simulation.scenario import load
from simulation.study.questions import Question, Replications
from simulation.study.runs import answer
from simulation.study.workers import Cluster, InProcess, replicate
from tests.study.stub import DESK

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def question(tmp_path: Path) -> Question:
    file = tmp_path / "desk.toml"
    file.write_text(DESK.replace("days = 5", "days = 200"))
    return Question(load(file), stop=Replications(8))


def kept(store: Store) -> dict[str, bytes]:
    files = sorted((store.path / "replications").rglob("*.parquet"))
    return {str(file.relative_to(store.path)): file.read_bytes() for file in files}


def test_in_process_on_two_workers_and_after_a_killed_worker(tmp_path: Path, question: Question) -> None:
    here, there = Store(tmp_path / "here"), Store(tmp_path / "there")
    one = answer(question, here, InProcess())
    killed: list[int] = []
    with Cluster(2) as pool:

        def kill(made) -> None:
            if made.fresh == 2 and not killed:
                killed.append(pool.pids()[0])
                os.kill(killed[0], signal.SIGKILL)

        two = answer(question, there, pool, progress=kill)
    assert killed and one.measures == two.measures and one.run == two.run
    assert kept(here) == kept(there) and len(kept(here)) >= 8 * 4


def test_under_five_hash_seeds(question: Question) -> None:
    code = (
        "import json, sys\n"
        "from simulation.study.workers import replicate\n"
        "print(json.dumps(dict(replicate(sys.stdin.read(), 1).hashes)))\n"
    )
    text = question.scenario.to_json()
    expected = dict(replicate(text, 1).hashes)
    for seed in range(5):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
        found = subprocess.run(
            [sys.executable, "-c", code], input=text, capture_output=True, text=True, env=environment
        )
        assert json.loads(found.stdout) == expected, found.stderr
