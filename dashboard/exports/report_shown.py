"""What workbook and slides both show of a report: names of rows, which of them come first, alternative texts."""

from __future__ import annotations

from dashboard.exports.plain_text import one_line, without_bold
from dashboard.exports.report import WHOLE, Compared, Group, Report
from dashboard.figures.look import LIGHT
from dashboard.words import Words
from dashboard.words.measures import Tone

FILL: dict[Tone, str] = {
    "better": LIGHT.fill,
    "worse": LIGHT.worse_fill,
    "unclear": LIGHT.card,
    "none": LIGHT.card,
    "changed": LIGHT.ink2,
}
"""Of a bar: what may be chance is hollow."""


def group_names(report: Report, words: Words) -> dict[Group, str]:
    """Each group by its name."""
    known = {one.group: one.group_title for one in report.measures if one.group_title}
    return known | {WHOLE: words.text("The whole office")}


def row_name(one: Compared, names: dict[Group, str], between: str = ", ") -> str:
    """A measure, and of which group where it is not the whole office."""
    return one.title if one.group == WHOLE else f"{one.title}{between}{names.get(one.group, one.group[1])}"


def chief(report: Report, most: int) -> tuple[Compared, ...]:
    """The rows that there is room for, in their order: the first of each group and all that gets worse go before."""
    if len(report.compared) <= most:
        return report.compared
    firsts = {one.group: i for i, one in reversed(list(enumerate(report.compared)))}

    def rank(i: int) -> tuple[bool, bool, int]:
        one = report.compared[i]
        return (i != firsts[one.group] and one.tone != "worse", one.tone == "none", i)

    kept = sorted(range(len(report.compared)), key=rank)[:most]
    return tuple(report.compared[i] for i in sorted(kept))


def relative(value: float | None, before: float) -> float | None:
    """A difference as a share of what was before; None where there was nothing."""
    return None if value is None or before == 0 else value / abs(before)


def whiskers(one: Compared) -> tuple[float, float] | None:
    """How far the interval of a difference reaches down and up, as shares of what was before."""
    if one.low is None or one.high is None or one.before == 0:
        return None
    return (one.difference - one.low) / abs(one.before), (one.high - one.difference) / abs(one.before)


def described(report: Report, title: str) -> str:
    """The alternative text: what is drawn and what the report finds."""
    first = without_bold(report.findings[0]) if report.findings else report.title
    return one_line(f"{title}. {report.scope} {first}", 600)
