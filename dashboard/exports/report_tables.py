"""The tables of a report: measures, before and after, alternatives."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.alternatives import Considered, against, best_first, considered, keys_of, late_before
from dashboard.exports.errors import ExportError
from dashboard.exports.report import WHOLE, Alternative, Compared, Group, Measured
from dashboard.exports.report_subject import Subject, kept, refuse_strangers
from dashboard.naming import group_name, measure_title, title_of
from dashboard.reading import Reading
from dashboard.words import Words, searches, staffing
from dashboard.words.compared import WHERE, Row, row_at, rows
from dashboard.words.key_figures import key_figures as said_of
from dashboard.words.measures import MEASURES, difference, figure
from dashboard.words.units import range_said, unit_title, with_unit
from simulation.study import compare


def group_title(subject: Subject, group: Group) -> str:
    return group_name(subject.words, subject.after.scenario, *group) if group[0] else ""


def key_figures(subject: Subject) -> tuple[Measured, ...]:
    """As on the page Overview: the range is that of single runs, the verdict on the goal."""
    words, reading = subject.words, subject.after
    found = []
    for one in said_of(words, reading, late_before(subject.shelf, reading)):
        if one.found is None:
            continue
        over, spread = one.found
        low, high = (over.low, over.high) if over.finite else (None, None)
        unit = MEASURES[one.place].unit if one.place in MEASURES else "share"
        found.append(
            Measured(
                *one.place, WHOLE, "", one.title, unit, over.mean, low, high, f"{one.figure} {one.unit}", one.range,
                one.unit, one.verdict, spread.low, spread.high, one.goal,
            )
        )  # fmt: skip
    return tuple(found)


def measures(subject: Subject) -> tuple[Measured, ...]:
    """All measures of the run, for the whole office first, then by one key each; or of the group alone."""
    words, asked = subject.words, subject.asked.group
    found = []
    for row in compare.rows(subject.after.measures, ("", *subject.group_keys)):
        group: Group = next(iter(row["group"].items()), WHOLE)
        if group[0] not in ("", *subject.group_keys) or asked not in (WHOLE, group):
            continue
        place, unit, low, high = (row["measure"], row["statistic"]), row["unit"], row.get("low"), row.get("high")
        found.append(
            Measured(
                *place, group, group_title(subject, group), measure_title(words, *place), unit, row["mean"], low, high,
                with_unit(words, row["mean"], unit), _range(words, unit, low, high), unit_title(words, unit),
            )
        )  # fmt: skip
    if not found:
        raise ExportError(f"group {'='.join(asked)[:60]}", "the run has no measure of it", "name a team or a service")
    return tuple(found)


def _range(words: Words, unit: str, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return words.text("one run alone has no range")
    return range_said(words, unit, low, high)


def compared(subject: Subject) -> tuple[Compared, ...]:
    """Before and after, paired: the rows of the page for the whole office, then those of the group that is asked for
    or, without one, of the team that the scenario changes."""
    if subject.before is None:
        return ()
    keys = searches.KEYS if subject.after.searched else staffing.KEYS
    found = [_compared(subject, key, WHOLE, row) for key, row in _whole(subject, keys)]
    team = staffing.subject_team(subject.chosen)
    group = subject.asked.group if subject.asked.group[0] else (("team", team) if team else WHOLE)
    if group != WHOLE:
        for key in keys:
            row = row_at(subject.over, key, (*key, *group), subject.words)
            if row is not None:
                found.append(_compared(subject, key, group, row))
    return tuple(found)


def _whole(subject: Subject, keys: tuple[tuple[str, str], ...]) -> list[tuple[tuple[str, str], Row]]:
    assert subject.before is not None
    found = []
    for key in keys:
        for row in rows(subject.over, [key], subject.words):
            found.append((key, row))
    return found


def _compared(subject: Subject, key: tuple[str, str], group: Group, row: Row) -> Compared:
    words, said, over = subject.words, row.said, row.over
    low, high = (over.low, over.high) if over.finite else (None, None)
    return Compared(
        *key, group, words.text(said.title), words.text(said.sub), said.unit, row.before, row.after, over.mean, low,
        high, figure(words, row.before, said.unit), figure(words, row.after, said.unit), row.difference.words,
        row.difference.interval, row.difference.tone,
    )  # fmt: skip


def alternative_heads(subject: Subject) -> tuple[str, ...]:
    _ = subject.words.text
    return tuple(f"{_(MEASURES[key].title)} ({_(MEASURES[key].sub)})" for key in keys_of(subject.after))


def alternatives(subject: Subject) -> tuple[Alternative, ...]:
    """The base, then what was considered beside it, the best first."""
    base = subject.before or subject.after
    keys = keys_of(base)
    if subject.asked.beside:
        others = [_named(subject, run, base) for run in subject.asked.beside if run != base.run]
    else:
        found = considered(subject.shelf, base.scenario, base, "")
        others = [one for one in found if not one.reading.live and one.reading.run != base.run]
    if subject.before and subject.after.run not in [one.reading.run for one in others]:
        same = subject.after.scenario.content_hash
        others = [one for one in others if one.scenario.content_hash != same]
        name = subject.chosen.name
        others.append(against(subject.shelf, name, subject.after.scenario, subject.after, base))
    first = _alternative(subject, base.run, subject.before_title or subject.chosen.title, "", base, {})
    return (first, *(_considered(subject, one, base) for one in best_first(others, keys)))


def _named(subject: Subject, run: str, base: Reading) -> Considered:
    one = kept(subject.shelf, run)
    refuse_strangers(one, base)
    name = run if one.scenario.id == base.scenario.id else one.scenario.id  # changes alone have no title
    return against(subject.shelf, name, one.scenario, one, base)


def _considered(subject: Subject, one: Considered, base: Reading) -> Alternative:
    words = subject.words
    title = one.title(words, subject.shelf, base.scenario) if one.unsaved else ""
    if one.reading.run == subject.after.run:
        title = subject.chosen.title
    title = title or title_of(words, subject.shelf, one.scenario.id, one.scenario)
    why = words.name(one.scenario.why) if not one.unsaved else ""
    return _alternative(subject, one.reading.run, title, why if why != title else "", one.reading, one.over)


def _alternative(
    subject: Subject, run: str, title: str, why: str, reading: Reading, over: Mapping[tuple[str, str], object]
) -> Alternative:
    words = subject.words
    figures, numbers, differences = [], [], []
    for key in keys_of(reading):
        found = reading.over(*WHERE.get(key, (*key, "", "")))
        figures.append("–" if found is None else figure(words, found.mean, MEASURES[key].unit))
        numbers.append(None if found is None else found.mean)
        if key in over:
            said = difference(words, over[key], MEASURES[key])  # type: ignore[arg-type]
            differences.append(f"{said.words} ({said.interval})")
        elif over:
            differences.append("–")
    is_base = run == (subject.before or subject.after).run
    return Alternative(
        run,
        title,
        why,
        tuple(figures),
        tuple(numbers),
        is_base,
        run == subject.after.run,
        tuple(differences),
        reading.n,
    )
