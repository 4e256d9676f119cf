"""`terminwerk export`: one finished run to one file, or one line that says why not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from dashboard.cli import main
from dashboard.shelf import Shelf
from simulation.study.questions import Question, Replications
from tests.exports.kept import by_hand, invented, keep, written
from tests.study.stub import desk

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, str]:
    return keep(tmp_path_factory.mktemp("kept") / "runs", invented(1), invented(2))


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Exit code, output and complaint of the command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["terminwerk", *args])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


def test_another_process_exports_the_same_bytes(terminwerk, document, folder: Path) -> None:
    run = document("run", "desk.toml", "--replications", "2", "--workers", "0", "--store", "runs")["run"]
    for format, table in (("csv", "events"), ("duckdb", "measures")):
        found = terminwerk(
            "export", run, "--format", format, "-o", "one", "--table", table, "--store", "runs", "--force"
        )
        assert (found.returncode, found.stderr) == (0, ""), found.stderr
        assert found.stdout.startswith("one: ") and f"run {run}" in found.stdout
        mine = written((Shelf(folder / "runs"), run), folder / "two", format, table=table)
        assert (folder / "one").read_bytes() == mine.read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["desk.toml", "one", "runs", "two"]


def test_a_run_under_way_is_refused_with_how_far_it_is(call: Call, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "runs")
    question = Question(desk(tmp_path), None, 1, Replications(4))
    shelf.queue.ask(question, "me")
    code, _, said = call("export", question.run, "--format", "pdf", "-o", "paper.pdf", "--store", "runs")
    assert code == 2 and f"run {question.run}: waits for its turn, 0 of 4 replications" in said
    shelf.queue.begin(question)
    code, _, said = call("export", question.run, "--format", "csv", "-o", "m.csv", "--store", "runs")
    assert code == 2 and "is still going, 0 of 4 replications are there; export it when" in said
    assert not list(tmp_path.glob("*.csv")) and not list(tmp_path.glob("*.pdf"))


def test_a_file_that_is_there_stays_unless_it_may_be_written_over(call: Call, kept, tmp_path: Path) -> None:
    shelf, run = kept
    (tmp_path / "m.csv").write_text("mine")
    typed = ("export", run, "--format", "csv", "-o", "m.csv", "--store", str(shelf.path))
    code, out, said = call(*typed)
    assert (code, out) == (2, "") and "m.csv: is there already" in said and "--force" in said
    assert (tmp_path / "m.csv").read_text() == "mine"
    assert call(*typed, "--force")[0] == 0
    assert pl.read_csv(tmp_path / "m.csv", separator=";").height > 100


def test_a_dash_is_standard_output_and_nothing_else_is_said(call: Call, kept) -> None:
    shelf, run = kept
    code, out, said = call("export", run, "--format", "csv", "-o", "-", "--lang", "en", "--store", str(shelf.path))
    assert (code, said) == (0, "")
    assert out.startswith("\ufeffrun,scenario,measure")


def test_one_replication_alone_is_exported_without_a_range_and_says_so(call: Call, tmp_path: Path) -> None:
    _, run = keep(tmp_path / "runs", by_hand())
    code, out, said = call("export", run, "--format", "csv", "-o", "m.csv", "--store", "runs")
    assert code == 0 and out.startswith("m.csv: measures of demo")
    assert said == "One replication alone has no range: its intervals are empty.\n"


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        (["RUN", "-o", "x"], "--format"),
        (["RUN", "--format", "csv"], "--output"),
        (["RUN", "--format", "docx", "-o", "x"], "docx"),
        (["0123456789ab", "--format", "csv", "-o", "x"], "run 0123456789ab: there is no such run"),
        (["../RUN", "--format", "csv", "-o", "x"], "there is no such run"),
        (["RUN", "--format", "csv", "-o", "there"], "there: is a folder"),
        (["RUN", "--format", "csv", "-o", "no/x"], "no/x: there is no folder no"),
        (["RUN", "--format", "csv", "-o", "/dev/null", "--force"], "is no ordinary file"),
        (["RUN", "--format", "csv", "-o", "x", "--table", "people"], "there is no such table; there are measures"),
        (["RUN", "--format", "xes", "-o", "x", "--table", "cases"], "xes holds no single table; choose one of csv"),
        (["RUN", "--format", "csv", "-o", "x", "--separator", "|"], "separator '|': is none"),
        (["RUN", "--format", "parquet", "-o", "x", "--decimal", ","], "decimal ,: parquet has none; leave it out"),
        (["RUN", "--format", "csv", "-o", "x", "--group", "team"], "--group team: must be KEY=VALUE"),
        (["RUN", "--format", "pdf", "-o", "x", "--group", "team=nobody"], "has no such team; there are"),
        (["RUN", "--format", "csv", "-o", "x", "--lang", "fr"], "language 'fr'"),
        (["RUN", "--format", "xlsx", "-o", "x", "--against", "0123456789ab"], "run 0123456789ab: there is no such"),
        (["RUN", "--format", "pdf", "-o", "x", "--beside", "RUN,abc"], "run abc: there is no such run"),
        (["RUN", "--format", "xes", "-o", "x", "--replication", "3"], "replication 3: is not there; run"),
        (["RUN", "--format", "xes", "-o", "x", "--replication", "-1"], "--replication"),
        (["RUN", "--format", "pdf", "-o", "x", "--address", "javascript:alert(1)"], "--address 'javascript:alert(1)'"),
        (["RUN", "--format", "pdf", "-o", "x", "--address", "http://name:word@there"], "is none of pages"),
        (["RUN", "--format", "pdf", "-o", "x", "--address", 'http://there/"><b>'], "is none of pages"),
        (["RUN", "--format", "pdf", "-o", "x", "--address", "http://there\nX: y"], "is none of pages"),
        (["RUN", "--format", "csv", "-o", "x", "--store", "nowhere"], "no such run in nowhere"),
    ],
)
def test_what_cannot_be_exported_is_one_line_and_nothing_is_written(
    call: Call, kept, tmp_path: Path, typed: list[str], named: str
) -> None:
    shelf, run = kept
    (tmp_path / "there").mkdir()
    where = [] if "--store" in typed else ["--store", str(shelf.path)]
    code, out, said = call("export", *(one.replace("RUN", run) for one in typed), *where)
    assert (code, out, said.count("\n")) == (2, "", 1), said
    assert named in said
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
