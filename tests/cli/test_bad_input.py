"""Bad input ends with exit code 2 and one line that names the file; nothing is written and no traceback is shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.study.stub import DESK


def terminwerk(*args: str, folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "dashboard.cli", *args]
    paths = str(Path(__file__).resolve().parents[2])
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": paths, "COLUMNS": "40"}
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "empty"),
        (DESK + "\n[teams.idle]\nname = { de = 'x', en = 'x' }\nheads = 1\n", "idle"),
        (DESK.replace("heads = 1", "heads = -1"), "-1"),
        (DESK.replace("heads = 1", "heads = 1\nhaeds = 2"), "haeds"),
        (DESK.replace('team = "desk"', 'team = "nobody"'), "team"),
        ("base = " + "[" * 10_000, ""),
    ],
)
def test_a_scenario_that_is_wrong_is_one_line_with_its_name(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "a-rather-long-name-for-a-scenario-file-that-must-not-be-wrapped.toml"
    file.write_text(text)
    for command in ("validate", "run"):
        found = terminwerk(command, str(file), folder=tmp_path)
        lines = found.stderr.splitlines()
        assert (found.returncode, found.stdout, len(lines)) == (2, "", 1), found.stderr
        assert file.name in lines[0] and named in lines[0]
    assert [one.name for one in tmp_path.iterdir()] == [file.name], "nothing is written"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--set", "teams.desk.heads"], "PATH=VALUE"),
        (["--set", "teams.desk.heads=-1"], "-1"),
        (["--set", "teams.desk.haeds=2"], "haeds"),
        (["--set", "teams.desk.heads=many"], "heads"),
        (["--set", "teams.desk.heads=1\n[x]"], "desk.toml"),
        (["--against", "no-such-scenario"], "no-such-scenario"),
        (["--against", "citizen-2025"], "desk: is of another office than citizen-2025"),
        (["--replications", "0"], "replications"),
        (["--replications", "3", "--precision", "0.1"], "choose one"),
        (["--precision", "1.5"], "precision"),
        (["--precision", "1e-300"], "precision: must be a share from 0.0001"),
        (["--workers", "-2"], "--workers"),
        (["--workers", "100000"], "--workers: must be at most 256"),
        (["--scheduler", "somewhere:8786"], "tls://"),
        (["--seed", "-1"], "seed"),
        (["--seed", "x"], "--seed"),
        (["--store", "desk.toml"], "desk.toml"),
        (["--colour"], "--colour"),
        (["--format", "xml"], "--format"),
    ],
)
def test_an_option_that_is_wrong_is_one_line(tmp_path: Path, options: list[str], named: str) -> None:
    (tmp_path / "desk.toml").write_text(DESK)
    found = terminwerk("run", "desk.toml", *options, folder=tmp_path)
    assert (found.returncode, found.stdout, len(found.stderr.splitlines())) == (2, "", 1), found.stderr
    assert named in found.stderr


@pytest.mark.parametrize("command", [["measures"], ["cancel"], ["delete"]])
def test_a_run_that_nobody_knows_is_one_line_with_its_name(tmp_path: Path, command: list[str]) -> None:
    found = terminwerk(*command, "R-0000", folder=tmp_path)
    assert (found.returncode, len(found.stderr.splitlines())) == (2, 1) and "R-0000" in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_queue_that_cannot_be_opened_is_named_in_words(tmp_path: Path) -> None:
    (tmp_path / "store" / "queue.sqlite").mkdir(parents=True)
    found = terminwerk("runs", "--store", "store", folder=tmp_path)
    assert (found.returncode, len(found.stderr.splitlines())) == (1, 1)
    assert found.stderr.startswith("queue.sqlite of the store: ") and "must be writable" in found.stderr


def test_a_queue_that_is_damaged_is_named_with_what_helps(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "queue.sqlite").write_bytes(b"no database at all, " * 100)
    found = terminwerk("runs", "--store", "store", folder=tmp_path)
    assert (found.returncode, len(found.stderr.splitlines())) == (1, 1)
    assert "queue.sqlite of the store: is damaged; move it away" in found.stderr
    verified = terminwerk("verify", "--store", "store", folder=tmp_path)
    assert (verified.returncode, verified.stdout) == (1, "") and "queue.sqlite: is damaged" in verified.stderr


def test_a_store_that_is_not_there_is_not_called_sound(tmp_path: Path) -> None:
    found = terminwerk("verify", "--store", "typo", folder=tmp_path)
    assert (found.returncode, found.stdout, len(found.stderr.splitlines())) == (2, "", 1) and "typo" in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_the_system_refuses_is_said_without_the_names_of_classes(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text(DESK)
    (tmp_path / "file").write_text("no folder")
    found = terminwerk("run", "desk.toml", "--workers", "0", "--store", "file/store", folder=tmp_path)
    assert (found.returncode, len(found.stderr.splitlines())) == (1, 1)
    assert "Error" not in found.stderr and "Errno" not in found.stderr and "file/store" in found.stderr


def test_a_closed_output_is_no_error(tmp_path: Path) -> None:
    closed = f"{sys.executable} -m dashboard.cli scenarios >&- 2>{tmp_path}/said"
    found = subprocess.run(["sh", "-c", closed], cwd=Path(__file__).resolve().parents[2])
    assert (found.returncode, (tmp_path / "said").read_text()) == (0, "")


def test_measures_are_grouped_only_by_what_there_is(tmp_path: Path) -> None:
    found = terminwerk("measures", "R-0000", "--by", "team,colour", folder=tmp_path)
    assert found.returncode == 2 and "colour" in found.stderr


def test_help_and_a_bare_command_are_quick_because_they_import_little() -> None:
    code = (
        "import sys; sys.argv = ['terminwerk', '--help']\n"
        "import dashboard.cli\n"
        "try: dashboard.cli.main()\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'dash', 'plotly', 'distributed', 'polars', 'duckdb', 'numpy', 'pydantic', 'simpy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True)
