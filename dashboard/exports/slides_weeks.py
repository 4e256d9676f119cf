"""Weeks on a slide: a band with a line in it, which PowerPoint draws as areas and lines on the same axes."""

from __future__ import annotations

import re
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
from dashboard.exports.plain_text import one_line
from dashboard.exports.report import Line
from dashboard.exports.report_shown import described
from dashboard.exports.slides_charts import A, C, Place, axes, drawn_chart, element, fill
from dashboard.exports.slides_deck import Deck, Slide
from dashboard.exports.slides_master import LEFT, RIGHT
from dashboard.figures.look import LIGHT
from dashboard.words import Words


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


def weeks(deck: Deck, words: Words) -> tuple[Slide, list[str]]:
    _, report = words.text, deck.report
    series = list(dict.fromkeys(line.series for line in report.lines))[:2]
    lines = {one: [line for line in report.lines if line.series == one] for one in series}
    title = words.listing([re.split("[:,]", lines[one][0].title)[0] for one in series])
    slide = deck.slide(
        _("How it goes on"),
        _("Week by week: {what}").format(what=title) if series else _("No weeks are kept for this run"),
    )
    width = (RIGHT - LEFT - 0.3 * (len(series) - 1)) / max(len(series), 1)
    for i, one in enumerate(series):
        _course(slide, (LEFT - 0.1 + i * (width + 0.3), 1.75, width, 4.75), lines[one], words)
    foot = _("The band is the spread of single runs; the line is their mean.")
    if report.replications == 1:
        foot = _("One run alone has no range, so none is given.")
    if not series:
        foot = _("The run is shorter than a week.")
    slide.text(foot, (LEFT, 6.62, RIGHT - LEFT, 0.3), size=11, ink=LIGHT.ink2)
    return slide, [report.scope, title, foot]


def _course(slide: Slide, place: tuple[float, float, float, float], lines: list[Line], words: Words) -> None:
    report = slide.deck.report
    own = next((line for line in lines if line.run == report.asked.run), lines[0])
    others = [line for line in lines if line is not own][:1]
    found = {(one.run, one.begins): one for one in report.weekly if one.series == own.series}
    days = sorted({begins for _run, begins in found})
    band = [found.get((own.run, day)) for day in days]
    means = [
        (line.scenario, [one.mean if (one := found.get((line.run, day))) else None for day in days])
        for line in (own, *others)
    ]
    form = Course(
        days, [one.low if one else None for one in band], [one.high - one.low if one else None for one in band], means,
        words.text("{scenario}: spread of single runs").format(scenario=one_line(own.scenario, 40)), own.title,
        number_formats.of_unit(own.unit),
    )  # fmt: skip
    _draw(slide, place, form, own.title, described(report, own.title))


def _draw(slide: Slide, place: Place, drawn: Course, title: str, text: str) -> None:
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
    unnamed = ("0",) if slide.deck.report.replications > 1 else ("0", "1")
    for i, idx in enumerate(unnamed, 1):
        entry = element("legendEntry")
        entry.append(element("idx", idx))
        entry.append(element("delete", "1"))
        chart.legend._element.insert(i, entry)
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
