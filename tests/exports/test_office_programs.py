"""LibreOffice opens workbook and slides with names of all kinds, and shows the right numbers to German readers."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pypdf
import pytest

from dashboard.exports.plain_text import plain
from dashboard.exports.report import Report
from dashboard.exports.slides import slides
from dashboard.exports.workbook import workbook
from tests.exports.crowd import crowded
from tests.exports.hand_made import alone, made
from tests.exports.names import NAMES

pytestmark = pytest.mark.slow

REPORTS: dict[str, Report] = {"pair": made(), "alone": alone(), "english": made("en"), "crowd": crowded()}
LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item></oor:items>"""
AS_SHOWN = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1"
"""Semicolons, UTF-8, each cell as it looks, each sheet a file."""


@pytest.fixture(scope="module")
def soffice() -> str:
    """The program, which `make test-slow` installs where it may."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: make libreoffice says how")
    return program


def converted(soffice: str, folder: Path, files: Mapping[str, bytes], kind: str, locale: str) -> None:
    """One start of the program for all files, as somebody in that country has it."""
    user = folder / "settings" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(LOCALE.format(locale=locale))
    for name, data in files.items():
        (folder / name).write_bytes(data)
    subprocess.run(
        [soffice, f"-env:UserInstallation={user.parent.as_uri()}", "--headless", "--convert-to", kind, *files],
        cwd=folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def sheets(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sheet of every workbook as German readers see its cells."""
    folder = tmp_path_factory.mktemp("sheets")
    converted(soffice, folder, {f"{n}.xlsx": workbook(one) for n, one in REPORTS.items()}, AS_SHOWN, "de-DE")
    return folder


@pytest.fixture(scope="module")
def pages(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Slides and a workbook as German readers see them on paper."""
    folder = tmp_path_factory.mktemp("pages")
    files = {f"{n}.pptx": slides(one) for n, one in REPORTS.items()} | {"book.xlsx": workbook(made())}
    converted(soffice, folder, files, "pdf", "de-DE")
    return folder


def rows(folder: Path, name: str, sheet: str) -> list[list[str]]:
    text = (folder / f"{name}-{sheet}.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def said(file: Path) -> str:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    return re.sub(r"\s", "", text)


def test_numbers_look_german_to_german_readers(sheets):
    _head, first, *others = rows(sheets, "pair", "Vergleich")
    assert first[:6] == ["Zeit bis zur Entscheidung", "Median, Tage", "Das ganze Amt", "Tage", "84,6", "42,3"]
    assert first[6:9] == ["-42,3", "-45,4", "-39,2"]
    assert first[12:15] == ["-50,0%", "-53,7%", "-46,3%"]
    assert [row[4:7] for row in others[2:4]] == [["38,1%", "35,0%", "-3,2%"], ["32.900", "33.250", "+350"]]
    weeks = rows(sheets, "pair", "Wochen")
    assert weeks[1][:2] == ["17.03.2025", "9.000"]
    assert len(weeks) == 1 + 53


def test_an_english_workbook_keeps_to_the_german_program_that_opens_it(sheets):
    assert rows(sheets, "english", "Weeks")[1][:2] == ["17.03.2025", "9.000"]


def test_no_program_finds_an_error_in_a_cell(sheets):
    found = list(sheets.glob("*.csv"))
    assert len(found) == 9 + 8 + 9 + 9
    for file in found:
        assert not re.search(r"#(REF|NAME|VALUE|DIV/0|N/A|WERT|BEZUG)[!?]?|Err:\d", file.read_text(encoding="utf-8"))


def test_a_hostile_name_is_what_the_cell_shows(sheets):
    shown = {row[0] for row in rows(sheets, "crowd", "Alternativen")}
    for what in ("formula", "DDE", "plus", "minus", "at", "web service", "script", "quote first", "a number", "NUL"):
        assert plain(NAMES[what]) in shown, what
    whole = [row for row in rows(sheets, "crowd", "Alternativen")[1:] if row[2] == "85"]
    assert len(whole) == len(crowded().alternatives)


@pytest.mark.parametrize("name", REPORTS)
def test_slides_are_five_pages(pages, name):
    assert len(pypdf.PdfReader(pages / f"{name}.pdf").pages) == 5


def test_slides_show_titles_tables_and_charts_in_german(pages):
    text = said(pages / "pair.pdf")
    for part in ("42TageFrüher".lower(), "9KennzahlenimVergleich", "84,6", "33.250", "+50%", "10.000", "Mär25"):
        assert part.lower() in text.lower(), part


def test_the_printed_workbook_shows_its_charts_in_german(pages):
    text = said(pages / "book.pdf")
    for part in ("Vorherundnachher:Tage", "Wassichändert,inProzentvonvorher", "10.000", "33.250", "80,1%"):
        assert part in text, part
