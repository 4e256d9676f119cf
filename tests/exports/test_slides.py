"""The slides of a report: five, each with a title that programs know, charts to be edited, the same bytes twice."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from xml.etree import ElementTree

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from dashboard.exports.report import Report
from dashboard.exports.report_shown import chief
from dashboard.exports.slides import slides
from tests.exports.hand_made import BASE, RUN, alone, made

TITLES = [
    "Vier Stellen mehr in Familiäre Aufenthalte bringen dort die Entscheidung 42 Tage früher, 39 bis 45.",
    "9 Kennzahlen im Vergleich: 5 besser, 2 schlechter, 1 unklar und 1 ohne Unterschied",
    "Woche für Woche: Rückstand und Zeit bis zum Termin",
    "4 Szenarien nebeneinander",
    "120 Zahlen gehen ein, jede mit ihrer Herkunft",
]


def short(report: Report) -> Report:
    """A run that ends before its first week does."""
    return replace(report, lines=(), weekly=())


REPORTS = {"pair": made(), "english": made("en"), "alone": alone(), "short": short(alone()), "few weeks": made(weeks=2)}


@cache
def kept(name: str) -> bytes:
    return slides(REPORTS[name])


def opened(name: str) -> list:
    return list(Presentation(io.BytesIO(kept(name))).slides)


@pytest.fixture(scope="module")
def pair() -> list:
    return opened("pair")


def charts(slide: object) -> list:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_is_the_same_bytes(name):
    assert slides(REPORTS[name]) == kept(name)


@pytest.mark.parametrize("name", REPORTS)
def test_five_slides_each_begin_with_their_title(name):
    found = opened(name)
    assert len(found) == 5
    for slide in found:
        first = next(iter(slide.shapes))
        assert first.placeholder_format.type == PP_PLACEHOLDER.TITLE
        assert first.text_frame.text


def test_titles_say_what_the_slide_shows(pair):
    assert [slide.shapes.title.text_frame.text for slide in pair] == TITLES


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_lies_outside_the_slide_and_no_placeholder_is_empty(name):
    file = Presentation(io.BytesIO(kept(name)))
    assert file.slide_width / file.slide_height == pytest.approx(16 / 9, rel=1e-3)
    for slide in file.slides:
        for shape in slide.shapes:
            assert min(shape.left, shape.top) >= 0
            assert shape.left + shape.width <= file.slide_width
            assert shape.top + shape.height <= file.slide_height
            assert not shape.is_placeholder or shape.text_frame.text


@pytest.mark.parametrize("name", REPORTS)
def test_charts_and_tables_have_an_alternative_text(name):
    for slide in opened(name):
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_all_slides_but_the_first_have_charts_of_their_own(pair):
    assert [len(charts(slide)) for slide in pair] == [0, 1, 2, 1, 1]


def test_a_chart_can_be_edited_with_the_numbers_that_it_shows(pair):
    (chart,) = charts(pair[1])
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    for row, one in zip(rows, made().compared, strict=True):
        assert row[0] == one.title
        numbers = (one.difference, one.difference - one.low, one.high - one.difference)
        assert row[1:] == pytest.approx([number / one.before for number in numbers])


def test_weeks_are_a_band_and_a_line_for_each_run(pair):
    backlog, _access = charts(pair[2])
    band, lines = backlog.plots
    assert len(band.series) == 2
    assert [series.name for series in lines.series] == ["Familiäre Aufenthalte +4", "Ausländerbehörde 2025"]
    own = [one for one in made().weekly if one.series == "backlog" and one.run == RUN]
    base = [one for one in made().weekly if one.series == "backlog" and one.run == BASE]
    low, width = ([*series.values] for series in band.series)
    assert low == pytest.approx([one.low for one in own])
    assert width == pytest.approx([one.high - one.low for one in own])
    assert [*lines.series[0].values] == pytest.approx([one.mean for one in own])
    assert [*lines.series[1].values] == pytest.approx([one.mean for one in base])


def test_one_run_alone_has_no_band_in_words_or_legend():
    slide = opened("alone")[2]
    assert "Ein Lauf allein hat keine Spanne, darum steht hier keine." in [
        shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
    ]
    for chart in charts(slide):
        assert len(chart.legend._element.findall(qn("c:legendEntry"))) == 2


def test_a_difference_that_may_be_chance_is_hollow(pair):
    (chart,) = charts(pair[1])
    series = chart.plots[0].series[0]
    fills = [str(series.points[i].format.fill.fore_color.rgb) for i in range(9)]
    assert [fills[i] for i in (0, 2, 5, 7)] == ["2F6FAF", "C66A12", "FFFFFF", "FFFFFF"]


def test_every_slide_names_its_run_and_leads_to_the_report(pair):
    for number, slide in enumerate(pair, start=1):
        foot = next(one for one in slide.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
        assert f"Lauf {RUN}" in foot.text_frame.text
        assert [run.hyperlink.address for run in foot.text_frame.paragraphs[0].runs][-1] == made().link
        notes = slide.notes_slide.notes_text_frame.text
        assert made().link in notes, number
        assert made().command in notes


def test_texts_say_their_language():
    for name, content in parts(kept("english")):
        if name.startswith("ppt/") and name.endswith(".xml"):
            assert b'"en-US"' not in content, name
        if name.startswith(("ppt/slides/slide", "ppt/charts/chart", "ppt/notesSlides/notesSlide")):
            runs = [one.find("{*}rPr") for one in ElementTree.fromstring(content).iter() if one.tag.endswith("}r")]
            assert {run.get("lang") for run in runs} == {"en-GB"}, name


def test_dates_are_those_of_the_run_and_no_other_machine_left_a_trace():
    data = kept("pair")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "printer" in name or "thumbnail" in name]
    properties = Presentation(io.BytesIO(data)).core_properties
    assert properties.created == properties.modified == datetime(2026, 11, 20, 17, 21, 22)
    assert properties.language == "de-DE"
    for name, content in parts(data):
        assert b"2013-" not in content, name


def test_what_there_is_no_room_for_is_not_what_gets_worse():
    compared = tuple(replace(one, group=group) for group in (("", ""), ("team", "x")) for one in made().compared)
    kept = chief(replace(made(), compared=compared), 9)
    assert len(kept) == 9
    assert [one for one in kept if one.tone == "worse"] == [one for one in compared if one.tone == "worse"]
    assert compared[0] in kept and compared[9] in kept


def test_a_run_without_alternatives_says_what_to_do():
    slide = opened("alone")[3]
    assert slide.shapes.title.text_frame.text == "Noch ist keine Alternative gerechnet"
    assert not charts(slide)


def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())
