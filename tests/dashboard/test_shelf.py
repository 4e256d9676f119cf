"""What a page asks of the store does not grow faster than the store."""

import shutil
from dataclasses import replace

from dashboard.app import PAGES
from dashboard.shelf import Shelf
from simulation.results import Store
from simulation.scenario import changed, load
from simulation.study.questions import Question, Replications
from tests.dashboard.test_app import drawn, request


def test_the_overview_looks_through_the_runs_as_often_however_many_there_are(store, tmp_path, monkeypatch):
    folder = shutil.copytree(store, tmp_path / "store")
    looks = []
    runs = Store.runs
    monkeypatch.setattr(Store, "runs", lambda self: looks.append(1) or runs(self))

    def looked() -> tuple[int, int]:
        """How often, and how many alternatives stand on the page."""
        looks.clear()
        text = drawn(PAGES["/"].layout(request(folder, lang="en")))
        return len(looks), sum(f"{more} more heads" in text for more in range(2, 9))

    few = looked()
    kept, base = Shelf(folder).store.runs()[0], load("immigration-2025")
    for heads in (22, 23, 25):
        asked = Question(changed(base, {"teams.family.heads": heads}), None, 1, Replications(2)).manifest(0)
        Shelf(folder).store.publish_run(replace(asked, replications=kept.replications))
    many = looked()
    assert (few[1], many[1]) == (1, 4) and few[0] == many[0]
