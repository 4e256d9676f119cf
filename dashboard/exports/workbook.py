"""A report as an Excel workbook (Arbeitsmappe): sheets to read, to sort and to count on with, and charts of its own.

Numbers are not rounded, their formats show them as the screen does. The same report gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from dashboard.exports import number_formats, workbook_charts
from dashboard.exports.package import core_properties, in_language, moment, repacked
from dashboard.exports.plain_text import one_line, plainly, without_bold
from dashboard.exports.report import Alternative, Report
from dashboard.exports.report_shown import group_names, relative, row_name, whiskers
from dashboard.exports.workbook_sheets import Book, Cell, Head, Number, Sheet, Toned
from dashboard.exports.workbook_weeks import weeks
from dashboard.figures.look import LIGHT
from dashboard.words import N_, Words

UNITS = {
    "days": N_("days"),
    "minutes": N_("minutes"),
    "seconds": N_("seconds"),
    "hours": N_("hours"),
    "share": N_("share"),
    "cases": N_("cases"),
    "contacts": N_("contacts"),
    "slots": N_("slots"),
    "people": N_("people"),
}
SHARE = "+0.0%;-0.0%;0.0%"
TONES = {
    "better": N_("better"),
    "worse": N_("worse"),
    "unclear": N_("unclear"),
    "none": N_("no difference"),
    "changed": N_("different"),
}


def workbook(report: Report) -> bytes:
    """The workbook, in the language of the report."""
    report = plainly(report)
    words = Words(report.asked.lang)
    out = io.BytesIO()
    book = Book(
        out, words, " · ".join([report.office, words.text("Run {run}").format(run=report.asked.run), report.link])
    )
    book.file.set_properties(
        {
            "title": one_line(report.title, 200),
            "subject": one_line(report.question, 200),
            "author": "Terminwerk",
            "comments": one_line(report.link, 250),
            "created": moment(report.created),
        }
    )
    _answer(book, report)
    if report.compared:
        _comparison(book, report)
    if report.weekly:
        weeks(book, report)
    if report.alternatives:
        _alternatives(book, report)
    _measures(book, report)
    _assumptions(book, report)
    _stress_des(book, report)
    _run(book, report)
    book.close()

    def edit(name: str, content: bytes) -> bytes:
        if name == "docProps/core.xml":
            return core_properties(content, words.lang, report.created)
        return in_language(content, words.lang) if name.startswith("xl/charts/") else content

    return repacked(out.getvalue(), edit)


def _answer(book: Book, report: Report) -> None:
    """The page of the decision: question, answer, key figures, how to find and repeat them."""
    _ = book.words.text
    sheet = book.sheet(_("Answer"), LIGHT.worse_fill, pages=1)
    sheet.columns(34, 96)
    sheet.cell(0, 0, report.office, font_color=LIGHT.ink2)
    first, *others = report.findings or (report.title,)
    sheet.cell(1, 0, _("Answer"), bold=True, font_color=LIGHT.accent)
    sheet.cell(1, 1, without_bold(first), bold=True, font_size=16)
    row = 2
    for finding in others:
        sheet.sentence(row, 1, finding, font_size=12)
        row += 1
    row = _pairs(sheet, row + 1, [(_("Question"), report.question), (_("Scope"), report.scope)])
    if report.key_figures:
        sheet.cell(row + 1, 0, _("Key figures"), bold=True, font_color=LIGHT.accent)
        figures = [
            (", ".join(filter(None, (one.title, one.group_title))), f"{one.shown} ({one.range}). {one.verdict}".strip())
            for one in report.key_figures
        ]
        row = _pairs(sheet, row + 2, figures)
    method = [(_("Method") if i == 0 else "", line) for i, line in enumerate(report.method)]
    row = _pairs(sheet, row + 1, method)
    _pairs(sheet, row + 1, [(_("Report"), report.link), (_("Compute it again"), report.command)])


def _pairs(sheet: Sheet, row: int, pairs: Sequence[tuple[str, str]]) -> int:
    """Names and texts in two columns; gives the next free row."""
    for i, (name, text) in enumerate(pairs):
        sheet.cell(row + i, 0, name, font_color=LIGHT.ink2)
        sheet.sentence(row + i, 1, text)
    return row + len(pairs)


def _comparison(book: Book, report: Report) -> None:
    """Before and after, one row a measure, and how large each difference is against what was before."""
    _ = book.words.text
    sheet = book.sheet(_("Comparison"), pages=1)
    heads = [Head(_("Measure"), 40), Head(_("What exactly"), 26), Head(_("For"), 24), Head(_("Unit"), 12)]
    heads += [Head(_("before"), 12), Head(_("after"), 12), Head(_("Difference (shares in points)"), 14)]
    heads += [Head(_("from"), 12), Head(_("to"), 12), Head(_("In words"), 24), Head(_("Interval (95 %)"), 24)]
    heads += [Head(_("Judgement"), 18), Head(_("Difference in per cent of before"), 16)]
    heads += [Head(_("from, in per cent"), 12), Head(_("to, in per cent"), 12)]
    heads += [Head(_("whisker down"), 12), Head(_("whisker up"), 12)]
    names = group_names(report, book.words)
    rows: list[list[Cell]] = []
    for one in report.compared:
        plain, signed = number_formats.of_unit(one.unit), number_formats.of_unit(one.unit, signed=True)
        rows.append(
            [
                Toned(row_name(one, names), "changed"), one.sub, names.get(one.group, one.group[1]),
                _unit(book.words, one.unit), Number(one.before, plain), Number(one.after, plain),
                Number(one.difference, signed, one.tone), Number(one.low, signed), Number(one.high, signed),
                Toned(one.said, one.tone), one.interval, _(TONES[one.tone]),
                *(Number(relative(value, one.before), SHARE) for value in (one.difference, one.low, one.high)),
                *(Number(value, "0.0%") for value in whiskers(one) or (None, None)),
            ]
        )  # fmt: skip
    sheet.table(heads, rows)
    workbook_charts.comparison(sheet, report)


def _alternatives(book: Book, report: Report) -> None:
    """What was considered beside it, with the same figures."""
    _ = book.words.text
    sheet = book.sheet(_("Alternatives"), pages=1)
    heads = [Head(_("Scenario"), 40), Head(_("Why"), 40)]
    heads += [Head(head, 18) for head in report.alternative_heads]
    heads += [Head(_("{measure}: difference").format(measure=head), 28) for head in report.alternative_heads]
    heads += [Head(_("What it is"), 20), Head(_("Run"), 16), Head(_("Replications"), 14)]
    rows: list[list[Cell]] = []
    for one in report.alternatives:
        figures = [
            Number(number, number_formats.of_shown(figure, book.words.lang)) if number is not None else figure
            for number, figure in zip(one.numbers, one.figures, strict=True)
        ]
        differences = one.differences or ("",) * len(report.alternative_heads)
        role, n = _role(book.words, one), Number(one.replications, "#,##0")
        rows.append([Toned(one.scenario, "changed"), one.why, *figures, *differences, role, one.run, n])
    sheet.table(heads, rows)
    workbook_charts.alternatives(sheet, report)


def _measures(book: Book, report: Report) -> None:
    """Every measure of the run for every group."""
    _ = book.words.text
    sheet = book.sheet(_("Measures"))
    heads = [Head(_("Measure"), 36), Head(_("For"), 30), Head(_("Mean"), 14), Head(_("from"), 14), Head(_("to"), 14)]
    heads += [Head(_("Unit"), 12), Head(_("As shown"), 18), Head(_("Range"), 34), Head(_("Name"), 28)]
    heads += [Head(_("Statistic"), 14), Head(_("Group"), 14), Head(_("Value"), 22)]
    names = group_names(report, book.words)
    rows: list[list[Cell]] = []
    for one in report.measures:
        code = number_formats.of_unit(one.unit)
        rows.append(
            [
                Toned(one.title, "changed"), names.get(one.group, one.group[1]), Number(one.mean, code),
                Number(one.low, code), Number(one.high, code), _unit(book.words, one.unit), one.shown, one.range,
                one.measure, one.statistic, *one.group,
            ]
        )  # fmt: skip
    sheet.table(heads, rows)


def _assumptions(book: Book, report: Report) -> None:
    """Every number of the scenario with its origin; what is a number in words is one in its cell."""
    _ = book.words.text
    sheet = book.sheet(_("Assumptions"))
    heads = [Head(_("Number"), 48), Head(_("Value"), 44), Head(_("Unit"), 16), Head(_("Origin"), 16)]
    heads += [Head(_("from"), 12), Head(_("to"), 12), Head(_("Why"), 64), Head(_("Place in the file"), 40)]

    def cell(text: str) -> Cell:
        value = number_formats.number(text, book.words.lang)
        return text if value is None else Number(value, number_formats.of_shown(text, book.words.lang))

    rows: list[list[Cell]] = [
        [one.title, cell(one.value), one.unit, one.origin, cell(one.low), cell(one.high), one.why, one.path]
        for one in report.assumptions
    ]
    sheet.table(heads, rows)


def _stress_des(book: Book, report: Report) -> None:
    _ = book.words.text
    heads = [
        Head(_("Number"), 10),
        Head(_("Section"), 24),
        Head(_("What is asked"), 44),
        Head(_("What holds here"), 90),
    ]
    book.sheet("STRESS-DES").table(heads, [[one.number, one.section, one.item, one.text] for one in report.stress_des])


def _run(book: Book, report: Report) -> None:
    _ = book.words.text
    more = [(_("Report"), report.link), (_("Compute it again"), report.command)]
    rows = [[name, text] for name, text in (*report.data, *more)]
    book.sheet(_("Run")).table([Head(_("Name"), 34), Head(_("Value"), 96)], rows)


def _unit(words: Words, unit: str) -> str:
    return words.text(UNITS[unit]) if unit in UNITS else unit


def _role(words: Words, one: Alternative) -> str:
    if one.is_this:
        return words.text("this report")
    return words.text("what it is held against") if one.is_base else words.text("alternative")
