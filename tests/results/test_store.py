"""Publishing, reading, deleting."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from simulation.results import (
    SERIES,
    Manifest,
    QuestionError,
    Replication,
    Store,
    StoreError,
    encode,
    replication_key,
)
from simulation.results.series import OWNERS
from tests.results import ledgers

Publish = Callable[..., str]


def test_the_same_ledgers_give_the_same_bytes(replications: list[Replication]) -> None:
    again = encode(ledgers.office(150, 200, 100, 1), ledgers.STARTS, 100)
    assert again.hashes == replications[0].hashes


def test_a_published_run_answers(store: Store, publish: Publish) -> None:
    view = store.open(publish(n=3))
    measures = view.measures()
    assert measures.columns == ["replication", "measure", "statistic", "key", "value", "unit", "number"]
    assert sorted(measures["replication"].unique()) == [1, 2, 3]
    assert measures["number"].is_finite().all()
    assert set(view.measures("week")["key"]) == {"week"}
    for series in SERIES:
        assert view.series(series.name).columns[0] == "replication"


def test_measures_kept_are_what_the_views_say(store: Store, publish: Publish) -> None:
    view = store.open(publish(n=2))
    asked = view.sql("select replication, avg(days) as days from decisions group by all order by replication")
    kept = view.measures().filter(measure="decision_time", statistic="mean", key="").sort("replication")
    assert kept["number"].to_list() == pytest.approx(asked["days"].to_list(), rel=1e-12)


def test_every_stay_of_a_closed_case_is_one_of_its_owners(store: Store, publish: Publish) -> None:
    owners = " + ".join(OWNERS)
    together = "owned('closed') join closures using (run, replication, \"case\")"
    asked = f"select max(abs({owners} - days)) as most from {together}"
    assert store.open(publish()).sql(asked)["most"][0] < 1e-6


def test_the_undecided_of_the_days_are_the_backlog_at_the_end(store: Store, publish: Publish) -> None:
    view = store.open(publish(n=1))
    last = view.series("backlog_by_day").filter(~pl.col("decided") & (pl.col("day") == 100))["cases"].sum()
    assert last == view.measures().filter(measure="backlog", statistic="end", key="")["number"][0]


def test_a_value_is_bound_and_never_read_as_sql(store: Store, publish: Publish) -> None:
    view = store.open(publish(n=1))
    name = "' or true --"
    assert view.sql("select count(*) as n from cases where team = $team", team=name)["n"][0] == 0
    assert view.sql("select count(*) as n from cases where team = $team", team="family")["n"][0] > 0


@pytest.mark.parametrize(
    "question",
    [
        "select * from read_csv('/etc/passwd')",
        "copy cases to 'away.parquet'",
        "set threads = 1",
        "install httpfs",
        "attach 'away.duckdb'",
        "select 1; select 2",
        "select nonsense",
        "",
    ],
)
def test_a_question_can_only_read_its_run(store: Store, publish: Publish, question: str) -> None:
    with pytest.raises(QuestionError) as caught:
        store.open(publish(n=1)).sql(question)
    assert "\n" not in str(caught.value)


def test_an_unknown_series_is_named_with_those_there_are(store: Store, publish: Publish) -> None:
    with pytest.raises(QuestionError, match=r"nonsense.*backlog_by_day"):
        store.open(publish(n=1)).series("nonsense")


def test_a_run_under_way_shows_what_has_arrived(store: Store, replications: list[Replication]) -> None:
    keys = tuple((number, replication_key("b", number, "1")) for number in (1, 2, 3))
    asked = Manifest("{}", "demo", "b", ledgers.STARTS, 100, 1, "3", "1", keys)
    assert store.view(asked, keys).measures().is_empty()
    with pytest.raises(QuestionError, match="no replication yet"):
        store.view(asked, keys).sql("select 1")
    store.publish_replication(keys[1][1], replications[1])
    view = store.view(asked, keys)
    assert view.numbers == (2,)
    assert set(view.measures()["replication"]) == {2}
    assert view.sql("select distinct run, replication from cases").rows() == [(asked.run, 2)]


def test_publishing_twice_changes_nothing(store: Store, publish: Publish) -> None:
    run = publish()
    before = {file: file.stat().st_mtime_ns for file in (store.path / "runs" / run).iterdir()}
    assert publish() == run
    assert {file: file.stat().st_mtime_ns for file in (store.path / "runs" / run).iterdir()} == before


def test_names_are_no_content_of_a_run() -> None:
    one = Manifest("{}", "demo", "c", ledgers.STARTS, 100, 1, "5", "1", ())
    assert one.run == Manifest("{}", "other name", "c", ledgers.STARTS, 100, 1, "5", "1", (), created="later").run
    assert one.run != Manifest("{}", "demo", "c", ledgers.STARTS, 100, 2, "5", "1", ()).run


def test_a_manifest_survives_its_text() -> None:
    one = Manifest("{}", "demo", "c", ledgers.STARTS, 100, 1, "5", "1", ((1, "k"),), notes={"seconds": 1.5})
    assert Manifest.from_json(one.to_json(), one.run) == one


def test_an_older_manifest_with_an_empty_against_is_read_and_keeps_its_name() -> None:
    one = Manifest("{}", "demo", "c", date(2025, 3, 17), 100, 1, "5", "1", (), schema_version=2)
    content = json.loads(one.to_json()) | {"against": None}
    del content["manifest_sha256"]
    seal = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    assert one.run == "b8a7e1cccb7e" and "against" not in one.to_json()
    assert Manifest.from_json(json.dumps(content | {"manifest_sha256": seal}), "b8a7e1cccb7e") == one


def test_a_longer_run_keeps_the_files_of_a_shorter_one(store: Store, publish: Publish) -> None:
    short, long = publish(n=2), publish(n=3)
    files = [store.path / "runs" / run / "cases-1.parquet" for run in (short, long)]
    assert short != long
    assert files[0].stat().st_ino == files[1].stat().st_ino


def test_a_manifest_is_read_once_until_its_file_changes(
    store: Store, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    from_json = Manifest.from_json
    monkeypatch.setattr(Manifest, "from_json", lambda text, run: read.append(run) or from_json(text, run))
    runs = {publish(n=1), publish(n=2), publish(n=3)}
    for opened in (store, store, Store(store.path)):
        assert {manifest.run for manifest in opened.runs()} == runs
    assert sorted(read) == sorted(runs)
    file = store.path / "runs" / (changed := min(runs)) / "manifest.json"
    file.write_text(file.read_text().replace("demo", "domo"))
    assert changed not in {manifest.run for manifest in store.runs()}, "damaged"
    assert sorted(read) == sorted([*runs, changed])


def test_deleting_a_run_leaves_what_others_use(store: Store, publish: Publish) -> None:
    short, long = publish(n=2), publish(n=3)
    store.delete(long)
    assert [manifest.run for manifest in store.runs()] == [short]
    assert [store.has(replication_key("a", number, "1")) for number in (1, 2, 3)] == [True, True, False]
    store.delete(short, keep=[replication_key("a", 1, "1")])
    assert [store.has(replication_key("a", number, "1")) for number in (1, 2, 3)] == [True, False, False]


@pytest.mark.parametrize("run", ["000000000000", "../../etc", "", "*"])
def test_an_unknown_run_is_named(store: Store, run: str) -> None:
    for attempt in (store.open, store.delete, store.manifest):
        with pytest.raises(StoreError, match=r"^run "):
            attempt(run)


def test_a_run_over_a_missing_replication_is_not_published(store: Store) -> None:
    asked = Manifest("{}", "demo", "d", ledgers.STARTS, 100, 1, "1", "1", ((1, replication_key("d", 1, "1")),))
    with pytest.raises(StoreError, match=f"run {asked.run}: replication 1 "):
        store.publish_run(asked)
    assert store.runs() == []


def test_analysts_find_all_runs_in_the_catalogue(store: Store, publish: Publish) -> None:
    short, long = publish(n=2), publish(n=3)
    with duckdb.connect(str(store.path / "terminwerk.duckdb"), read_only=True) as con:
        found = con.execute("select run, count(distinct replication) from decisions group by all").fetchall()
        tables = con.execute("select count(*) from duckdb_tables()").fetchone()
    assert dict(found) == {short: 2, long: 3}
    assert tables == (0,)


def test_the_catalogue_can_be_renewed_while_it_is_open(store: Store, publish: Publish) -> None:
    publish(n=1)
    with duckdb.connect(str(store.path / "terminwerk.duckdb"), read_only=True) as con:
        publish(n=2)
        assert con.execute("select count(*) from runs").fetchone() == (1,)
    with duckdb.connect(str(store.path / "terminwerk.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from runs").fetchone() == (2,)


def test_an_empty_store_is_sound(store: Store) -> None:
    assert store.verify() == []
    assert store.runs() == []


def test_what_its_maker_removes_during_a_sweep_is_gone_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Makers remove their folder when they are done, whoever sweeps meanwhile."""
    for name in ("finished", "left"):
        (tmp_path / "staging" / name).mkdir(parents=True)
    open_folder = os.open

    def too_late(path: Path, *how: Any, **more: Any) -> int:
        if Path(path).name == "finished":
            Path(path).rmdir()
        return open_folder(path, *how, **more)

    monkeypatch.setattr("simulation.results.publication.os.open", too_late)
    Store(tmp_path)
    assert [entry.name for entry in (tmp_path / "staging").iterdir()] == ["gate"]


def test_reading_and_leaving_says_nothing_on_standard_error(store: Store, publish: Publish) -> None:
    run = publish(n=1)
    read = (
        "from simulation.results import Store\n"
        f"view = Store({str(store.path)!r}).open({run!r})\n"
        "view.measures(), view.sql('select count(*) from cases')\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", read], cwd=root, capture_output=True, text=True, check=True)
    assert done.stderr == ""


@pytest.fixture
def older(store: Store, replications: list[Replication]) -> str:
    """A run as version 1 kept it: no searches, no days, no columns of version 2."""
    new = replications[0].files
    kept = {name: new[name] for name in ("cases", "activities", "capacity", "measures", "weeks")}
    kept |= {name: new[name] for name in (series.name for series in SERIES) if name in new and "by_lead" not in name}
    del kept["slots_by_persistence"]
    slots = io.BytesIO()
    pl.read_parquet(io.BytesIO(new["slots"])).drop("freed", "rule", "until", "part").write_parquet(slots)
    kept["slots"] = slots.getvalue()
    files = {f"{name}-1.parquet": content for name, content in kept.items()}
    manifest = Manifest("{}", "demo", "old", ledgers.STARTS, 100, 1, "1", "1", ((1, "k"),), schema_version=1)
    manifest = manifest.with_files({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})
    folder = store.path / "runs" / manifest.run
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "manifest.json").write_text(manifest.to_json())
    return manifest.run


def test_a_run_of_an_older_version_stays_readable_without_what_came_later(store: Store, older: str) -> None:
    view = store.open(older)
    assert store.verify() == []
    assert view.sql("select count(*) as n from searches")["n"][0] == 0
    assert view.sql("select count(*) as n, count(freed) as freed from slots where rule is null")["freed"][0] == 0
    assert not view.measures().is_empty() and not view.measures("week").is_empty()
    for series in SERIES:
        assert view.series(series.name).columns[0] == "replication"


def test_days_of_an_older_run_are_counted_when_they_are_asked_for(store: Store, publish: Publish, older: str) -> None:
    days, known = store.open(older).measures("day"), store.open(publish(n=1)).measures("day")
    assert days.columns == known.columns and len(days) == len(known) > 0
    both = days.join(known, on=["measure", "statistic", "value"], suffix="_kept")
    assert len(both) == len(days) and (both["number"] - both["number_kept"]).abs().max() < 1e-9  # type: ignore[operator]


def test_older_and_newer_runs_stand_side_by_side_in_the_catalogue(store: Store, publish: Publish, older: str) -> None:
    new = publish(n=1)
    with duckdb.connect(str(store.path / "terminwerk.duckdb"), read_only=True) as con:
        found = con.execute("select run, count(*), count(rule) from slots group by all").fetchall()
        assert {run for run, _, _ in found} == {older, new} and all(rows > 0 for _, rows, _ in found)
        assert con.execute("select count(*) from searches").fetchone() == (0,)
        assert con.execute("select distinct run from no_shows_by_lead").fetchall() == [(new,)]


def test_a_run_of_a_newer_version_is_refused_with_a_remedy(store: Store, publish: Publish) -> None:
    run = publish(n=1)
    manifest = dataclasses.replace(store.manifest(run), schema_version=99)
    folder = store.path / "runs" / run
    folder.rename(folder.with_name(manifest.run))
    (folder.with_name(manifest.run) / "manifest.json").write_text(manifest.to_json())
    with pytest.raises(StoreError, match=r"version 99.*newer program"):
        store.open(manifest.run)
