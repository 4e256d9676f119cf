"""A question to the simulation, and the short stable name of its answer."""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Any

from simulation.study.pairs import strangers

if TYPE_CHECKING:
    from simulation.results import Manifest
    from simulation.scenario import Scenario

DEFAULT_REPLICATIONS = 10
MOST_REPLICATIONS = 10_000
HIGHEST_SEED = 2**53
LEAST_PRECISION = 0.0001


class StudyError(Exception):
    """A run that failed, in one line for a person."""


@dataclass(frozen=True)
class Replications:
    """Stop after a fixed number of replications."""

    number: int = DEFAULT_REPLICATIONS

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MOST_REPLICATIONS:
            raise ValueError(f"replications: must be between 1 and {MOST_REPLICATIONS}, is {self.number}")

    @property
    def most(self) -> int:
        """Replications of a side, at most."""
        return self.number


@dataclass(frozen=True)
class Precision:
    """Stop when the half-width of a mean is within a share of it and stays so for five more replications.

    `share` is relative: 0.05 means plus or minus 5 % of the mean. `measure` and `statistic` name a measure of the whole
    office; None takes the first of lead time, waiting time and speed of answer that the scenario has.
    Hoad, Robinson, Davies, Journal of the Operational Research Society 61 (2010).
    """

    share: float
    measure: str | None = None
    statistic: str = "mean"
    least: int = 5
    most: int = 200

    def __post_init__(self) -> None:
        if not LEAST_PRECISION <= self.share < 1:
            raise ValueError(
                f"precision: must be a share from {LEAST_PRECISION:g} to below 1, such as 0.05, is {self.share:g}"
            )
        if not 3 <= self.least <= self.most <= MOST_REPLICATIONS:
            raise ValueError(f"precision: needs 3 <= least <= most <= {MOST_REPLICATIONS}")


Stop = Replications | Precision


@dataclass(frozen=True)
class Question:
    """A scenario, perhaps a base to hold it against, the first seed and when to stop.

    Replication 1 uses the first seed in the scenario and in the base, 2 the next, ...: both meet the same people.
    Raises Strangers when they cannot.
    """

    scenario: Scenario
    against: Scenario | None = None
    seed: int = 1
    stop: Stop = Replications()

    def __post_init__(self) -> None:
        if not 0 <= self.seed < HIGHEST_SEED:
            raise ValueError(f"seed: must be between 0 and {HIGHEST_SEED - 1}, is {self.seed}")
        odd = None if self.against is None else strangers(self.scenario, self.against)
        if odd is not None:
            raise odd

    @property
    def sides(self) -> tuple[Scenario, ...]:
        """The scenario, then what it is held against."""
        return (self.scenario,) if self.against is None else (self.scenario, self.against)

    def seed_of(self, number: int) -> int:
        """Seed of a replication; numbers begin at 1."""
        return self.seed + number - 1

    def key(self, side: int, number: int) -> str:
        """Name of a replication by its content, the same for every question that needs it."""
        from simulation.model import MODEL_VERSION
        from simulation.results import replication_key

        return replication_key(self.sides[side].content_hash, self.seed_of(number), str(MODEL_VERSION))

    def manifest(self, side: int, number: int = 0, **notes: Any) -> Manifest:
        """Manifest of one side with its first `number` replications; its name is the same whatever their number."""
        from simulation.model import MODEL_VERSION
        from simulation.results import Manifest

        scenario = self.sides[side]
        rule: dict[str, Any] = stop_to_dict(self.stop)
        if isinstance(self.stop, Precision) and self.against is not None:
            rule["together"] = sorted(one.content_hash for one in self.sides)  # a pair stops when both are precise
        return Manifest(
            scenario=scenario.to_json(),
            scenario_id=scenario.id,
            content_hash=scenario.content_hash,
            starts=scenario.starts,
            days=scenario.days,
            seed=self.seed,
            stop=json.dumps(rule, sort_keys=True),
            model_version=str(MODEL_VERSION),
            replications=tuple((one, self.key(side, one)) for one in range(1, number + 1)),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            versions=versions(),
            notes=notes,
        )

    @property
    def run(self) -> str:
        """Name of the run of the scenario."""
        return self.manifest(0).run

    @property
    def against_run(self) -> str | None:
        """Name of the run that it is held against, None without one."""
        return None if self.against is None else self.manifest(1).run

    @property
    def ticket(self) -> str:
        """The name of this question in the queue: its run, or both runs of a pair."""
        return self.run if self.against is None else f"{self.run}~{self.against_run}"

    def to_json(self) -> str:
        """The question as text, for the queue."""
        against = None if self.against is None else self.against.to_json()
        return json.dumps(
            {
                "scenario": self.scenario.to_json(),
                "against": against,
                "seed": self.seed,
                "stop": stop_to_dict(self.stop),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Question:
        """The question of such a text."""
        from simulation.scenario import Scenario

        raw = json.loads(text)
        against = None if raw["against"] is None else Scenario.from_json(raw["against"])
        return cls(Scenario.from_json(raw["scenario"]), against, raw["seed"], stop_from_dict(raw["stop"]))


def versions() -> dict[str, str]:
    """What computed the numbers, for whoever wants to compute them again."""
    names = ("terminwerk", "simpy", "numpy", "polars", "duckdb")
    return {"python": platform.python_version(), **{name: _version(name) for name in names}}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"


def stop_to_dict(stop: Stop) -> dict[str, Any]:
    """A stopping rule as JSON has it."""
    if isinstance(stop, Replications):
        return {"replications": stop.number}
    return {
        "precision": stop.share,
        "measure": stop.measure,
        "statistic": stop.statistic,
        "least": stop.least,
        "most": stop.most,
    }


def stop_from_dict(raw: dict[str, Any]) -> Stop:
    """The stopping rule of such a table."""
    if "replications" in raw:
        return Replications(raw["replications"])
    return Precision(raw["precision"], raw["measure"], raw["statistic"], raw["least"], raw["most"])
