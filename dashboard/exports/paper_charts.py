"""The pictures of the paper as numbers between 0 and 1, each with a text that says what it shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from statistics import fmean
from typing import Any

from dashboard.exports.plain_text import one_line, without_bold
from dashboard.exports.print_fonts import printable
from dashboard.exports.report import Compared, Line, Measured, Report, Weekly
from dashboard.words import Words
from dashboard.words.measures import MEASURES, amount

SHOWN_FIRST = ("backlog", "demand_lost")
STOCKS = ("backlog",)
"""What is there at a moment; the others happen in the course of a week."""
LEAST_APART = 0.26
"""Of the height of a chart, between the middles of two labels."""


def whisker(words: Words, one: Compared) -> dict[str, Any]:
    """Dot and interval about zero in the middle."""
    low, high = one.low, one.high
    ends = [low, high] if low is not None and high is not None else [one.difference]
    reach = max((abs(end) for end in (*ends, one.difference)), default=0.0) or 1.0
    said = MEASURES.get((one.measure, one.statistic))
    if one.tone == "none" and said is not None:
        reach = max(reach, 4 * said.zone)

    def at(value: float) -> float:
        return 0.5 + 0.46 * value / reach

    alt = words.text("{what}: {said}, interval {interval}.").format(
        what=one.title, said=one.said, interval=one.interval or "–"
    )
    return {
        "tone": one.tone,
        "at": at(one.difference),
        "ends": [at(low), at(high)] if low is not None and high is not None else None,
        "alt": printable(one_line(alt, 300)),
    }


def card_strip(words: Words, one: Measured) -> dict[str, Any]:
    """A figure on its scale: the range of single runs, the mean, and the goal."""
    if one.least is None or one.most is None:
        return {"strip": None, "alt": ""}
    ends = [one.least, one.most, one.mean] + ([one.goal] if one.goal else [])
    room = (max(ends) - min(ends)) or abs(one.mean) or 1.0
    left, right = min(ends) - 0.22 * room, max(ends) + 0.22 * room

    def at(value: float) -> float:
        return (value - left) / (right - left)

    goal = words.text("Goal {n}").format(n=words.number(one.goal)) if one.goal else ""
    parts = [f"{one.title}: {one.shown}", one.range, goal, without_bold(one.verdict)]
    return {
        "strip": {
            "low": at(one.least),
            "high": at(one.most),
            "point": at(one.mean),
            "mark": at(one.goal) if one.goal else None,
            "label": goal,
            "missed": one.goal is not None and one.mean < one.goal,
        },
        "alt": printable(one_line("; ".join(part for part in parts if part), 400)),
    }


def series_chart(words: Words, report: Report, title: str) -> dict[str, Any] | None:
    """The path of the backlog, or of those who give up the search, with the band of single runs."""
    names = [line.series for line in report.lines]
    series = next((one for one in (*SHOWN_FIRST, *names) if one in names), None)
    lines = [line for line in report.lines if line.series == series]
    points = {line.run: _points(report, line) for line in lines}
    lines = [line for line in lines if len(points[line.run]) > 1]
    if not lines:
        return None
    every = [one for line in lines for one in points[line.run]]
    ticks, top = _ticks(max(one.high for one in every))
    days = [one.begins.toordinal() for one in every]
    first, span = min(days), max(max(days) - min(days), 1)

    def x(one: Weekly) -> float:
        return (one.begins.toordinal() - first) / span

    drawn = [_drawn(line, points[line.run], x, top, i == 0) for i, line in enumerate(lines)]
    for one, at in zip(drawn, _apart([one["label-at"] for one in drawn]), strict=True):
        one["label-at"] = at
    unit = lines[0].unit
    return {
        "heading": printable(one_line(lines[0].title, 80)) + ".",
        "finding": printable(one_line(_finding(words, lines, points), 260)),
        "alt": printable(one_line(_alt(words, lines, points), 600)),
        "ticks": [[tick / top, _figure(words, tick, unit)] for tick in ticks],
        "months": _months(words, first, span),
        "series": drawn,
        "foot": _foot(words, report),
    }


def _points(report: Report, line: Line) -> list[Weekly]:
    """The weeks of a line, and where it ends."""
    weeks = [one for one in report.weekly if (one.series, one.run) == (line.series, line.run)]
    return [*weeks, line.end] if weeks and line.end is not None else weeks


def _drawn(line: Line, points: Sequence[Weekly], x: Any, top: float, main: bool) -> dict[str, Any]:
    band = [(x(one), one.low / top) for one in points] + [(x(one), one.high / top) for one in reversed(points)]
    return {
        "main": main,
        "band": band,
        "line": [(x(one), one.mean / top) for one in points],
        "label": printable(one_line(line.scenario, 44)),
        "label-at": points[-1].mean / top,
    }


def _apart(places: list[float]) -> list[float]:
    """Places of labels, moved so that none lies on another."""
    if len(places) < 2 or abs(places[0] - places[1]) >= LEAST_APART:
        return places
    middle, more = sum(places) / 2, LEAST_APART / 2
    middle = min(max(middle, more), 1 - more)
    up = places[0] >= places[1]
    return [middle + more, middle - more] if up else [middle - more, middle + more]


def _ticks(most: float) -> tuple[list[float], float]:
    """Round figures from zero to the top of a scale."""
    raw = (most or 1.0) / 4
    decade = 10.0 ** math.floor(math.log10(raw))
    step = next(decade * n for n in (1, 2, 2.5, 5, 10) if decade * n >= raw - 1e-9)
    count = math.ceil(most / step - 1e-9) or 1
    return [step * i for i in range(count + 1)], step * count


def _figure(words: Words, value: float, unit: str) -> str:
    if unit == "share":
        return words.percent(value)
    return words.number(value, 0 if float(value).is_integer() else 1)


def _months(words: Words, first: int, span: int) -> list[tuple[float, str]]:
    """Every second month where the year is long, else every one."""
    begins = [date.fromordinal(first + i) for i in range(span + 1)]
    firsts = [day for day in begins if day.day == 1]
    return [
        ((day.toordinal() - first) / span, words.month(day)) for day in (firsts[::2] if len(firsts) > 7 else firsts)
    ]


def _finding(words: Words, lines: Sequence[Line], points: dict[str, list[Weekly]]) -> str:
    parts = [
        words.text("{scenario}: from {start} to {end}.").format(
            scenario=line.scenario,
            start=_said(words, points[line.run][0].mean, line.unit),
            end=_said(words, points[line.run][-1].mean, line.unit),
        )
        if line.series in STOCKS
        else words.text("{scenario}: {mean} on average.").format(
            scenario=line.scenario, mean=_said(words, fmean(one.mean for one in points[line.run]), line.unit)
        )
        for line in lines
    ]
    return " ".join(parts)


def _said(words: Words, value: float, unit: str) -> str:
    if unit in ("cases", "people", "contacts", "slots"):
        return words.number(round(value, -1 if value >= 100 else 0))
    return amount(words, value, unit)


def described(words: Words, lines: Sequence[Line], report: Report) -> str:
    """What a chart of these weeks shows: its kind, where each line begins and ends, or its mean."""
    points = {line.run: _points(report, line) for line in lines}
    there = [line for line in lines if points[line.run]]
    return _alt(words, there, points) if there else lines[0].title


def _alt(words: Words, lines: Sequence[Line], points: dict[str, list[Weekly]]) -> str:
    weeks = [points[line.run] for line in lines]
    head = words.text("Line chart by week, {title}, from {first} to {last}.").format(
        title=lines[0].title, first=words.day(weeks[0][0].begins), last=words.day(weeks[0][-1].begins)
    )
    ends = [
        words.text("In single runs the end of {scenario} lies between {low} and {high}.").format(
            scenario=line.scenario,
            low=_said(words, points[line.run][-1].low, line.unit),
            high=_said(words, points[line.run][-1].high, line.unit),
        )
        for line in lines
    ]
    return " ".join([head, _finding(words, lines, points), *ends])


def _foot(words: Words, report: Report) -> str:
    n = report.replications
    if n == 1:
        return words.text("Line: the only run; it has no band. Value at the beginning of each week, or over the week.")
    every = words.text("both runs") if n == 2 else words.text("all {n} runs").format(n=n)
    runs = every if n < 10 else words.text("9 of 10 runs")
    return words.text("Line: mean. Band: {runs}; not an interval of the mean. Values by week.").format(runs=runs)
