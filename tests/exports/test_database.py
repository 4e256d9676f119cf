"""The DuckDB file to take along: ledgers, nouns, summaries and what they mean, the same bytes for the same runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.shelf import Shelf
from simulation.results import BY_NAME, DICTIONARY, SERIES, engine, take_along
from tests.exports.kept import by_hand, invented, keep, written

Kept = tuple[Shelf, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory.mktemp("office"), invented(1), invented(2))


@pytest.fixture(scope="module")
def file(office: Kept, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(office, tmp_path_factory.mktemp("taken") / "run.duckdb", "duckdb")


@pytest.fixture
def taken(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(file), read_only=True) as con:
        yield con


def test_every_ledger_and_summary_has_the_rows_of_the_run(office: Kept, taken: duckdb.DuckDBPyConnection) -> None:
    shelf, run = office
    view = shelf.store.open(run)
    summaries = ("measures", "weeks", "days", *(series.name for series in SERIES))
    for table in (*DICTIONARY, *summaries):
        mine = taken.execute(f"select * from {table}")
        names = [column[0] for column in mine.description]
        found = mine.fetchall()
        columns = ", ".join(f'"{name}"' for name in names)
        assert found == view.sql(f"select {columns} from {table}").rows(), table
        if table in DICTIONARY:
            assert names == [column.name for column in DICTIONARY[table].columns]


def test_every_noun_answers_as_it_does_in_the_store(office: Kept, taken: duckdb.DuckDBPyConnection) -> None:
    shelf, run = office
    view = shelf.store.open(run)
    nouns = [line.split()[2] for line in engine.VIEWS.splitlines() if line.startswith("create view")]
    assert len(nouns) > 15 and "appointments" in nouns
    for noun in nouns:
        counted = f"select count(*) as n from {noun}"
        assert taken.execute(counted).fetchone() == view.sql(counted).row(0), noun
    days = "select sum(days) as days from owned('closed') join closures using (run, replication, \"case\")"
    assert taken.execute(days).fetchone()[0] == pytest.approx(view.sql(days)["days"][0])


def test_no_noun_asks_for_several_columns_in_a_list_which_older_programs_cannot() -> None:
    assert re.findall(r"\)\s+(?:not\s+)?in\s+\((?:from|select)\b", engine.VIEWS) == []


def test_it_says_what_its_columns_and_measures_mean(taken: duckdb.DuckDBPyConnection) -> None:
    known = [(table, column.name) for table, ledger in DICTIONARY.items() for column in ledger.columns]
    assert taken.execute("select table_name, column_name from columns").fetchall() == known
    definitions = taken.execute("select measure, formula, name_de, definition_en from definitions").fetchall()
    assert [row[0] for row in definitions] == list(BY_NAME) and all(all(row) for row in definitions)
    tables = {name for (name,) in taken.execute("select table_name from tables").fetchall()}
    there = "select table_name from information_schema.tables where table_type = 'BASE TABLE'"
    assert tables >= {name for (name,) in taken.execute(there).fetchall()} - {"appointments"}


def test_it_holds_the_manifest_and_the_time_on_the_clock(office: Kept, taken: duckdb.DuckDBPyConnection) -> None:
    shelf, run = office
    (text,) = taken.execute("select manifest from manifests").fetchone()
    assert text == shelf.store.manifest(run).to_json() and json.loads(text)["run"] == run
    (clock,) = taken.execute("select civil(starts, 1441.5)::varchar from runs").fetchone()
    assert clock == "2025-03-18 00:01:30"


def test_two_runs_fit_into_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    one, two = keep(folder, invented(1)), keep(folder, by_hand(), content="b")
    path = written(one, tmp_path / "two.duckdb", "duckdb", against=two[1])
    with duckdb.connect(str(path), read_only=True) as con:
        counted = dict(con.execute("select run::varchar, count(*) from cases group by all").fetchall())
        assert con.execute("select run::varchar from runs").fetchall() == [(one[1],), (two[1],)]
        assert con.execute("select distinct run::varchar from manifests order by all").fetchall() == sorted(
            [(one[1],), (two[1],)]
        )
    assert counted[two[1]] == 3 and counted[one[1]] == 200


def test_the_same_runs_twice_are_the_same_bytes(office: Kept, file: Path, tmp_path: Path) -> None:
    with duckdb.connect() as con:  # memory that is not as clean as at first
        con.execute("create table junk as select random() as a, md5(random()::varchar) as b from range(300000)")
        con.execute("select count(distinct b) from junk").fetchall()
    assert written(office, tmp_path / "again.duckdb", "duckdb").read_bytes() == file.read_bytes()


def test_no_text_lies_over_two_blocks(taken: duckdb.DuckDBPyConnection) -> None:
    """The end of the first block would be whatever was in memory."""
    texts = taken.execute(
        "select table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' and not internal"
    ).fetchall()
    names = {name for (name,) in taken.execute("select table_name from duckdb_tables()").fetchall()}
    assert len(texts) > 20
    for table, column in texts:
        if table in names:
            (most,) = taken.execute(f"select max(strlen({column})) from {table}").fetchone()
            assert (most or 0) < 4000, (table, column)
    assert take_along.STORAGE == "v1.0.0"
