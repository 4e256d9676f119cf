"""Weeks on a slide: a band with a line in it, which PowerPoint draws as areas and lines on the same axes."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.exports import number_formats
from dashboard.exports.slides_charts import A, C, Place, axes, drawn_chart, element, fill
from dashboard.exports.slides_deck import Slide
from dashboard.figures.look import LIGHT


@dataclass(frozen=True)
class Course:
    """A series by week: days, the band of this run, its mean, and the mean that it is held against, if any."""

    days: Sequence[date]
    low: Sequence[float | None]
    width: Sequence[float | None]
    means: Sequence[tuple[str, Sequence[float | None]]]
    band: str
    axis: str
    code: str


def course(slide: Slide, place: Place, drawn: Course, title: str, text: str) -> None:
    """A band with a line in it, and a dashed line beside it: an area and a line chart on the same axes."""
    columns = [("", drawn.low), (drawn.band, drawn.width), *drawn.means]
    chart = drawn_chart(slide, place, XL_CHART_TYPE.AREA_STACKED, list(drawn.days), columns, title, text)
    area = chart.plots[0]
    low, band, *_means = area.series
    low.format.fill.background()
    fill(band.format, LIGHT.fan50)
    _lines(chart, area._element)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(11)
    entry = element("legendEntry")
    entry.append(element("idx", "0"))
    entry.append(element("delete", "1"))
    chart.legend._element.insert(1, entry)
    axes(chart, drawn.axis, drawn.code)
    labels = chart.category_axis.tick_labels
    labels.number_format, labels.number_format_is_linked = number_formats.MONTH[slide.deck.report.asked.lang], False
    _two_months(chart.category_axis._element)
    if all(number is None or number >= 0 for number in drawn.low):
        chart.value_axis.minimum_scale = 0


def _two_months(axis: Any) -> None:
    """A label every other month."""
    for name in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit"):
        for old in axis.findall(qn(name)):
            axis.remove(old)
    values = {"c:baseTimeUnit": "days", "c:majorUnit": "2", "c:majorTimeUnit": "months"}
    for name, value in values.items():
        axis.append(element(name.removeprefix("c:"), value))


def _lines(chart: Any, area: Any) -> None:
    """Moves the means out of the stack of areas into lines over it."""
    lines = element("lineChart")
    lines.append(element("grouping", "standard"))
    lines.append(element("varyColors", "0"))
    for i, series in enumerate(area.findall(qn("c:ser"))[2:]):
        area.remove(series)
        ink, width, dash = (LIGHT.fill, 31750, "solid") if i == 0 else (LIGHT.unclear, 22225, "dash")
        line = (
            f'<c:spPr xmlns:c="{C}" xmlns:a="{A}"><a:ln w="{width}" cap="rnd"><a:solidFill><a:srgbClr '
            f'val="{ink[1:]}"/></a:solidFill><a:prstDash val="{dash}"/></a:ln></c:spPr>'
        )
        series.find(qn("c:tx")).addnext(parse_xml(line))
        marker = element("marker")
        marker.append(element("symbol", "none"))
        series.find(qn("c:spPr")).addnext(marker)
        series.append(element("smooth", "0"))
        lines.append(series)
    lines.append(element("marker", "1"))
    for one in area.findall(qn("c:axId")):
        lines.append(deepcopy(one))
    area.addnext(lines)
