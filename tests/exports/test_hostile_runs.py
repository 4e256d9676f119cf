"""A run whose office, teams, services and reasons bear hostile names, in every format and opened again."""

import csv
import io
import itertools
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pypdf
import pytest
from pptx import Presentation

from dashboard.exports.formats import FORMATS, MEASURES, Choice, export
from dashboard.exports.paper import paper
from dashboard.exports.plain_text import plain
from dashboard.exports.report import Asked
from dashboard.shelf import Shelf
from simulation.results import Store
from simulation.scenario import Scenario, changed, load
from simulation.study.questions import Question, Replications
from simulation.study.runs import answer
from simulation.study.workers import InProcess
from tests.exports.crowd import EVERY, crowded
from tests.exports.names import NAMES
from tests.exports.test_hostile_names import assert_harmless, assert_nothing_acts

OWN = re.compile(r"http://127\.0\.0\.1:8050/\S*")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelf, str]]:
    """Two weeks of the immigration office; each name stands somewhere, in one of the two languages."""
    base = changed(load("immigration-2025"), {"office.days": 14})
    places = [
        "office",
        *(f"teams.{team}" for team in base.teams),
        *(f"services.{one}" for one in base.document.services),
    ]
    words = itertools.cycle(NAMES.values())
    names = {f"{place}.name": {"de": next(words), "en": next(words)} for place in places}
    assert 2 * len(names) >= 48
    title = {"de": next(words), "en": next(words)}
    named = changed(base, {**names, "title": title, "why": title})
    office = Scenario.checked(named.raw, identifier="hostile", base=None, changes={}, file="hostile.toml")
    reason = {"value": 24, "assumed": "".join(NAMES.values())[:2000], "low": 20, "high": 28}
    store = Store(tmp_path_factory.mktemp("hostile"))
    answer(Question(changed(office, {"teams.family.heads": reason}), None, 1, Replications(1)), store, InProcess())
    yield Shelf(store.path), store.runs()[0].run


def written(hostile: tuple[Shelf, str], folder: Path, format: str, lang: str = "de", **choice: object) -> Path:
    shelf, run = hostile
    path = folder / f"{lang}-{choice.get('table', 'all')}.{format}"
    export(shelf, Asked(run, lang=lang), format, Choice(**choice), path)
    return path


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_workbook_of_a_hostile_run_opens_and_nothing_in_it_acts(hostile, tmp_path, lang):
    path = written(hostile, tmp_path, "xlsx", lang)
    assert_nothing_acts(path.read_bytes())
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) >= 6
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    said = "\n".join(str(cell.value) for cell in cells)
    assert sum(plain(name) in said for name in NAMES.values()) > 15


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_slides_of_a_hostile_run_open_and_nothing_in_them_acts(hostile, tmp_path, lang):
    path = written(hostile, tmp_path, "pptx", lang)
    assert_nothing_acts(path.read_bytes())
    assert len(Presentation(path).slides) == 5


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_paper_of_a_hostile_run_opens_and_leads_only_home(hostile, tmp_path, lang):
    assert_a_quiet_paper(written(hostile, tmp_path, "pdf", lang).read_bytes())


def test_no_name_is_code_to_the_paper():
    data = paper(crowded(EVERY))
    assert_a_quiet_paper(data)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    text = re.sub(r"[\s\u200b]", "", text)
    for what in ("typst code", "typst sum", "typst panic", "typst mathematics", "typst label", "formula", "script"):
        assert re.sub(r"\s", "", NAMES[what]) in text, what
    assert "root:" not in text


@pytest.mark.parametrize("table", [*MEASURES[:4], "slots", "capacity"])
def test_no_cell_of_a_csv_is_a_formula(hostile, tmp_path, table):
    path = written(hostile, tmp_path, "csv", table=table, separator=";")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = sum(1 for _row in csv.reader(file, delimiter=";"))
    assert_harmless(path.read_bytes(), ";", rows)


def test_data_files_of_a_hostile_run_open_with_the_same_rows(hostile, tmp_path):
    parquet = pl.read_parquet(written(hostile, tmp_path, "parquet", table="cases"))
    arrow = pl.read_ipc(written(hostile, tmp_path, "arrow", table="cases"))
    database = duckdb.connect(str(written(hostile, tmp_path, "duckdb")), read_only=True)
    (cases,) = database.execute("select count(*) from cases").fetchone()
    assert parquet.equals(arrow)
    assert parquet.height == cases > 0
    (manifest,) = database.execute("select manifest from manifests").fetchone()
    assert manifest
    database.close()


def test_the_event_log_of_a_hostile_run_is_well_formed(hostile, tmp_path):
    root = ElementTree.parse(written(hostile, tmp_path, "xes")).getroot()
    assert root.findall("{*}trace")


def test_all_formats_are_here():
    assert set(FORMATS) == {"pdf", "xlsx", "pptx", "csv", "parquet", "arrow", "duckdb", "xes"}


def assert_a_quiet_paper(data: bytes) -> None:
    """No script, no program to start, no attached file, and no link but the report's own."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    for word in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction"):
        assert word not in data
    for page in reader.pages:
        assert page.extract_text().strip()
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            uri = action.get("/URI") if action else None
            assert uri is None or OWN.fullmatch(uri), uri
