"""What is taken along is what was shown, and no cell is a formula."""

import io
import zipfile
from datetime import date

import polars as pl
import pytest

from dashboard.exports.table import Column, Table, to_arrow, to_csv, to_html, to_parquet, to_xlsx
from dashboard.words import Words

TABLE = Table(
    "days",
    "Tage",
    [
        Column("team", "Gruppe", "text"),
        Column("mean", "Mittel", digits=1),
        Column("share", "Anteil", "share"),
        Column("day", "Tag", "date"),
    ],
    [
        {"team": '=HYPERLINK("x")', "mean": 12.25, "share": 0.5, "day": date(2025, 3, 17)},
        {"team": "<b>Familie</b>", "mean": None},
    ],
    {"Lauf": "R-1"},
)


def test_a_german_csv_opens_in_a_german_excel():
    text = to_csv(TABLE, Words("de")).decode("utf-8-sig")
    assert text.splitlines()[0] == "Gruppe;Mittel;Anteil;Tag"
    assert "12,25" in text


def test_text_that_looks_like_a_formula_stays_text_in_csv():
    assert "'=HYPERLINK" in to_csv(TABLE, Words("en")).decode("utf-8-sig")


def test_a_workbook_holds_no_formula_and_says_where_it_comes_from():
    with zipfile.ZipFile(io.BytesIO(to_xlsx(TABLE, Words("de")))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "R-1" in texts


def test_a_table_on_a_page_escapes_what_it_shows():
    shown = to_html(TABLE, Words("de")).decode()
    assert "<b>" not in shown
    assert "12,2" in shown and ">–<" in shown


@pytest.mark.parametrize(
    ("lang", "separator", "decimal", "said"),
    [("de", "tab", "", "12,25\t"), ("de", ",", "", "12.25,"), ("en", ";", ",", "12,25;"), ("en", "", "", "12.25,")],
)
def test_a_csv_has_the_separators_that_are_asked_for(lang, separator, decimal, said):
    assert said in to_csv(TABLE, Words(lang), separator, decimal).decode("utf-8-sig")


@pytest.mark.parametrize(("form", "read"), [(to_parquet, pl.read_parquet), (to_arrow, pl.read_ipc)])
def test_columns_keep_their_types_and_numbers_their_digits(form, read):
    content = form(TABLE, Words("de"))
    found = read(io.BytesIO(content))
    assert found.columns == ["team", "mean", "share", "day"]
    assert found.dtypes == [pl.String, pl.Float64, pl.Float64, pl.Date]
    assert found["mean"].to_list() == [12.25, None] and found["day"][0] == date(2025, 3, 17)
    assert found["team"][0].startswith("=HYPERLINK")
    assert content == form(TABLE, Words("en"))


def test_a_parquet_file_says_where_it_comes_from():
    about = pl.read_parquet_metadata(io.BytesIO(to_parquet(TABLE, Words("de"))))
    assert about["terminwerk.Lauf"] == "R-1"
