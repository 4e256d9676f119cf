"""Whatever a scenario file says: it loads, or there is one line of error; and what loads, runs."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

from simulation.model import simulate
from simulation.scenario import Scenario, ScenarioError, changed, load
from simulation.scenario.preview import on_offer
from simulation.scenario.volumes import arrivals_of
from tests.laws.offices import offices, scenario_of
from tests.scenario.junk import broken, odd_numbers

SHIPPED = load("immigration-2025").raw
SLOTS = load(Path(__file__).with_name("slots.toml"))
FEW_DAYS = changed(SLOTS, {"office.days": 20}).raw
LARGE = 3000


def _loaded(raw: object) -> Scenario | None:
    try:
        scenario = scenario_of(raw)
    except ScenarioError as error:
        line = str(error)
        assert "\n" not in line and len(line) < 800
        assert line.startswith("small.toml"), line
        assert "input should" not in line.lower() and "pydantic" not in line.lower(), line
        return None
    assert Scenario.from_json(scenario.to_json()) == scenario
    assert scenario.content_hash and scenario.figures() is not None and scenario.steps and scenario.title
    return scenario


def _runs(raw: object) -> None:
    scenario = _loaded(raw)
    if scenario is None:
        return
    document = scenario.document
    people = sum(arrivals_of(document, service) for service in scenario.services.values())
    if people + sum(stock.cases.value for stock in document.backlog.values()) < LARGE and scenario.days < 100:
        simulate(scenario, 1)


@settings(max_examples=150)
@given(broken(SHIPPED))
def test_the_shipped_office_with_faults_loads_or_says_what_is_wrong(raw):
    _loaded(raw)


@settings(max_examples=100)
@given(broken(offices(days=6)))
def test_a_small_office_with_faults_runs_or_says_what_is_wrong(raw):
    _runs(raw)


@settings(max_examples=100)
@given(odd_numbers(offices(days=6)))
def test_a_small_office_with_odd_numbers_runs_or_says_what_is_wrong(raw):
    _runs(raw)


@settings(max_examples=100)
@given(broken(SLOTS.raw) | odd_numbers(SLOTS.raw))
def test_an_office_of_slots_with_faults_loads_or_says_what_is_wrong(raw):
    scenario = _loaded(raw)
    for key, book in scenario.books.items() if scenario else ():
        if book.desks is not None and scenario.days < LARGE:
            on_offer(scenario, key, datetime(2025, 6, 16, 9))


@settings(max_examples=40)
@given(broken(FEW_DAYS) | odd_numbers(FEW_DAYS))
def test_an_office_of_slots_with_odd_numbers_runs_or_says_what_is_wrong(raw):
    _runs(raw)


@pytest.mark.slow
@settings(max_examples=600)
@given(broken(SHIPPED))
def test_hundreds_of_faults_in_the_shipped_office(raw):
    _loaded(raw)


@pytest.mark.slow
@settings(max_examples=600)
@given(broken(offices(days=6)) | odd_numbers(offices(days=6)))
def test_hundreds_of_faults_in_small_offices(raw):
    _runs(raw)
