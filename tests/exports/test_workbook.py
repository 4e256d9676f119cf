"""The workbook of a report: numbers as they are, texts that stay texts, charts of its own, the same bytes twice."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from dashboard.exports import number_formats, workbook_sheets
from dashboard.exports.plain_text import one_line, plain
from dashboard.exports.report import Report
from dashboard.exports.workbook import workbook
from dashboard.words import Words
from tests.exports.hand_made import alone, made

SHEETS = {
    "de": ["Antwort", "Vergleich", "Verlauf", "Wochen", "Alternativen", "Kennzahlen", "Annahmen", "STRESS-DES", "Lauf"],
    "en": ["Answer", "Comparison", "Course", "Weeks", "Alternatives", "Measures", "Assumptions", "STRESS-DES", "Run"],
}


def opened(report: Report) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(report)))


def parts(report: Report) -> dict[str, str]:
    """The parts of the file that are text."""
    with zipfile.ZipFile(io.BytesIO(workbook(report))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(scope="module")
def german() -> Workbook:
    return opened(made())


@pytest.mark.parametrize("lang", ["de", "en"])
def test_sheets_are_named_in_the_language_of_the_report(lang):
    assert opened(made(lang)).sheetnames == SHEETS[lang]


@pytest.mark.parametrize("report", [made(weeks=5), alone("en")], ids=["pair", "alone"])
def test_the_same_report_is_the_same_bytes(report):
    assert workbook(report) == workbook(report)


def test_dates_of_the_file_are_those_of_the_run(german):
    with zipfile.ZipFile(io.BytesIO(workbook(made()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = german.properties
    assert properties.created == properties.modified == datetime(2026, 11, 20, 17, 21, 22)
    assert properties.language == "de-DE"


def test_a_comparison_holds_numbers_that_are_not_rounded(german):
    rows = list(german["Vergleich"].iter_rows(min_row=2, max_row=10))
    for row, one in zip(rows, made().compared, strict=True):
        numbers = [one.before, one.after, one.difference, one.low, one.high]
        assert [cell.value for cell in row[4:9]] == pytest.approx(numbers, rel=1e-15)
        assert row[9].value == one.said
        assert row[12].value == pytest.approx(one.difference / one.before)


def test_each_unit_has_its_format(german):
    codes = {row[3].value: row[5].number_format for row in german["Vergleich"].iter_rows(min_row=2, max_row=10)}
    assert codes == {
        "Tage": "#,##0.0",
        "Anteil": "#,##0.0%",
        "Vorgänge": "#,##0",
        "Kontakte": "#,##0",
        "Minuten": "#,##0.0",
    }


def test_weeks_are_dates_and_their_bands_have_a_width(german):
    sheet = german["Wochen"]
    first = made().weekly[0]
    assert sheet["A2"].value == datetime(2025, 3, 17)
    assert sheet["A2"].number_format == "dd.mm.yyyy"
    assert [sheet.cell(2, column).value for column in (2, 3, 4)] == [first.mean, first.low, first.high]
    assert sheet.max_row == 1 + 53


def test_numbers_written_as_words_are_numbers_in_their_cells(german):
    values = {row[1].value for row in german["Annahmen"].iter_rows(min_row=2)}
    assert values == {20, 4.5}


@pytest.mark.parametrize(
    ("text", "lang", "number"),
    [
        ("1.234,5", "de", 1234.5), ("38\u00a0%", "de", 0.38), ("−2", "de", -2.0), ("1,234.5", "en", 1234.5),
        ("20", "de", 20.0), ("1.234.56", "de", None), ("4 bis 5", "de", None), ("", "de", None), ("=1", "de", None),
        ("2025-03-17", "en", None), ("12,34", "en", None),
    ],
)  # fmt: skip
def test_a_text_is_a_number_only_as_the_screen_writes_one(text, lang, number):
    assert number_formats.number(text, lang) == number


def test_tables_stay_under_their_heading_on_the_screen_and_on_paper(german):
    for sheet in german.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title not in ("Antwort", "Verlauf"):
            assert sheet.freeze_panes == "B2"
            assert sheet.auto_filter.ref
            assert sheet.print_title_rows == "$1:$1"


def test_charts_have_titles_axes_and_an_alternative_text():
    found = parts(made())
    charts = [text for name, text in found.items() if name.startswith("xl/charts/chart")]
    assert len(charts) == 10
    for text in charts:
        assert text.count("<c:title>") >= 2
        assert 'lang="en-US"' not in text
        assert '<c:lang val="de-DE"/>' in text
    drawings = [text for name, text in found.items() if name.startswith("xl/drawings/drawing")]
    assert sum(text.count("<xdr:graphicFrame") for text in drawings) == 10
    assert sum(text.count("descr=") for text in drawings) == 10
    assert "42 Tage kürzer (39 bis 45)" in drawings[0]


def test_one_replication_has_no_interval_and_nothing_beside_it():
    book = opened(alone())
    assert "Vergleich" not in book.sheetnames
    for row in book["Kennzahlen"].iter_rows(min_row=2):
        assert row[3].value is None and row[4].value is None
        assert row[7].value == "ein Lauf allein hat keine Spanne"
    assert book["Verlauf"]["A1"].value == "Ein Lauf allein hat keine Spanne, darum steht hier keine."


def test_a_text_that_no_cell_holds_says_how_long_it_is():
    report = replace(made(), question="Ä" * 40_000)
    said = [cell.value for row in opened(report)["Antwort"].iter_rows() for cell in row if cell.value]
    (cut,) = [text for text in said if text.startswith("ÄÄÄ")]
    assert len(cut) == 32_767
    assert cut.endswith("… [gekürzt, 40.000 Zeichen]")


def test_letters_beyond_the_basic_plane_count_twice():
    cut = workbook_sheets.holdable("👩" * 20_000, Words("en"))
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("… [shortened, 20,000 letters]")


def test_rows_that_a_sheet_cannot_hold_are_counted_in_its_last(monkeypatch):
    monkeypatch.setattr(workbook_sheets, "ROWS", 50)
    last = list(opened(made())["Annahmen"].iter_rows())[-1]
    assert last[0].row == 50
    assert last[0].value == "… 72 weitere Zeilen passen nicht in ein Blatt"


def test_what_xml_cannot_hold_is_shown():
    assert plain("a\0b\x1bc\x7f") == "a␀b␛c␡"
    assert plain("a\r\nb\rc\td") == "a\nb\nc\td"
    assert plain("\u202e12\ud800\ufffe") == "\ufffd12\ufffd\ufffd"
    assert plain("שלום \u200f42") == "שלום \u200f42"
    assert one_line(" a \n b ", 3) == "a b"
    assert one_line("abcdef", 4) == "abc…"


def test_a_footer_takes_a_name_for_no_code():
    report = replace(made(), office="A&D & Söhne")
    assert "A&amp;&amp;D &amp;&amp; Söhne" in parts(report)["xl/worksheets/sheet1.xml"]


def test_each_chart_tells_what_it_shows_to_those_who_cannot_see_it(tmp_path):
    with zipfile.ZipFile(io.BytesIO(workbook(made()))) as file:
        names = [name for name in file.namelist() if "drawings/drawing" in name and "rels" not in name]
        drawings = [file.read(name).decode() for name in names]
    told = [text for drawing in drawings for text in re.findall(r'descr="([^"]*)"', drawing)]
    assert len(told) == len(set(told)) > 5
    assert all(text.startswith(("Balken: ", "Liniendiagramm")) and re.search(r"\d", text) for text in told)
    assert any("42 Tage kürzer (39 bis 45)" in text for text in told)
