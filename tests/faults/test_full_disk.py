"""A disk that is full or may only be read: what is kept is listed and read, and deleting makes room."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, ENVIRONMENT
from tests.study.stub import DESK

pytestmark = pytest.mark.faults
RUN = ("run", "desk.toml", "--replications", "2", "--workers", "0")
Call = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB with a store of one run."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], capture_output=True).returncode:
        pytest.skip("mounting needs root")
    (tmp_path / "desk.toml").write_text(DESK)
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture
def call(disk: Path) -> Call:
    def call(*args: str) -> subprocess.CompletedProcess:
        command = [*COMMAND, *args, "--store", str(disk / "store")]
        return subprocess.run(command, cwd=disk.parent, capture_output=True, text=True, env=ENVIRONMENT)

    return call


@pytest.fixture
def run(call: Call) -> str:
    found = call(*RUN, "--format", "json")
    assert found.returncode == 0, found.stderr
    return str(json.loads(found.stdout)["run"])


def fill(disk: Path) -> None:
    with (disk / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError, match="No space left"):
        while True:
            ballast.write(b"\0" * 4096)


def read_all(call: Call, run: str) -> None:
    """What only reads goes on: the list of runs, a run, and the same question again."""
    for asked in (("runs",), ("measures", run), ("verify",), RUN):
        found = call(*asked)
        assert (found.returncode, found.stderr) == (0, ""), (asked, found.stderr)
        assert asked != ("runs",) or run in found.stdout


def test_on_a_full_disk_runs_are_read_and_deleting_one_makes_room(disk: Path, call: Call, run: str) -> None:
    fill(disk)
    read_all(call, run)
    other = call(*RUN, "--seed", "5")
    assert other.returncode == 1 and "the disk is full; `terminwerk delete RUN` makes room" in other.stderr
    deleted = call("delete", run)
    assert deleted.returncode == 0, deleted.stderr
    assert list((disk / "store" / "replications").glob("*")) == [] and run not in call("runs").stdout
    found = call(*RUN, "--seed", "5")
    assert found.returncode == 0, found.stderr


def test_a_disk_that_may_only_be_read_is_read(disk: Path, call: Call, run: str) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    read_all(call, run)
    deleted = call("delete", run)
    assert (deleted.returncode, len(deleted.stderr.splitlines())) == (1, 1)
    assert "Read-only file system" in deleted.stderr
