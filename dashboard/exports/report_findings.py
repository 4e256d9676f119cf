"""Question and findings of a report: the sentences of the pages, the deciding one first, its side effect beside it."""

from __future__ import annotations

from typing import Literal

from dashboard import naming
from dashboard.exports.report_subject import Subject
from dashboard.words import forecast, searches, staffing
from dashboard.words.compared import rows, settle
from dashboard.words.key_figures import key_figures
from dashboard.words.measures import MEASURES, Tone, tone


def question(subject: Subject) -> str:
    """What would 4 more heads in family stays bring? Without a base: what can be expected."""
    words, _ = subject.words, subject.words.text
    if subject.before is None:
        return _("What can be expected with “{title}”?").format(title=subject.chosen.title)
    if subject.after.searched:
        change = searches.change(words, subject.chosen)
    else:
        change = staffing.change(words, subject.chosen, subject.before)
    return _("What would {change} bring?").format(change=change)


def findings(subject: Subject) -> tuple[str, ...]:
    """The lead of the pages, goals, and what is still unclear."""
    words, after, before = subject.words, subject.after, subject.before
    found: list[str] = []
    if before is not None:
        keys = searches.KEYS if after.searched else staffing.KEYS
        found.append(_lead(subject))
        unclear = [one for one in rows(subject.over, keys, words) if one.difference.tone == "unclear"]
        found.append(searches.finding(words, after) if after.searched else forecast.overview(words, after))
        found.append(settle(words, unclear, subject.n) if subject.n > 1 else _no_range(subject))
    else:
        found.append(searches.finding(words, after) if after.searched else forecast.overview(words, after))
        found.append(forecast.waiting(words, after))
        found.append(_no_range(subject) if after.n == 1 else "")
    goals = [
        words.text("{title}: {figure} {unit}, {range}. {goal}: {verdict}").format(
            title=one.title, figure=one.figure, unit=one.unit, range=one.range, goal=one.mark_label, verdict=one.verdict
        )
        for one in key_figures(words, after)
        if one.goal is not None and one.found is not None
    ]
    return tuple(one for one in (*found[:2], *goals, *found[2:]) if one)


def _lead(subject: Subject) -> str:
    assert subject.before is not None
    if subject.after.searched:
        return searches.lead(subject.words, subject.chosen, subject.over)
    return staffing.lead(subject.words, subject.chosen, subject.after, subject.before, subject.over)


def _no_range(subject: Subject) -> str:
    if subject.before is None:
        return subject.words.text("**One run alone has no range:** how far another year would differ is not known.")
    return subject.words.text("**One pair of runs alone has no range:** the differences may be chance.")


def verdict(subject: Subject) -> Tone | Literal["alone"]:
    """What may be said of the deciding difference."""
    if subject.before is None:
        return "alone"
    if subject.after.searched:
        place = searches.HEADLINE
    else:
        place = staffing.headline_place(subject.after, subject.before, subject.chosen)
    between = subject.over.get(place)
    return "unclear" if between is None else tone(between, MEASURES[place[:2]])


def scope(subject: Subject) -> str:
    """Scenario, base, replications and period in one line."""
    words, _ = subject.words, subject.words.text
    if subject.before is None:
        return naming.scope(words, subject.after, subject.chosen.title)
    n = words.plural("{n} pair of replications", "{n} pairs of replications", subject.n)
    against = _("{title} against {base}, {n}.").format(title=subject.chosen.title, base=subject.before_title, n=n)
    period = _("Run from {first} to {last}.").format(
        first=words.day(subject.after.scenario.starts), last=words.day(subject.after.last_day)
    )
    return f"{against} {period}"
