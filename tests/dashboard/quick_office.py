"""The immigration office for five weeks instead of a year, and a store with a few replications: quick and real."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulation.scenario import changed, load, loading
from simulation.study.questions import Question, Replications
from simulation.study.runs import answer
from simulation.study.workers import InProcess

DAYS = 35
_MADE: dict[int, Path] = {}
DATA = Path(__file__).resolve().parents[2] / "data"


def make(folder: Path, pairs: int) -> None:
    """Copies of the shipped files that end after five weeks, and a store with the base and four more heads in family
    stays, the same people on both sides."""
    from simulation.results import Store

    for name in ("offices", "scenarios"):
        shutil.copytree(DATA / name, folder / name)
    shutil.copy(DATA / "sources.toml", folder)
    for file in (folder / "offices").glob("*.toml"):
        file.write_text(file.read_text().replace("\ndays = 365\n", f"\ndays = {DAYS}\n", 1))
    with meant(folder):
        base = load("immigration-2025")
        question = Question(changed(base, {"teams.family.heads": 24}), base, 1, Replications(pairs))
        answer(question, Store(folder / "store"), InProcess())


def copy(factory: pytest.TempPathFactory, pairs: int) -> Path:
    """The same in a folder of its own: simulated once a process, whoever asks."""
    if pairs not in _MADE:
        _MADE[pairs] = factory.mktemp("made")
        make(_MADE[pairs], pairs)
    return shutil.copytree(_MADE[pairs], factory.mktemp("office"), dirs_exist_ok=True)


@contextmanager
def meant(folder: Path) -> Iterator[None]:
    """In here scenario ids mean those copies, and outside the shipped files: never longer than a module of tests."""
    from dashboard.shelf import shipped_scenario

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "DATA", folder)
        shipped_scenario.cache_clear()
        try:
            yield
        finally:
            shipped_scenario.cache_clear()
