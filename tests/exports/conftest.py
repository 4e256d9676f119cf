"""A store with runs to report on, shared by the tests of this folder: two pairs of a quick office, and the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.exports.report import Asked, Report
from dashboard.exports.reporting import report
from dashboard.shelf import Shelf
from tests.dashboard import quick_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The immigration office for five weeks: base and four more heads in family stays, two replications each."""
    return quick_office.copy(tmp_path_factory, pairs=2)


@pytest.fixture(scope="module")
def store(office: Path) -> Iterator[Path]:
    with quick_office.meant(office):
        yield office / "store"


@pytest.fixture
def shelf(store: Path) -> Shelf:
    return Shelf(store)


@pytest.fixture
def what_if(shelf: Shelf) -> str:
    """The run with four more heads in family stays."""
    return next(
        one.run for one in shelf.store.runs() if '"teams.family.heads": 24' in one.scenario.split('"document"')[0]
    )


@pytest.fixture
def base(shelf: Shelf, what_if: str) -> str:
    """The run of the office as it is."""
    return next(one.run for one in shelf.store.runs() if one.run != what_if)


@pytest.fixture
def pair(shelf: Shelf, what_if: str) -> Report:
    """What a report says of four more heads in family stays."""
    return report(shelf, Asked(what_if))
