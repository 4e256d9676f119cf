"""Measures before and after, with their difference as it is said: the rows of every comparison."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.words import Words
from dashboard.words.measures import MEASURES, Difference, Said, Tone, difference, tone
from simulation.study.compare import Gap
from simulation.study.statistics import Interval

Place = tuple[str, ...]
Over = Mapping[Place, Gap]
"""Differences by (measure, statistic, key, value), as `Shelf.differences` gives them."""
WHERE = {
    ("waiting_time", "mean"): ("waiting_time", "mean", "way", "appointment"),
    ("waiting_time", "adhoc"): ("waiting_time", "mean", "way", "adhoc"),
}


@dataclass(frozen=True)
class Row:
    """One measure: its name, before, after, and the difference as `words.measures.difference` says it."""

    said: Said
    before: float
    after: float
    difference: Difference
    over: Interval


def rows(over: Over, keys: Sequence[tuple[str, str]], words: Words) -> list[Row]:
    """The rows that both runs can fill, for keys of MEASURES."""
    found = [row_at(over, key, WHERE.get(key, (*key, "", "")), words) for key in keys]
    return [row for row in found if row is not None]


def row_at(over: Over, key: tuple[str, str], place: Place, words: Words) -> Row | None:
    """The row of a measure at a place of its own, such as one team; None when a run has no such figure."""
    between = over.get(place)
    if between is None:
        return None
    return Row(MEASURES[key], between.before, between.after, difference(words, between, MEASURES[key]), between)


def furthest(over: Over, keys: Iterable[tuple[str, str]], wanted: Tone) -> tuple[str, str] | None:
    """Of the keys whose difference is surely `wanted`, the one that moved most against its figure before."""
    moved: dict[tuple[str, str], float] = {}
    for key in keys:
        between = over.get(WHERE.get(key, (*key, "", "")))
        if between is not None and tone(between, MEASURES[key]) == wanted:
            moved[key] = abs(between.mean / between.before) if between.before else math.inf
    return max(moved, key=lambda key: moved[key], default=None)


def settle(words: Words, unclear: Sequence[Row], n: int) -> str:
    """How many replications would settle the first unclear row, from the spread so far; empty when all are settled."""
    if not unclear:
        return ""
    _ = words.text
    row = unclear[0]
    text = _("**{what}: unclear.** The difference may be chance.").format(
        what=f"{_(row.said.title)} ({_(row.said.sub)})"
    )
    between = row.over
    if between.finite and between.mean:
        more = _more(between, n)
        if more > 400:
            text += " " + _(
                "Hundreds of replications would hardly settle it: it is small against the spread of single runs."
            )
        else:
            text += " " + words.plural(
                "About {n} more replication would settle it.", "About {n} more replications would settle it.", more
            )
    return text


def _more(between: Interval, n: int) -> int:
    """Replications until the half-width is below the mean, at the spread so far."""
    more = between.wanted() - n
    return max(5, int(round(more, -1 if more > 20 else 0)))
