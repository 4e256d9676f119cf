"""What stands in the council paper: the report cut to what fits two pages and an annex, all of it as plain data."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from dashboard.exports.paper_charts import card_strip, series_chart, whisker
from dashboard.exports.plain_text import MORE, bold_parts, one_line, without_bold
from dashboard.exports.print_fonts import printable
from dashboard.exports.report import WHOLE, Alternative, Compared, Measured, Report
from dashboard.exports.report_shown import chief
from dashboard.words import Words, searches, staffing

REGIONS = {"de": "DE", "en": "GB"}
ROWS, OTHERS, NUMBERS = 10, 6, 8
LONG_LEAD, HASH = 230, 64


def content(report: Report, created: datetime) -> dict[str, Any]:
    """Every text is final and printable."""
    words = Words(report.asked.lang)
    _ = words.text
    title = _short(report.title, 80)
    lead, others = report.findings[0], report.findings[1:]
    return {
        "lang": words.lang,
        "region": REGIONS[words.lang],
        "title": _short(report.question, 200),
        "description": _short(without_bold(lead), 400),
        "run": report.asked.run,
        "created": {name: getattr(created, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        "office": _short(report.office, 70),
        "date": _("Run of {day}").format(day=words.day(created.date())),
        "footer": _("{title} · run {run} · Terminwerk").format(title=_short(report.title, 60), run=report.asked.run),
        "page-word": _("Page"),
        "question": _short(report.question, 170),
        "lead": _rich(lead, 620),
        "lead-long": len(without_bold(lead)) > LONG_LEAD,
        "findings": [_rich(one, 300) for one in others if not _on_a_card(one, report)][:4],
        "scope": _short(report.scope, 240),
        "cards": [_card(words, one) for one in report.key_figures[:4]],
        "cards-height": 104 if len(report.key_figures) < 4 else 128,
        "key": {"better": _("better"), "worse": _("worse"), "unclear": _("unclear or no difference")},
        "changes": _changes(words, report),
        "figures": None if report.compared else _figures(words, report),
        "alternatives": _alternatives(words, report),
        "evidence": _("What it rests on"),
        "chart": series_chart(words, report, title),
        "assumptions": _assumptions(words, report),
        "method": {"heading": _("Method in five lines"), "lines": [_all(one) for one in report.method]},
        "runs": _runs(words, report),
        "link": report.link,
        "link-word": _("This report as a link:"),
        "annex": _annex(words, report),
    }


def _all(text: str) -> str:
    return printable(one_line(text))


def _short(text: str, most: int) -> str:
    cut = one_line(text, most)
    head, _space, _part = cut.rpartition(" ")
    if cut.endswith(MORE) and not text.endswith(MORE) and len(head) > 2 * most / 3:
        cut = head.rstrip(",;:") + MORE
    return printable(cut)


def _rich(text: str, most: int) -> list[tuple[str, bool]]:
    """A sentence in parts, bold or not; what is too long ends with an ellipsis."""
    parts, left = [], most
    for part, loud in bold_parts(text):
        if left > 0:
            cut = part if len(part) <= left else part[: left - 1].rstrip() + "…"
            parts.append((printable(" ".join(cut.split("\n"))), loud))
        left -= len(part)
    return parts


def _on_a_card(finding: str, report: Report) -> bool:
    """Whether a key figure says the same."""
    return any(one.verdict and one.verdict in finding for one in report.key_figures)


def _card(words: Words, one: Measured) -> dict[str, Any]:
    figure = one.shown.removesuffix(one.unit_title).strip()
    return {
        "title": _short(one.title, 40),
        "figure": _short(figure, 20),
        "unit": _short(one.unit_title, 40),
        "range": _short(one.range, 60),
        "verdict": _rich(one.verdict, 150),
        **card_strip(words, one),
    }


def _changes(words: Words, report: Report) -> dict[str, Any] | None:
    """Before and after for the whole office, and first what the lead speaks of, when it is one team."""
    if not report.compared:
        return None
    _ = words.text
    own = [one for one in report.compared if one.group != WHOLE][:1]
    whole = [one for one in report.compared if one.group == WHOLE]
    rows = chief(replace(report, compared=(*own, *whole)), ROWS)
    names = {one.group: one.group_title for one in report.measures}
    return {
        "heading": _("What changes"),
        "heads": [_("Measure"), _("before"), _("after"), _("Difference"), _("In words, 95 % interval")],
        "rows": [_row(words, one, names.get(one.group, "")) for one in rows],
        "tight": 3.9 if len(report.alternatives) < OTHERS else 2.8,
        "foot": _("Each row has its own scale, zero is in the middle."),
    }


def _row(words: Words, one: Compared, group: str) -> dict[str, Any]:
    return {
        "title": _short(one.title, 44),
        "sub": _short(one.sub if not group else f"{group}: {one.sub}", 60),
        "before": one.before_shown,
        "after": one.after_shown,
        "said": one.said,
        "interval": one.interval,
        **whisker(words, one),
    }


def _figures(words: Words, report: Report) -> dict[str, Any] | None:
    """Of a run that stands alone: the measures that a comparison would show, each with its interval."""
    _ = words.text
    known = {(one.measure, one.statistic): one for one in report.measures if one.group == WHOLE}
    rows = [known[key] for key in (*staffing.KEYS, *searches.KEYS) if key in known]
    rows = list(dict.fromkeys(rows))[:ROWS]
    return (
        {
            "heading": _("The run in figures"),
            "heads": [_("Measure"), _("Mean"), _("95 % interval of the mean")],
            "rows": [[_short(one.title, 70), one.shown, one.range] for one in rows],
        }
        if rows
        else None
    )


def _alternatives(words: Words, report: Report) -> dict[str, Any] | None:
    _ = words.text
    if len(report.alternatives) < 2:
        return None
    this = [one for one in report.alternatives if one.is_this or one.is_base]
    others = [one for one in report.alternatives if not (one.is_this or one.is_base)]
    chosen = {one.run for one in [*this, *others[: OTHERS - len(this)]]}
    shown = [one for one in report.alternatives if one.run in chosen]
    left = len(report.alternatives) - len(shown)
    foot = words.plural("{n} other stands in the workbook.", "{n} others stand in the workbook.", left) if left else ""
    return {
        "heading": _("Alternatives side by side"),
        "heads": [_("Scenario"), *(_short(one, 60) for one in report.alternative_heads)],
        "rows": [_alternative(words, one) for one in shown],
        "foot": foot,
    }


def _alternative(words: Words, one: Alternative) -> dict[str, Any]:
    _ = words.text
    tags = [_("base")] if one.is_base else []
    tags += [_("this paper")] if one.is_this else []
    tags = tags or [_short(one.why, 70)] if one.why and one.why != one.scenario else tags
    tags.append(words.plural("{n} run", "{n} runs", one.replications))
    said = one.differences or ("",) * len(one.figures)
    return {
        "name": _short(one.scenario, 60),
        "tag": " · ".join(tags),
        "this": one.is_this,
        "cells": [[figure, text] for figure, text in zip(one.figures, said, strict=False)],
    }


def _assumptions(words: Words, report: Report) -> dict[str, Any]:
    _ = words.text
    rows = [
        [
            _short(one.title, 62),
            _short(f"{one.value} {one.unit}".strip(), 90),
            f"{one.low} – {one.high}" if one.low and one.high else "–",
            one.origin,
            _short(one.why, 160) or "–",
        ]
        for one in report.assumptions[:NUMBERS]
    ]
    foot = _("{shown} of {all} numbers: what is changed, then the widest assumptions. All stand in the workbook.")
    return {
        "heading": _("Assumptions that matter most"),
        "heads": [_("Number"), _("Value"), _("from – to"), _("Origin"), _("Source and reason")],
        "rows": rows,
        "foot": foot.format(shown=words.number(len(rows)), all=words.number(len(report.assumptions))),
    }


def _runs(words: Words, report: Report) -> dict[str, Any]:
    """Run data in few lines: versions stand in one, hashes are cut."""
    _ = words.text
    version = _("Version")
    versions = [(name, text) for name, text in report.data if name.startswith(f"{version}: ")]
    rows = [(name, text) for name, text in report.data if (name, text) not in versions]
    short = [[_all(name), _short(text, 17 if len(text) == HASH else 44)] for name, text in rows[:-1]]
    told = ", ".join(f"{name.removeprefix(f'{version}: ')} {text}" for name, text in versions)
    return {
        "heading": _("Runs and versions"),
        "rows": [short[: (len(short) + 1) // 2], short[(len(short) + 1) // 2 :]],
        "long": [[_("Computed with"), _short(told, 160)], [_all(rows[-1][0]), _short(rows[-1][1], 300)]],
    }


def _annex(words: Words, report: Report) -> dict[str, Any]:
    _, before = words.text, ""
    rows = []
    for one in report.stress_des:
        section = _all(one.section) if one.section != before else ""
        rows.append({"section": section, "number": one.number, "item": _all(one.item), "text": _short(one.text, 900)})
        before = one.section
    return {
        "heading": _("Annex: STRESS-DES"),
        "intro": _("How this simulation study is reported: the twenty items of the STRESS-DES checklist."),
        "heads": [_("No."), _("Item"), _("Here")],
        "rows": rows,
    }
