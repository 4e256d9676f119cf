"""A filled store for the pages, shared by the tests of this folder; each test gets its own app on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dashboard import quick_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_office.copy(tmp_path_factory, pairs=2)


@pytest.fixture(scope="module")
def store(office: Path) -> Iterator[Path]:
    with quick_office.meant(office):
        yield office / "store"


@pytest.fixture
def client(store: Path):
    from dashboard.app import create

    return create(store).server.test_client()
