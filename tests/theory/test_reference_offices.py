"""Textbook queues are ordinary scenario files, and their ledgers agree with the exact values.

METHOD's rule: the exact value lies in the interval of 20 replications at level 1 - 0.01/m for m metrics, and the half-
width is at most 3 % of it (5 % above rho 0.85). About one case in a hundred fails by chance when seeds change.
"""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest

from simulation.study.statistics import interval
from tests.theory.offices import CASES, NO_OFFICE, OFFICES, answers, replicate


@pytest.fixture(scope="module")
def pool():
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as workers:
        yield workers


def test_every_reference_case_is_an_office_or_says_why_not():
    assert {office.case for office in OFFICES} | NO_OFFICE.keys() == CASES.keys()
    assert not {office.case for office in OFFICES} & NO_OFFICE.keys()


@pytest.mark.parametrize("office", [o for o in OFFICES if o.quick_days], ids=lambda office: office.file)
def test_a_short_run_does_not_contradict_theory(office):
    runs = [replicate(office, seed, office.quick_days) for seed in range(1, 6)]
    exact = {name: value for name, value in office.exact().items() if name in runs[0]}
    assert exact
    for name, value in exact.items():
        found = interval([run[name] for run in runs], 1 - 0.01 / len(exact))
        assert not found.excludes(value), f"{name}: exactly {value:.4f}, found {found.low:.4f} to {found.high:.4f}"


@pytest.mark.slow
@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.file)
def test_the_office_gives_the_exact_value(office, pool):
    faults = []
    for name, value, found in answers(office, pool):
        line = f"{name}: exactly {value:.5f}, found {found.mean:.5f} ± {found.half_width / abs(value):.1%}"
        too_wide = name not in office.any_width and found.half_width > office.widest * abs(value)
        if found.excludes(value) or too_wide:
            faults.append(line)
    assert not faults, "\n".join(faults)
