"""What a run says of the year, in a sentence: goals, backlog, and how long people wait."""

from __future__ import annotations

from dashboard.reading import Reading, gone_on, path_of
from dashboard.words import NN_, Words
from dashboard.words.key_figures import goal_of, in_all
from dashboard.words.measures import amount
from dashboard.words.units import between
from simulation.scenario import Scenario


def overview(words: Words, reading: Reading) -> str:
    """The finding: the goal and what happens to the backlog."""
    _ = words.text
    parts = []
    goal = goal_of(reading, "decisions_per_year")
    values = reading.values("decisions_per_year", "total")
    if goal and values:
        reached = sum(value >= goal for value in values)
        shown = words.number(goal)
        if reached == len(values):
            text = (
                _("{goal} decisions are reached {runs}.")
                if len(values) > 1
                else _("{goal} decisions are reached in the only run so far.")
            )
        elif reached == 0:
            text = _("{goal} decisions are reached in none of {n} runs.")
        else:
            text = _("{goal} decisions are reached in {k} of {n} runs.")
        parts.append(text.format(goal=shown, k=reached, n=len(values), runs=in_all(words, len(values))))
    end = reading.over("backlog", "end")
    path = path_of(reading)
    start = float(path["mean"][0]) if path.height else 0.0
    if end and start:
        gone = gone_on(reading)
        near = words.number(round(end.mean, -2 if end.mean >= 1000 else -1))
        range_ = between(words, "cases", end)
        if gone is not None:
            parts.append(_("The backlog is gone on {day}.").format(day=words.day(gone)))
        elif end.mean > 1.05 * start:
            text = _("The backlog grows to about {n} cases{range}.")
            parts.append(text.format(n=near, range=range_))
        elif end.mean < 0.75 * start:
            text = _("The backlog falls to about {n} cases{range}.")
            parts.append(text.format(n=near, range=range_))
        else:
            text = _("But the backlog stays at about {n} cases{range}.")
            parts.append(text.format(n=near, range=range_))
    return " ".join(parts)


def waiting(words: Words, reading: Reading) -> str:
    """The three times in one sentence, medians."""
    _ = words.text
    decision = reading.over("decision_time", "median")
    access = reading.over("access_time", "median")
    wait = reading.over("waiting_time", "median", "way", "appointment")
    if access is None or wait is None or (decision is None and not reading.searched):
        return _("How long people wait, from the application to the desk.")
    if wait.mean < 0.5:
        minutes = _("hardly at all")
    else:
        minutes = _("hardly more than a minute") if wait.mean < 1.6 else amount(words, wait.mean, "minutes", 0)
    if decision is None:
        return _("People wait {access} for the appointment, and there {wait}.").format(
            access=amount(words, round(access.mean), "days"), wait=minutes
        )
    return _(
        "Applicants wait {decision} for the decision, then {access} for the appointment, and there {wait}."
    ).format(
        decision=amount(words, round(decision.mean), "days"),
        access=amount(words, round(access.mean), "days"),
        wait=minutes,
    )


def with_goals(words: Words, scenario: Scenario, scope: str) -> str:
    """The line of scope, and for which year the goals are where the office says it."""
    year = scenario.document.pages.goal_year
    if year is None:
        return scope
    return words.text("{scope} The goals are for the calendar year {year}.").format(scope=scope, year=year)


def period(words: Words, scenario: Scenario) -> str:
    """Which period the run is, and the goals."""
    _, year = words.text, scenario.document.pages.goal_year
    days = words.plural(*NN_("{n} day", "{n} days"), scenario.days)
    months = _("twelve months") if scenario.days in (365, 366) else days
    said = _("**The run is {months} from {first}**.")
    if year is not None:
        said = _("**The run is {months} from {first}**, the goals are for the calendar year {year}.")
    scaled = _("Figures a year are scaled to 365 days.")
    return " ".join([said.format(months=months, first=words.day(scenario.starts), year=year), scaled])
