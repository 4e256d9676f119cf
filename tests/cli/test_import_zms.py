"""`terminwerk import-zms` as a person calls it: a scenario that runs, a report for people or tools, one line when it
cannot."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.observed.zms_files import OPENING, REQUESTS, file, opening

Command = Callable[..., subprocess.CompletedProcess]
MONDAY = ("--starts", "2025-03-17", "--days", "14")


def refused(found: subprocess.CompletedProcess, name: str, what: str) -> None:
    lines = found.stderr.splitlines()
    assert (found.returncode, found.stdout, len(lines)) == (2, "", 1), found.stderr
    assert name in lines[0] and what in lines[0]


def test_a_file_becomes_a_scenario_that_is_sound_and_runs(
    terminwerk: Command, document: Callable[..., Any], folder: Path
) -> None:
    file(folder, {"availabilities": [OPENING], "requestrelations": REQUESTS})
    found = terminwerk("import-zms", "zms.json", *MONDAY)
    assert (found.returncode, found.stderr) == (0, "")
    assert "zms.toml: 1 team, 1 book, 2 services; 14 days from 2025-03-17" in found.stdout
    assert "nobody can book three consecutive slots after 11:30" in found.stdout
    heads = re.findall(r"^(\w.*) \((\d+)\)$", found.stdout, re.MULTILINE)
    assert [head for head, _ in heads] == [
        "Not expressible in the scenario language",
        "Looks wrong in the file",
        "Assumed, because the file does not hold it",
    ]
    assert document("validate", "zms.toml")["valid"] is True
    answer = document("run", "zms.toml", "--replications", "1", "--workers", "0", "--store", "store")
    assert answer["scenario"] == "zms"


def test_the_report_for_tools_has_every_finding(document: Callable[..., Any], folder: Path) -> None:
    file(folder, [OPENING, *(opening(id=n, workstationCount={"intern": 0}) for n in range(1, 21))])
    report = document("import-zms", "zms.json", "-o", "mine.toml", *MONDAY)
    assert (folder / "mine.toml").is_file()
    assert (report["scenario"], report["availabilities"], report["books"]) == ("mine.toml", 21, 1)
    kinds = {one["kind"] for one in report["findings"]}
    assert kinds == {"not expressible", "lint", "assumed"}
    assert all(set(one) == {"kind", "code", "place", "what", "instead"} for one in report["findings"])
    assert sum(one["code"] == "no_desks" for one in report["findings"]) == 20


def test_what_is_there_already_is_written_over_only_by_force(terminwerk: Command, folder: Path) -> None:
    file(folder, [OPENING])
    (folder / "zms.toml").write_text("mine")
    refused(terminwerk("import-zms", "zms.json", *MONDAY), "zms.toml", "--force")
    assert (folder / "zms.toml").read_text() == "mine"
    assert terminwerk("import-zms", "zms.json", *MONDAY, "--force").returncode == 0
    assert (folder / "zms.toml").read_text().startswith("# Made by")


def test_an_availability_with_end_before_start_is_refused_and_nothing_is_lost(
    terminwerk: Command, folder: Path
) -> None:
    original = file(folder, [OPENING, opening(id=7, endTime="07:30")]).read_text()
    (folder / "zms.toml").write_text("mine")
    before = sorted(one.name for one in folder.iterdir())
    found = terminwerk("import-zms", "zms.json", *MONDAY, "--force")
    refused(found, "zms.json › availability 7 › endTime", "07:30 lies before startTime 08:00")
    assert (folder / "zms.toml").read_text() == "mine" and (folder / "zms.json").read_text() == original
    assert sorted(one.name for one in folder.iterdir()) == before, "no half file is left"


@pytest.mark.parametrize(
    ("content", "options", "what"),
    [
        ("08:00 bis 12:00", (), "not valid JSON"),
        ('[{"id": NaN}]', (), "NaN"),
        ([OPENING], ("--starts", "2031-01-01"), "no availability for appointments opens from 2031-01-01"),
        ([OPENING], ("--starts", "tomorrow"), "--starts"),
        ([OPENING], ("--starts", "9999-12-31"), "--starts"),
        ([OPENING], ("--days", "0"), "--days"),
        ([OPENING], ("-o", "zms.json"), ".toml"),
        ([OPENING], ("-o", "nowhere/mine.toml"), "no such folder"),
        ([opening(workstationCount={"intern": 1000, "public": 10}, slotTimeInMinutes=1)], (), "at most 5,000,000"),
        (None, (), "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    terminwerk: Command, folder: Path, content: Any, options: tuple[str, ...], what: str
) -> None:
    if content is not None:
        file(folder, content)
    found = terminwerk("import-zms", "zms.json", *(options or ("--starts", "2025-03-17")))
    refused(found, "zms.json" if not options or "2031" in options[1] else "", what)
    assert not [one for one in folder.iterdir() if one.name not in ("zms.json", "desk.toml")]


def test_a_scenario_is_never_written_over_the_file_that_is_read(terminwerk: Command, folder: Path) -> None:
    (folder / "zms.toml").write_text(json.dumps([OPENING]))
    refused(terminwerk("import-zms", "zms.toml", *MONDAY, "--force"), "zms.toml", "is the file that is read")
