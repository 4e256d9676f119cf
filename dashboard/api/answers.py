"""What the API answers: the shape of each JSON document."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """One JSON document, or a part of one."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class InBoth(Answer):
    """A text in German and English."""

    de: str
    en: str


class Index(Answer):
    """What there is."""

    name: str
    version: str
    model_version: str
    links: dict[str, str] = Field(description="Name and address, relative to this server")


class ScenarioLine(Answer):
    """One scenario: an office as it is, or a what-if (`base` and changes)."""

    id: str
    base: str | None
    title: InBoth
    why: InBoth | None


class Scenarios(Answer):
    scenarios: list[ScenarioLine]


class Number(Answer):
    """One number with its origin; low and high are the range of assumed and calibrated ones."""

    path: str = Field(description="What `set` takes")
    value: float | str
    unit: str
    origin: Literal["published", "derived", "assumed", "calibrated", "what-if"]
    source: str
    reason: str
    low: float | None
    high: float | None


class ScenarioWhole(ScenarioLine):
    starts: date
    days: int
    content_hash: str = Field(description="SHA-256 of everything that moves results")
    changes: dict[str, Any]
    figures: list[Number]


class RunLine(Answer):
    """One run. `done` of `of` replications are there; both sides of a pair count."""

    run: str
    scenario: str
    against: str | None = Field(description="Scenario of the base, where it was asked as a pair")
    against_run: str | None
    seed: int
    state: Literal["waiting", "running", "done", "cancelled", "failed"]
    replications: int
    done: int
    of: int
    asked: str
    message: str
    mine: bool = Field(description="Whether this client asked, and may cancel")


class Runs(Answer):
    runs: list[RunLine]
    total: int


class Facts(Answer):
    """What the manifest of a run says."""

    starts: date
    days: int
    stop: dict[str, Any] = Field(description="Stopping rule: replications, or precision with its bounds")
    changes: dict[str, Any]
    content_hash: str
    model_version: str
    schema_version: int
    created: str = Field(description="When it was kept; empty while it is on its way")
    versions: dict[str, str]


class RunWhole(RunLine):
    facts: Facts
    before_it: int = Field(description="Waiting runs that were asked before")
    seconds_left: float | None
    links: dict[str, str]


class MeasureRow(Answer):
    """Mean over replications. `low` and `high` of the 95 % interval are left out where one replication has none."""

    measure: str
    statistic: str
    group: dict[str, str] = Field(description="Empty for the whole office, else one key and its value")
    unit: str
    mean: float
    low: float | None = None
    high: float | None = None


class Measures(Answer):
    run: str
    scenario: str
    seed: int
    replications: int
    preliminary: bool = Field(description="More replications are to come, or it was stopped before its end")
    measures: list[MeasureRow]


class Differences(Answer):
    """Run minus base, paired by replication."""

    run: str
    against: str
    seed: int
    replications: int
    preliminary: bool
    differences: list[MeasureRow]


class Series(Answer):
    """A summary with one row as `grain` says, of each replication. Numbers without data are null."""

    run: str
    series: str
    grain: str
    preliminary: bool
    columns: list[str]
    rows: list[list[str | float | bool | None]]
    total: int
    offset: int
    next: str | None = Field(description="Address of the rows after these")


class FaultAnswer(Answer):
    place: str
    what: str


class ProblemAnswer(Answer):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FaultAnswer] = Field(default_factory=list)
