"""DuckDB behind bars: in memory, over an explicit list of files, and nothing else of the machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from simulation.results.dictionary import ADDED, without_rows
from simulation.results.errors import QuestionError

if TYPE_CHECKING:
    import polars as pl

VIEWS = "\n".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("views.sql", "views_of_slots.sql")
)
MEMORY_LIMIT = "2GB"
THREADS = 2
SECONDS = 60.0


def connect(files: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """A connection that may read these files and no others; `lock` it when its views stand."""
    con = duckdb.connect(":memory:")
    con.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    con.execute(f"set threads = {THREADS}")
    con.execute("set temp_directory = ''")
    without_progress(con)
    con.execute(f"set allowed_paths = [{', '.join(quoted(str(file)) for file in files)}]")
    con.execute("set enable_external_access = false")
    return con


def without_progress(con: duckdb.DuckDBPyConnection) -> None:
    """No progress bar; it is not switched off where it is off, because Jupyter without its widgets refuses that."""
    if con.execute("select current_setting('enable_progress_bar')").fetchone() == (True,):
        con.execute("set enable_progress_bar = false")


def lock(con: duckdb.DuckDBPyConnection) -> None:
    """No setting of this connection changes any more."""
    con.execute("set lock_configuration = true")


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def ask(
    con: duckdb.DuckDBPyConnection, question: str, params: Mapping[str, Any], seconds: float = SECONDS
) -> pl.DataFrame:
    """Answer of one SELECT; QuestionError when it is none, cannot be understood, or takes longer than `seconds`."""
    try:
        statements = con.extract_statements(question)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise QuestionError("a question is one SELECT")
        with _limited(con, seconds):
            return frame(con.sql(question, params=dict(params)))
    except duckdb.InterruptException as error:
        raise QuestionError(f"the question took longer than {seconds:g} s") from error
    except duckdb.Error as error:
        raise QuestionError(" ".join(str(error).split())) from error


def frame(relation: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    """A relation as a frame, without pyarrow."""
    import polars as pl  # workers count without it: 40 MB each

    return pl.DataFrame(_Stream(relation))


class _Stream:
    """Polars remembers the type of what it reads, and DuckDB complains at exit about every type still remembered."""

    def __init__(self, relation: duckdb.DuckDBPyRelation) -> None:
        self.relation = relation

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.relation.__arrow_c_stream__(requested_schema)


@contextmanager
def _limited(con: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, con.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # a thread that outlives the program keeps DuckDB's types, and DuckDB says so on standard error


def ledger_view(table: str, files: Sequence[Path], origin: Sequence[tuple[str, int]]) -> str:
    """CREATE VIEW of a table over its files; `origin` is the (run, replication) of each file, in the same order.

    Columns that a file of an older version lacks are empty, and a table that no run has is without rows. The list
    stands in the view as text, because variables belong to one cursor; every word in it is our own.
    """
    parts = [without_rows(table)] if table in ADDED else []
    mixed = ", union_by_name = true" if table in ADDED else ""
    if files:
        paths = ", ".join(quoted(str(file)) for file in files)
        runs = ", ".join(quoted(run) for run, _ in origin)
        numbers = ", ".join(str(number) for _, number in origin)
        run = f"[{runs}][(file_index + 1)::bigint]" if len({run for run, _ in origin}) > 1 else quoted(origin[0][0])
        parts.insert(
            0,
            f"select {run} as run, [{numbers}][(file_index + 1)::bigint]::integer as replication, * "
            f"from read_parquet([{paths}]{mixed})",
        )
    return f"create view {table} as {' union all by name '.join(parts)}"
