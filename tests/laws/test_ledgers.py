"""The laws of the ledgers hold in any run of any office."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.model import simulate
from tests.laws.ledger_laws import LAWS
from tests.laws.offices import Raw, offices, scenario_of


def _hold(raw: Raw, seed: int) -> None:
    scenario = scenario_of(raw)
    run = simulate(scenario, seed)
    for law in LAWS:
        law(scenario, seed, run)


@settings(max_examples=150)
@given(offices(), st.integers(0, 2**32))
def test_the_laws_of_the_ledgers_hold(raw, seed):
    _hold(raw, seed)


@pytest.mark.slow
@settings(max_examples=600)
@given(offices(), st.integers(0, 2**32))
def test_the_laws_of_the_ledgers_hold_in_hundreds_of_offices(raw, seed):
    _hold(raw, seed)
