"""How long a council paper takes on one core, from a kept run to its bytes."""

import time
from pathlib import Path

import pytest

from dashboard.exports.paper import paper
from dashboard.exports.report import Asked
from dashboard.exports.reporting import report
from dashboard.shelf import Shelf
from tests.dashboard import quick_office

pytestmark = pytest.mark.benchmark
MOST_SECONDS = 2.0


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_paper_takes_less_than_two_seconds(tmp_path: Path, lang: str):
    quick_office.make(tmp_path, pairs=2)
    with quick_office.meant(tmp_path):
        run = next(one.run for one in Shelf(tmp_path / "store").store.runs() if "24" in one.scenario[:200])
        begin = time.process_time()
        made = paper(report(Shelf(tmp_path / "store"), Asked(run, lang=lang)))
        seconds = time.process_time() - begin
    print(f"{seconds:.2f} s, {len(made):,} bytes")
    assert seconds < MOST_SECONDS
