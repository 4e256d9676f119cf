"""What may be asked of the API: the values of a link and the content of a request, each with its limits."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dashboard.asked import SIZES
from dashboard.exports.formats import DECIMALS, FORMATS, SEPARATORS, TABLES
from dashboard.words import N_
from simulation.study.questions import HIGHEST_SEED

RUN = re.compile(r"[0-9a-f]{12}")
MOST_BYTES = 256 * 1024
MOST_CHANGES, MOST_PATH, MOST_DOTS, MOST_VALUE, MOST_DEPTH = 1000, 200, 12, 2000, 12
MOST_REPLICATIONS = max(SIZES)
MOST_WAITING = 20
MOST_ROWS = 100_000
NAME = r"^[A-Za-z0-9_-]{1,80}$"
ONE_RUN = r"^[0-9a-f]{12}$"
NO_RUN = r"^([0-9a-f]{12}|-)?$"
SEVERAL_RUNS = r"^([0-9a-f]{12}(,[0-9a-f]{12}){0,15}|-)?$"
GROUP = r"^[a-z_]{1,40}:[^\x00-\x1f]{1,120}$"


class Query(BaseModel):
    """Values of a link; others are refused by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    lang: Literal["de", "en"] | None = Field(None, description=N_("Language of the texts; else German."))


class OfRuns(Query):
    scenario: str = Field("", max_length=80, description=N_("Only runs of this scenario."))
    state: Literal["", "waiting", "running", "done", "cancelled", "failed"] = Field(
        "", description=N_("Only runs in this state.")
    )
    limit: int = Field(100, ge=1, le=1000, description=N_("How many, the newest first."))
    offset: int = Field(0, ge=0, le=1_000_000, description=N_("How many are left out at the beginning."))


class OfRun(Query):
    against: str = Field("", pattern=NO_RUN, description=N_("The base of a pair: the state is then that of both."))


class OfMeasures(Query):
    by: str = Field(
        "",
        max_length=120,
        description=N_(
            "Also by one key each, with commas: team, service, channel, pool, week, day, quarter, owner, way, rule."
        ),
    )
    group: str = Field(
        "", max_length=161, description=N_("One group alone, such as team:family; the whole office is left out.")
    )


class OfDifferences(OfMeasures):
    against: str = Field(pattern=ONE_RUN, description=N_("The base; both runs need the same first seed."))


class OfSeries(Query):
    limit: int = Field(10_000, ge=1, le=MOST_ROWS, description=N_("How many rows."))
    offset: int = Field(0, ge=0, le=100_000_000, description=N_("How many are left out at the beginning."))


class OfReport(Query):
    against: str = Field(
        "", pattern=NO_RUN, description=N_("Held against this run, - for none; else the one it was asked against.")
    )
    beside: str = Field("", pattern=SEVERAL_RUNS, description=N_("Other runs in the table of alternatives."))
    group: str = Field("", max_length=161, description=N_("One group alone, such as team:family."))


class OfExport(OfReport):
    format: Literal[tuple(FORMATS)] = Field(description=N_("Kind of file."))  # type: ignore[valid-type]
    table: Literal[tuple(TABLES)] = Field(  # type: ignore[valid-type]
        "measures", description=N_("Which table, of csv, parquet and arrow; events is the event log.")
    )
    separator: Literal[("", *SEPARATORS)] = Field(  # type: ignore[valid-type]
        "", description=N_("Of a CSV; else as the language has it.")
    )
    decimal: Literal[("", *DECIMALS)] = Field(  # type: ignore[valid-type]
        "", description=N_("Decimal sign of a CSV; else as the language has it.")
    )
    replication: int | None = Field(
        None, ge=0, le=10_000, description=N_("Which one an event log tells, else the first; 0 for all in one log.")
    )


class Start(BaseModel):
    """A run to start. `set` are changes as a scenario file has them under [changes]."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
    scenario: str = Field(pattern=NAME, description=N_("Id of a scenario, or the key of a saved what-if (W-…)."))
    set: dict[str, Any] = Field(
        default_factory=dict,
        max_length=MOST_CHANGES,
        description=N_("Changes: paths and values, as under [changes]; null takes away what stands there."),
    )
    against: str | None = Field(
        None, pattern=NAME, description=N_("A scenario that meets the same people, pair by pair.")
    )
    replications: int | None = Field(
        None, ge=1, le=MOST_REPLICATIONS, description=N_("How many replications; else 10.")
    )
    precision: float | None = Field(
        None,
        ge=0.005,
        lt=1,
        description=N_("Instead: until the mean lead time is known to this share, after 40 at the latest."),
    )
    seed: int = Field(1, ge=0, lt=HIGHEST_SEED, description=N_("First seed; replication 2 takes the next, and so on."))


class Nothing(BaseModel):
    """No content, or an empty object."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
