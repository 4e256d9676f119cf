"""The analysts' door: a DuckDB file of views only, which anyone may open read-only while everything runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from simulation.results import engine
from simulation.results.dictionary import LEDGERS
from simulation.results.manifest import Manifest
from simulation.results.run_view import TABLES

NAME = "terminwerk.duckdb"


def write(store: Path, folder: Path, runs: Sequence[Manifest]) -> Path:
    """Make the catalogue of these runs in `folder` and move it over the one in `store`. Paths in it are absolute."""
    made = folder / NAME
    with duckdb.connect(str(made)) as con:
        rows = ", ".join(
            f"({', '.join(map(engine.quoted, (run.run, run.scenario_id, run.created)))}, "
            f"date '{run.starts.isoformat()}', {run.days}, {run.seed}, {len(run.replications)})"
            for run in runs
        )
        columns = "run, scenario, created, starts, days, seed, replications"
        if not runs:
            nothing = "('', '', '', current_date, 0, 0, 0)"
            con.execute(f"create view runs as from (values {nothing}) as _({columns}) where false")
        else:
            con.execute(f"create view runs as from (values {rows}) as _({columns})")
            for table in TABLES:
                kept = [run for run in runs if run.files_of(table)]
                origin = [(run.run, number) for run in kept for number, _ in run.replications]
                files = [store.resolve() / "runs" / run.run / name for run in kept for name in run.files_of(table)]
                if files or table in LEDGERS:
                    con.execute(engine.ledger_view(table, files, origin))
            con.execute(engine.VIEWS)
    with made.open("rb") as stream:
        os.fsync(stream.fileno())
    made.replace(store / NAME)
    return store / NAME
