"""How an exported file comes into being: whole under its name, or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dashboard.exports.errors import ExportError, ExportFailed

PREFIX = ".terminwerk-export-"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def replacing(target: Path, force: bool) -> Iterator[Path]:
    """A path beside the target to write to; it takes the target's name when all went well, and is gone otherwise.

    A target that is there stays as it is until then. What a killed export left beside it is swept. ExportError when
    nothing may be written there, ExportFailed when the disk is full.
    """
    _check(target, force)
    folder, held = target.parent / f"{PREFIX}{uuid.uuid4().hex}", None
    try:
        _sweep(target.parent)
        folder.mkdir(mode=0o700)
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
        made = folder / target.name
        yield made
        with made.open("rb") as stream:
            os.fsync(stream.fileno())
        _check(target, force)
        made.replace(target)
    except OSError as error:
        if error.errno in FULL:
            remedy = f"make room in {target.parent} or choose another folder"
            raise ExportFailed(str(target), "the disk is full, nothing was written", remedy) from error
        raise ExportError(
            str(target), f"cannot be written, {error.strerror or error}", "choose another file"
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _check(target: Path, force: bool) -> None:
    if target.is_dir():
        raise ExportError(str(target), "is a folder", "name a file in it")
    if target.exists() and not target.is_file():
        raise ExportError(str(target), "is no ordinary file", "choose another one, or - for standard output")
    if not target.parent.is_dir():
        raise ExportError(str(target), f"there is no folder {target.parent}", "make it first")
    if target.exists() and not force:
        raise ExportError(str(target), "is there already", "choose another file, or write over it with --force")


def _sweep(folder: Path) -> None:
    """Remove what exports into this folder left when they were killed; those under way hold a lock."""
    for left in folder.glob(PREFIX + "*"):
        with suppress(OSError):
            held = os.open(left, os.O_RDONLY)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(held)
