"""simulate is a function: the same scenario and seed give the same bits, in any process, under any hash seed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from simulation.model import Ledgers, simulate
from simulation.results import encode
from simulation.scenario import Scenario, load
from simulation.study.workers import Cluster, Task

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "scenario" / "small.toml"
SITES = ROOT / "tests" / "model" / "sites.toml"
OFFICES = pytest.mark.parametrize("office", [SMALL, SITES], ids=["by invitation", "by search"])
HASH_SEEDS = ("0", "12345", "random")


def fingerprint(run: Ledgers) -> str:
    """One hash of every bit of every column."""
    digest = hashlib.sha256()
    for table, columns in run.tables().items():
        for column, values in columns.items():
            digest.update(f"{table}.{column}".encode())
            if hasattr(values, "codes"):
                digest.update(repr(values.names).encode() + values.codes.tobytes())
            else:
                digest.update(str(values.dtype).encode() + np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def fresh_processes(ref: str, seed: int) -> list[subprocess.Popen[str]]:
    """The same run begun in new processes side by side, each with another hash seed; each prints its fingerprint."""
    code = (
        "import sys; from simulation.model import simulate; from simulation.scenario import load;"
        "from tests.model.test_determinism import fingerprint;"
        "print(fingerprint(simulate(load(sys.argv[1]), int(sys.argv[2]))))"
    )
    return [
        subprocess.Popen(
            [sys.executable, "-c", code, ref, str(seed)], env={**os.environ, "PYTHONHASHSEED": hash_seed},
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for hash_seed in HASH_SEEDS
    ]  # fmt: skip


def fingerprints(processes: list[subprocess.Popen[str]]) -> set[str]:
    """What the processes print, when all of them have ended well."""
    printed = {process.communicate()[0].strip() for process in processes}
    assert all(process.returncode == 0 for process in processes)
    return printed


@OFFICES
def test_the_same_run_twice_in_one_process_has_the_same_bits(office):
    scenario = load(office)
    assert fingerprint(simulate(scenario, 5)) == fingerprint(simulate(scenario, 5))


@OFFICES
def test_another_seed_gives_another_run(office):
    scenario = load(office)
    assert fingerprint(simulate(scenario, 5)) != fingerprint(simulate(scenario, 6))


def test_a_run_leaves_no_trace_for_the_next():
    scenario, other = load(SMALL), load(ROOT / "tests" / "theory" / "session.toml")
    alone = fingerprint(simulate(scenario, 5))
    simulate(other, 3)
    assert fingerprint(simulate(scenario, 5)) == alone


@OFFICES
def test_a_scenario_that_came_as_text_gives_the_same_bits(office):
    scenario = load(office)
    assert fingerprint(simulate(Scenario.from_json(scenario.to_json()), 5)) == fingerprint(simulate(scenario, 5))


@OFFICES
def test_fresh_processes_with_other_hash_seeds_give_the_same_bits(office):
    assert fingerprints(fresh_processes(str(office), 5)) == {fingerprint(simulate(load(office), 5))}


@OFFICES
def test_a_worker_gives_the_bits_of_the_own_process(office):
    scenario = load(office)
    here = encode(simulate(scenario, 5), scenario.starts, scenario.days)
    with Cluster(1) as pool:
        ((_, there),) = pool.replications([Task(0, 5, scenario.to_json(), 5)], lambda: False)
    assert there == here


def test_simulate_touches_no_shared_randomness(monkeypatch):
    import random

    scenario = load(SMALL)
    alone = fingerprint(simulate(scenario, 5))
    random.seed(99)
    np.random.seed(99)
    assert fingerprint(simulate(scenario, 5)) == alone


@pytest.mark.slow
@pytest.mark.parametrize("ref", ["immigration-2025", "immigration-2024", "road-traffic-2025"])
def test_a_shipped_office_has_the_same_bits_everywhere(ref):
    elsewhere = fresh_processes(ref, 1)
    scenario = load(ref)
    assert fingerprints(elsewhere) == {fingerprint(simulate(scenario, 1))}
