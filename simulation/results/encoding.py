"""From ledgers in memory to the files of a replication: Parquet, and everything counted that pages read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, cast

import duckdb
import numpy as np
from fsspec.implementations.memory import MemoryFileSystem

from simulation.results import engine
from simulation.results.dictionary import ADDED, LEDGERS, without_rows
from simulation.results.measure import Measure, Row, rows
from simulation.results.measures import MEASURES
from simulation.results.replication import Replication
from simulation.results.series import ALL, Series

MEASURE = {"measure": "text", "statistic": "text", "key": "text", "value": "text", "unit": "text", "number": "double"}
Columns = Mapping[str, Any]
ORIGIN = "0::utinyint as run, 1::utinyint as replication"
"""Of every row while a replication is counted; two bytes, because groups and joins carry them along."""
ROW_GROUP = 20_480
"""Rows that are held before they are written."""
OFTEN_ASKED = {
    "applications": ("applications", "stays", "owned", "decisions", "closures", "undecided"),
    "decisions": ("decisions",),
    "closures": ("closures",),
    "undecided": ("undecided",),
    "bookings": ("bookings", "freed_slots", "appointments"),
    "appointments": ("appointments",),
    "visits": ("visits",),
    "calls": ("calls",),
    "requests": ("requests",),
    "releases": ("releases", "won"),
    "noons": ("noons",),
    "wishes": ("wishes", "tries"),
}
"""Nouns of several questions, each with the nouns that stand on it. One after the other is found once and kept while a
replication is counted, until nothing asks it any more: so few are there at a time."""


def encode(tables: Any, starts: date, days: int) -> Replication:
    """Ledgers, measures and series of one replication as Parquet.

    `tables` has cases, activities, slots, capacity and, where people search, searches, as attributes or as keys; each
    a mapping column -> array or coded column (`.codes`, `.names`, -1 is empty). `starts` and `days` are the scenario's
    first day and length.
    Counted by one thread, so that the same ledgers give the same numbers to the last digit.
    """
    ledgers = {name: _columns(tables, name) for name in LEDGERS}
    del tables  # what the caller does not keep goes as soon as it is written
    files = _Files()
    with _asked(ledgers, files) as con:
        con.execute("create table runs as select 0::utinyint as run, $starts::date as starts, $days::integer as days",
                    {"starts": starts, "days": days})  # fmt: skip
        con.execute(engine.VIEWS)
        _count(con, files)
    with _asked(ledgers, files) as con:  # a new one, without all that was counted
        for name in LEDGERS:
            columns = ", ".join(f'"{column}"' for column in LEDGERS[name])
            files.write(con, name, f"select {columns} from {name}")
            if ledgers[name]:
                con.unregister(f"arrays_{name}")
            del ledgers[name]
    return Replication.of(starts, days, files.written())


@contextmanager
def _asked(ledgers: Mapping[str, Columns], files: _Files) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the ledgers as views."""
    with duckdb.connect(":memory:", config={"threads": 1}) as con:
        con.register_filesystem(files)
        con.execute("set allocator_flush_threshold = '1MB'")  # freed memory goes back to the system
        con.execute("set allocator_bulk_deallocation_flush_threshold = '1MB'")
        for name, columns in ledgers.items():
            _ledger(con, name, columns)
        yield con


def _columns(tables: Any, name: str) -> Columns:
    nothing: Columns = {}
    found = tables.get(name, nothing) if isinstance(tables, Mapping) else getattr(tables, name, nothing)
    if not found and name != "searches":
        raise KeyError(f"no ledger {name}")
    return cast(Columns, found)


class _Files(MemoryFileSystem):  # type: ignore[misc]
    """Parquet files that DuckDB writes into memory: the disk has no part in a replication."""

    cachable = False

    def __init__(self) -> None:
        super().__init__()
        self.store: dict[str, Any] = {}
        self.pseudo_dirs = [""]

    def write(self, con: duckdb.DuckDBPyConnection, name: str, question: str) -> None:
        """The answer of a question as a file."""
        con.execute(
            f"copy ({question}) to 'memory://{name}' "
            f"(format parquet, compression zstd, compression_level 1, parquet_version v2, row_group_size {ROW_GROUP})"
        )

    def written(self) -> dict[str, bytes]:
        """All files by name."""
        return {path.strip("/"): file.getvalue() for path, file in sorted(self.store.items())}


def _count(con: duckdb.DuckDBPyConnection, files: _Files) -> None:
    """Series and measures, asked of the arrays where they lie."""
    _keep_calendar(con)
    found: dict[str, list[Row]] = {}
    left: list[Series | Measure] = [*ALL, *MEASURES]
    kept: set[str] = set()
    for noun in OFTEN_ASKED:
        _keep(con, noun)
        kept.add(noun)
        for question in [one for one in left if noun in _stands_on(one) <= kept]:
            left.remove(question)
            found |= _asked_now(con, files, question)
        ahead = [*OFTEN_ASKED][[*OFTEN_ASKED].index(noun) + 1 :]
        needed = {one for question in left for one in _stands_on(question)}
        for gone in [one for one in kept - needed if not {*OFTEN_ASKED[one]} & {*ahead}]:
            con.execute(f"drop view temp.{gone}; drop table kept_{gone}")
            kept.remove(gone)
    for question in left:
        found |= _asked_now(con, files, question)
    _write_measures(con, files, [row for measure in MEASURES for row in found[measure.name]])


def _asked_now(con: duckdb.DuckDBPyConnection, files: _Files, question: Series | Measure) -> dict[str, list[Row]]:
    """Count a series into its file, or the rows of a measure."""
    if isinstance(question, Measure):
        return {question.name: list(rows(question, con))}
    con.execute(f"create table {question.name} as {question.question}")
    files.write(con, question.name, f"select * exclude (replication) from {question.name} order by all")
    return {}


def _stands_on(question: Series | Measure) -> set[str]:
    """The kept nouns that a question names, or that are under what it names."""
    named = _names(question)
    return {noun for noun, above in OFTEN_ASKED.items() if noun in named or named & ({*above} - {*OFTEN_ASKED})}


def _names(question: Series | Measure) -> set[str]:
    text = question.noun if isinstance(question, Measure) else question.question
    return set(re.findall(r"\w+", text))


def _write_measures(con: duckdb.DuckDBPyConnection, files: _Files, found: list[Row]) -> None:
    """Rows by week and by day are apart."""
    apart = {"week": "weeks", "day": "days"}
    for name in ("measures", *apart.values()):
        _table(con, name, [row for row in found if apart.get(row[3], "measures") == name])
        files.write(con, name, f"from {name}")


def _ledger(con: duckdb.DuckDBPyConnection, name: str, columns: Columns) -> None:
    """A view of the arrays where they lie; NaN and -1 become empty, codes become names."""
    if not columns:
        con.execute(f"create temp view {name} as {without_rows(name, ORIGIN)}")
        return
    arrays: dict[str, Any] = {}
    selected = [f'null::{kind} as "{one}"' for one, kind in ADDED.get(name, {}).items() if one not in columns]
    for column, content in columns.items():
        quoted = f'"{column}"'
        if hasattr(content, "codes") and not content.names:
            selected.append(f"null::varchar as {quoted}")
            continue
        if hasattr(content, "codes"):
            arrays[column] = np.ascontiguousarray(content.codes)
            names = ", ".join("'" + one.replace("'", "''") + "'" for one in content.names)
            con.execute(f"create type {name}_{column} as enum ({names})")
            quoted = f"(enum_range(null::{name}_{column}))[{quoted} + 1]::{name}_{column} as {quoted}"
        else:
            arrays[column] = np.ascontiguousarray(content)
            if arrays[column].dtype.kind == "f":
                quoted = f"case when not isnan({quoted}) then {quoted} end as {quoted}"
        selected.append(quoted)
    con.register(f"arrays_{name}", arrays)
    question = f"select {ORIGIN}, {', '.join(selected)} from arrays_{name}"
    con.execute(f"create temp view {name} as {question}")


def _keep_calendar(con: duckdb.DuckDBPyConnection) -> None:
    """Weeks and quarters as codes: every noun carries them."""
    for name in ("week", "quarter"):
        con.execute(f"create type {name}s as enum (select distinct {name} from main.calendar order by all)")
    con.execute(
        "create temp table calendar as select * replace (week::weeks as week, quarter::quarters as quarter) "
        "from main.calendar"
    )


def _keep(con: duckdb.DuckDBPyConnection, noun: str) -> None:
    """A table under a view of its name that adds run and replication: as columns they would cost memory."""
    con.execute(f"create temp table kept_{noun} as select * exclude (run, replication) from main.{noun}")
    con.execute(f"create temp view {noun} as select {ORIGIN}, * from kept_{noun}")


def _table(con: duckdb.DuckDBPyConnection, name: str, found: list[Row]) -> None:
    """Rows of measures as a table, in their order."""
    columns = {column: np.array([row[1 + k] for row in found], dtype=object) for k, column in enumerate(MEASURE)}
    con.register(f"found_{name}", columns)
    selected = ", ".join(f"{column}::{kind} as {column}" for column, kind in MEASURE.items())
    con.execute(f"create table {name} as select {selected} from found_{name}")
