"""A race of policies in words: who wins and by how much, what cannot be told apart, and what would settle it."""

from __future__ import annotations

import math

from dashboard.words import N_, NN_, Words, digits_of, rounded, step_for
from dashboard.words.measures import MEASURES, Difference, Said, Tone, amount, more_or_less
from simulation.results import BY_NAME
from simulation.study.places import Place, Race
from simulation.study.statistics import Interval

STATISTICS = {
    "mean": N_("mean"),
    "median": N_("median"),
    "p90": "P90",
    "p95": "P95",
    "total": N_("a year"),
    "share": N_("share"),
    "end": N_("at the end"),
    "per_person": N_("share of people"),
    "per_try": N_("share of looks"),
}


def said(words: Words, measure: str, statistic: str, unit: str) -> Said:
    """How a measure is spoken of: as the pages do, else by its name and definition."""
    known = MEASURES.get((measure, statistic))
    if known is not None and measure != "waiting_time":  # there it is the wait by appointment, here everybody's
        return known
    own = BY_NAME.get(measure)
    title = measure if own is None else (own.de if words.lang == "de" else own.en).name
    better = "none" if own is None else own.better
    return Said(title, STATISTICS.get(statistic, statistic), unit, better, 0.0)  # type: ignore[arg-type]


def verdict(words: Words, race: Race) -> str:
    """The finding of a race in one or two sentences, its core **bold**."""
    _ = words.text
    ahead = words.listing([one.name for one in race.may_be_best])
    behind = [one for one in race.places if one.verdict == "worse"]
    if not race.decided:
        out = " " + _("Out of the race: {names}.").format(names=words.listing([o.name for o in behind]))
        return _unclear(words, race, ahead) + (out if behind else "")
    if not behind:
        return _("**{names}** are the same: no replication differs.").format(names=ahead)
    gap = gap_said(words, race, behind[0])
    more = more_or_less(words, -gap.value, race.unit, gap.digits)
    text = _("**{names}** wins: {difference} than {other} ({interval}).")
    if len(race.may_be_best) > 1:
        text = _("**{names}** are the same and win: {difference} than {other} ({interval}).")
    return text.format(names=ahead, difference=more, other=behind[0].name, interval=gap.interval)


def _unclear(words: Words, race: Race, names: str) -> str:
    _ = words.text
    if race.replications < 2:
        return _("**{names}** cannot be told apart by one replication: run more.").format(names=names)
    if race.wanted is not None:
        text = _("**{names}** cannot be told apart: run more, about {n} replications.")
        return text.format(names=names, n=words.number(race.wanted))
    gaps = [one.gap for one in race.places if one.verdict == "unclear"]
    most = max(max(abs(gap.low), abs(gap.high)) for gap in gaps)
    step = step_for(_scale(race.unit) * most / 10, _least(race.unit))
    size = rounded(_scale(race.unit) * most, step)
    text = _("**{names}** cannot be told apart: run more, or take any of them. They differ by {amount} at most.")
    return text.format(names=names, amount=_size(words, size, race.unit, digits_of(step)))


def said_of(words: Words, race: Race) -> Said:
    """The measure that decides, as it is spoken of."""
    return said(words, race.by.measure, race.by.statistic, race.unit)


def place_said(words: Words, race: Race, place: Place) -> str:
    """A policy beside the best one; that one is only called so when no other may be better."""
    if place is race.best:
        return words.text("best") if race.decided else words.text("ahead, not surely")
    return gap_said(words, race, place).words


def gap_said(words: Words, race: Race, place: Place) -> Difference:
    """How far a policy is from the best, with its interval; coloured only when Holm is sure."""
    tone: Tone = {"worse": "worse", "unclear": "unclear"}.get(place.verdict, "none")  # type: ignore[assignment]
    return apart(words, place.gap, race.unit, tone)


def apart(words: Words, gap: Interval, unit: str, tone: Tone) -> Difference:
    """A gap in words, value and interval rounded alike; `none` is exactly nothing."""
    _ = words.text
    step = step_for(_scale(unit) * (gap.half_width if gap.finite else abs(gap.mean) / 10), _least(unit))
    if tone != "unclear" and 0 < _scale(unit) * min(abs(gap.low), abs(gap.high)) < step / 2:
        step /= 10  # what is sure must not read "0 to 3"
    digits = digits_of(step)
    mean, low, high = (
        rounded(_scale(unit) * x, step) if math.isfinite(x) else x for x in (gap.mean, gap.low, gap.high)
    )
    if tone == "none":
        return Difference(_("the same"), _("in every replication"), tone, mean, low, high, 0.0, digits)
    if not gap.finite:
        text, between = _("unclear"), _("needs at least two replications")
    else:
        unclear = tone == "unclear"
        first, last = (low, high) if unclear else sorted((abs(low), abs(high)))
        text = _("unclear") if unclear else more_or_less(words, mean, unit, digits)
        between = _("{low} to {high}").format(
            low=words.number(first, digits, sign=unclear), high=words.number(last, digits, sign=unclear)
        )
    return Difference(text, between, tone, mean, low, high, 0.0, digits)


def value_said(words: Words, value: float, race: Race) -> str:
    """A mean with its unit, as exact as the narrowest gap beside it."""
    gaps = [one.gap.half_width for one in race.places if one.gap.finite and one.gap.half_width]
    narrowest = min([*gaps, race.best.over.half_width])
    step = step_for(_scale(race.unit) * narrowest, _least(race.unit)) if math.isfinite(narrowest) else 0.1
    return amount(words, rounded(_scale(race.unit) * value, step) / _scale(race.unit), race.unit, digits_of(step))


def _size(words: Words, value: float, unit: str, digits: int) -> str:
    if unit == "share":
        return words.plural(*NN_("{n} point", "{n} points"), value, digits)
    return amount(words, value, unit, digits)


def _scale(unit: str) -> float:
    return 100.0 if unit == "share" else 1.0


def _least(unit: str) -> float:
    return 1.0 if unit in ("cases", "contacts", "slots", "people") else 0.01
