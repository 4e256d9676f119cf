"""Exports when disks fill, bits flip and processes die: the file is whole, or it is not there."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.exports import target
from dashboard.exports.errors import ExportError, ExportFailed
from dashboard.exports.formats import FORMATS
from dashboard.shelf import Shelf
from simulation.results import StoreError
from tests.exports.kept import invented, keep, written

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "dashboard.cli", "export"]
DATA = ("csv", "parquet", "arrow", "duckdb", "xes")
Kept = tuple[Shelf, str]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return keep(tmp_path / "store", invented(1), invented(2))


def disk(folder: Path, *options: str) -> Iterator[Path]:
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", *options, "none", str(folder)], capture_output=True).returncode:
        pytest.skip("mounting needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 kB."""
    yield from disk(tmp_path / "small", "-o", "size=16k")


@pytest.fixture
def closed_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system that cannot be written to."""
    yield from disk(tmp_path / "closed", "-o", "ro,size=16k")


@pytest.mark.parametrize("format", DATA)
def test_a_full_disk_leaves_the_file_that_was_there(kept: Kept, small_disk: Path, format: str) -> None:
    there = small_disk / "export"
    there.write_text("mine")
    with pytest.raises(ExportFailed, match="the disk is full, nothing was written; make room in") as caught:
        written(kept, there, format, table="activities" if FORMATS[format].tables else "measures")
    assert "\n" not in str(caught.value)
    assert there.read_text() == "mine" and list(small_disk.iterdir()) == [there]


def test_the_command_fails_with_one_line_when_the_disk_is_full(kept: Kept, small_disk: Path) -> None:
    shelf, run = kept
    typed = [run, "--format", "xes", "-o", str(small_disk / "e.xes"), "--store", str(shelf.path)]
    found = subprocess.run([*COMMAND, *typed], cwd=ROOT, capture_output=True, text=True)
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (1, "", 1), found.stderr
    assert "the disk is full" in found.stderr and list(small_disk.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_named(kept: Kept, closed_disk: Path) -> None:
    with pytest.raises(ExportError, match=r"e\.csv: cannot be written, Read-only file system; choose another file"):
        written(kept, closed_disk / "e.csv", "csv")


@pytest.mark.parametrize("format", list(FORMATS))
def test_a_run_with_a_flipped_bit_is_not_exported(kept: Kept, tmp_path: Path, format: str) -> None:
    shelf, run = kept
    file = shelf.path / "runs" / run / "activities-2.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(StoreError, match=f"run {run} › activities-2.parquet: is damaged"):
        written(kept, tmp_path / "file", format)
    typed = [run, "--format", format, "-o", str(tmp_path / "file"), "--store", str(shelf.path)]
    if format == "csv":
        found = subprocess.run([*COMMAND, *typed], cwd=ROOT, capture_output=True, text=True)
        assert (found.returncode, found.stderr.count("\n")) == (1, 1) and "activities-2.parquet" in found.stderr
    assert not (tmp_path / "file").exists()


def test_a_bit_that_flips_unnoticed_under_an_open_run_is_noticed_before_its_export(kept: Kept, tmp_path: Path) -> None:
    shelf, run = kept
    shelf.store.open(run)
    file = shelf.path / "runs" / run / "cases-1.parquet"
    content, status = bytearray(file.read_bytes()), file.stat()
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    with pytest.raises(StoreError, match=f"run {run} › cases-1.parquet: is damaged"):
        written(kept, tmp_path / "file", "csv")


def test_an_export_that_is_killed_leaves_the_file_that_was_there_and_the_next_one_sweeps(
    kept: Kept, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "e.csv").write_text("mine")
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom dashboard.exports.target import replacing\n"
        f"with replacing(Path({str(folder / 'e.csv')!r}), True) as made:\n"
        "    made.write_text('half')\n    print('made', flush=True)\n    time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == b"made\n"
    written(kept, folder / "other.csv", "csv")
    assert len(list(folder.glob(target.PREFIX + "*"))) == 1, "what a living export makes is left alone"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (folder / "e.csv").read_text() == "mine"
    written(kept, folder / "other.csv", "csv")
    assert sorted(path.name for path in folder.iterdir()) == ["e.csv", "other.csv"]


def test_an_export_that_is_interrupted_leaves_nothing(kept: Kept, tmp_path: Path) -> None:
    shelf, run = kept
    folder = tmp_path / "out"
    folder.mkdir()
    typed = [run, "--format", "duckdb", "-o", str(folder / "run.duckdb"), "--store", str(shelf.path)]
    process = subprocess.Popen([*COMMAND, *typed], cwd=ROOT, stderr=subprocess.PIPE)
    for _ in range(600):
        if list(folder.glob("*/*")) or process.poll() is not None:
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 130, "it was interrupted too late"
    assert list(folder.iterdir()) == []


def test_who_fails_halfway_leaves_nothing(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(target.os, "fsync", full)
    with pytest.raises(ExportFailed, match="the disk is full"):
        written(kept, tmp_path / "run.csv", "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
