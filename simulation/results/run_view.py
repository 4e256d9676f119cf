"""A run as one reads it: questions in SQL, measures, series."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from simulation.results import engine
from simulation.results.dictionary import LEDGERS
from simulation.results.errors import QuestionError
from simulation.results.manifest import Manifest
from simulation.results.measure import rows
from simulation.results.measures import MEASURES
from simulation.results.series import ALL

if TYPE_CHECKING:
    import polars as pl

APART = {"week": "weeks", "day": "days"}
"""Groups of which there are many, and the summaries that hold them."""
SUMMARIES = ("measures", *APART.values(), *(series.name for series in ALL))
TABLES = (*LEDGERS, *SUMMARIES)


class RunView:
    """Read-only view of the replications of one run, finished or under way.

    `files` maps every table to its Parquet files, in the order of `numbers`; a summary without files, because the run
    is older than it, is counted from the ledgers when it is asked for. Threads may share a view.
    """

    def __init__(self, manifest: Manifest, numbers: Sequence[int], files: Mapping[str, Sequence[Path]]) -> None:
        self.manifest = manifest
        self.numbers = tuple(numbers)
        self.files = files
        self._kept: dict[str, pl.DataFrame] = {}
        self._counted: dict[str, pl.DataFrame] = {}
        self._lock = threading.Lock()
        self._con: duckdb.DuckDBPyConnection | None = None

    def sql(self, question: str, **params: Any) -> pl.DataFrame:
        """Answer of one SELECT over ledgers, nouns and summaries; `$name` is bound from `params`.

        Every table has the columns run and replication. QuestionError when it cannot be answered.
        """
        if not self.numbers:
            raise QuestionError(f"run {self.manifest.run} has no replication yet")
        cursor = self._cursor()
        try:
            return engine.ask(cursor, question, params)
        finally:
            cursor.close()

    def measures(self, by: str = "") -> pl.DataFrame:
        """One row per replication, measure, statistic and group; `key` and `value` are empty for the whole office.

        Columns: replication, measure, statistic, key, value, unit, number. `by` "week" and "day" give the rows of
        these groups alone: there are many. What counts is 0 in a replication in which nothing was there to count.
        """
        from simulation.results.zeros import with_zeros

        name = APART.get(by, "measures")
        if self.numbers and name not in self._counted:
            self._counted[name] = with_zeros(self._table(name), self.numbers)
        return self._counted[name] if self.numbers else _no_measures()

    def series(self, name: str) -> pl.DataFrame:
        """A summary by its name in `SERIES`, with its replication; without columns while there is no replication."""
        if name not in SUMMARIES:
            raise QuestionError(f"no series is called {name}; there are {', '.join(SUMMARIES)}")
        import polars as pl

        return self._table(name) if self.numbers else pl.DataFrame()

    def ledger(self, table: str, number: int | None = None) -> pl.LazyFrame:
        """Rows of a ledger as they are kept, of all replications or of one, read when they are needed.

        Columns: run, replication, and those of the dictionary; QuestionError for a replication that is not there.
        """
        from simulation.results.rows import kept_rows

        if number is not None and number not in self.numbers:
            there = f"there are {self.numbers[0]} to {self.numbers[-1]}" if self.numbers else "there is none yet"
            raise QuestionError(f"run {self.manifest.run} has no replication {number}; {there}")
        files = list(zip(self.numbers, self.files[table], strict=False))
        return kept_rows(table, self.manifest.run, [one for one in files if number in (None, one[0])])

    def _table(self, name: str) -> pl.DataFrame:
        import polars as pl

        if name not in self._kept and not self.files[name]:
            self._kept[name] = self._days() if name == "days" else self.sql(f"from {name}")
        elif name not in self._kept:
            files = [str(file) for file in self.files[name]]
            numbers = pl.Series(self.numbers, dtype=pl.Int32)
            self._kept[name] = (
                pl.scan_parquet(files, include_file_paths="file", glob=False)
                .with_columns(pl.col("file").replace_strict(files, numbers, return_dtype=pl.Int32))
                .select(pl.col("file").alias("replication"), pl.exclude("file"))
                .collect()
            )
        return self._kept[name]

    def _days(self) -> pl.DataFrame:
        """Measures by day, counted now."""
        import polars as pl

        cursor = self._cursor()
        try:
            daily = [measure.by_only("day") for measure in MEASURES if "day" in measure.by]
            found = [row for measure in daily for row in rows(measure, cursor)]
        finally:
            cursor.close()
        return pl.DataFrame(found, schema=_no_measures().schema, orient="row")

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._con is None:
                self._con = self._connected()
            return self._con.cursor()

    def _connected(self) -> duckdb.DuckDBPyConnection:
        con = engine.connect([file for table in TABLES for file in self.files[table]])
        manifest = self.manifest
        con.execute(
            f"create view runs as select {engine.quoted(manifest.run)} as run, "
            f"date '{manifest.starts.isoformat()}' as starts, {manifest.days} as days"
        )
        origin = [(manifest.run, number) for number in self.numbers]
        for table in TABLES:
            if self.files[table] or table in LEDGERS:
                con.execute(engine.ledger_view(table, list(self.files[table]), origin))
        con.execute(engine.VIEWS)
        for series in ALL:
            if not self.files[series.name]:
                con.execute(f"create view {series.name} as {series.question}")
        engine.lock(con)
        return con


def _no_measures() -> pl.DataFrame:
    import polars as pl

    words = ("measure", "statistic", "key", "value", "unit")
    return pl.DataFrame(schema={"replication": pl.Int32, **dict.fromkeys(words, pl.String), "number": pl.Float64})
