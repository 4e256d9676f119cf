"""What a report says (Bericht): numbers and sentences, once, for paper, workbook, slides, API and page.

Numbers are as the measures give them, not rounded; a text beside them is what the screen shows. Whoever writes a file
formats nothing of its own that stands here as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.words.measures import Tone

Group = tuple[str, str]
"""A key and its value, as `("team", "family")`; both empty for the whole office."""
WHOLE: Group = ("", "")


@dataclass(frozen=True)
class Asked:
    """Which report: a run, perhaps the run it is held against and others beside it, a group, a language.

    `against` empty: the run with which it was asked for last, else the kept run of its base, if they met the same
    people; "-": none.
    `beside` empty: the kept runs of the same base and seed. `address` is where the pages are served, without a slash at
    its end; links in files begin with it. `scenario`: the saved what-if (W-…) as which the run is known, if it is one.
    """

    run: str
    against: str = ""
    beside: tuple[str, ...] = ()
    group: Group = WHOLE
    lang: str = "de"
    address: str = "http://127.0.0.1:8050"
    scenario: str = ""

    def runs(self) -> list[str]:
        """All runs that are named, the one that is exported first; a dash stands for none."""
        return [*dict.fromkeys([self.run, *(one for one in (self.against, *self.beside) if one not in ("", "-"))])]


@dataclass(frozen=True)
class Measured:
    """One measure of the run: mean over replications with its 95 % interval, None where one replication has none.

    `title` and `shown` (figure with unit) and `range` ("31,900 to 33,100", or why there is none) are as on the pages.
    `unit` is the measure's own (days, share, …), `unit_title` the word for it. A key figure has its `range` over single
    runs instead, between `least` and `most`, and a `verdict` on its goal, as on the page Overview.
    """

    measure: str
    statistic: str
    group: Group
    group_title: str
    title: str
    unit: str
    mean: float
    low: float | None
    high: float | None
    shown: str
    range: str
    unit_title: str = ""
    verdict: str = ""
    least: float | None = None
    most: float | None = None
    goal: float | None = None


@dataclass(frozen=True)
class Compared:
    """One measure before and after, paired by replication; `said`, `interval` and `tone` as on the page Staffing."""

    measure: str
    statistic: str
    group: Group
    title: str
    sub: str
    unit: str
    before: float
    after: float
    difference: float
    low: float | None
    high: float | None
    before_shown: str
    after_shown: str
    said: str
    interval: str
    tone: Tone


@dataclass(frozen=True)
class Weekly:
    """One week of the run: the Monday (or first day) it begins, and the mean of a series over replications.

    `low` and `high` are between which figures single runs lie (9 of 10, all when fewer than ten). `run` says whose.
    """

    run: str
    series: str
    week: int
    begins: date
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Line:
    """One weekly series of a run: its title with unit, the name of its scenario.

    `end` is what a stock comes to: the measure at the end of the run, which is not the begin of a week.
    """

    series: str
    run: str
    title: str
    unit: str
    scenario: str
    end: Weekly | None = None


@dataclass(frozen=True)
class Alternative:
    """One scenario that was considered: figures in the order of `Report.alternative_heads`, as shown; its run.

    `numbers` are their means, `differences` those against the base in words with the interval, as under "What helps
    next"; empty for the base itself. `replications` are its own: scenarios side by side need not have equally many.
    """

    run: str
    scenario: str
    why: str
    figures: tuple[str, ...]
    numbers: tuple[float | None, ...]
    is_base: bool = False
    is_this: bool = False
    differences: tuple[str, ...] = ()
    replications: int = 1


@dataclass(frozen=True)
class Assumption:
    """One number of the scenario with its origin (published, derived, assumed, calibrated, what-if) in words."""

    path: str
    title: str
    value: str
    unit: str
    origin: str
    kind: str
    low: str
    high: str
    why: str


@dataclass(frozen=True)
class StressItem:
    """One of the 20 items of STRESS-DES: section and number, what is asked, what holds here."""

    number: str
    section: str
    item: str
    text: str


@dataclass(frozen=True)
class Report:
    """Everything that a report says, in one language.

    `findings` are sentences whose **core** is bold, the first one decides; `verdict` is its tone. `data` are name and
    text: run, seed, replications, hashes, versions, dates; all from the manifests, none from the clock. `created` is
    when the run was asked for (ISO 8601), `replications` how many it has. `link` opens the same report, `command`
    computes the run again.
    """

    asked: Asked
    title: str
    office: str
    question: str
    findings: tuple[str, ...]
    verdict: Tone | Literal["alone"]
    scope: str
    created: str
    link: str
    command: str
    key_figures: tuple[Measured, ...]
    measures: tuple[Measured, ...]
    compared: tuple[Compared, ...]
    lines: tuple[Line, ...]
    weekly: tuple[Weekly, ...]
    alternative_heads: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    assumptions: tuple[Assumption, ...]
    method: tuple[str, ...]
    stress_des: tuple[StressItem, ...]
    data: tuple[tuple[str, str], ...]
    replications: int = 1
