"""What the tests of runs share: a version for the model that is not asked, a store in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulation.model
from tests.study.stub import PaperStore


@pytest.fixture(autouse=True)
def model_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation.model, "MODEL_VERSION", "stub", raising=False)


@pytest.fixture
def store(tmp_path: Path) -> PaperStore:
    return PaperStore(tmp_path / "store")
