"""A scenario of one desk, a model of four lines and a store in memory, to test runs without either real one."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import polars as pl

from simulation.results import Manifest, Replication, StoreError
from simulation.scenario import Scenario, changed, load

DESK = """
[office]
name = { de = "Ein Schalter", en = "One desk" }
starts = 2025-03-17
days = 5
bare_numbers = { derived = "a textbook queue" }

[teams.desk]
name = { de = "Schalter", en = "Desk" }
heads = 1

[services.errand]
kind = "contact"
name = { de = "Anliegen", en = "Errand" }
team = "desk"
medium = "personal"
minutes = { kind = "exponential", mean = 8.0 }
arrivals = { per_hour = 6.0 }
"""


def desk(folder: Path, heads: int = 1) -> Scenario:
    """The one desk as a scenario file of its own; more heads as a what-if."""
    file = folder / "desk.toml"
    file.write_text(DESK)
    scenario = load(file)
    return scenario if heads == 1 else changed(scenario, {"teams.desk.heads": heads})


def queue_at_a_desk(scenario: str, seed: int) -> Replication:
    """The mean wait of 200 customers by Lindley's recursion, as the only file of a replication."""
    asked = Scenario.from_json(scenario)
    draws = np.random.default_rng(seed)
    gaps, work = draws.exponential(10, 200), draws.exponential(8 / asked.teams["desk"].heads.value, 200)
    wait, waits = 0.0, []
    for gap, minutes in zip(gaps, work, strict=True):
        wait = max(wait + minutes - gap, 0.0)
        waits.append(wait)
    content = json.dumps({"waiting_time": float(np.mean(waits)), "served": len(waits)}).encode()
    return Replication.of(asked.starts, asked.days, {"measures": content})


def slowly(scenario: str, seed: int) -> Replication:
    """The same, and slow enough to be killed or cancelled at it."""
    time.sleep(0.4)
    return queue_at_a_desk(scenario, seed)


def out_of_luck(scenario: str, seed: int) -> Replication:
    """A replication that cannot be had."""
    raise ZeroDivisionError("no luck with this seed")


def killing_its_worker_once(scenario: str, seed: int) -> Replication:
    """Seed 3 ends its worker process the first time it is tried, as the system does when memory is short."""
    mark = Path(Scenario.from_json(scenario).office.name.en)
    if seed == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), 9)
    return queue_at_a_desk(scenario, seed)


def killing_its_worker_always(scenario: str, seed: int) -> Replication:
    """A replication that no worker survives."""
    os.kill(os.getpid(), 9)
    return queue_at_a_desk(scenario, seed)


class PaperView:
    """Measures of some replications."""

    def __init__(self, manifest: Manifest, kept: list[tuple[int, Replication]]) -> None:
        self.manifest = manifest
        self._kept = kept

    def measures(self) -> pl.DataFrame:
        lines = [(number, json.loads(replication.files["measures"])) for number, replication in self._kept]
        return pl.DataFrame(
            [
                (number, "waiting_time", "mean", key, value, "minutes", content["waiting_time"])
                for number, content in lines
                for key, value in (("", ""), ("team", "desk"), ("week", "1"))
            ],
            schema={
                "replication": pl.Int64,
                "measure": pl.String,
                "statistic": pl.String,
                "key": pl.String,
                "value": pl.String,
                "unit": pl.String,
                "number": pl.Float64,
            },
            orient="row",
        )


class PaperStore:
    """The doors of the store, kept in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept: dict[str, Replication] = {}
        self.published: list[str] = []
        self._runs: dict[str, Manifest] = {}

    def has(self, key: str) -> bool:
        return key in self.kept

    def publish_replication(self, key: str, replication: Replication) -> None:
        assert key not in self.kept, "computed twice"
        self.kept[key] = replication
        self.published.append(key)

    def publish_run(self, manifest: Manifest) -> str:
        assert all(key in self.kept for _, key in manifest.replications)
        self._runs[manifest.run] = manifest
        return manifest.run

    def runs(self) -> list[Manifest]:
        return list(self._runs.values())

    def open(self, run: str) -> PaperView:
        if run not in self._runs:
            raise StoreError(f"run {run}: is not here")
        return self.view(self._runs[run], self._runs[run].replications)

    def view(self, manifest: Manifest, replications: Iterable[tuple[int, str]]) -> PaperView:
        return PaperView(manifest, [(number, self.kept[key]) for number, key in replications])


def frame(numbers: dict[str, list[float]], key: str = "", value: str = "", statistic: str = "mean") -> pl.DataFrame:
    """Measures as RunView.measures() gives them: one number a replication for each named measure."""
    return pl.DataFrame(
        {
            "replication": [k for values in numbers.values() for k in range(1, len(values) + 1)],
            "measure": [name for name, values in numbers.items() for _ in values],
            "statistic": [statistic for values in numbers.values() for _ in values],
            "key": [key for values in numbers.values() for _ in values],
            "value": [value for values in numbers.values() for _ in values],
            "unit": ["minutes" for values in numbers.values() for _ in values],
            "number": [float(number) for values in numbers.values() for number in values],
        }
    )
