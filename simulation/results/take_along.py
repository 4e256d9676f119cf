"""A run to take along: one real DuckDB file with ledgers, nouns, summaries, measures and what they all mean."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from simulation.results import engine
from simulation.results.dictionary import DICTIONARY, LEDGERS
from simulation.results.errors import StoreError
from simulation.results.manifest import Manifest
from simulation.results.measure import Measure
from simulation.results.measures import MEASURES
from simulation.results.run_view import SUMMARIES, RunView
from simulation.results.series import ALL

STORAGE = "v1.0.0"
"""Every DuckDB from 1.0 on reads it."""
PACKED = "bitpacking,dictionary,fsst,dict_fsst,alp,alprd,chimp,patas,zstd,roaring"
"""Ways of packing that leave bytes of a block unwritten: whatever lay in memory would go into the file, another each
time. What is left (runs of the same value) makes the file a third larger."""
MEMORY_LIMIT = "600MB"
COUNTED = (
    "set asof_loop_join_threshold = 0",
    "create type of_week as enum (select distinct week from calendar order by all)",
    "create type of_quarter as enum (select distinct quarter from calendar order by all)",
    "create table counted as select * replace (week::of_week as week, quarter::of_quarter as quarter) "
    "from appointments",
    "drop view appointments",
    "alter table counted rename to appointments",
)
"""The one noun that is a table: who opens the file would have to know this setting, or wait for minutes."""
CIVIL = "create macro civil(starts, minutes) as starts::timestamp + to_microseconds((minutes * 6e7)::bigint)"
"""What the office's clock shows at a moment: select civil(starts, arrived) from cases join runs using (run)."""
PIECE = 1000
"""Characters of a manifest in a row: a text over 4,096 bytes lies over blocks that are not written to their end."""
MANIFESTS = """create view manifests as
select run, string_agg(text, '' order by piece) as manifest from manifest_pieces group by run"""
RUNS = (
    "run taken.run", "starts date", "days integer", "scenario_id varchar", "seed bigint", "replications integer",
    "stop varchar", "created varchar", "model_version varchar", "content_hash varchar",
)  # fmt: skip
SUMMARY_GRAINS = {
    "measures": "replication, measure, statistic and group (key, value; empty for the whole office)",
    "weeks": "the same by week of the calendar",
    "days": "the same by day",
    **{series.name: series.grain for series in ALL},
}
ABOUT = {
    "runs": "one row per run: what was simulated, when and with what",
    "manifest_pieces": "one row per 1,000 characters of a run's manifest; the view `manifests` puts them together",
    "tables": "one row per table of this file",
    "columns": "one row per column of a ledger: the data dictionary",
    "definitions": "one row per measure: unit, formula, what it says and who is left out",
}


def write(path: Path, views: Sequence[RunView]) -> None:
    """Write finished runs of one version or several to a new file; OSError when the disk is full.

    By one thread, without what is random: the same runs give the same bytes. `path` must not be there.
    """
    con = duckdb.connect(":memory:", config={"threads": 1})
    try:
        con.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        con.execute(f"set temp_directory = {engine.quoted(str(path.parent))}")
        engine.without_progress(con)
        con.execute(f"set disabled_compression_methods = '{PACKED}'")
        con.execute(f"attach {engine.quoted(str(path))} as taken (storage_version '{STORAGE}')")
        _write_tables(con, views)
        _write_meanings(con, views)
        con.execute("use taken")
        con.execute(engine.VIEWS)
        for question in (*COUNTED, CIVIL, MANIFESTS):
            con.execute(question)
        con.execute("use memory")
        con.execute("detach taken")
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise
    except duckdb.Error as error:
        said = " ".join(str(error).split())
        if "No space left" in said or "File too large" in said:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)) from error
        raise StoreError(f"{path.name}: cannot be written as a database ({said})") from error
    finally:
        con.close()


def _write_tables(con: duckdb.DuckDBPyConnection, views: Sequence[RunView]) -> None:
    """Ledgers and summaries; their words are enums, one for all columns of a name."""
    tables = [name for name in (*LEDGERS, *SUMMARIES) if name in LEDGERS or any(view.files[name] for view in views)]
    for table in tables:
        kept = [(view, number, file) for view in views for number, file in _numbered(view, table)]
        origin = [(view.manifest.run, number) for view, number, _ in kept]
        con.execute(engine.ledger_view(table, [file for *_, file in kept], origin))
    homes: dict[str, list[str]] = {}
    for table in tables:
        for column in _words(con, table):
            homes.setdefault(column, []).append(table)
    for column, of in homes.items():
        found = " union ".join(f'select "{column}" as word from {table}' for table in of)
        words = con.execute(f"select distinct word from ({found}) where word is not null order by word").fetchall()
        listed = ", ".join(engine.quoted(word) for (word,) in words) or "''"  # no enum may be empty
        con.execute(f'create type taken."{column}" as enum ({listed})')
    for table in tables:
        coded = [f'"{one}"::taken."{one}" as "{one}"' for one in _words(con, table)]
        con.execute(f"create table taken.{table} as select * replace ({', '.join(coded)}) from {table}")


def _numbered(view: RunView, table: str) -> list[tuple[int, Path]]:
    return list(zip(view.numbers, view.files[table], strict=True)) if view.files[table] else []


def _words(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns of a table that are texts."""
    return [name for name, kind, *_ in con.execute(f"describe {table}").fetchall() if kind == "VARCHAR"]


def _write_meanings(con: duckdb.DuckDBPyConnection, views: Sequence[RunView]) -> None:
    """What the file holds, in its own words."""
    manifests = [view.manifest for view in views]
    _fill(con, "runs", RUNS, [_run(manifest) for manifest in manifests])
    pieces = [
        (one.run, place, text[begin : begin + PIECE])
        for one, text in ((one, one.to_json()) for one in manifests)
        for place, begin in enumerate(range(0, len(text), PIECE))
    ]
    _fill(con, "manifest_pieces", ("run taken.run", "piece integer", "text varchar"), pieces)
    grains = {name: ("ledger", one.grain) for name, one in DICTIONARY.items()}
    grains |= {name: ("summary", grain) for name, grain in SUMMARY_GRAINS.items()}
    grains |= {name: ("about", grain) for name, grain in ABOUT.items()}
    _fill(con, "tables", _texts("table_name", "kind", "grain"), [(name, *said) for name, said in grains.items()])
    columns = [
        (name, one.name, one.meaning, one.unit, one.empty) for name, of in DICTIONARY.items() for one in of.columns
    ]
    _fill(con, "columns", _texts("table_name", "column_name", "meaning", "unit", "empty_when"), columns)
    said = [f"{name}_{lang}" for lang in ("de", "en") for name in ("name", "definition", "excluded")]
    heads = _texts("measure", "statistics", "unit", "better", "formula", *said)
    _fill(con, "definitions", heads, [_definition(measure) for measure in MEASURES])


def _run(one: Manifest) -> tuple[object, ...]:
    asked = (one.run, one.starts, one.days, one.scenario_id, one.seed, len(one.replications), one.stop)
    return (*asked, one.created, one.model_version, one.content_hash)


def _definition(one: Measure) -> tuple[str, ...]:
    said = [text for words in (one.de, one.en) for text in (words.name, words.definition, words.excluded)]
    return (one.name, ", ".join(one.statistics), one.unit, one.better, one.formula, *said)


def _texts(*names: str) -> tuple[str, ...]:
    return tuple(f"{name} varchar" for name in names)


def _fill(con: duckdb.DuckDBPyConnection, table: str, heads: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    con.execute(f"create table taken.{table} ({', '.join(heads)})")
    con.executemany(f"insert into taken.{table} values ({', '.join('?' * len(heads))})", rows)
