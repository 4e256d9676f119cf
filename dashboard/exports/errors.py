"""What can go wrong with an export, said in one line: where, what, and what would be right."""

from __future__ import annotations


class ExportError(Exception):
    """What was asked for cannot be exported (exit code 2); `where` is a run, a file or an option."""

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        self.where, self.what, self.remedy = where, what, remedy
        super().__init__(f"{where}: {what}" + (f"; {remedy}" if remedy else ""))


class NoSuchRun(ExportError):
    """Nobody knows a run of this name."""


class Unfinished(ExportError):
    """The run is not there yet, or was given up."""


class ExportFailed(ExportError):
    """What was asked for is right, but the disk or the machine did not let it (exit code 1)."""
