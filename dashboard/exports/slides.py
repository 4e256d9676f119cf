"""A report as five slides (Folien): the answer, what changes, the weeks, alternatives, where the numbers come from.

Charts and tables are PowerPoint's own, to be edited there. The same report gives the same bytes.
"""

from __future__ import annotations

from collections import Counter

from dashboard.exports import number_formats
from dashboard.exports.plain_text import one_line, plainly, without_bold
from dashboard.exports.report import WHOLE, Alternative, Report
from dashboard.exports.report_shown import FILL, chief, group_names, relative, row_name, whiskers
from dashboard.exports.slides_charts import Bars, bars
from dashboard.exports.slides_deck import Deck, Slide
from dashboard.exports.slides_master import LEFT, RIGHT
from dashboard.exports.slides_tables import Column, Said, table
from dashboard.exports.slides_weeks import weeks
from dashboard.figures.look import LIGHT
from dashboard.words import N_, NN_, Words
from dashboard.words.measures import ORIGINS, Tone

ROWS = 9
"""Of a table that a slide can hold."""
ROWS_OF_FIGURES = 7
COUNTED: dict[Tone, str] = {
    "better": N_("{n} better"),
    "worse": N_("{n} worse"),
    "unclear": N_("{n} unclear"),
    "none": N_("{n} without a difference"),
    "changed": N_("{n} different"),
}


def slides(report: Report) -> bytes:
    """The presentation, in the language of the report."""
    report = plainly(report)
    words = Words(report.asked.lang)
    deck = Deck(report, " · ".join([one_line(report.office, 60), words.text("Run {run}").format(run=report.asked.run)]))
    for make in (_answer, _changes if report.compared else _figures, weeks, _alternatives, _origin):
        slide, said = make(deck, words)
        again = words.text("Compute it again: {command}").format(command=report.command)
        slide.notes([*said, words.text("Report: {link}").format(link=report.link), again])
    return deck.bytes()


def _answer(deck: Deck, words: Words) -> tuple[Slide, list[str]]:
    """The first finding is the title: who sees one slide has seen the answer."""
    _, report = words.text, deck.report
    first, *others = report.findings or (report.title,)
    slide = deck.slide(_("Question and answer"), without_bold(first), body=bool(others))
    question = _("Question: {question}").format(question=report.question)
    slide.text(one_line(question, 230), (LEFT, 2.05, RIGHT - LEFT, 0.6), size=16, ink=LIGHT.ink2)
    shown = report.key_figures[:4]
    width = (RIGHT - LEFT + 0.2) / max(len(shown), 3) - 0.2
    for i, one in enumerate(shown):
        place = (LEFT + i * (width + 0.2), 2.75, width, 1.75)
        slide.card(one.title, one.shown, [one.range, one.verdict], place)
    if others:
        slide.body([one_line(one, 200) for one in others[:4]], (LEFT, 4.7, RIGHT - LEFT, 1.75), 15)
    slide.text(one_line(report.scope, 190), (LEFT, 6.55, RIGHT - LEFT, 0.35), size=12, ink=LIGHT.ink2)
    figures = [f"{one.title}: {one.shown} ({one.range})" for one in report.key_figures]
    return slide, [question, *report.findings, *figures, report.scope]


def _changes(deck: Deck, words: Words) -> tuple[Slide, list[str]]:
    _, report = words.text, deck.report
    shown, names = chief(report, ROWS), group_names(report, words)
    counted = Counter(one.tone for one in report.compared)
    parts = [_(text).format(n=counted[tone]) for tone, text in COUNTED.items() if counted[tone]]
    compared = words.plural(*NN_("{n} measure compared", "{n} measures compared"), len(report.compared))
    slide = deck.slide(_("What changes"), f"{compared}: {words.listing(parts)}")
    _difference_bars(slide, report, words)
    rows = [
        [
            Said(one.title, one.sub if one.group == WHOLE else f"{names.get(one.group, '')}: {one.sub}", bold=True),
            Said(one.before_shown), Said(one.after_shown, bold=True), Said(one.said, one.interval, one.tone, bold=True),
        ]
        for one in shown
    ]  # fmt: skip
    columns = [Column(_("Measure"), 2.9, letters=44), Column(_("before"), 0.9, True, 12)]
    columns += [Column(_("after"), 0.9, True, 12), Column(_("Difference and interval"), 2.1, letters=34)]
    table(slide, (RIGHT - 6.8, 1.75), columns, rows, _("What changes"), row=min(0.48, 4.4 / len(rows)), size=11)
    foot = _("Whisker: interval (95 %). Hollow: may be chance.")
    if len(report.compared) > ROWS:
        more = words.plural(
            *NN_("{n} more measure in the workbook.", "{n} more measures in the workbook."), len(report.compared) - ROWS
        )
        foot = f"{foot} {more}"
    slide.text(foot, (LEFT, 6.62, RIGHT - LEFT, 0.3), size=11, ink=LIGHT.ink2)
    said = [
        f"{one.title} ({one.sub}): {one.before_shown} → {one.after_shown}, {one.said} ({one.interval})"
        for one in report.compared
    ]
    return slide, [report.scope, *said]


def _difference_bars(slide: Slide, report: Report, words: Words) -> None:
    """All differences on one scale, which is what was before."""
    _ = words.text
    shown, names = chief(report, ROWS), group_names(report, words)
    title = _("What changes, in per cent of before")
    form = Bars(
        [row_name(one, names, ",\n") for one in shown], [relative(one.difference, one.before) for one in shown],
        [FILL[one.tone] for one in shown], "+0%;-0%;0%", _("per cent of before"), title,
        [whiskers(one) or (0.0, 0.0) for one in shown], labels=False,
    )  # fmt: skip
    text = f"{title}. " + "; ".join(f"{row_name(one, names)}: {one.said}, {one.interval}" for one in shown)
    bars(slide, (LEFT - 0.1, 1.7, 5.3, 4.9), form, title, text)


def _figures(deck: Deck, words: Words) -> tuple[Slide, list[str]]:
    """A run alone: its key figures, and the first of them by group."""
    _, report = words.text, deck.report
    slide = deck.slide(_("Key figures"), _("This run alone: the figures that count, and how sure they are"))
    shown = report.key_figures[:ROWS] or report.measures[:ROWS]
    rows = [[Said(one.title, one.group_title, bold=True), Said(one.shown, bold=True), Said(one.range)] for one in shown]
    columns = [
        Column(_("Measure"), 2.6, letters=36),
        Column(_("Figure"), 1.9, True, 30),
        Column(_("Range"), 2.1, letters=60),
    ]
    table(slide, (LEFT, 1.75), columns, rows, _("Key figures"), row=min(0.55, 4.6 / max(len(rows), 1)))
    first = next(iter(shown), None)
    same = [
        one for one in report.measures
        if first and (one.measure, one.statistic) == (first.measure, first.statistic) and one.group[0]
    ]  # fmt: skip
    groups = [one for one in same if one.group[0] == same[0].group[0]][:10]
    if first and groups:
        code = number_formats.of_unit(first.unit)
        form = Bars(
            [one.group_title for one in groups], [one.mean for one in groups], [LIGHT.fill] * len(groups), code,
            first.title, first.title,
        )  # fmt: skip
        text = f"{first.title}. " + "; ".join(f"{one.group_title}: {one.shown}" for one in groups)
        bars(slide, (7.4, 1.7, RIGHT - 7.4, 4.9), form, first.title, text)
    return slide, [report.scope, *(f"{one.title}: {one.shown} ({one.range})" for one in shown)]


def _alternatives(deck: Deck, words: Words) -> tuple[Slide, list[str]]:
    _, report = words.text, deck.report
    if len(report.alternatives) < 2:
        slide = deck.slide(_("Alternatives"), _("No alternative has been computed yet"), body=True)
        what = _("Who compares decides better: run other scenarios of this office, and the report shows them here.")
        slide.body(
            [what, _("On the page Staffing: change something and press run. From the command line: terminwerk run.")],
            (LEFT, 2.2, 9.0, 2.0),
            18,
        )
        return slide, [what]
    count = words.plural(*NN_("{n} scenario side by side", "{n} scenarios side by side"), len(report.alternatives))
    slide = deck.slide(_("Alternatives"), count)
    chosen = sorted(report.alternatives, key=lambda one: not (one.is_this or one.is_base))[:ROWS_OF_FIGURES]
    shown = [one for one in report.alternatives if one in chosen]
    heads = report.alternative_heads[:3]
    rows = [
        [
            Said(one.scenario, _besides(words, one), bold=one.is_this, tone="better" if one.is_this else "changed"),
            *(
                Said(figure, difference, bold=one.is_this)
                for figure, difference in zip(one.figures, one.differences or [""] * len(one.figures), strict=True)
            ),
        ]
        for one in shown
    ]
    columns = [Column(_("Scenario"), 2.9, letters=44), *(Column(head, 1.65, True, 40) for head in heads)]
    table(slide, (LEFT, 1.75), columns, rows, _("Alternatives"), row=min(0.62, 4.2 / len(rows)))
    j = next((j for j, _head in enumerate(heads) if any(one.numbers[j] is not None for one in shown)), None)
    if j is not None:
        code = number_formats.of_shown(next(one.figures[j] for one in shown if one.numbers[j] is not None), words.lang)
        colours = [LIGHT.fill if one.is_this else LIGHT.unclear if one.is_base else LIGHT.fan50 for one in shown]
        form = Bars(
            [one.scenario for one in shown], [one.numbers[j] for one in shown], colours, code, heads[j], heads[j]
        )
        text = f"{heads[j]}. " + "; ".join(f"{one.scenario}: {one.figures[j]}" for one in shown)
        left = LEFT + sum(one.width for one in columns) + 0.2
        bars(slide, (left, 1.7, RIGHT - left, 4.8), form, heads[j], text)
    foot = _("Blue: this report. Grey: what it is held against.")
    if len(report.alternatives) > len(shown):
        more = NN_("{n} more scenario in the workbook.", "{n} more scenarios in the workbook.")
        foot = f"{foot} {words.plural(*more, len(report.alternatives) - len(shown))}"
    slide.text(foot, (LEFT, 6.62, RIGHT - LEFT, 0.3), size=11, ink=LIGHT.ink2)
    return slide, [f"{one.scenario} ({one.why}): " + ", ".join(one.figures) for one in report.alternatives]


def _besides(words: Words, one: Alternative) -> str:
    """Why it was computed, and with how many runs."""
    return " · ".join(filter(None, (one.why, words.plural("{n} run", "{n} runs", one.replications))))


def _origin(deck: Deck, words: Words) -> tuple[Slide, list[str]]:
    _, report = words.text, deck.report
    counted = Counter(one.kind for one in report.assumptions)
    kinds = [kind for kind in ORIGINS if counted[kind]]
    title = words.plural(
        *NN_("{n} number goes in, with its origin", "{n} numbers go in, each with its origin"), len(report.assumptions)
    )
    slide = deck.slide(_("Where the numbers come from"), title, body=True)
    slide.body([one_line(one, 260) for one in report.method[:5]], (LEFT, 1.35, 7.0, 3.4), 11)
    if kinds:
        name = _("Numbers of the scenario by origin")
        colours = [LIGHT.fill if kind in ("published", "derived") else LIGHT.fan50 for kind in kinds]
        shown = [_(ORIGINS[kind]) for kind in kinds]
        form = Bars(shown, [float(counted[kind]) for kind in kinds], colours, "#,##0", _("how many"), name)
        text = f"{name}. " + "; ".join(f"{one}: {counted[kind]}" for one, kind in zip(shown, kinds, strict=True))
        bars(slide, (7.8, 1.35, RIGHT - 7.8, 3.2), form, name, text)
    rows = [[Said(name, bold=True), Said(value)] for name, value in report.data[:5]]
    if rows:
        columns = [Column(_("Name"), 3.2, letters=40), Column(_("Value"), RIGHT - LEFT - 3.2, letters=110)]
        table(slide, (LEFT, 4.75), columns, rows, _("Run"), row=0.27, size=11)
    slide.text(
        one_line(_("Compute it again: {command}").format(command=report.command), 170),
        (LEFT, 6.62, RIGHT - LEFT, 0.3),
        size=11,
        ink=LIGHT.ink2,
    )
    return slide, [*report.method, *(f"{name}: {value}" for name, value in report.data)]
