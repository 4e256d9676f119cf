"""Every number of a paper, a workbook, a CSV and the API is the one that the pages show for the same filters."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from dashboard.exports.paper import paper
from dashboard.exports.report import WHOLE, Asked
from dashboard.exports.reporting import report
from dashboard.shelf import Shelf
from dashboard.words import Words
from simulation.results import Store
from simulation.scenario import load
from simulation.study.questions import Question, Replications
from simulation.study.runs import answer
from simulation.study.workers import InProcess
from tests.exports import files
from tests.exports.comparing import invented
from tests.exports.filters import (
    COMBINATIONS,
    HERE,
    LEAST,
    QUICK,
    SLOTS,
    THERE,
    Filters,
    faults,
    pages,
    runs_of,
    written,
)
from tests.exports.screen import Screen


@pytest.fixture(scope="module")
def stores(office: Path, store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The quick immigration office, and five weeks of the road-traffic office with another release policy."""
    folder = tmp_path_factory.mktemp("slots")
    for name in SLOTS:
        answer(Question(load(name), None, 1, Replications(2)), Store(folder), InProcess())
    return {HERE: store, THERE: folder}


@pytest.fixture(scope="module")
def servers(stores: dict[str, Path]):
    from dashboard.app import create

    return {name: create(path).server for name, path in stores.items()}


EVERY = [pytest.param(one, marks=() if one in QUICK else pytest.mark.slow) for one in COMBINATIONS]
PAIRS = [pytest.param(one, marks=() if one in QUICK else pytest.mark.slow) for one in COMBINATIONS if one.pair]


@pytest.mark.parametrize("chosen", EVERY, ids=str)
def test_every_number_that_page_and_file_show_is_the_same(stores, servers, tmp_path, chosen):
    store = stores[chosen.office]
    screens = pages(store, chosen)
    for file in written(store, chosen, servers[chosen.office], tmp_path):
        count, different = faults(store, chosen, screens, file)
        assert not different, (file.name, different[:5])
        assert not file.mislabelled, file.mislabelled[:5]
        assert count >= LEAST[file.name], f"{file.name}: only {count} numbers are on a page too"


@pytest.mark.parametrize("chosen", PAIRS, ids=str)
def test_the_first_page_of_a_paper_has_no_number_that_no_page_shows(stores, chosen):
    store = stores[chosen.office]
    base, run = runs_of(store)
    made = paper(report(Shelf(store), Asked(run, base, (), chosen.group, chosen.lang)))
    shown = [screen.spoken for screen in pages(store, chosen)]
    of_run = Words(chosen.lang).text("Run of {day}").format(day=r"\d+\.? \w+ \d{4}")
    assert invented(shown, files.spoken(made)[0], of_run) == set()


@pytest.mark.parametrize("chosen", [QUICK[1], QUICK[4]], ids=str)
def test_what_a_chart_gives_away_is_what_it_shows(stores, servers, chosen):
    client = servers[chosen.office].test_client()
    for screen in pages(stores[chosen.office], chosen):
        for name, table in screen.request.tables.items():
            address = screen.request.download(name, "csv"), screen.request.download(name, "xlsx")
            csv, xlsx = (client.get(f"{one}{'&' if '?' in one else '?'}lang={chosen.lang}").data for one in address)
            shown = [[row.get(column.key) for column in table.columns] for row in table.rows]
            for found in (files.csv_cells(csv), files.xlsx_cells(xlsx)):
                assert len(found) == len(shown) > 0
                for one, other in zip(found, shown, strict=True):
                    assert all(files.same(*both) for both in zip(one, other, strict=True)), (name, one, other)


SHIFTED = Filters(HERE, "en", True)


@pytest.fixture(scope="module")
def sound(stores, servers, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Screen], Path]:
    """The store, the pages, and the folder with files that agree with them."""
    store, folder = stores[HERE], tmp_path_factory.mktemp("sound")
    written(store, SHIFTED, servers[HERE], folder)
    return store, pages(store, SHIFTED), folder


def test_a_number_that_is_shifted_in_a_workbook_is_found(sound):
    store, screens, folder = sound
    for sheet, cell in (("Measures", "C3"), ("Comparison", "G2"), ("Weeks", "B3"), ("Assumptions", "B3")):
        book = openpyxl.load_workbook(folder / "run.xlsx")
        book[sheet][cell] = book[sheet][cell].value * (1 + 1e-7)
        out = io.BytesIO()
        book.save(out)
        assert faults(store, SHIFTED, screens, files.xlsx(out.getvalue(), Words("en")))[1], (sheet, cell)


def test_a_number_that_is_shifted_in_a_csv_is_found(sound):
    store, screens, folder = sound
    table = pl.read_csv(folder / "differences.csv")
    for column in ("before", "difference", "low"):
        table.with_columns(pl.col(column) * (1 + 1e-7)).write_csv(folder / "shifted.csv")
        assert faults(store, SHIFTED, screens, files.csv(folder / "run.csv", folder / "shifted.csv", "en"))[1], column


def test_a_number_that_is_shifted_in_the_api_is_found(sound, servers):
    store, screens, _folder = sound
    base, run = runs_of(store)
    client = servers[HERE].test_client()
    for name in ("mean", "low"):
        shifted = Shifted(client, name)
        assert faults(store, SHIFTED, screens, files.api(shifted, run, base, WHOLE))[1], name


class Shifted:
    """A client in whose answers one name of each row is a little larger."""

    def __init__(self, client: Any, name: str) -> None:
        self.client, self.name = client, name

    def get(self, path: str) -> Any:
        answer = self.client.get(path)
        found = json.loads(answer.data)
        for row in [*found.get("measures", []), *found.get("differences", [])]:
            row[self.name] = row[self.name] * (1 + 1e-7) + 1e-7
        answer.data = json.dumps(found)
        return answer


def test_a_digit_that_is_shifted_in_a_paper_is_found(sound):
    store, screens, _folder = sound
    base, run = runs_of(store)
    found = report(Shelf(store), Asked(run, base, lang="en"))
    whole = next(i for i, one in enumerate(found.compared) if one.group == WHOLE)
    card = found.key_figures[0]
    for shifted in (
        replace(found, compared=_with(found.compared, whole, before_shown="97")),
        replace(found, compared=_with(found.compared, whole, interval="0.4 to 1.0")),
        replace(found, key_figures=_with(found.key_figures, 0, range=_one_more(card.range))),
        replace(found, findings=(found.findings[0].replace("(", "(1"), *found.findings[1:])),
    ):
        assert faults(store, SHIFTED, screens, files.pdf(paper(shifted)))[1]


def _one_more(text: str) -> str:
    """The text with its first digit one higher."""
    return re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text, count=1)


def _with(rows: tuple[Any, ...], place: int, **changes: str) -> tuple[Any, ...]:
    return (*rows[:place], replace(rows[place], **changes), *rows[place + 1 :])
