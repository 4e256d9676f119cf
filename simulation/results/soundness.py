"""Whether files still are what was published. Parquet and DuckDB do not notice a flipped bit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

Identity = tuple[int, int, int, int]

_seen: dict[Identity, str] = {}


def faults(files: Mapping[Path, str], afresh: bool = False) -> dict[Path, str]:
    """What is wrong, by file; empty when every file has its SHA-256.

    A file is read once per process and whenever its size or time of change differs; always when `afresh`.
    """
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda file: _fault(file, files[file], afresh), files)
        return {file: fault for file, fault in zip(files, found, strict=True) if fault}


def remember(file: Path, digest: str) -> None:
    """This process has just written the file with this SHA-256."""
    _seen[identity(file)] = digest


def _fault(file: Path, digest: str, afresh: bool) -> str:
    try:
        found = identity(file)
        if afresh or found not in _seen:
            with file.open("rb") as stream:
                _seen[found] = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return "" if _seen[found] == digest else "is damaged: its content is not what was published"


def identity(file: Path) -> Identity:
    """What a file has as long as nobody writes it: device, inode, size, time of change (ns)."""
    status = file.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
