"""Exports opened by programs that are not ours, in an environment of their own: pm4py, DuckDB 1.x, pyarrow."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.shelf import Shelf
from tests.exports.kept import written

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
Read = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """read(kind, file, ...): what `read_elsewhere.py` finds there."""
    home = tmp_path_factory.mktemp("readers")
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    python = home / "bin" / "python"
    install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile", "--require-hashes", "-r"]
    done = subprocess.run([python, *install, HERE / "readers.txt"], capture_output=True, text=True)
    if done.returncode:
        pytest.fail(
            f"tests/exports/readers.txt cannot be installed; it needs a package registry:\n{done.stderr[-2000:]}"
        )

    def ask(kind: str, *files: Path) -> dict[str, Any]:
        command = [python, "-I", HERE / "read_elsewhere.py", kind, *files]
        answer = subprocess.run(command, capture_output=True, text=True)
        assert answer.returncode == 0, answer.stderr[-3000:]
        return json.loads(answer.stdout.splitlines()[-1])

    return ask


def test_pm4py_reads_the_right_numbers_of_cases_and_events(read: Read, shelf: Shelf, base: str, tmp_path: Path) -> None:
    kept, online = (shelf, base), ("channel", "online")
    xes = written(kept, tmp_path / "e.xes", "xes", group=online)
    table = written(kept, tmp_path / "e.csv", "csv", table="events", group=online)
    with table.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    work = [row for row in rows if row["resource"]]
    counted = "select count(*) as n from cases where replication = 1 and channel = 'online'"
    cases = shelf.store.open(base).sql(counted)["n"][0]
    found = read("logs", xes, table)
    assert found["csv"]["cases"] == found["xes"]["cases"] == cases > 1000
    assert found["csv"]["events"] == len(rows)
    assert found["xes"]["events"] == len(rows) + sum(1 for row in work if row["end"])
    assert found["csv"]["first"] == found["xes"]["first"] == {"arrived": cases}
    assert found["csv"]["last"] == found["xes"]["last"] == cases
    assert found["csv"]["earliest"] == found["xes"]["earliest"]
    assert {"org:resource", "lifecycle:transition", "case:service", "case:channel", "case:outcome"} <= set(
        found["xes"]["columns"]
    )
    assert found["xes"]["steps"] > 50


def test_a_duckdb_of_before_two_opens_every_table_and_noun(read: Read, shelf: Shelf, base: str, tmp_path: Path) -> None:
    import duckdb

    file = written((shelf, base), tmp_path / "run.duckdb", "duckdb")
    found = read("database", file)
    assert found["version"].startswith("1.")
    assert found["clock"] == "2025-03-17 01:30:00" and found["owned"] > 0
    with duckdb.connect(str(file), read_only=True) as con:
        mine = {name: con.execute(f'select count(*) from "{name}"').fetchone()[0] for name in found["rows"]}
    assert found["rows"] == mine and mine["cases"] > 10_000 and mine["visits"] > 1000


def test_pyarrow_reads_the_same_table_from_parquet_and_from_arrow(
    read: Read, shelf: Shelf, base: str, tmp_path: Path
) -> None:
    files = [written((shelf, base), tmp_path / f"c.{one}", one, table="cases") for one in ("parquet", "arrow")]
    found = read("columns", *files)
    assert found["same"] and found["rows"] == shelf.store.open(base).sql("select count(*) as n from cases")["n"][0]
    assert found["columns"][:4] == ["run", "replication", "case", "kind"]
    assert found["moment"].startswith("20")
