"""The scenarios that ship: they load, their heads add up, and every number says where it comes from."""

import re
import tomllib
from pathlib import Path

import pytest

from simulation.scenario import changed, load, scenario_ids
from tests.shipped import SHIPPED

DATA = Path(__file__).parents[2] / "data"
SOURCES = tomllib.loads((DATA / "sources.toml").read_text())


ORIGINS = {"published", "derived", "assumed", "calibrated", "what-if"}


def test_what_ships_is_known_by_its_id():
    assert set(SHIPPED) <= set(scenario_ids())


IMMIGRATION = [ref for ref in SHIPPED if ref.startswith("immigration")]


@pytest.mark.parametrize("ref", IMMIGRATION)
def test_the_immigration_office_has_200_heads(ref):
    assert sum(team.heads.value for team in load(ref).teams.values()) == 200


@pytest.mark.parametrize("ref", SHIPPED)
def test_a_shipped_scenario_has_names_in_both_languages(ref):
    scenario = load(ref)
    assert scenario.why
    for pair in (scenario.title, scenario.why, *scenario.steps.values()):
        assert pair["de"] and pair["en"]
    for table in (scenario.teams, scenario.services, scenario.books, scenario.document.channels):
        assert all(entry.name.de and entry.name.en for entry in table.values())
    assert not [key for key, pair in scenario.steps.items() if pair["de"] == key], "a step without a name"


@pytest.mark.parametrize("ref", SHIPPED)
def test_every_figure_has_an_origin(ref):
    rows = load(ref).figures()
    assert len(rows) > 70
    assert len({row.path for row in rows}) == len(rows)
    for row in rows:
        assert row.origin in ORIGINS, row
        assert row.unit, row
        if row.origin == "published":
            assert row.source in SOURCES and "prior" not in SOURCES[row.source] and row.low is None, row
        elif row.origin != "what-if":
            assert row.reason, row


@pytest.mark.parametrize("ref", SHIPPED)
def test_assumed_figures_lie_in_their_range(ref):
    for row in load(ref).figures():
        if row.origin in ("assumed", "calibrated"):
            assert row.low is not None and row.high is not None and row.low <= row.high, row
            if isinstance(row.value, float) and row.value >= 0:
                assert row.low <= row.value <= row.high, row


@pytest.mark.parametrize("ref", SHIPPED)
def test_no_share_may_be_more_than_everything(ref):
    assert not [row for row in load(ref).figures() if row.unit == "share" and row.high is not None and row.high > 1]


def test_a_tried_number_has_the_origin_what_if():
    rows = {
        row.path: row for row in changed(load("immigration-2025"), {"teams.family.heads": 24, "demand": 1.1}).figures()
    }
    assert rows["teams.family.heads"].origin == rows["demand"].origin == "what-if"
    assert (rows["teams.family.heads"].value, rows["teams.education.heads"].origin) == (24, "assumed")


def test_every_source_has_a_title_and_a_date():
    for key, source in SOURCES.items():
        assert source["title"]["de"] and source["title"]["en"] and source["date"], key
        assert key.startswith("prior_") == ("prior" in source) == ("outlet" in source), key


def test_every_prior_is_named_by_an_assumption_and_every_name_is_there():
    rows = [row for ref in SHIPPED for row in load(ref).figures()]
    named = {name for row in rows for name in re.findall(r"\((prior_\w+)\)", row.reason)}
    assert named == {key for key, source in SOURCES.items() if "prior" in source}
    assert {row.origin for row in rows if "(prior_" in row.reason} == {"assumed"}


@pytest.mark.parametrize(
    "changes",
    [
        {"teams.family.heads": 24}, {"teams.family.filled": 0.9}, {"demand": 1.1}, {"incomplete": 0.8},
        {"books.service_point.per_day": 190}, {"teams.family.caseload": "dedicated"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("ref", IMMIGRATION)
def test_what_the_pages_move_can_be_changed(ref, changes):
    if "family" in load(ref).teams or "family" not in str(changes):
        assert changed(load(ref), changes).changes.keys() >= changes.keys()
