"""Bits flip, disks fill, processes die: what is published stays whole, and what is not whole is named."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulation.results import Manifest, Replication, Store, StoreError, encode, publication, replication_key
from tests.results import ledgers

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def replication() -> Replication:
    return encode(ledgers.office(100, 100, 30, 1), ledgers.STARTS, 30)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def manifest(content: str) -> Manifest:
    keys = ((1, replication_key(content, 1, "1")),)
    return Manifest("{}", "demo", content, ledgers.STARTS, 30, 1, "1", "1", keys)


def publish(store: Store, replication: Replication, content: str) -> str:
    store.publish_replication(replication_key(content, 1, "1"), replication)
    return store.publish_run(manifest(content))


def flip(file: Path) -> None:
    """One bit in the middle of a file."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("file", ["cases-1.parquet", "measures-1.parquet", "manifest.json"])
def test_a_flipped_bit_is_named_with_its_run_and_nobody_reads_it(
    store: Store, replication: Replication, file: str
) -> None:
    damaged, sound = publish(store, replication, "damaged"), publish(store, replication, "sound")
    assert store.verify() == []
    flip(store.path / "runs" / damaged / file)
    assert [(fault.run, fault.file) for fault in store.verify()] == [(damaged, file)]
    with pytest.raises(StoreError, match=f"run {damaged} › {file}: .*damaged"):
        store.open(damaged)
    assert not store.open(sound).measures().is_empty()


def test_a_missing_file_is_named_with_its_run(store: Store, replication: Replication) -> None:
    run = publish(store, replication, "a")
    (store.path / "runs" / run / "slots-1.parquet").unlink()
    assert [str(fault) for fault in store.verify()] == [f"run {run} › slots-1.parquet: is missing"]
    with pytest.raises(StoreError, match=f"run {run} › slots-1.parquet: is missing"):
        store.open(run)


def test_a_run_that_has_lost_its_manifest_is_named(store: Store, replication: Replication) -> None:
    run = publish(store, replication, "a")
    (store.path / "runs" / run / "manifest.json").unlink()
    assert [(fault.run, fault.file) for fault in store.verify()] == [(run, "manifest.json")]


def test_a_damaged_run_is_whole_again_when_the_question_is_asked_again(store: Store, replication: Replication) -> None:
    run = publish(store, replication, "a")
    flip(store.path / "runs" / run / "cases-1.parquet")
    assert not store.has(replication_key("a", 1, "1"))
    assert publish(store, replication, "a") == run
    assert store.verify() == []
    assert not store.open(run).measures().is_empty()


def test_a_replication_damaged_on_its_way_is_not_kept(store: Store, replication: Replication) -> None:
    files = dict(replication.files) | {"cases": replication.files["cases"][:-1]}
    damaged = Replication(replication.starts, replication.days, files, replication.hashes)
    with pytest.raises(StoreError, match="cases: was damaged on its way"):
        store.publish_replication(replication_key("a", 1, "1"), damaged)
    assert not store.has(replication_key("a", 1, "1"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(disk)], capture_output=True).returncode:
        pytest.skip("mounting needs root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_fails_one_run_and_leaves_the_others(small_disk: Path, replication: Replication) -> None:
    store = Store(small_disk)
    runs = []
    with pytest.raises(StoreError, match="the disk is full") as caught:
        for number in range(1000):
            runs.append(publish(store, replication, f"content {number}"))
    assert "\n" not in str(caught.value)
    assert runs and store.verify() == []
    assert list((store.path / "staging").glob("*/")) == []
    for run in runs:
        assert store.open(run).sql("select count(*) as n from cases")["n"][0] > 0


def test_a_full_disk_takes_back_what_was_half_written(
    store: Store, replication: Replication, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = publish(store, replication, "kept")
    write = publication.write

    def full(file: Path, content: bytes) -> None:
        if file.name.startswith("manifest"):
            file.write_bytes(content[:10])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(file, content)

    monkeypatch.setattr(publication, "write", full)
    with pytest.raises(StoreError, match=f"run {manifest('lost').run}: the disk is full"):
        publish(store, replication, "lost")
    assert [run.run for run in store.runs()] == [kept]
    assert list((store.path / "staging").glob("*/")) == []


def staging_process(store: Path, ending: str) -> subprocess.Popen[bytes]:
    """A process with something half-made in staging, that says so and then does `ending`."""
    program = (
        "import os, sys, time\nfrom pathlib import Path\nfrom simulation.results import publication\n"
        f"with publication.staged(Path({str(store)!r}), 'half') as folder:\n"
        "    (folder / 'half.parquet').write_bytes(b'half')\n    print('made', flush=True)\n    " + ending
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == b"made\n"
    return process


def test_what_a_killed_process_left_is_swept(store: Store) -> None:
    process = staging_process(store.path, "sys.stdin.read()")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(list((store.path / "staging").glob("*/half.parquet"))) == 1
    Store(store.path)
    assert list((store.path / "staging").glob("*/")) == []


def test_what_a_living_process_makes_is_left_alone(store: Store) -> None:
    process = staging_process(store.path, "sys.stdin.read()")
    Store(store.path)
    assert len(list((store.path / "staging").glob("*/half.parquet"))) == 1
    process.communicate(b"")
    assert list((store.path / "staging").glob("*/")) == []


def test_what_others_put_into_a_store_hides_no_damage(store: Store, replication: Replication) -> None:
    run = publish(store, replication, "a")
    (store.path / "runs" / "zzz").mkdir()
    (store.path / "replications" / ".DS_Store").write_bytes(b"\0")
    assert store.verify() == []
    flip(store.path / "runs" / run / "cases-1.parquet")
    assert [(fault.run, fault.file) for fault in store.verify()] == [(run, "cases-1.parquet")]


@pytest.mark.parametrize("file", ["runs/*/manifest.json", "replications/*/replication.json"])
def test_a_record_nested_without_end_is_damaged(store: Store, replication: Replication, file: str) -> None:
    publish(store, replication, "a")
    [record] = store.path.glob(file)
    record.write_text('{"files": ' + "[" * 100_000)
    [fault] = store.verify()
    assert record.name in fault.file and "damaged" in fault.what
