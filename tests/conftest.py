"""Property tests look for the same examples every time, on any machine: a red run is red again when it is repeated.

Modules of tests share no state: each finds the process as the first one found it.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from simulation import model
from simulation.scenario import loading

settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def process() -> dict[str, object]:
    """What a test may change for itself, and must put back: the answers of simulate and load hang on it."""
    return {
        "scenario files": loading.DATA,
        "version of the model": model.MODEL_VERSION,
        "working folder": Path.cwd(),
        "floating point": tuple(np.geterr().values()),
        "garbage is collected": gc.isenabled(),
    }


AT_FIRST = process()


@pytest.fixture(autouse=True, scope="module")
def _the_next_module_finds_the_process_as_it_was() -> Iterator[None]:
    yield
    changed = {name for name, _ in process().items() ^ AT_FIRST.items()}
    assert not changed, "a test left something changed: " + ", ".join(sorted(changed))
