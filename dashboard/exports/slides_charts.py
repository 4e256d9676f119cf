"""Charts that PowerPoint draws itself. The small workbook behind each holds its text as text, never as a formula."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard.exports.package import core_properties, moment, repacked
from dashboard.exports.plain_text import one_line
from dashboard.exports.slides_deck import Slide, colour, described
from dashboard.figures.look import LIGHT

Place = tuple[float, float, float, float]
LABEL = 36
"""Letters of a line of a name on an axis, which has two at most."""


@dataclass(frozen=True)
class Bars:
    """Lying bars: names, numbers, a colour for each (card colour: hollow), how far whiskers reach, a number format."""

    names: Sequence[str]
    numbers: Sequence[float | None]
    colours: Sequence[str]
    code: str
    axis: str
    series: str
    whiskers: Sequence[tuple[float, float]] | None = None
    labels: bool = True


def bars(slide: Slide, place: Place, drawn: Bars, title: str, text: str) -> None:
    """One bar a row, the first on top, from zero; few of them leave room below."""
    left, top, width, height = place
    place = (left, top, width, min(height, 1.6 + 0.75 * len(drawn.names)))
    names = ["\n".join(one_line(part, LABEL) for part in name.split("\n")[:2]) or "–" for name in drawn.names]
    reach = (
        []
        if drawn.whiskers is None
        else [("−", [one for one, _up in drawn.whiskers]), ("+", [one for _down, one in drawn.whiskers])]
    )
    chart = drawn_chart(
        slide, place, XL_CHART_TYPE.BAR_CLUSTERED, names, [(drawn.series, drawn.numbers)], title, text, reach
    )
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 55, False
    series = plot.series[0]
    series.invert_if_negative = False
    for i, value in enumerate(drawn.colours):
        fill(series.points[i].format, value)
    for point in series._element.findall(qn("c:dPt")):
        point.insert(1, element("invertIfNegative", "0"))
    if drawn.labels:
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = drawn.code, False
        plot.data_labels.font.size = Pt(11)
    if drawn.whiskers is not None:
        _whiskers(series._element, drawn.whiskers)
    chart.category_axis.reverse_order = True
    chart.value_axis._element.find(qn("c:crosses")).set("val", "max")
    chart.value_axis.major_unit = _step([one for one in drawn.numbers if one is not None])
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axes(chart, drawn.axis, drawn.code)
    if all(number is None or number >= 0 for number in drawn.numbers):
        chart.value_axis.minimum_scale = 0


def drawn_chart(
    slide: Slide, place: Place, kind: Any, names: Sequence[Any], columns: Sequence[tuple[str, Sequence[float | None]]],
    title: str, text: str, beside: Sequence[tuple[str, Sequence[float | None]]] = (),
) -> Any:  # fmt: skip
    """A chart with a title, an alternative text and its own workbook; `beside` are columns that are no series."""
    data = CategoryChartData(number_format="General")
    data.categories = names
    columns = [(one_line(name, 80), numbers) for name, numbers in columns]
    for name, numbers in columns:
        data.add_series(name, numbers)
    frame = slide.file.shapes.add_chart(kind, *map(Inches, place), data)
    described(frame, title, text)
    chart = frame.chart
    report = slide.deck.report
    chart.part.chart_workbook.update_from_xlsx_blob(
        _workbook(names, [*columns, *beside], report.asked.lang, report.created)
    )
    chart.font.size, chart.font.color.rgb = Pt(11), colour(LIGHT.ink)
    chart.has_title = True
    heading = chart.chart_title.text_frame
    heading.text = one_line(title, 90)
    heading.paragraphs[0].runs[0].font.size, heading.paragraphs[0].runs[0].font.bold = Pt(13), True
    chart.chart_title.include_in_layout = False
    return chart


def _workbook(
    names: Sequence[Any], columns: Sequence[tuple[str, Sequence[float | None]]], lang: str, created: str
) -> bytes:
    """The cells behind a chart, where PowerPoint looks for them: names in A, a series in each column after it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"author": "Terminwerk", "created": moment(created)})
    sheet = book.add_worksheet("Sheet1")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for i, name in enumerate(names, start=1):
        if isinstance(name, date):
            sheet.write_datetime(i, 0, name, day)
        else:
            sheet.write_string(i, 0, name)
    for j, (title, numbers) in enumerate(columns, start=1):
        sheet.write_string(0, j, title)
        for i, number in enumerate(numbers, start=1):
            if number is not None:
                sheet.write_number(i, j, number)
    book.close()

    def edit(name: str, content: bytes) -> bytes:
        return core_properties(content, lang, created) if name == "docProps/core.xml" else content

    return repacked(out.getvalue(), edit)


def axes(chart: Any, title: str, code: str) -> None:
    """Thin lines, the value axis with its name and grid."""
    value, category = chart.value_axis, chart.category_axis
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = colour(LIGHT.line)
    value.format.line.fill.background()
    value.major_tick_mark = category.major_tick_mark = XL_TICK_MARK.NONE
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = code, False
    value.tick_labels.font.size = category.tick_labels.font.size = Pt(11)
    category.format.line.color.rgb = colour(LIGHT.line2)
    category.has_major_gridlines = False
    value.has_title = True
    _level(value)
    _level(category)
    value.axis_title.text_frame.text = one_line(title, 70)
    run = value.axis_title.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(11), False


def _step(numbers: Sequence[float]) -> float:
    """Of an axis: a round one, about three from end to end."""
    reach = (max([0.0, *numbers]) - min([0.0, *numbers])) / 3 or 1.0
    decade = 10.0 ** math.floor(math.log10(reach))
    return next(decade * step for step in (1, 2, 5, 10) if decade * step >= reach * 0.999)


def _level(axis: Any) -> None:
    """Labels that no program turns to save room."""
    body = axis._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    body.set("rot", "0")
    body.set("vert", "horz")


def _whiskers(series: Any, reach: Sequence[tuple[float, float]]) -> None:
    """Intervals as error bars, which the library has no words for; their lengths stand in columns C and D."""

    def numbers(name: str, column: str, values: list[float]) -> str:
        points = "".join(f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in enumerate(values))
        cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
        place = f"Sheet1!${column}$2:${column}${len(values) + 1}"
        return f"<c:{name}><c:numRef><c:f>{place}</c:f><c:numCache>{cache}</c:numCache></c:numRef></c:{name}>"

    xml = (
        f'<c:errBars xmlns:c="{C}" xmlns:a="{A}"><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/>{numbers("plus", "D", [up for _down, up in reach])}'
        f'{numbers("minus", "C", [down for down, _up in reach])}<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr '
        f'val="{LIGHT.ink[1:]}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    series.find(qn("c:cat")).addprevious(parse_xml(xml))


def fill(form: Any, value: str) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = colour(value)
    if value == LIGHT.card:
        form.line.color.rgb, form.line.width = colour(LIGHT.unclear), Pt(1.25)


C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def element(name: str, value: str = "") -> Any:
    """An element of a chart, with its value where it has one."""
    return parse_xml(f'<c:{name} xmlns:c="{C}"' + (f' val="{value}"/>' if value else "/>"))
