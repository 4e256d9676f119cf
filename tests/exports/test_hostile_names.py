"""Names that want to be more: formulas, markup, commands, letters that no file holds. None acts, none breaks a file."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import pytest
from pptx import Presentation

from dashboard.exports.plain_text import one_line, plain
from dashboard.exports.slides import slides
from dashboard.exports.table import Column, Table, to_csv, to_html, to_xlsx
from dashboard.exports.workbook import workbook
from dashboard.words import Words
from simulation.scenario import ScenarioError, changed, load
from tests.exports.crowd import EVERY, crowded
from tests.exports.names import NAMES, REFUSED

FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")
"""Characters that make a cell a formula, by OWASP's list."""
PLACES = ("title", "office.name", "teams.family.name", "services.family.name", "why")
REFERENCE = re.compile(r"=?\(?(?:'?[\w .\-]+'?!\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?,?)+\)?")


@pytest.fixture(scope="module")
def office() -> object:
    return load("immigration-2025")


@pytest.mark.parametrize("what", [what for what, name in NAMES.items() if name.strip()])
def test_a_scenario_may_bear_any_name(office, what):
    name = NAMES[what]
    named = changed(office, {place: {"de": name, "en": name} for place in PLACES})
    assert named.office.name.de == named.teams["family"].name.en == named.why["de"] == name.strip()


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("place", PLACES)
def test_the_door_refuses_what_is_too_long_or_no_text_and_says_where(office, what, place):
    with pytest.raises(ScenarioError, match=" › ".join(place.split("."))):
        changed(office, {place: {"de": REFUSED[what], "en": "x"} if place != "why" else REFUSED[what]})


@pytest.fixture(scope="module")
def book() -> bytes:
    return workbook(crowded())


@pytest.fixture(scope="module")
def deck() -> bytes:
    return slides(crowded())


def test_no_cell_and_no_chart_of_the_workbook_is_a_formula(book):
    assert_nothing_acts(book)


def test_every_name_stands_in_the_workbook_as_it_is(book):
    found = {str(cell.value) for cell in cells(book)}
    for name in EVERY:
        wanted = plain(name)
        assert wanted in found or wanted.strip() in found or not wanted.strip(), wanted[:80]


def test_no_chart_of_the_slides_holds_a_formula_and_no_link_leads_elsewhere(deck):
    assert_nothing_acts(deck)
    own = crowded().link
    for name, content in parts(deck):
        if name.endswith(".rels"):
            for one in ElementTree.fromstring(content):
                assert one.get("TargetMode") != "External" or one.get("Target") == own, name


def test_the_slides_say_every_name_in_one_line(deck):
    said = "\n".join(text for slide in Presentation(io.BytesIO(deck)).slides for text in texts(slide))
    for name in EVERY[:3]:
        assert one_line(name) in said
    assert "\0" not in said


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_table_of_a_chart_holds_names_as_text(lang):
    columns = [Column("name", EVERY[0], "text"), Column("number", "n", digits=1)]
    table = Table("x", EVERY[0], columns, [{"name": name, "number": i} for i, name in enumerate(EVERY)])
    words = Words(lang)
    assert_harmless(to_csv(table, words), ";" if lang == "de" else ",", len(EVERY) + 1)
    assert_nothing_acts(to_xlsx(table, words))
    assert_only_a_table(to_html(table, words).decode())


def cells(data: bytes) -> Iterator[object]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            yield from row


def texts(slide: object) -> Iterator[str]:
    yield slide.notes_slide.notes_text_frame.text
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of an Office file, and those of the workbooks in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            content = archive.read(name)
            yield name, content
            if name.endswith(".xlsx"):
                yield from ((f"{name}/{inner}", text) for inner, text in parts(content))


def assert_nothing_acts(data: bytes) -> None:
    """Well-formed, no formula but a chart's own reference to cells, no link, no other workbook, no macro."""
    for name, content in parts(data):
        assert not re.search(r"vba|externalLink|activeX|oleObject|connections", name), name
        if not name.endswith((".xml", ".rels")):
            continue
        for one in ElementTree.fromstring(content).iter():
            tag = one.tag.rsplit("}", 1)[-1]
            if tag == "f":
                assert "/charts/" in name or "charts/chart" in name, (name, one.text)
                assert REFERENCE.fullmatch(one.text or ""), (name, one.text)
            assert tag not in ("hyperlink", "ddeLink", "oleLink"), (name, one.attrib)
            assert tag != "definedName" or one.get("name", "").startswith("_xlnm."), (name, one.attrib)


def assert_harmless(data: bytes, separator: str, rows: int) -> None:
    """As many rows and columns as there should be, and no cell that a program takes for a formula."""
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))
    assert len(found) == rows
    assert {len(row) for row in found} == {len(found[0])}
    for row in found:
        for cell in row:
            number = re.fullmatch(r"[-+]?\d[\d.,]*(e[-+]?\d+)?", cell)
            assert number or not cell.startswith(FORMULA_STARTS), cell[:60]
            assert "\0" not in cell


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found |= {tag, *(name for name, _value in attrs)}


def assert_only_a_table(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    assert tags.found <= {"table", "thead", "tbody", "tr", "th", "td", "class", "scope"}
