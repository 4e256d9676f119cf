"""Key figures against their goals: the total of a year, its range over single runs, and how likely the goal is."""

from __future__ import annotations

from dashboard.components import page
from dashboard.components.card import Strip, empty, kpi
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words import rounded, step_for
from simulation.results import StoreError
from simulation.scenario import ScenarioError
from simulation.study.statistics import probability


def key_figures(request: Request, reading: Reading) -> list[Component]:
    _ = request.words.text
    return [
        goal_figure(request, reading, "decisions_per_year", _("Decisions"), _("a year")),
        goal_figure(request, reading, "contacts_per_year", _("Personal contacts"), _("a year")),
        late_figure(request, reading),
    ]


def goal_figure(request: Request, reading: Reading, measure: str, title: str, unit: str) -> Component:
    """A yearly total against its goal, with the range of single runs and the probability."""
    words, _ = request.words, request.words.text
    values = reading.values(measure, "total")
    over, spread = reading.over(measure, "total"), reading.spread(measure, "total")
    if not values or over is None or spread is None:
        return empty(title, _("This run has no such figure."), None, measure)
    goal = goal_of(reading, measure)
    step = max(step_for((spread.high - spread.low) / 2, 10.0), 10.0)
    low, high, mean = (rounded(x, step) for x in (spread.low, spread.high, over.mean))
    sign, verdict = "info-circle", _("No goal is set.")
    missed = False
    if goal:
        reached = sum(value >= goal for value in values)
        chance = probability(reached, len(values))
        if reached == len(values):
            share = _("probability above {low}").format(low=words.percent(chance.low))
        elif reached == 0:
            share = _("probability below {high}").format(high=words.percent(chance.high))
        else:
            share = _("probability {share} ({low} to {high})").format(
                share=words.percent(chance.share), low=words.number(100 * chance.low), high=words.percent(chance.high)
            )
        missed = 2 * reached < len(values)
        sign = "alert-triangle" if missed else "check"
        verdict = _("Reached in **{k} of {n} runs**: {share}.").format(k=reached, n=len(values), share=share)
    return kpi(
        measure,
        title,
        words.number(mean),
        unit,
        _("{low} to {high} {runs}").format(
            low=words.number(low), high=words.number(high), runs=page.runs_said(request, spread)
        ),
        Strip(
            spread.low, spread.high, over.mean, goal, _("Goal {n}").format(n=words.number(goal)) if goal else "", missed
        ),
        verdict,
        sign,
        definition(words, measure),
        _("What is counted"),
    )


def late_figure(request: Request, reading: Reading) -> Component:
    """Decisions after more than three months; no goal, so the year before is the mark when it was run."""
    words, _ = request.words, request.words.text
    measure, title = "share_over_three_months", _("Longer than three months")
    over, spread = reading.over(measure, "share"), reading.spread(measure, "share")
    if over is None or spread is None:
        return empty(title, _("This run has no such figure."), None, measure)
    before = None
    if reading.scenario.id != "immigration-2024":
        try:
            before = request.shelf.reading(request.shelf.scenario("immigration-2024"))
        except (ScenarioError, StoreError):
            before = None
    earlier = before.over(measure, "share") if before else None
    verdict = _("No goal is set.")
    mark, label = None, ""
    if earlier is not None:
        mark, label = earlier.mean, _("2024: {share}").format(share=words.percent(earlier.mean))
        verdict += " " + _("Reckoned the same way it was **{share}** in 2024.").format(
            share=words.percent(earlier.mean)
        )
    else:
        stock = reading.over("open_share_over_three_months", "share")
        if stock is not None:
            verdict += " " + _("Of the cases still open, **{share}** are older.").format(
                share=words.percent(stock.mean)
            )
    return kpi(
        measure,
        title,
        words.percent(over.mean),
        _("of the decisions"),
        _("{low} to {high} {runs}").format(
            low=words.number(100 * spread.low), high=words.percent(spread.high), runs=page.runs_said(request, spread)
        ),
        Strip(spread.low, spread.high, over.mean, mark, label),
        verdict,
        "info-circle",
        definition(words, measure),
        _("What is counted"),
    )


def goal_of(reading: Reading, measure: str) -> float | None:
    goal = reading.scenario.goals.get(measure)
    return float(goal.value) if goal is not None else None
