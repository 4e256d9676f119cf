"""How long a year of twenty replications takes as data on one core, and how much memory: the immigration office."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.results import Store
from simulation.scenario import load
from simulation.study.questions import Question, Replications
from simulation.study.runs import answer
from simulation.study.workers import InProcess

pytestmark = pytest.mark.benchmark
MOST_SECONDS, MOST_MB = 15.0, 1000
EXPORT = """
import json, os, resource, sys, time
from pathlib import Path
from dashboard.exports.formats import Choice, export
from dashboard.exports.report import Asked
from dashboard.shelf import Shelf
from simulation.results import RunView, Store
store, run, format, table, target = sys.argv[1:]
os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
opened = Store.open
def twenty(self, run, afresh=False):
    view = opened(self, run, afresh)
    files = {name: [*of] * (20 // len(view.numbers)) for name, of in view.files.items()}
    return RunView(view.manifest, range(1, 21), files)
Store.open = twenty
shelf = Shelf(Path(store))
begin = time.process_time()
export(shelf, Asked(run), format, Choice(table=table), Path(target))
seconds = time.process_time() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "mb": peak, "bytes": os.path.getsize(target)}))
"""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Two replications, each of which stands for ten."""
    store = Store(tmp_path_factory.mktemp("year"))
    found = answer(Question(load("immigration-2025"), None, 1, Replications(2)), store, InProcess())
    return store.path, found.run


@pytest.mark.parametrize(
    ("format", "table", "most_seconds"),
    [
        ("duckdb", "measures", MOST_SECONDS),
        ("parquet", "activities", None),
        ("arrow", "activities", None),
        ("csv", "activities", None),
        ("csv", "events", None),
        ("xes", "measures", None),
    ],
)
def test_a_year_of_twenty_replications_leaves_in_time_and_in_little_memory(
    year: tuple[Path, str], tmp_path: Path, format: str, table: str, most_seconds: float | None
) -> None:
    command = [sys.executable, "-c", EXPORT, str(year[0]), year[1], format, table, str(tmp_path / "file")]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], env=os.environ, capture_output=True, check=True)
    found = json.loads(done.stdout)
    print(f"{format} {table}: {found['seconds']:.1f} s, {found['mb']:.0f} MB, {found['bytes']:,} bytes")
    assert found["mb"] < MOST_MB
    assert most_seconds is None or found["seconds"] < most_seconds
