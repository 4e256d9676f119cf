"""What-ifs under their names: which one is proposed, and which ones are refused."""

from dataclasses import replace

import pytest
from dash import html

from dashboard.components.draft_steps import draft_name, keep_as
from dashboard.components.run_panel import panel
from dashboard.components.staff_states import stale_bar
from dashboard.components.start import progress
from dashboard.pages import staffing
from tests.dashboard.test_app import drawn, request


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


def test_while_a_run_goes_on_lead_and_card_say_so_and_nothing_asks_to_compute(store, tmp_path):
    asked = request(tmp_path / "empty", "/staffing", set="teams.family.heads:21")
    assert "noch nicht gerechnet" in drawn(staffing.layout(asked))
    chosen = asked.chosen()
    asked.shelf.ask(chosen.scenario, chosen.against, 5, "me")
    text = drawn(staffing.layout(asked))
    assert "wird gerade gerechnet" in text and "Das Ergebnis ist unterwegs" in text
    assert "noch nicht gerechnet" not in text and "recompute" not in drawn(stale_bar(asked, chosen))


def test_progress_of_two_sides_counts_pairs(store, tmp_path):
    asked = request(tmp_path / "empty", "/staffing", set="teams.family.heads:21")
    chosen = asked.chosen()
    entry = asked.shelf.ask(chosen.scenario, chosen.against, 5, "me")
    said = drawn(html.Div(progress(asked, replace(entry, state="running", done=7))))
    assert '"3 von 5"' in said and "Paaren" in said


@pytest.mark.parametrize(("pairs", "shown"), [(2, False), (3, True)])
def test_an_interval_narrows_from_three_pairs_on_and_is_rounded_like_its_row(store, pairs, shown):
    asked = request(store, "/staffing")
    text = drawn(html.Div(panel(asked, None, pairs, [-27.31, -22.04, -33.4][:pairs], "x")))
    assert ("wird enger" in text) == shown
    assert not shown or "−30 ± 10" in text
