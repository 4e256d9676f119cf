"""The API on a filled store with a quick office: base and four more heads in family stays, two replications each."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.dashboard import quick_office

HOME = "/api/v1"
FOUR_MORE = {"teams.family.heads": 24}


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_office.copy(tmp_path_factory, pairs=2)


@pytest.fixture(scope="module")
def store(office: Path) -> Iterator[Path]:
    with quick_office.meant(office):
        yield office / "store"


@pytest.fixture(scope="module")
def server(store: Path):
    from dashboard.app import create

    return create(store).server


@pytest.fixture
def client(server) -> FlaskClient:
    return server.test_client()


@pytest.fixture
def get(client: FlaskClient) -> Callable[..., Any]:
    """The JSON of a call that must succeed."""

    def call(path: str, **headers: str) -> Any:
        found = client.get(HOME + path, headers=headers)
        assert (found.status_code, found.mimetype) == (200, "application/json"), found.text[:500]
        return json.loads(found.data, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))

    return call


@pytest.fixture
def pair(get: Callable[..., Any]) -> tuple[str, str]:
    """The two finished runs: what-if and base."""
    runs = {one["run"]: get(f"/runs/{one['run']}")["facts"] for one in get("/runs?state=done")["runs"]}
    after = next(run for run, facts in runs.items() if facts["changes"] == FOUR_MORE)
    return after, next(run for run, facts in runs.items() if not facts["changes"])
