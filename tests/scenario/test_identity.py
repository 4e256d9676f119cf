"""What a scenario is: its content, not its names and sources; the same after a journey as text."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from simulation.scenario import Scenario, changed, load, scenario_ids

HERE = Path(__file__).parent
SMALL = tomllib.loads((HERE / "small.toml").read_text())


def small(**tables: object) -> Scenario:
    """The small office with other tables."""
    return Scenario.checked({**SMALL, **tables}, identifier="small", base=None, changes={}, file="small.toml")


def test_names_reasons_and_sources_are_no_content():
    office = {**SMALL["office"], "name": {"de": "x", "en": "y"}, "bare_numbers": {"assumed": "z", "spread": 0.5}}
    back = {**SMALL["teams"]["back"], "heads": {"value": 3, "published": "001"}, "name": {"de": "x", "en": "y"}}
    other = small(office=office, teams={**SMALL["teams"], "back": back}, title={"de": "t", "en": "t"}, why="because")
    assert other.content_hash == small().content_hash
    assert (
        Scenario.checked(SMALL, identifier="x", base="y", changes={}, file="z.toml").content_hash == other.content_hash
    )


def test_goals_are_no_content():
    assert small(goals={"decisions_per_year": 5}).content_hash == small().content_hash


def test_a_bare_number_and_the_same_number_with_a_source_are_the_same():
    desk = {**SMALL["teams"]["desk"], "heads": {"value": 2.0, "published": "001"}}
    assert small(teams={**SMALL["teams"], "desk": desk}).content_hash == small().content_hash


@pytest.mark.parametrize(
    "changes",
    [
        {"teams.desk.heads": 3}, {"teams.desk.desk": False}, {"office.days": 11}, {"office.starts": "2025-03-18"},
        {"demand": 1.1}, {"routes.permit.visit.minutes": 16}, {"books.visits.per_day": 9}, {"office.holidays": "DE-BY"},
        {"routes.permit.papers.shares.1": 0.3}, {"services.permit.steps.check.minutes": 20},
        {"teams.back.caseload": "dedicated"},
    ],
)  # fmt: skip
def test_whatever_moves_results_is_content(changes):
    assert changed(small(), changes).content_hash != small().content_hash


@pytest.mark.parametrize("ref", [HERE / "small.toml", *scenario_ids()], ids=str)
def test_a_scenario_travels_as_text(ref):
    scenario = load(ref)
    text = scenario.to_json()
    again = Scenario.from_json(text)
    assert again == scenario
    assert again.content_hash == scenario.content_hash and again.to_json() == text
    assert (again.id, again.base, again.changes) == (scenario.id, scenario.base, json.loads(text)["changes"])
    assert [row for row in again.figures()] == scenario.figures()


def test_a_what_if_travels_with_its_changes():
    scenario = changed(load("immigration-vacancy-0"), {"teams.family.heads": 24})
    again = Scenario.from_json(scenario.to_json())
    assert again == scenario
    assert again.changes["teams.family.heads"] == 24 and again.base == "immigration-2025"


@pytest.mark.parametrize("ref", [ref for ref in scenario_ids() if load(ref).changes])
def test_a_what_if_file_is_its_base_with_its_changes(ref):
    file = tomllib.loads((HERE.parents[1] / "data" / "scenarios" / f"{ref}.toml").read_text())
    what_if = load(ref)
    assert what_if.base == file["base"]
    if "remove" not in file:
        by_hand = changed(load(file["base"]), file["changes"])
        assert by_hand.content_hash == what_if.content_hash
        assert by_hand.teams == what_if.teams and by_hand.services == what_if.services


def test_changes_never_touch_their_base():
    base = load("immigration-2025")
    before = base.to_json()
    other = changed(base, {"teams.family.heads": 24, "routes.residence.documents.shares.0": 0.1})
    assert base.to_json() == before
    assert other.teams["family"].heads.value == 24 and base.teams["family"].heads.value == 20


def test_a_change_keeps_what_was_changed_before():
    twice = changed(changed(small(), {"teams.desk.heads": 3}), {"demand": 2})
    assert twice.teams["desk"].heads.value == 3 and dict(twice.changes) == {"teams.desk.heads": 3, "demand": 2}


def test_a_number_on_a_distribution_is_its_new_mean():
    step = changed(small(), {"routes.permit.check.minutes": 20}).document.route_of("permit")["check"]
    assert step.minutes.kind == "exponential" and step.minutes.mean == 20


def test_a_step_is_put_in_before_another_and_another_is_removed(tmp_path):
    (tmp_path / "small.toml").write_text((HERE / "small.toml").read_text())
    (tmp_path / "what_if.toml").write_text(
        'base = "small.toml"\nremove = ["routes.permit.visit"]\n[changes]\n'
        '"routes.permit.look" = { before = "check", kind = "work", minutes = 3 }\n'
    )
    scenario = load(tmp_path / "what_if.toml")
    assert list(scenario.document.routes["permit"]) == ["look", "check", "papers", "decided"]
    assert scenario.content_hash != load(tmp_path / "small.toml").content_hash


def test_hash_text_and_figures_are_the_same_under_any_hash_seed():
    code = (
        "import hashlib; from simulation.scenario import load; s = load('immigration-2024');"
        "print(s.content_hash, hashlib.sha256((s.to_json() + repr(s.figures()) + repr(s.steps)).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True,
            check=True, cwd=HERE.parents[1],
        ).stdout
        for seed in ("0", "1", "42")
    }  # fmt: skip
    assert len(seen) == 1
