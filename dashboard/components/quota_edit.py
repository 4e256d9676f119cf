"""From what stands in the week grid to the changes of a draft: typed and pasted values are checked one by one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from dashboard.whatif import Changes, changed
from dashboard.words import Words
from simulation.scenario import Scenario, ScenarioError
from simulation.scenario.calendar import WEEKDAYS
from simulation.scenario.week_plan import WeekPlan, path_of, plan_of

MOST_SLOTS = 500
_THOUSANDS = {"de": re.compile(r"[0-9]{1,3}(\.[0-9]{3})+"), "en": re.compile(r"[0-9]{1,3}(,[0-9]{3})+")}
_NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)(e[+-]?[0-9]{1,3})?", re.IGNORECASE)
BLANK = ("", "–", "-")


@dataclass(frozen=True)
class Refusal:
    """A value that was not taken: where, what was typed, and why."""

    day: int
    time: str
    typed: str
    reason: str


@dataclass
class Edited:
    """The changes that hold now, and those after each edit on the way there, oldest first; what was refused; a refused
    cell keeps its value."""

    changes: Changes
    steps: list[Changes] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    fault: str = ""


def slots_of(words: Words, typed: Any) -> int | str:
    """The number of slots that was typed, or in words why it is none."""
    _ = words.text
    text = str(typed).strip().replace("\u2212", "-").replace("\u00a0", "")
    if _THOUSANDS[words.lang].fullmatch(text):
        text = re.sub(r"[.,]", "", text)
    if isinstance(typed, bool) or not _NUMBER.fullmatch(text):
        return _("is no number")
    value = float(text.replace(",", "."))
    if value < 0:
        return _("is below 0")
    if value != int(min(value, 1e15)):
        return _("is no whole number of slots")
    if value > MOST_SLOTS:
        return _("is more than {most} slots at one time").format(most=words.number(MOST_SLOTS))
    return int(value)


def edited(
    words: Words, start: Scenario, now: Scenario, book: str, changes: Changes, cells: Sequence[Mapping[str, Any]]
) -> Edited:
    """Changes against `start` after values were put into the grid; `now` is `start` with the `changes` so far.

    `cells`: "time", "day" ("mon"), the "text", and the number "n" of the edit: the cells of a paste have the same.
    """
    ends = plan_of(start, book), plan_of(now, book)
    edits = [list(edit) for _n, edit in groupby(sorted(cells, key=itemgetter("n")), key=itemgetter("n"))]
    found = Edited(dict(changes))
    for edit in edits:
        _put_all(words, found, *ends, edit)
    with suppress(ScenarioError):
        changed(start, found.changes)
        return found
    found = Edited(dict(changes))
    for edit in edits:
        kept = dict(found.changes)
        _put_all(words, found, *ends, edit)
        try:
            changed(start, found.changes)
        except ScenarioError as error:
            found.changes, found.steps[-1], found.fault = kept, kept, error.what
    return found


def _put_all(words: Words, found: Edited, before: WeekPlan, plan: WeekPlan, edit: Sequence[Mapping[str, Any]]) -> None:
    for cell in edit:
        if cell["day"] in WEEKDAYS:
            _put(words, found, before, plan, WEEKDAYS.index(cell["day"]), str(cell["time"]), cell["text"])
    found.steps.append(dict(found.changes))


def _put(words: Words, found: Edited, before: WeekPlan, plan: WeekPlan, day: int, time: str, typed: Any) -> None:
    path, now = path_of(plan.book, day, time), plan.cells.get((day, time))
    blank = typed is None or str(typed).strip() in BLANK
    if blank and now is None:
        return
    shown = "" if typed is None else str(typed).strip()[:40]
    if now is None:
        found.refused.append(Refusal(day, time, shown, words.text("is outside the opening hours")))
        return
    value = 0 if blank else slots_of(words, typed)
    if isinstance(value, str):
        found.refused.append(Refusal(day, time, shown, value))
        return
    if value == before.cells.get((day, time)):
        found.changes.pop(path, None)
    elif value != now or path in found.changes:
        found.changes[path] = value


def rows_of(before: WeekPlan, plan: WeekPlan, crowded: Collection[tuple[int, str]] = ()) -> list[dict[str, Any]]:
    """Rows of the grid: a clock time, and under each weekday its slots (None: closed), those of the base, and whether
    they are too many at once."""
    rows = []
    for time in plan.times:
        row: dict[str, Any] = {"id": time, "time": time}
        for day in plan.days:
            row[WEEKDAYS[day]] = plan.cells.get((day, time))
            row[f"{WEEKDAYS[day]}_was"] = before.cells.get((day, time))
            row[f"{WEEKDAYS[day]}_over"] = (day, time) in crowded
        row["week"] = sum(plan.cells.get((day, time), 0) for day in plan.days)
        rows.append(row)
    return rows
