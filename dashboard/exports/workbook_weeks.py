"""The weeks of a run in a workbook: a table of means and spreads, and a sheet of pictures drawn from it."""

from __future__ import annotations

from dashboard.exports import number_formats
from dashboard.exports.paper_charts import described
from dashboard.exports.plain_text import one_line
from dashboard.exports.report import Report, Weekly
from dashboard.exports.workbook_charts import WIDTH, axis, literal, place, styled
from dashboard.exports.workbook_sheets import Book, Cell, Head, Number, Sheet
from dashboard.figures.look import LIGHT

HEIGHT = 400
WEEKS = 60
"""On a printed page."""


def weeks(book: Book, report: Report) -> None:
    """Two sheets: pictures, then the table. A row is a week, a line has four columns: mean, from, to, width."""
    _ = book.words.text
    pictures = book.sheet(_("Course"), pages=1)
    table = book.sheet(_("Weeks"))
    table.file.repeat_columns(0)
    found = {(one.run, one.series, one.begins): one for one in report.weekly}
    days = sorted({one.begins for one in report.weekly})
    heads = [Head(_("Week from"), 13)]
    for line in report.lines:
        name = f"{line.title}: {one_line(line.scenario, 80)}"
        heads += [Head(f"{name}, {part}", 20) for part in (_("mean"), _("from"), _("to"), _("width of the spread"))]
    rows: list[list[Cell]] = [
        [day, *(cell for line in report.lines for cell in _cells(found.get((line.run, line.series, day)), line.unit))]
        for day in days
    ]
    n = table.table(heads, rows)
    table.file.fit_to_pages(max(1, len(report.lines) // 2), -(-n // WEEKS))
    foot = (
        _("The band is the spread of single runs; the line is their mean.")
        if report.replications > 1
        else _("One run alone has no range, so none is given.")
    )
    pictures.cell(0, 0, foot, text_wrap=False)
    row, x = 2, 0
    for series in dict.fromkeys(line.series for line in report.lines):
        below = _picture(pictures, table, report, series, n, (row, x))
        row, x = (below, 0) if x else (row, WIDTH + 20)


def _cells(one: Weekly | None, unit: str) -> list[Cell]:
    if one is None:
        return [None] * 4
    code = number_formats.of_unit(unit)
    return [Number(value, code) for value in (one.mean, one.low, one.high, one.high - one.low)]


def _picture(pictures: Sheet, table: Sheet, report: Report, series: str, n: int, where: tuple[int, int]) -> int:
    """One series: the band and the line of this run, and the line that it is held against."""
    _, file = pictures.book.words.text, pictures.book.file
    band = file.add_chart({"type": "area", "subtype": "stacked"})
    lines = file.add_chart({"type": "line"})
    dates = [table.name, 1, 0, n, 0]
    drawn = [(j, line) for j, line in enumerate(report.lines) if line.series == series]
    for j, line in sorted(drawn, key=lambda one: one[1].run == report.asked.run):
        mean = 1 + 4 * j
        own = line.run == report.asked.run
        if own and report.replications > 1:
            for column, fill in ((mean + 1, {"none": True}), (mean + 3, {"color": LIGHT.fan50})):
                values = [table.name, 1, column, n, column]
                name = literal(_("{scenario}: spread of single runs").format(scenario=line.scenario))
                band.add_series({"name": name, "categories": dates, "values": values, "fill": fill})
        look = (
            {"color": LIGHT.fill, "width": 2.5} if own else {"color": LIGHT.unclear, "width": 1.75, "dash_type": "dash"}
        )
        name, values = literal(line.scenario), [table.name, 1, mean, n, mean]
        lines.add_series({"name": name, "categories": dates, "values": values, "line": look})
    title = drawn[0][1].title
    has_band = report.replications > 1 and any(line.run == report.asked.run for _j, line in drawn)
    chart = band if has_band else lines
    if has_band:
        band.combine(lines)
    styled(chart, title)
    chart.set_x_axis(
        axis(
            _("Week from"),
            grid=False,
            code=number_formats.MONTH[pictures.book.words.lang],
            date_axis=True,
            major_unit=2,
            major_unit_type="months",
        )
    )
    chart.set_y_axis(axis(title, grid=True, code=number_formats.of_unit(drawn[0][1].unit), min=0))
    chart.set_legend({"position": "bottom", "delete_series": [0] if has_band else []})
    told = described(pictures.book.words, [line for _j, line in drawn], report)
    return place(pictures, chart, where, HEIGHT, told)
