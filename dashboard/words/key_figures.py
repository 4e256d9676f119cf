"""Key figures in words: the figure, between which figures single runs lie, and what it means for its goal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from dashboard.reading import Reading
from dashboard.words import N_, Words, rounded, step_for
from dashboard.words.measures import amount
from dashboard.words.measures import figure as shown
from simulation.study.spread import Spread
from simulation.study.statistics import Interval, probability

Place = tuple[str, str]
LATE = ("share_over_three_months", "share")


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the year as the page Overview shows it; `found` is None when the run has no such figure.

    `mark` is a goal or the figure of another year, in the unit of the measure, `missed` a goal that most runs miss,
    `share` says that it lies between none and all.
    """

    place: Place
    title: str
    found: tuple[Interval, Spread] | None = None
    figure: str = ""
    unit: str = ""
    range: str = ""
    verdict: str = ""
    sign: Literal["check", "alert-triangle", "info-circle"] = "info-circle"
    mark: float | None = None
    mark_label: str = ""
    goal: float | None = None
    missed: bool = False
    share: bool = False


Earlier = tuple[int, Interval]
"""The year before, and the share over three months that was reckoned for it."""


def key_figures(words: Words, reading: Reading, earlier: Earlier | None = None) -> list[KeyFigure]:
    """Those of the office's kind."""
    if reading.searched:
        return _of_searches(words, reading)
    _ = words.text
    return [
        _against_goal(words, reading, ("decisions_per_year", "total"), _("Decisions"), _("a year")),
        _against_goal(words, reading, ("contacts_per_year", "total"), _("Personal contacts"), _("a year")),
        _late(words, reading, earlier),
    ]


def goal_of(reading: Reading, measure: str) -> float | None:
    goal = reading.scenario.goals.get(measure)
    return float(goal.value) if goal is not None else None


def _range(words: Words, low: str, high: str, spread: Spread) -> str:
    """Between which figures single runs lie, and how many of them."""
    if spread.n == 1:
        return words.text("one run alone has no range")
    runs = in_all(words, spread.n) if spread.all_runs else words.text("in 9 of 10 runs")
    if high.split("\u00a0")[0] == low:
        return f"{high} {runs}"
    return words.text("{low} to {high} {runs}").format(low=low, high=high, runs=runs)


def in_all(words: Words, n: int) -> str:
    return words.text("in both runs") if n == 2 else words.text("in all {n} runs").format(n=n)


def _found(reading: Reading, place: Place) -> tuple[Interval, Spread] | None:
    over, spread = reading.over(*place), reading.spread(*place)
    return None if over is None or spread is None else (over, spread)


def _against_goal(words: Words, reading: Reading, place: Place, title: str, unit: str) -> KeyFigure:
    """A yearly total against its goal, with the range of single runs and the probability."""
    _ = words.text
    found, values = _found(reading, place), reading.values(*place)
    if found is None:
        return KeyFigure(place, title)
    over, spread = found
    goal = goal_of(reading, place[0])
    step = max(step_for((spread.high - spread.low) / 2, 10.0), 10.0)
    mean = shown(words, over.mean, "cases")
    between = _range(words, words.number(rounded(spread.low, step)), words.number(rounded(spread.high, step)), spread)
    if not goal:
        return KeyFigure(place, title, found, mean, unit, between, _("No goal is set."))
    reached = sum(value >= goal for value in values)
    chance = probability(reached, len(values))
    low, high = math.floor(100 * chance.low) / 100, math.ceil(100 * chance.high) / 100  # a bound is never overstated
    if reached == len(values):
        share = _("probability above {low}").format(low=words.percent(low))
    elif reached == 0:
        share = _("probability below {high}").format(high=words.percent(high))
    else:
        share = _("probability {share} ({low} to {high})").format(
            share=words.percent(chance.share), low=words.number(100 * low), high=words.percent(high)
        )
    missed = 2 * reached < len(values)
    return KeyFigure(
        place, title, found, mean, unit, between,
        _("Reached in **{k} of {n} runs**: {share}.").format(k=reached, n=len(values), share=share),
        sign="alert-triangle" if missed else "check", mark=goal, goal=goal, missed=missed,
        mark_label=_("Goal {n}").format(n=words.number(goal)),
    )  # fmt: skip


def _late(words: Words, reading: Reading, earlier: Earlier | None) -> KeyFigure:
    """Decisions after more than three months; no goal, so the year before is the mark when it was run."""
    _ = words.text
    title, found = _("Longer than three months"), _found(reading, LATE)
    if found is None:
        return KeyFigure(LATE, title)
    over, spread = found
    verdict, mark, label = _("No goal is set."), None, ""
    stock = reading.over("open_share_over_three_months", "share")
    if earlier is not None:
        year, was = earlier
        mark, share = was.mean, words.percent(was.mean)
        label = _("{year}: {share}").format(year=year, share=share)
        verdict += " " + _("Reckoned the same way it was **{share}** in {year}.").format(share=share, year=year)
    elif stock is not None:
        verdict += " " + _("Of the cases still open, **{share}** are older.").format(share=words.percent(stock.mean))
    return KeyFigure(
        LATE, title, found, shown(words, over.mean, "share"), _("of the decisions"),
        _range(words, words.number(100 * spread.low), words.percent(spread.high), spread), verdict,
        mark=mark, mark_label=label, share=True,
    )  # fmt: skip


SHARES = (
    (
        ("search_success", "per_person"), N_("Find an appointment"), N_("of the people"),
        N_("At a single look it is **{share}**: that measures persistence."), ("search_success", "per_try"),
    ),
    (
        ("demand_lost", "share"), N_("Give up the search"), N_("of the people"),
        N_("That is **{n} people** in the run; who had found a slot before counts, too."), ("demand_lost", "total"),
    ),
    (
        ("slots_kept", "share"), N_("Slots kept"), N_("of the slots"),
        N_("**{share}** of the bookings are missed."), ("no_show_share", "share"),
    ),
)  # fmt: skip


def _of_searches(words: Words, reading: Reading) -> list[KeyFigure]:
    """Four key figures; none has a goal, so each says what stands beside it."""
    found, lost, kept = (_share(words, reading, *one) for one in SHARES)
    return [found, lost, _access(words, reading), kept]


def _share(words: Words, reading: Reading, place: Place, title: str, unit: str, beside: str, other: Place) -> KeyFigure:
    """A share with the range of single runs, and another figure in a sentence."""
    found = _found(reading, place)
    if found is None:
        return KeyFigure(place, words.text(title))
    over, spread = found
    more = reading.over(*other)
    value = "" if more is None else words.percent(more.mean, 0 if more.mean >= 0.095 else 1)
    said = words.text(beside)
    return KeyFigure(
        place, words.text(title), found,
        shown(words, over.mean, "share"), words.text(unit),
        _range(words, words.number(100 * spread.low, 1), words.percent(spread.high, 1), spread),
        "" if more is None else said.format(share=value, n=words.number(round(more.mean, -1))), share=True,
    )  # fmt: skip


def _access(words: Words, reading: Reading) -> KeyFigure:
    """The time from the wish to the slot, and what is on offer at noon."""
    _, place = words.text, ("access_time", "median")
    title, found = _("Time to the appointment"), _found(reading, place)
    if found is None:
        return KeyFigure(place, title)
    over, spread = found
    third, few = reading.over("third_next_available", "mean"), reading.over("fewer_than_three_on_offer", "share")
    verdict = _("Of those who got one.")
    if few is not None and few.mean > 0.005:
        verdict = _("On **{share}** of the open days, fewer than three slots are on offer at noon.").format(
            share=words.percent(few.mean)
        )
    elif third is not None:
        verdict = _("At noon the third slot on offer is **{days}** ahead.").format(
            days=amount(words, round(third.mean, 1), "days", 1)
        )
    return KeyFigure(
        place, title, found, shown(words, over.mean, "days"), _("days, median"),
        _range(words, words.number(spread.low, 1), words.number(spread.high, 1), spread), verdict,
    )  # fmt: skip
