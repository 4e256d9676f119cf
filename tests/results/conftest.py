"""Stores for an invented office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.results import Manifest, Replication, Store, encode, replication_key
from tests.results import ledgers

Publish = Callable[..., str]


@pytest.fixture(scope="session")
def replications() -> list[Replication]:
    """Three small replications of an invented office."""
    return [encode(ledgers.office(150, 200, 100, seed), ledgers.STARTS, 100) for seed in (1, 2, 3)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def publish(store: Store, replications: list[Replication]) -> Publish:
    """publish(content=…, n=…): a run of the first n replications of a scenario with this content."""

    def run(content: str = "a", n: int = 2) -> str:
        keys = tuple((number, replication_key(content, number, "1")) for number in range(1, n + 1))
        for (_, key), replication in zip(keys, replications, strict=False):
            store.publish_replication(key, replication)
        return store.publish_run(
            Manifest("{}", "demo", content, ledgers.STARTS, 100, 1, f"{n}", "1", keys, created="2026-01-01")
        )

    return run
