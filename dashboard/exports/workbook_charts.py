"""Charts that Excel draws itself, from the cells of the sheet that they stand on, in the colours of the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.exports import number_formats
from dashboard.exports.plain_text import one_line
from dashboard.exports.report import Report
from dashboard.exports.report_shown import FILL, group_names, row_name
from dashboard.exports.workbook_sheets import Sheet
from dashboard.figures.look import LIGHT
from dashboard.words import N_
from dashboard.words.measures import Tone

WIDTH = 940
BEFORE, AFTER, RELATIVE, DOWN, UP = 4, 5, 12, 15, 16
"""Columns of the sheet Comparison."""
SCALES: dict[str, tuple[tuple[str, ...], str, str, str]] = {
    "days": (("days",), N_("Before and after: days"), N_("days"), "0"),
    "minutes": (("minutes",), N_("Before and after: minutes"), N_("minutes"), "0"),
    "share": (("share",), N_("Before and after: shares"), N_("per cent"), "0%"),
    "counts": (("cases", "contacts", "slots", "people"), N_("Before and after: how many"), N_("how many"), "#,##0"),
    "hours": (("hours",), N_("Before and after: hours"), N_("hours"), "#,##0"),
    "seconds": (("seconds",), N_("Before and after: seconds"), N_("seconds"), "#,##0"),
}
"""Measures that share one axis: their units, the title, the name of the axis, its numbers."""


def comparison(sheet: Sheet, report: Report) -> None:
    """Below the table: left all differences on one scale with their intervals, right before and after by unit."""
    _ = sheet.book.words.text
    n, names = len(report.compared), group_names(report, sheet.book.words)
    row = n + 2
    told = "; ".join(f"{row_name(one, names)}: {one.said} ({one.interval})" for one in report.compared)
    told = _("Bars: {title}. {values}").format(title=_("Difference in per cent of before"), values=told)
    place(sheet, _differences(sheet, report), (row, 0), _height(n, 42), told)
    for units, title, unit, code in SCALES.values():
        places = [i for i, one in enumerate(report.compared) if one.unit in units]
        if places:
            chart = _before_and_after(sheet, report, places, _(title), _(unit), code)
            shown = [report.compared[i] for i in places]
            told = "; ".join(f"{row_name(one, names)}: {one.before_shown} → {one.after_shown}" for one in shown)
            told = _("Bars: {title}. {values}").format(title=_(title), values=told)
            row = place(sheet, chart, (row, WIDTH + 20), _height(len(places), 48), told)


def alternatives(sheet: Sheet, report: Report) -> None:
    """Below the table: one chart a figure, one bar a scenario, two beside each other."""
    n = len(report.alternatives)
    row, x = n + 2, 0
    for j, head in enumerate(report.alternative_heads):
        numbers = [one.numbers[j] for one in report.alternatives]
        if all(one is None for one in numbers):
            continue
        shown = next(one.figures[j] for one in report.alternatives if one.numbers[j] is not None)
        chart = _bars(sheet, head, head, number_formats.of_shown(shown, sheet.book.words.lang), numbers)
        chart.add_series(
            {
                "name": [sheet.name, 0, 2 + j],
                "categories": [sheet.name, 1, 0, n, 0],
                "values": [sheet.name, 1, 2 + j, n, 2 + j],
                "points": [{"fill": {"color": _colour(one.is_this, one.is_base)}} for one in report.alternatives],
                "data_labels": {"value": True, "font": _font()},
                "gap": 45,
            }
        )
        values = "; ".join(f"{one.scenario}: {one.figures[j]}" for one in report.alternatives)
        told = sheet.book.words.text("Bars: {title}. {values}").format(title=head, values=values)
        below = place(sheet, chart, (row, x), _height(n, 36), told)
        row, x = (below, 0) if x else (row, WIDTH + 20)


def styled(chart: Any, title: str) -> Any:
    """Title, frame and background of each chart."""
    chart.set_title({"name": literal(title), "name_font": {**_font(13), "bold": True}, "overlay": False})
    chart.set_chartarea({"border": {"color": LIGHT.line}, "fill": {"color": LIGHT.card}})
    chart.set_plotarea({"fill": {"none": True}})
    return chart


def axis(name: str, *, grid: bool, code: str = "", **more: Any) -> dict[str, Any]:
    """An axis in the look: thin lines, second ink."""
    lines = {"visible": grid, "line": {"color": LIGHT.line, "width": 0.75}}
    form = {"num_format": code} if code else {}
    title = {"name": literal(name), "name_font": {**_font(), "bold": False}} if name else {}
    line = {"none": True} if grid else {"color": LIGHT.line2}
    return {**title, "num_font": _font(), "line": line, "major_gridlines": lines, **form, **more}


def literal(text: str) -> str:
    """A title that the library does not take for a formula."""
    text = one_line(text, 200)
    return "'" + text if text.startswith("=") else text


def place(sheet: Sheet, chart: Any, where: tuple[int, int], height: int, told: str) -> int:
    """Puts the chart at a row and so many pixels from the left; gives the first free row below. `told`: what it shows,
    for those who cannot see it."""
    row, x = where
    chart.set_size({"width": WIDTH, "height": height})
    look = {"description": one_line(told, 600), "object_position": 2, "x_offset": x}
    sheet.file.insert_chart(row, 0, chart, look)
    return row + height // 20 + 2


def _differences(sheet: Sheet, report: Report) -> Any:
    _ = sheet.book.words.text
    n = len(report.compared)
    chart = _bars(sheet, _("What changes, in per cent of before"), _("per cent of before"), "+0%;-0%;0%", [-1.0])
    chart.add_series(
        {
            "name": [sheet.name, 0, RELATIVE],
            "categories": [sheet.name, 1, 0, n, 0],
            "values": [sheet.name, 1, RELATIVE, n, RELATIVE],
            "points": [_bar(one.tone) for one in report.compared],
            "y_error_bars": {
                "type": "custom", "minus_values": _cells(sheet, DOWN, n), "plus_values": _cells(sheet, UP, n),
                "line": {"color": LIGHT.ink, "width": 1.25},
            },
            "gap": 60,
        }
    )  # fmt: skip
    return chart


def _before_and_after(sheet: Sheet, report: Report, rows: Sequence[int], title: str, unit: str, code: str) -> Any:
    """Rows of one unit, which need not stand together."""
    name = sheet.name.replace("'", "''")
    found = [report.compared[i] for i in rows]
    names = group_names(report, sheet.book.words)

    def cells(column: int) -> str:
        return "=(" + ",".join(f"'{name}'!${'ABCDEF'[column]}${i + 2}" for i in rows) + ")"

    chart = _bars(sheet, title, unit, code, [number for one in found for number in (one.before, one.after)])
    for column, colour in ((BEFORE, LIGHT.unclear), (AFTER, LIGHT.fill)):
        chart.add_series(
            {
                "name": [sheet.name, 0, column],
                "categories": cells(0),
                "categories_data": [row_name(one, names) for one in found],
                "values": cells(column),
                "values_data": [one.before if column == BEFORE else one.after for one in found],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": _font()},
                "gap": 45,
                "overlap": -5,
            }
        )
    chart.set_legend({"position": "top", "font": _font()})
    return chart


def _bars(sheet: Sheet, title: str, unit: str, code: str, numbers: Sequence[float | None]) -> Any:
    """Lying bars from zero, the first row on top."""
    chart = styled(sheet.book.file.add_chart({"type": "bar"}), title)
    least = {} if any(one is not None and one < 0 for one in numbers) else {"min": 0}
    chart.set_x_axis(axis(unit, grid=True, code=code, **least))
    chart.set_y_axis(axis("", grid=False, reverse=True, crossing="max", label_position="low"))
    chart.set_legend({"none": True})
    return chart


def _bar(tone: Tone) -> dict[str, Any]:
    dashed = {"border": {"color": LIGHT.unclear, "dash_type": "dash", "width": 1.25}}
    return {"fill": {"color": FILL[tone]}, **(dashed if tone in ("unclear", "none") else {})}


def _colour(is_this: bool, is_base: bool) -> str:
    return LIGHT.fill if is_this else LIGHT.unclear if is_base else LIGHT.fan50


def _font(size: float = 10) -> dict[str, Any]:
    return {"size": size, "color": LIGHT.ink}


def _cells(sheet: Sheet, column: int, n: int) -> str:
    """A column of the table under its heading."""
    letter = chr(ord("A") + column)
    return f"='{sheet.name}'!${letter}$2:${letter}${n + 1}"


def _height(rows: int, each: int) -> int:
    return 150 + each * rows
