"""A filled store for the pages, shared by the tests of this folder; each test gets its own app on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dashboard import quick_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_office.copy(tmp_path_factory, pairs=2)


@pytest.fixture(scope="module")
def store(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store of the module's own: what one saves or deletes is no news to another."""
    with quick_office.meant(office):
        yield shutil.copytree(office / "store", tmp_path_factory.mktemp("module") / "store")


@pytest.fixture
def client(store: Path):
    from dashboard.app import create

    return create(store).server.test_client()
