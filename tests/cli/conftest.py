"""The command as a person calls it: a process of its own, in a folder with the scenario of one desk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.study.stub import DESK

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "dashboard.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "40"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "desk.toml").write_text(DESK)
    return tmp_path


@pytest.fixture
def terminwerk(folder: Path) -> Callable[..., subprocess.CompletedProcess]:
    def call(*args: str) -> subprocess.CompletedProcess:
        return subprocess.run([*COMMAND, *args], cwd=folder, capture_output=True, text=True, env=ENVIRONMENT)

    return call


@pytest.fixture
def document(terminwerk: Callable[..., subprocess.CompletedProcess]) -> Callable[..., Any]:
    """The one JSON document of a command that must succeed, and say nothing else."""

    def call(*args: str) -> Any:
        found = terminwerk(*args, "--format", "json")
        assert (found.returncode, found.stderr) == (0, ""), found.stderr
        return json.loads(found.stdout, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))

    return call
