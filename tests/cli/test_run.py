"""`terminwerk run` and what one does with a run afterwards, with the real model and the real store."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from simulation.study.compare import KEYS
from tests.cli.conftest import COMMAND, ENVIRONMENT, ROOT

FEW = ("--replications", "3", "--workers", "0", "--store", "runs")


def test_a_recipe_reads_the_name_of_the_run_and_nothing_else(terminwerk, document) -> None:
    said = terminwerk("run", "desk.toml", *FEW, "--format", "id")
    assert said.stdout == document("run", "desk.toml", *FEW)["run"] + "\n"


def test_the_nightly_recipe_stops_with_one_line_when_there_is_no_such_scenario(folder: Path) -> None:
    readme = (ROOT / "README.md").read_text()
    (recipe,) = (part for part in readme.split("```") if part.strip().startswith("set -e"))
    script = recipe.replace(".venv/bin/terminwerk", " ".join(COMMAND)).replace("immigration-vacancy-0", "nothing")
    said = subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True, env=ENVIRONMENT)
    assert (said.returncode, said.stdout) == (2, "") and len(said.stderr.splitlines()) == 1
    assert "there is no scenario of this id" in said.stderr
    assert list(folder.glob("*.pdf")) == []


def test_a_run_is_one_json_document_of_rows_with_intervals(document) -> None:
    found = document("run", "desk.toml", *FEW)
    assert (found["scenario"], found["against"], found["against_run"]) == ("desk", None, None)
    assert (found["seed"], found["replications"]) == (1, 3) and found["seconds"] > 0
    assert "differences" not in found and found["measures"]
    for row in found["measures"]:
        assert list(row) == ["measure", "statistic", "group", "unit", "mean", "low", "high"]
        assert row["low"] <= row["mean"] <= row["high"] and len(row["group"]) <= 1
    names = [(row["measure"], row["statistic"], str(row["group"])) for row in found["measures"]]
    assert len(names) == len(set(names)) and ("utilisation", "mean", "{'team': 'desk'}") in names


def test_the_same_command_is_answered_from_the_store_with_the_same_numbers(document) -> None:
    first, again = document("run", "desk.toml", *FEW), document("run", "desk.toml", *FEW)
    assert {**first, "seconds": 0} == {**again, "seconds": 0}


def test_two_commands_that_ask_the_same_at_once_have_the_same_answer(folder: Path) -> None:
    command = [*COMMAND, "run", "desk.toml", "--replications", "8", "--workers", "0", "--store", "runs"]
    both = [
        subprocess.Popen([*command, "--format", "json"], cwd=folder, env=ENVIRONMENT, stdout=-1, stderr=-1, text=True)
        for _ in range(2)
    ]
    said = [one.communicate() for one in both]
    assert [(one.returncode, err) for one, (_, err) in zip(both, said, strict=True)] == [(0, ""), (0, "")]
    first, second = (json.loads(out) for out, _ in said)
    assert {**first, "seconds": 0} == {**second, "seconds": 0} and first["replications"] == 8


def test_a_change_is_held_against_the_base_pair_by_pair(document) -> None:
    found = document("run", "desk.toml", "--set", "teams.desk.heads=2", "--against", "desk.toml", *FEW)
    base = document("run", "desk.toml", *FEW)
    assert (found["against"], found["against_run"]) == ("desk", base["run"]) and found["run"] != base["run"]
    name = ("utilisation", "mean", {})
    mean = {which: next(row["mean"] for row in rows if (row["measure"], row["statistic"], row["group"]) == name)
            for which, rows in (("after", found["measures"]), ("before", base["measures"]),
                                ("difference", found["differences"]))}  # fmt: skip
    assert mean["difference"] < 0 and abs(mean["after"] - mean["before"] - mean["difference"]) < 1e-9


def test_a_what_if_that_changes_nothing_differs_by_exactly_nothing(document) -> None:
    found = document("run", "desk.toml", "--set", "teams.desk.heads=1", "--against", "desk.toml", *FEW)
    assert found["differences"]
    assert {number for row in found["differences"] for number in (row["mean"], row["low"], row["high"])} == {0}


def test_a_person_reads_a_table_and_a_sentence_a_difference(terminwerk) -> None:
    found = terminwerk("run", "desk.toml", "--set", "teams.desk.heads=2", "--against", "desk.toml", *FEW)
    assert (found.returncode, found.stderr) == (0, "")
    assert "95 % interval" in found.stdout
    assert "utilisation in desk: lower by " in found.stdout


def test_runs_are_listed_read_and_deleted(document, terminwerk, folder: Path) -> None:
    run = document("run", "desk.toml", *FEW)["run"]
    [listed] = document("runs", "--store", "runs")["runs"]
    assert (listed["run"], listed["state"], listed["replications"], listed["seed"]) == (run, "done", 3, 1)
    assert run in terminwerk("runs", "--store", "runs").stdout
    assert document("delete", run, "--store", "runs") == {"run": run, "deleted": True}
    assert document("runs", "--store", "runs") == {"runs": []}
    assert not list((folder / "runs" / "replications").glob("*"))


def test_measures_come_by_the_keys_asked_for(document, terminwerk) -> None:
    run = document("run", "desk.toml", *FEW)["run"]
    office = document("measures", run, "--store", "runs")
    assert (office["run"], office["replications"]) == (run, 3)
    assert {key for row in office["measures"] for key in row["group"]} == {"team", "service"}
    assert len(terminwerk("measures", run, "--store", "runs").stdout.splitlines()) < len(office["measures"])
    by = document("measures", run, "--by", "team,week", "--store", "runs")["measures"]
    assert {key for row in by for key in row["group"]} >= {"team", "week"}
    text = terminwerk("measures", run, "--by", "team", "--format", "csv", "--store", "runs").stdout
    lines = list(csv.DictReader(io.StringIO(text)))
    assert any(
        line["measure"] == "utilisation" and line["team"] == "desk" and float(line["mean"]) > 0 for line in lines
    )


def test_measures_without_keys_are_those_of_the_run_also_by_pool(document, folder: Path) -> None:
    shutil.copy(ROOT / "tests" / "scenario" / "small.toml", folder)
    asked = document("run", "small.toml", *FEW)
    found = document("measures", asked["run"], "--store", "runs")["measures"]
    assert found == asked["measures"]
    assert {key for row in found for key in row["group"]} == {"owner", "team", "service", "channel", "pool"}


def test_the_help_names_every_key(terminwerk) -> None:
    said = "".join(terminwerk("measures", "--help").stdout.split())
    assert [key for key in KEYS if key not in said] == []


@pytest.mark.parametrize("key", ["week", "day"])
def test_measures_by_week_and_by_day_are_the_same_rows_in_every_format(document, terminwerk, key: str) -> None:
    run = document("run", "desk.toml", *FEW)["run"]
    rows = document("measures", run, "--by", key, "--store", "runs")["measures"]
    named = [row for row in rows if key in row["group"]]
    assert {row["measure"] for row in named} >= {"waiting_time", "contacts_per_year", "utilisation"}
    assert {len(row["group"][key]) for row in named} == {10 if key == "day" else 8}  # 2025-02-03, 2025-W06
    table = terminwerk("measures", run, "--by", key, "--format", "csv", "--store", "runs").stdout
    lines = list(csv.DictReader(io.StringIO(table)))
    assert len(lines) == len(rows) and {line[key] for line in lines} - {""} == {row["group"][key] for row in named}
    text = terminwerk("measures", run, "--by", key, "--store", "runs").stdout
    assert len(text.splitlines()) == len(rows) + 1 and f"{key} 20" in text


def test_a_precision_runs_until_it_is_reached(document) -> None:
    found = document("run", "desk.toml", "--precision", "0.3", "--workers", "0", "--store", "runs")
    row = next(row for row in found["measures"] if (row["measure"], row["statistic"]) == ("waiting_time", "mean"))
    assert (row["high"] - row["low"]) / 2 <= 0.3 * row["mean"] and found["replications"] >= 10


def test_verify_names_run_and_file_of_a_flipped_bit_and_a_new_run_mends_it(document, terminwerk, folder: Path) -> None:
    run = document("run", "desk.toml", *FEW)["run"]
    assert terminwerk("verify", "--store", "runs").returncode == 0
    file = folder / "runs" / "runs" / run / "cases-2.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.chmod(0o644)
    file.write_bytes(content)
    found = terminwerk("verify", "--store", "runs")
    assert found.returncode == 1 and run in found.stderr and "cases-2.parquet" in found.stderr
    refused = terminwerk("measures", run, "--store", "runs")
    assert refused.returncode == 1 and len(refused.stderr.splitlines()) == 1 and "cases-2.parquet" in refused.stderr
    document("run", "desk.toml", *FEW)
    assert terminwerk("verify", "--store", "runs").returncode == 0


def test_scenarios_and_files_are_valid(document, terminwerk) -> None:
    ids = [one["id"] for one in document("scenarios")["scenarios"]]
    assert "immigration-2025" in ids
    assert document("validate", "desk.toml")["valid"] and document("validate", "immigration-2025")["figures"] > 100
    assert terminwerk("validate", "desk.toml").stdout.startswith("desk.toml: sound")


def test_what_is_left_for_later_waits_in_the_queue_and_computes_nothing(document, folder: Path) -> None:
    left = document("run", "desk.toml", "--later", "--replications", "3", "--store", "runs")
    assert left["state"] == "waiting"
    listed = document("runs", "--store", "runs")
    assert [(row["run"], row["state"], row["replications"]) for row in listed["runs"]] == [(left["run"], "waiting", 0)]
