"""A what-if on its way through link and pages: which scenario, which changes, and how they are said."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.words import Words, slot_changes
from dashboard.words.number_words import readable, shown
from simulation import scenario as scenarios
from simulation.scenario import Scenario
from simulation.scenario.figures import Figure
from simulation.scenario.pages import Example

Changes = dict[str, Any]
NOTHING = "-"
GONE = "~"
MOST = 1000
MOST_KEPT = 64
_KEPT: dict[tuple[Any, ...], Scenario] = {}
_LOCK = threading.Lock()
_CELL = re.compile(r"(books\.[^.:]+\.grid\.[^.:]+\.\d{1,2}:\d{2}):(.*)", re.DOTALL)


@dataclass(frozen=True)
class Chosen:
    """What a link asks for. `name` is the scenario of the link, `base` what its changes are held against.

    `saved` are the changes of a saved what-if, `changes` those that count now; they differ while edits are unsaved.
    """

    name: str
    base: str
    scenario: Scenario
    against: Scenario
    title: str
    saved: Changes
    changes: Changes

    @property
    def unsaved(self) -> bool:
        return self.saved != self.changes

    @property
    def own(self) -> bool:
        return self.name.startswith("W-")


def written(changes: Mapping[str, Any]) -> str:
    """Changes as the link carries them: `teams.family.heads:24,books.counter.grid.mon.09:00:12`."""
    return ",".join(f"{path}:{text_of(value)}" for path, value in changes.items()) or NOTHING


def read(text: str) -> Changes | None:
    """Changes from a link; None when it has none. What cannot be a change is left to the scenario's own checks."""
    if not text:
        return None
    if text == NOTHING:
        return {}
    changes: Changes = {}
    for part in text.split(",")[:MOST]:
        cell = _CELL.fullmatch(part)
        path, value = (cell[1], cell[2]) if cell else part.partition(":")[::2]
        changes[path] = value_of(value)
    return changes


def changed(start: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """The scenario with the changes, checked; kept, because a page asks for the same one again and again."""
    if not changes:
        return start
    key = (start.id, start.content_hash, tuple((path, text_of(value)) for path, value in changes.items()))
    with _LOCK:
        found = _KEPT.get(key)
    if found is None:
        found = scenarios.changed(start, changes)
        with _LOCK:
            while len(_KEPT) >= MOST_KEPT:
                _KEPT.pop(next(iter(_KEPT)))
            _KEPT[key] = found
    return found


def at(scenario: Scenario, path: str) -> Any:
    """The value that stands at one of the paths which the pages change."""
    match path.split("."):
        case ["teams", team, "caseload"]:
            return scenario.teams[team].caseload
        case ["teams", team, field]:
            return _number(getattr(scenario.teams[team], field))
        case ["books", book, "per_day"]:
            return _number(scenario.books[book].per_day)
        case [field]:
            return _number(getattr(getattr(scenario, "document", scenario), field))
    raise KeyError(path)


def example_of(scenario: Scenario) -> Example | None:
    """The what-if that the office offers to try first, where the scenario has all that it changes."""
    example = scenario.document.pages.example
    try:
        there = example is not None and all(at(scenario, path) is not None for path in example.changes)
    except (KeyError, AttributeError):
        return None
    return example if there else None


def slots_path(scenario: Scenario) -> str | None:
    """The number of slots a day that the page Staffing moves: that of the first book which has one."""
    books = (key for key, book in scenario.books.items() if isinstance(book.per_day, Figure))
    first = next(books, None)
    return f"books.{first}.per_day" if first else None


def _number(figure: Any) -> float:
    central = getattr(figure, "central", None)
    return float(central() if central else figure.value)


def describe(words: Words, base: Scenario, changes: Mapping[str, Any]) -> list[str]:
    """Each change in words: 4 heads more in Family stays; those of slot quotas as their titles."""
    slots = {path: value for path, value in changes.items() if slot_changes.is_slots(path)}
    said = [_said(words, base, path, value) for path, value in changes.items() if path not in slots]
    return said + [words.text("“{title}”").format(title=one) for one in slot_changes.short(words, base, slots)]


def short(words: Words, base: Scenario, changes: Mapping[str, Any]) -> str:
    """A title for an unsaved what-if: Family stays +4."""
    slots = {path: value for path, value in changes.items() if slot_changes.is_slots(path)}
    parts = slot_changes.short(words, base, slots)
    for path, value in changes.items():
        if path in slots:
            continue
        keys = path.split(".")
        name = (
            words.name(base.teams[keys[1]].name)
            if keys[0] == "teams" and keys[1] in base.teams
            else _field(words, base, path)
        )
        parts.append(f"{name} {_step(words, base, path, value)}".strip())
    return ", ".join(parts[:3]) + (" …" if len(parts) > 3 else "")


def _said(words: Words, base: Scenario, path: str, value: Any) -> str:
    _ = words.text
    keys = path.split(".")
    value = _bare(value)
    if not isinstance(value, (int, float, str)):
        return path
    if keys[0] == "teams" and len(keys) == 3 and keys[1] in base.teams:
        team = words.name(base.teams[keys[1]].name)
        if keys[2] == "heads":
            more = float(value) - at(base, path)
            form = (
                words.plural("{n} more head", "{n} more heads", more)
                if more > 0
                else words.plural("{n} head fewer", "{n} heads fewer", -more)
            )
            return _("{change} in {team}").format(change=form, team=team)
        if keys[2] == "filled":
            return _("{share} of posts filled in {team}").format(share=words.percent(float(value)), team=team)
        if keys[2] == "present":
            return _("{share} of heads present in {team}").format(share=words.percent(float(value)), team=team)
        if keys[2] == "caseload":
            text = _("own caseloads in {team}") if value == "dedicated" else _("one common pile in {team}")
            return text.format(team=team)
    if path == "demand":
        return _("demand at {share}").format(share=words.percent(float(value)))
    if path == "incomplete":
        return _("incomplete applications at {share} of today's").format(share=words.percent(float(value)))
    if keys[0] == "books":
        return _("{n} slots a day ({book})").format(
            n=words.number(float(value)), book=words.name(base.books[keys[1]].name)
        )
    return f"{readable(words, base, path)} {shown(words, value) if isinstance(value, int | float) else value}"


def slots_name(words: Words, base: Scenario, path: str) -> str:
    """What the slots of a book are called."""
    return words.text("{book} slots").format(book=words.name(base.books[path.split(".")[1]].name))


def _field(words: Words, base: Scenario, path: str) -> str:
    _ = words.text
    if path == slots_path(base):
        return slots_name(words, base, path)
    known = {"demand": _("Demand"), "incomplete": _("Incomplete")}
    return known.get(path) or readable(words, base, path)


def _bare(value: Any) -> Any:
    """A number without its origin."""
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _step(words: Words, base: Scenario, path: str, value: Any) -> str:
    value = _bare(value)
    if path.endswith(".heads"):
        return words.number(float(value) - at(base, path), sign=True)
    if path.endswith(".caseload"):
        return words.text("own caseloads") if value == "dedicated" else words.text("one pile")
    if path.endswith(".present"):
        return words.text("{share} present").format(share=words.percent(float(value)))
    if path.endswith(".filled") or path in ("demand", "incomplete"):
        return words.percent(float(value))
    return shown(words, value) if isinstance(value, int | float) else text_of(value)


def text_of(value: Any) -> str:
    """A value without a comma, which parts the changes of a link; a table is JSON, ~ takes something away."""
    if value is None:
        return GONE
    if isinstance(value, (dict, list, tuple)):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
        return text.replace("~", "~0").replace(";", "~1").replace(",", ";")
    return f"{value:.10g}" if isinstance(value, (int, float)) else str(value)


def value_of(text: str) -> Any:
    if text == GONE:
        return None
    if text[:1] in "{[" and text:
        try:
            return json.loads(text.replace(";", ",").replace("~1", ";").replace("~0", "~"))
        except (ValueError, RecursionError):
            return text
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number
