"""One step on the page of slot quotas: whatever was typed, pasted or pressed since the last one, as one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dashboard.components.quota_draft import typed_rules, with_rules_of
from dashboard.components.quota_edit import Refusal, edited
from dashboard.components.quota_journal import Journal, empty, noted, redone, undone
from dashboard.components.quota_release import added, rules_in
from dashboard.whatif import Changes, changed
from dashboard.words import Words
from dashboard.words.faults import fault_said
from simulation.scenario import Scenario, ScenarioError
from simulation.scenario.releases import RULES

BUTTONS = ("quota-reset", "quota-add")
OF_RULES = {"unrule", "addpart", "unpart"}


@dataclass(frozen=True)
class Page:
    """What stands on the page: cells put into the grid that no answer has seen yet (`quota_edit.edited`), rule fields,
    clock times by rule and weekday, and how many pasted values lay past the edge."""

    cells: Sequence[Mapping[str, Any]] = ()
    typed: Mapping[str, Any] = field(default_factory=dict)
    times: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    past: int = 0


@dataclass(frozen=True)
class Step:
    """The changes and the journal after it, refused cells, faults by field, a fault of the whole plan, and why a button
    did nothing, by its rule ("" for a new one)."""

    changes: Changes
    journal: Journal
    refused: Sequence[Refusal]
    faults: Mapping[Any, str]
    fault: str = ""
    unable: Mapping[str, str] = field(default_factory=dict)


def stepped(
    words: Words,
    start: Scenario,
    now: Scenario,
    book: str,
    changes: Changes,
    journal: Journal | None,
    page: Page,
    buttons: Sequence[Any] = (),
    kind: str = "",
) -> Step:
    """Cells first, then rule fields, then the buttons; what does not fit is left out, everything else is kept."""
    cells = edited(words, start, now, book, changes, page.cells)
    found = typed_rules(words, start, now, book, cells.changes, page.typed, page.times)
    journal, new = journal or empty(), found.changes
    unable: dict[str, str] = {}
    for before, after in pairwise([changes, *cells.steps, new]):
        journal = noted(journal, before, after)
    for button in buttons:
        try:
            journal, new = _pressed(start, book, journal, new, button, kind)
        except ScenarioError as error:
            unable[_rule_of(button)] = fault_said(words, error.what)
    return Step(new, journal, cells.refused, found.faults, cells.fault, unable)


def _with_one_more(start: Scenario, now: Scenario, book: str, changes: Changes, kind: str) -> Changes:
    """The changes with a new rule; its dates move on until they fall on days on which the book is open."""
    tries = [added(rules_in(now, book), kind, now, book, later) for later in range(21 if RULES[kind].dated else 1)]
    for rules in tries[:-1]:
        with suppress(ScenarioError):
            changed(start, new := with_rules_of(start, book, changes, rules))
            return new
    return with_rules_of(start, book, changes, tries[-1])


def _rule_of(button: Any) -> str:
    if isinstance(button, str):
        return ""
    return str(next(button[key] for key in OF_RULES if key in button))


def is_button(what: Any) -> bool:
    """Whether this is a button that changes the draft; undo and redo are counted, see `quota_journal.due`."""
    return what in BUTTONS if isinstance(what, str) else bool(OF_RULES & (what or {}).keys())


def reshapes(what: Any) -> bool:
    """Whether a field decides which other fields there are."""
    name = what.get("quota", "") if isinstance(what, dict) else ""
    return bool(name == "freed|kind" or name.endswith("|size"))


def _pressed(
    start: Scenario, book: str, journal: Journal, changes: Changes, what: Any, kind: str
) -> tuple[Journal, Changes]:
    """Journal and changes after a button; ScenarioError when what it asks for does not fit."""
    if what == "quota-undo":
        return undone(journal, changes)
    if what == "quota-redo":
        return redone(journal, changes)
    now = changed(start, changes)
    rules = rules_in(now, book)
    if what == "quota-reset":
        new: Changes = {}
    elif what == "quota-add":
        new = _with_one_more(start, now, book, changes, kind)
    elif "unrule" in what:
        new = with_rules_of(start, book, changes, {k: rule for k, rule in rules.items() if k != what["unrule"]})
    else:
        name = what.get("addpart") or what.get("unpart")
        parts = list(rules[name]["parts"])
        if "addpart" in what:
            parts.append({"ahead_days": 0, "share": 0})
        else:
            parts.pop(what["n"])
        new = with_rules_of(start, book, changes, {**rules, name: {**rules[name], "parts": parts}})
    changed(start, new)
    return noted(journal, changes, new), new
