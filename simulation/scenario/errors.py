"""The one error that bad scenario input leads to, and the faults that checks find."""

from collections.abc import Iterable

Fault = tuple[str, str]
"""(place, what is wrong and what would be right)."""


class ScenarioError(ValueError):
    """A scenario cannot be used. One line: `file › place: what is wrong, what would be right`."""

    def __init__(self, file: str, place: str, what: str) -> None:
        self.file, self.place, self.what = file, place, what
        where = f"{file} › {place}" if place else file
        super().__init__(" ".join(f"{where}: {what}".split()))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[str, str, str]]:
        return ScenarioError, (self.file, self.place, self.what)


def listed(names: Iterable[str]) -> str:
    """Names that a fault offers instead."""
    return ", ".join(sorted(names)) or "none"
