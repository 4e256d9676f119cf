"""What-ifs under their names: which one is proposed, and which ones are refused."""

import pytest

from dashboard.components.draft_steps import draft_name, keep_as
from tests.dashboard.test_app import request


def kept(store, name, **query):
    asked = request(store, "/staffing", **query)
    return keep_as(asked, asked.chosen(), name, copy=False)


def test_a_draft_is_named_after_what_it_changes_and_not_after_its_base(store):
    asked = request(store, "/staffing", set="teams.family.heads:24")
    assert draft_name(asked, asked.chosen()) == "Familiäre Aufenthalte +4"


def test_nothing_changed_has_no_name_yet(store):
    asked = request(store, "/staffing")
    assert draft_name(asked, asked.chosen()) == ""


@pytest.mark.parametrize("name", ["Reorganisation 2025", " reorganisation  2025 ", "Before the REORGANISATION 2024"])
def test_no_what_if_takes_the_name_of_a_scenario_of_the_project(store, name):
    key, _name, fault = kept(store, name, set="teams.family.heads:24")
    assert not key and "mitgeliefertes Szenario" in fault


def test_an_unchanged_scenario_is_not_saved(store):
    for query in ({}, {"scenario": "immigration-vacancy-8"}, {"set": "teams.family.heads:20"}):
        key, _name, fault = kept(store, "Mein Planspiel", **query)
        assert not key and "nichts geändert" in fault


def test_a_changed_one_is_saved_and_can_be_renamed(store):
    key, _name, fault = kept(store, "Mein Planspiel", set="teams.family.heads:24")
    assert key and not fault
    assert kept(store, "Anderer Name", scenario=key)[0] == key
