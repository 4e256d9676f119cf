"""How something comes into being on disk: whole, or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from simulation.results.errors import StoreError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def staged(store: Path, what: str) -> Iterator[Path]:
    """A folder on the store's file system for something half-made; gone afterwards, whatever happens.

    It stays locked while its maker lives, so that `sweep` of another process leaves it alone. Errors of the disk
    become a StoreError that begins with `what`.
    """
    folder, held = None, None
    try:
        with _gate(store):
            folder = store / "staging" / uuid.uuid4().hex
            folder.mkdir()
            held = os.open(folder, os.O_RDONLY)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield folder
    except OSError as error:
        if error.errno in FULL:
            remedy = f"`terminwerk delete` makes room in {store}"
            raise StoreError(f"{what}: the disk is full, nothing of it was kept; {remedy}") from error
        raise StoreError(f"{what}: cannot be written to {store}: {error.strerror or error}") from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def discard(store: Path, what: str, folders: Iterable[Path]) -> None:
    """Take folders away, each at once: it becomes a folder of staging, so that this needs no room on a full disk."""
    for folder in folders:
        gone = store / "staging" / uuid.uuid4().hex
        try:
            gone.parent.mkdir(exist_ok=True)
            folder.rename(gone)
        except OSError as error:
            raise StoreError(f"{what}: cannot be removed from {store}: {error.strerror or error}") from error
        shutil.rmtree(gone, ignore_errors=True)


def sweep(store: Path) -> int:
    """Remove what processes left half-made when they died; the number of folders removed."""
    staging = store / "staging"
    if not staging.is_dir() or not os.access(staging, os.W_OK):
        return 0
    removed = 0
    with _gate(store):
        for folder in [entry for entry in staging.iterdir() if entry.is_dir()]:
            try:
                held = os.open(folder, os.O_RDONLY)
            except FileNotFoundError:
                continue  # its maker has just removed it
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
                removed += 1
            except BlockingIOError:
                pass  # its maker lives
            finally:
                os.close(held)
    return removed


def write(file: Path, content: bytes) -> None:
    """Write a file to the disk itself."""
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def link(source: Path, target: Path) -> None:
    """A second name for a file; a copy where the file system has none, or no more."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno in FULL or isinstance(error, FileNotFoundError):
            raise
        write(target, source.read_bytes())


def reveal(made: Path, target: Path) -> bool:
    """Give a finished folder its name; False when the name is taken, by the same content published before."""
    sync(made)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        made.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise
    sync(target.parent)
    return True


def sync(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _gate(store: Path) -> Iterator[None]:
    """One process at a time makes or sweeps folders in staging."""
    (store / "staging").mkdir(parents=True, exist_ok=True)
    with (store / "staging" / "gate").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
