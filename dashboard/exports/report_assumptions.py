"""The numbers on which a run stands, those that matter first."""

from __future__ import annotations

import re

from dashboard.exports.report import Assumption
from dashboard.exports.report_subject import Subject
from dashboard.words.number_words import shown
from dashboard.words.origins import row_of, source_titles
from dashboard.words.staffing import subject_team
from simulation.scenario.figures import FigureRow

UNSURE = ("assumed", "calibrated")
SIZES = re.compile(
    r"teams\.[^.]+\.(heads|filled|present)|backlog\.undecided\.cases|.*\.arrivals\.per_(year|day)"
    r"|routes\.[^.]+\.(intake|check|decision|interview)\.minutes"
    r"|services\.[^.]+\.(minutes|steps\.(check|decision|interview)\.(minutes|share))"
    r"|searching\.[^.]+\.(no_show\.share|gives_up|patience_days|again_days|knows|cancel\.per_day)"
)
"""Paths of numbers that size demand, work and capacity."""


def assumptions(subject: Subject) -> tuple[Assumption, ...]:
    """Every number of the scenario: what it changes; then what is assumed or calibrated, by the width of its range: of
    the changed team, what sizes demand, work and capacity, the rest; then the others in the order of the file."""
    words, scenario = subject.words, subject.after.scenario
    titles = source_titles(words, scenario)
    changed, own = tuple(scenario.changes), _of_team(subject)
    found = sorted(scenario.figures(), key=lambda one: (_rank(one, changed, own), -_width(one)))
    old = {} if subject.before is None else {one.path: one for one in subject.before.scenario.figures()}
    out = []
    for one in found:
        row = row_of(words, scenario, one, titles)
        low, high = row["range"].split(" – ") if row["range"] else (shown(words, one.low), shown(words, one.high))
        out.append(
            Assumption(
                one.path, row["where"], row["value"], row["unit"], row["origin"], one.origin, low, high,
                "; ".join(filter(None, (_changed(subject, one, old), row["reason"]))),
            )
        )  # fmt: skip
    return tuple(out)


def _changed(subject: Subject, one: FigureRow, old: dict[str, FigureRow]) -> str:
    """What a changed number was before and why, then why the scenario changes it; nothing for the others."""
    words, before = subject.words, old.get(one.path)
    if subject.before is None or before is None or before.value == one.value:
        return ""
    row = row_of(words, subject.before.scenario, before, {})
    said = words.text("before: {value}").format(value=f"{row['value']} {row['unit']}".strip())
    said += f" ({row['reason']})" if row["reason"] else ""
    why, base = subject.after.scenario.why, subject.before.scenario.why
    return said if why == base else "; ".join(filter(None, (said, words.name(why))))


def _of_team(subject: Subject) -> tuple[str, ...]:
    """Where the numbers of the changed team and of its services stand."""
    team, scenario = subject_team(subject.chosen), subject.after.scenario
    if not team or subject.before is None:
        return ()
    services = [key for key, one in scenario.services.items() if getattr(one, "team", None) == team]
    return (f"teams.{team}.", *(f"services.{key}." for key in services))


def _rank(one: FigureRow, changed: tuple[str, ...], own: tuple[str, ...]) -> int:
    if one.origin == "what-if" or any(one.path == path or one.path.startswith(f"{path}.") for path in changed):
        return 0
    if one.origin not in UNSURE:
        return 4
    sizes = SIZES.fullmatch(one.path) is not None
    return 1 if sizes and one.path.startswith(own) and own else 2 if sizes else 3


def _width(one: FigureRow) -> float:
    """Width of the range over its value, for numbers that are not sure; 0 for the others, which keep their order."""
    if one.origin not in UNSURE or one.low is None or one.high is None:
        return 0.0
    central = abs(one.value) if isinstance(one.value, int | float) else abs(one.low + one.high) / 2
    return (one.high - one.low) / central if central else 0.0
