"""The laws of slots, searches and ledgers hold in any office whose people look for their appointments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.model import simulate
from tests.laws.ledger_laws import LAWS, a_slot_is_held_once
from tests.laws.search_laws import SEARCH_LAWS, Seen, looks_of, persons_of
from tests.laws.slot_laws import SLOT_LAWS, slots_of
from tests.laws.slot_offices import Raw, office_of, slot_offices

seeds = st.integers(0, 2**32)


def _hold(raw: Raw, seed: int) -> None:
    scenario = office_of(raw)
    run = simulate(scenario, seed)
    rows = slots_of(run)
    for slot_law in SLOT_LAWS:
        slot_law(scenario, run, rows)
    seen = Seen(scenario, run, rows, looks_of(run), persons_of(scenario, seed, run))
    for search_law in SEARCH_LAWS:
        search_law(seen)
    for law in LAWS:
        if law is not a_slot_is_held_once:  # of books that only invite
            law(scenario, seed, run)


@settings(max_examples=100)
@given(slot_offices(), seeds)
def test_the_laws_of_slots_and_searches_hold(raw, seed):
    _hold(raw, seed)


@pytest.mark.slow
@settings(max_examples=2000)
@given(slot_offices(), seeds)
def test_the_laws_of_slots_and_searches_hold_in_two_thousand_offices(raw, seed):
    _hold(raw, seed)
