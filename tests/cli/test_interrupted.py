"""A run that is interrupted, cancelled or killed ends cleanly and keeps what it has; the same command goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from simulation.study.queue import Entry, Queue
from tests.cli.conftest import COMMAND, ENVIRONMENT

pytestmark = pytest.mark.faults
MANY = ("run", "desk.toml", "--replications", "2000", "--workers", "2", "--store", "runs")


@pytest.fixture
def going(folder: Path) -> Iterator[subprocess.Popen]:
    """A long run on two workers, in a process group of its own as on a terminal, with a few replications done."""
    run = subprocess.Popen(
        [*COMMAND, *MANY],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # as on a terminal, whoever runs the tests
    )
    while entry(folder) is None or entry(folder).done < 6:
        assert run.poll() is None, run.communicate()
        time.sleep(0.1)
    yield run
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGKILL)
    run.communicate()


def entry(folder: Path) -> Entry | None:
    return next(iter(Queue(folder / "runs").entries()), None) if (folder / "runs").exists() else None


def kept(folder: Path) -> int:
    return len(list((folder / "runs" / "replications").glob("*")))


@pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interrupt_ends_with_130_and_keeps_the_replications(
    going: subprocess.Popen, folder: Path, ending: str
) -> None:
    children = psutil.Process(going.pid).children(recursive=True)
    if ending == "SIGTERM":  # sent to one process, where the terminal sends the others to all of them
        os.kill(going.pid, signal.SIGTERM)
    else:
        os.killpg(going.pid, getattr(signal, ending))
    out, err = going.communicate(timeout=30)
    assert (going.returncode, out, len(err.splitlines())) == (130, "", 1), err
    assert "interrupted" in err and kept(folder) >= 3
    assert entry(folder).state == "cancelled"
    psutil.wait_procs(children, timeout=10)
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]


def test_a_run_is_cancelled_from_another_terminal(going: subprocess.Popen, folder: Path) -> None:
    subprocess.run([*COMMAND, "cancel", entry(folder).run, "--store", "runs"], cwd=folder, env=ENVIRONMENT, check=True)
    out, err = going.communicate(timeout=30)
    assert (going.returncode, out, len(err.splitlines())) == (1, "", 1), err
    assert "cancelled after" in err and entry(folder).state == "cancelled" and kept(folder) >= 3


def test_a_run_under_way_is_deleted_with_all_that_it_has_computed(
    going: subprocess.Popen, folder: Path, document
) -> None:
    document("delete", entry(folder).run, "--store", "runs")
    assert going.wait(timeout=30) == 1
    assert document("runs", "--store", "runs")["runs"] == [] and kept(folder) == 0


def test_what_a_killed_command_has_computed_the_next_one_uses(going: subprocess.Popen, folder: Path, document) -> None:
    run = entry(folder).run
    os.killpg(going.pid, signal.SIGKILL)
    going.wait()
    whole = document("measures", run, "--store", "runs")["replications"]
    assert whole >= 1, "an unfinished run can be read"
    [listed] = document("runs", "--store", "runs")["runs"]
    assert listed["state"] == "failed" and "the same command goes on" in listed["message"]
    before = kept(folder)
    found = document("run", "desk.toml", "--replications", str(whole), "--workers", "0", "--store", "runs")
    assert found["replications"] == whole and kept(folder) == before, "nothing was computed twice"
