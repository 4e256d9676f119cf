"""`terminwerk race`: policies against the same people, ranked in words a person and a program can use."""

from __future__ import annotations

from pathlib import Path

import pytest

FEW = ("--replications", "4", "--workers", "0", "--store", "runs")


@pytest.fixture
def heads(folder: Path) -> list[str]:
    """The one desk, and what-ifs with two and with three heads."""
    for number in (2, 3):
        what_if = f'base = "desk.toml"\nwhy = "More heads"\n[changes]\n"teams.desk.heads" = {number}\n'
        (folder / f"desk-{number}.toml").write_text(what_if)
    return ["desk.toml", "desk-2.toml", "desk-3.toml"]


def test_a_race_is_one_json_document_that_says_who_wins(document, heads: list[str]) -> None:
    found = document("race", *heads, *FEW)
    assert found["by"] == {
        "measure": "waiting_time", "statistic": "mean", "group": {}, "unit": "minutes", "better": "lower"
    }  # fmt: skip
    assert [one["policy"] for one in found["policies"]] == ["desk-3", "desk-2", "desk"]
    assert (found["decided"], found["may_be_best"], found["replications"]) == (True, ["desk-3"], 4)
    assert found["said"].startswith("desk-3 wins: ") and " shorter than desk-2 (" in found["said"]
    for one in found["policies"][1:]:
        gap = one["minus_best"]
        assert one["verdict"] == "worse" and 0 < gap["low"] <= gap["mean"] <= gap["high"] and gap["p"] <= 0.05
    beside = next(one for one in found["measures"] if one["measure"] == "utilisation")
    assert list(beside["policies"]) == ["desk-3", "desk-2", "desk"]


def test_each_policy_is_an_ordinary_run_and_is_not_computed_again(document, heads: list[str], folder: Path) -> None:
    alone = document("run", "desk-2.toml", *FEW)
    first = document("race", *heads, *FEW)
    assert next(one["run"] for one in first["policies"] if one["policy"] == "desk-2") == alone["run"]
    kept = len(list((folder / "runs" / "replications").glob("*")))
    assert kept == 12 and document("race", *reversed(heads), *FEW) == first
    assert len(list((folder / "runs" / "replications").glob("*"))) == kept
    assert {one["state"] for one in document("runs", "--store", "runs")["runs"]} == {"done"}


def test_one_policy_under_two_names_is_the_same(document, heads: list[str], folder: Path) -> None:
    (folder / "twin.toml").write_text((folder / "desk.toml").read_text())
    found = document("race", "desk.toml", "twin.toml", *FEW)
    assert [one["verdict"] for one in found["policies"]] == ["best", "same"]
    assert found["policies"][1]["minus_best"] == {"mean": 0, "low": 0, "high": 0, "p": 1}
    assert found["said"] == "desk and twin are the same: no replication differs."


def test_a_person_reads_a_ranking_a_sentence_and_the_other_measures(terminwerk, heads: list[str]) -> None:
    found = terminwerk("race", *heads, *FEW, "--by", "utilisation:mean:team=desk", "--better", "higher")
    assert (found.returncode, found.stderr) == (0, "")
    assert "by utilisation mean for team desk (higher is better)" in found.stdout
    assert "desk wins: " in found.stdout and " points higher than desk-2 (" in found.stdout
    assert [line.split()[1] for line in found.stdout.splitlines() if line[:4] in ("   1", "   2", "   3")] == [
        "desk", "desk-2", "desk-3"
    ]  # fmt: skip


def test_one_replication_asks_for_more(document, heads: list[str]) -> None:
    found = document("race", *heads, "--replications", "1", "--workers", "0", "--store", "runs")
    assert not found["decided"] and found["said"].endswith("cannot be told apart by one replication: run more.")
    assert "low" not in found["policies"][0]


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        (["desk.toml"], "at least two"),
        (["desk.toml"] * 2, "desk.toml: named twice"),
        ([f"desk-{k}.toml" for k in range(9)], "at most 8 policies, here are 9"),
        (["desk.toml", "no-such-policy"], "no-such-policy"),
        (["desk.toml", "broken.toml"], "broken.toml"),
        (["desk.toml", "longer.toml"], "longer: is of 6 days"),
        (["desk.toml", "desk-2.toml", "--by", "beauty"], "--by beauty: no such measure; there are decisions_per_year"),
        (["desk.toml", "desk-2.toml", "--by", "lead_time:total"], "lead_time has no total, but mean, median"),
        (["desk.toml", "desk-2.toml", "--by", "lead_time:mean:week=3"], "KEY=VALUE with a key of team"),
        (["desk.toml", "desk-2.toml", "--by", "lead_time:mean:team=x"], "desk has no team x"),
        (["desk.toml", "desk-2.toml", "--by", "utilisation"], "add --better higher"),
        (["desk.toml", "desk-2.toml", "--better", "up"], "--better"),
        (["desk.toml", "desk-2.toml", "--replications", "0"], "replications"),
        (["desk.toml", "desk-2.toml", "--seed", "-1"], "seed"),
        (["desk.toml", "desk-2.toml", "--workers", "-2"], "--workers"),
        (["desk.toml", "desk-2.toml", "--scheduler", "somewhere:8786"], "tls://"),
        (["desk.toml", "desk-2.toml", "--store", "desk.toml"], "desk.toml is no folder"),
    ],
)
def test_what_cannot_race_is_one_line_and_nothing_is_written(
    terminwerk, folder: Path, typed: list[str], named: str
) -> None:
    desk = (folder / "desk.toml").read_text()
    for k in range(9):
        (folder / f"desk-{k}.toml").write_text(desk)
    (folder / "broken.toml").write_text(desk.replace("heads = 1", "heads = -1"))
    (folder / "longer.toml").write_text(desk.replace("days = 5", "days = 6"))
    before = sorted(folder.iterdir())
    found = terminwerk("race", *typed)
    assert (found.returncode, found.stdout, len(found.stderr.splitlines())) == (2, "", 1), found.stderr
    assert named in found.stderr and sorted(folder.iterdir()) == before


def test_a_measure_that_the_policies_do_not_have_is_one_line(terminwerk, heads: list[str]) -> None:
    found = terminwerk("race", *heads[:2], *FEW, "--by", "lead_time:median")
    assert (found.returncode, found.stdout, len(found.stderr.splitlines())) == (1, "", 1), found.stderr
    assert "desk: lead_time median has no data" in found.stderr
