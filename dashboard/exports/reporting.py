"""From a run to what a report says of it: the sentences and figures of the pages, put in order."""

from __future__ import annotations

from dataclasses import replace

from dashboard.exports.asking import MOST_BESIDE, link_of
from dashboard.exports.report import Alternative, Asked, Report
from dashboard.exports.report_assumptions import assumptions
from dashboard.exports.report_findings import findings, question, scope, verdict
from dashboard.exports.report_method import data, method
from dashboard.exports.report_subject import subject_of
from dashboard.exports.report_tables import alternative_heads, alternatives, compared, key_figures, measures
from dashboard.exports.report_weeks import lines, weekly
from dashboard.exports.stress_des import stress_des
from dashboard.naming import reproduce
from dashboard.shelf import Shelf


def report(shelf: Shelf, asked: Asked) -> Report:
    """Everything that a report of this run says; the same for the same runs, whenever it is asked.

    Raises StoreError for a damaged run, ExportError for one that is unknown or still going, for two that did not meet
    the same people and for a group that is not there, ScenarioError for a scenario that cannot be read.
    """
    subject = subject_of(shelf, asked)
    words, after, beside = subject.words, subject.after, alternatives(subject)
    return Report(
        asked=subject.asked,
        title=subject.chosen.title,
        office=words.name(after.scenario.office.name),
        question=question(subject),
        findings=findings(subject),
        verdict=verdict(subject),
        scope=scope(subject),
        created=after.view.manifest.created,
        link=link_of(_as_shown(subject.asked, beside)),
        command=reproduce(after, subject.before),
        key_figures=key_figures(subject),
        measures=measures(subject),
        compared=compared(subject),
        lines=lines(subject),
        weekly=weekly(subject),
        alternative_heads=alternative_heads(subject),
        alternatives=beside,
        assumptions=assumptions(subject),
        method=method(subject),
        stress_des=stress_des(subject),
        data=data(subject),
        replications=after.n,
    )


def _as_shown(asked: Asked, found: tuple[Alternative, ...]) -> Asked:
    """Asked again with the alternatives by name: a run that comes later shall not change what a link shows."""
    return replace(asked, beside=tuple(one.run for one in found if not (one.is_base or one.is_this))[:MOST_BESIDE])
