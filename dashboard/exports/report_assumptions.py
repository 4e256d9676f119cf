"""The numbers on which a run stands, those that matter first."""

from __future__ import annotations

from dashboard.exports.report import Assumption
from dashboard.exports.report_subject import Subject
from dashboard.words.number_words import shown
from dashboard.words.origins import row_of, source_titles
from simulation.scenario.figures import FigureRow

UNSURE = ("assumed", "calibrated")


def assumptions(subject: Subject) -> tuple[Assumption, ...]:
    """Every number of the scenario: what it changes, then what is assumed or calibrated by the width of its range, then
    the others in the order of the file."""
    words, scenario = subject.words, subject.after.scenario
    titles = source_titles(words)
    changed = tuple(scenario.changes)
    found = sorted(scenario.figures(), key=lambda one: (_rank(one, changed), -_width(one)))
    out = []
    for one in found:
        row = row_of(words, scenario, one, titles)
        out.append(
            Assumption(
                one.path, row["where"], row["value"], row["unit"], row["origin"], one.origin, shown(words, one.low),
                shown(words, one.high), row["reason"],
            )
        )  # fmt: skip
    return tuple(out)


def _rank(one: FigureRow, changed: tuple[str, ...]) -> int:
    if one.origin == "what-if" or any(one.path == path or one.path.startswith(f"{path}.") for path in changed):
        return 0
    return 1 if one.origin in UNSURE else 2


def _width(one: FigureRow) -> float:
    """Width of the range over its value, for numbers that are not sure; 0 for the others, which keep their order."""
    if one.origin not in UNSURE or one.low is None or one.high is None:
        return 0.0
    central = abs(one.value) if isinstance(one.value, int | float) else abs(one.low + one.high) / 2
    return (one.high - one.low) / central if central else 0.0
