"""Week by week: the mean of a series over the replications, and between which figures single runs lie."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import fmean

import polars as pl

from dashboard.exports.report import Line, Weekly
from dashboard.exports.report_subject import Subject
from dashboard.naming import monday_of
from dashboard.reading import Reading, path_of
from dashboard.words import N_
from simulation.study.spread import spread

WEEK = 7 / 365
# series, statistic, title, unit, factor: totals a year are those of a week times 365 / 7.
OF_APPLICATIONS = (
    ("backlog", "", N_("Backlog: undecided cases"), "cases", 1.0),
    ("decisions_per_year", "total", N_("Decisions a week"), "cases", WEEK),
    ("contacts_per_year", "total", N_("Personal contacts a week"), "contacts", WEEK),
    ("access_time", "median", N_("Time to the appointment, median days"), "days", 1.0),
    ("calls_answered_in_20s", "share", N_("Phone: answered within 20 s"), "share", 1.0),
)
OF_SEARCHES = (
    ("slots_kept", "total", N_("Appointments kept a week"), "slots", 1.0),
    ("demand_lost", "total", N_("Gave up the search, people a week"), "people", 1.0),
    ("search_success", "per_person", N_("Found an appointment, share of people"), "share", 1.0),
    ("access_time", "median", N_("Time to the appointment, median days"), "days", 1.0),
    ("slots_unused", "total", N_("Slots left empty a week"), "slots", 1.0),
)


def lines(subject: Subject) -> tuple[Line, ...]:
    """Each series of the run, then of the run that it is held against."""
    words, titles = subject.words, (subject.chosen.title, subject.before_title)
    return tuple(
        Line(series, reading.run, words.text(title), unit, scenario, _end(reading, series))
        for series, _statistic, title, unit, _factor in _known(subject.after)
        for reading, scenario in zip(subject.readings, titles, strict=False)
    )


def weekly(subject: Subject) -> tuple[Weekly, ...]:
    """In the order of the lines. Weeks that the run cuts off are left out: their totals would look like a change."""
    found: list[Weekly] = []
    for series, statistic, _title, _unit, factor in _known(subject.after):
        for reading in subject.readings:
            found += _of(reading, series, statistic, factor)
    return tuple(found)


def _known(reading: Reading) -> tuple[tuple[str, str, str, str, float], ...]:
    if reading.searched:
        return OF_SEARCHES
    return OF_APPLICATIONS if path_of(reading).height else OF_APPLICATIONS[1:]


def _end(reading: Reading, series: str) -> Weekly | None:
    """The backlog on the evening of the last day."""
    numbers = reading.values(series, "end") if series == "backlog" else []
    if not numbers:
        return None
    between, week = spread(numbers), len(_whole_weeks(reading)) + 1
    return Weekly(reading.run, series, week, reading.last_day, fmean(numbers), between.low, between.high)


def _of(reading: Reading, series: str, statistic: str, factor: float) -> list[Weekly]:
    weeks = _whole_weeks(reading)
    if series == "backlog":
        starts = [(monday - reading.scenario.starts).days for monday in weeks]
        path = path_of(reading).filter(pl.col("day").is_in(starts)).sort("day")
        return [
            Weekly(reading.run, series, weeks.index(reading.day(row["day"])) + 1, reading.day(row["day"]),
                   row["mean"], row["low90"], row["high90"])
            for row in path.iter_rows(named=True)
        ]  # fmt: skip
    frame = reading.view.measures("week").filter(
        (pl.col("measure") == series) & (pl.col("statistic") == statistic) & (pl.col("key") == "week")
    )
    by_monday: dict[date, list[float]] = {}
    for value, number in frame.sort("replication").select("value", "number").iter_rows():
        by_monday.setdefault(monday_of(reading.scenario, value), []).append(factor * number)
    found = []
    for place, monday in enumerate(weeks, start=1):
        numbers = by_monday.get(monday)
        if not numbers:
            continue
        between = spread(numbers)
        found.append(Weekly(reading.run, series, place, monday, sum(numbers) / len(numbers), between.low, between.high))
    return found


def _whole_weeks(reading: Reading) -> list[date]:
    """Mondays of the weeks that lie in the run with all their days."""
    starts = reading.scenario.starts
    first = starts + timedelta(days=-starts.weekday() % 7)
    return [first + timedelta(days=7 * i) for i in range((reading.last_day - first).days // 7 + 1)
            if first + timedelta(days=7 * i + 6) <= reading.last_day]  # fmt: skip
