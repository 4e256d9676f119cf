"""A report in which every hostile name stands wherever a person may name something."""

from dataclasses import replace

from dashboard.exports.report import Alternative, Report
from tests.exports.hand_made import made
from tests.exports.names import NAMES, REFUSED

EVERY = (*NAMES.values(), *REFUSED.values())


def crowded(names: tuple[str, ...] = EVERY, lang: str = "de") -> Report:
    """Each name as scenario, reason, group, assumption, finding, question; the first one names office and report."""
    report = made(lang)
    first = names[0]
    measured, assumed = report.measures[0], report.assumptions[0]
    return replace(
        report,
        title=first,
        office=first,
        question=first,
        scope=first,
        command=f"terminwerk run {first}",
        findings=(first, *(f"**{name}** {name}" for name in names)),
        key_figures=tuple(replace(one, title=first, verdict=first) for one in report.key_figures),
        measures=tuple(replace(measured, group=("team", f"t{i}"), group_title=name) for i, name in enumerate(names)),
        compared=tuple(
            replace(report.compared[i % 9], group=("team", f"t{i}"), said=name, sub=name, interval=name)
            for i, name in enumerate(names)
        ),
        lines=tuple(replace(one, scenario=first, title=f"{first} {one.series}") for one in report.lines),
        alternatives=tuple(
            Alternative(f"run{i}", name, name, ("85", name, "1"), (85.0, 0.4, 1.0), i == 0, i == 1)
            for i, name in enumerate(names)
        ),
        assumptions=tuple(replace(assumed, title=name, value=name, unit=name, why=name, low=name) for name in names),
        method=names,
        data=tuple((name, name) for name in names),
    )
