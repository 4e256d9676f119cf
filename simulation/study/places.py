"""What comes out of a race of policies (Varianten): who wins, who may be best, and by how much."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

from simulation.study.statistics import Interval

Better = Literal["higher", "lower"]
Verdict = Literal["best", "same", "worse", "unclear"]
MOST_WANTED = 1000


@dataclass(frozen=True)
class By:
    """What decides a race: a measure of the whole office, or of one group (`key` team, `value` family)."""

    measure: str
    statistic: str
    better: Better
    key: str = ""
    value: str = ""

    def __str__(self) -> str:
        return f"{self.measure} {self.statistic}" + (f" for {self.key} {self.value}" if self.key else "")


@dataclass(frozen=True)
class Place:
    """One policy in a race. `gap` is this policy minus the best, pair by pair; who is the same shares a rank.

    The gap has the level at which Holm tested it, so it leaves out 0 exactly if the verdict is worse; `p` is adjusted.
    """

    rank: int
    name: str
    run: str
    over: Interval
    gap: Interval
    p: float
    verdict: Verdict


@dataclass(frozen=True)
class Line:
    """One measure of the whole office in all policies, in the order of their places; None without data.

    `gaps` are policy minus the best of the race, with Holm over the policies as in a place.
    """

    measure: str
    statistic: str
    unit: str
    over: tuple[Interval | None, ...]
    gaps: tuple[Interval | None, ...]


@dataclass(frozen=True)
class Race:
    """Places from the best policy to the worst, and all measures of the office side by side."""

    by: By
    unit: str
    seed: int
    replications: int
    places: tuple[Place, ...]
    lines: tuple[Line, ...]

    @property
    def best(self) -> Place:
        """The policy that came first."""
        return self.places[0]

    @property
    def may_be_best(self) -> tuple[Place, ...]:
        """The best one and all that are not known to be worse: with 95 % the true best is among them."""
        return tuple(one for one in self.places if one.verdict != "worse")

    @property
    def decided(self) -> bool:
        """Whether every other policy is known to be worse than the best, or is the same."""
        return all(one.verdict != "unclear" for one in self.places)

    @property
    def wanted(self) -> int | None:
        """Forecast of the replications that settle what is unclear, if the gaps stay; None where nobody can say."""
        unclear = [one.gap for one in self.places if one.verdict == "unclear"]
        if not unclear or not all(gap.finite and gap.mean for gap in unclear):
            return None
        most = max(gap.wanted() for gap in unclear)
        return max(self.replications + 1, math.ceil(most)) if most <= MOST_WANTED else None

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `terminwerk race`; without an interval there is neither low nor high."""
        by, names = self.by, [one.name for one in self.places]
        return {
            "by": {
                "measure": by.measure,
                "statistic": by.statistic,
                "group": {by.key: by.value} if by.key else {},
                "unit": self.unit,
                "better": by.better,
            },
            "seed": self.seed,
            "replications": self.replications,
            "decided": self.decided,
            "may_be_best": [one.name for one in self.may_be_best],
            "replications_wanted": self.wanted,
            "policies": [
                {"rank": one.rank, "policy": one.name, "run": one.run, "verdict": one.verdict, **_ends(one.over)}
                | {"minus_best": {**_ends(one.gap), "p": one.p}}
                for one in self.places
            ],
            "measures": [
                {"measure": line.measure, "statistic": line.statistic, "unit": line.unit}
                | {"policies": {name: _ends(o) for name, o in zip(names, line.over, strict=True) if o}}
                | {"minus_best": {name: _ends(gap) for name, gap in zip(names, line.gaps, strict=True) if gap}}
                for line in self.lines
            ],
        }


def _ends(over: Interval) -> dict[str, float]:
    return {"mean": over.mean} | ({"low": over.low, "high": over.high} if over.finite else {})
