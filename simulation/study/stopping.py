"""When a run has enough replications: a number, or a precision that is reached and stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from simulation.study.questions import Precision, Stop, StudyError
from simulation.study.statistics import enough, precision, replications_needed

FIRST_OF = ("lead_time", "waiting_time", "speed_of_answer", "access_time")


class Stopping:
    """The stopping rule at work. It looks at replications 1, 2, 3, ... in this order, whenever they arrived.

    `measures(n)` gives the measures of the first n replications, one frame a side; all sides must be precise.
    `number` is None until the rule has decided.
    """

    def __init__(self, stop: Stop, measures: Callable[[int], list[pl.DataFrame]]) -> None:
        self._stop = stop
        self._measures = measures
        self._looked = 0
        self.number: int | None = None if isinstance(stop, Precision) else stop.number
        self.expected = stop.least + 5 if isinstance(stop, Precision) else stop.number
        self.notes: dict[str, Any] = {}

    def look(self, kept: int) -> None:
        """Decide from the first `kept` replications, as if they had come one by one."""
        stop = self._stop
        if not isinstance(stop, Precision) or self.number is not None or kept <= max(self._looked, stop.least):
            return
        sides = [_values(frame, stop) for frame in self._measures(kept)]
        for number in range(max(self._looked, stop.least) + 1, kept + 1):
            heads = [[value for replication, value in side if replication <= number] for side in sides]
            if all(enough(head, stop.share, least=stop.least) for head in heads):
                self._decide(number, True)
                return
        self._looked = kept
        if kept >= stop.most:
            self._decide(stop.most, False)
            return
        heads = [[value for _, value in side] for side in sides]
        self.expected = min(max(_forecast(head, stop.share) for head in heads) + 5, stop.most)

    def _decide(self, number: int, reached: bool) -> None:
        self.number = self.expected = number
        self.notes = {"precision_reached": reached}


def _forecast(values: list[float], share: float) -> int:
    within = precision(values, 0.95) <= share
    return len(values) if within else min(replications_needed(values, share), 1_000_000)


def _values(measures: pl.DataFrame, stop: Precision) -> list[tuple[int, float]]:
    """Replication and number of the measure that must be precise, in the order of replications."""
    office = measures.filter(
        (pl.col("key") == "") & (pl.col("statistic") == stop.statistic) & pl.col("number").is_finite()
    )
    present = set(office["measure"].to_list())
    name = stop.measure or next((one for one in FIRST_OF if one in present), None)
    if name is None or name not in present:
        raise StudyError(
            f"precision: {name or 'a lead time or waiting time'} has no data, ask for a number of replications"
        )
    chosen = office.filter(pl.col("measure") == name).sort("replication")
    return list(chosen.select("replication", "number").iter_rows())
