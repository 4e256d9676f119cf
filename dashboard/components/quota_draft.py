"""What the rule fields do to a draft of the slot quotas; every step is checked as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from dashboard.components.quota_fields import freed_of, number_of, read, with_value
from dashboard.components.quota_release import (
    Rules,
    opens_weekly,
    rule_changes,
    rules_in,
    table_of,
    week_clock,
    with_rules,
)
from dashboard.components.quota_rules import freed_in, odds_in, searches_of
from dashboard.whatif import Changes, changed
from dashboard.words import Words
from dashboard.words.faults import fault_said
from simulation.scenario import Scenario, ScenarioError
from simulation.scenario.calendar import WEEKDAYS
from simulation.scenario.raw_tables import plain, raw_at


@dataclass
class Typed:
    """The changes that hold now, and faults by field: `rule|key` or (rule, weekday)."""

    changes: Changes
    faults: dict[Any, str] = field(default_factory=dict)


def typed_rules(
    words: Words,
    start: Scenario,
    now: Scenario,
    book: str,
    changes: Changes,
    typed: Mapping[str, Any],
    clocks: Mapping[tuple[str, str], Any],
) -> Typed:
    """Changes against `start` after the rule fields were typed into; `now` is `start` with the `changes` so far.

    What does not fit is refused at the field that was typed into, whichever rule the check names: shares that add up to
    too much are nobody's fault in the file.
    """
    old = rules_in(now, book)
    rules, faults = read(words, old, typed, clocks)
    found, wrong = _that_fit(words, start, book, changes, old, rules)
    faults |= wrong
    freed, wrong = freed_of(words, freed_in(now, book), typed)
    faults |= wrong
    tries: list[tuple[str, str, Any, Any, Any]] = [
        ("freed|minutes", f"books.{book}.freed", freed, freed_in(now, book), freed_in(start, book))
    ]
    for search in searches_of(now, book):
        place, path = f"search|{search}|odds", f"searching.{search}.no_show.reminder_odds"
        try:
            odds = _odds(words, search, typed, odds_in(now, search))
        except ValueError as error:
            faults[place] = str(error)
            continue
        tries.append((place, path, odds, odds_in(now, search), odds_in(start, search)))
    for place, path, value, before, base in tries:
        if value == before:
            continue
        try:
            changed(start, tried := with_value(found, path, value, base))
            found = tried
        except ScenarioError as error:
            faults[place] = fault_said(words, error.what)
    return Typed(found, faults)


def _that_fit(
    words: Words, start: Scenario, book: str, changes: Changes, old: Rules, rules: Rules
) -> tuple[Changes, dict[Any, str]]:
    """The changes with the new rules, all where they fit together, else one by one; and faults of those left out."""
    if rules == old:
        return dict(changes), {}
    found = with_rules_of(start, book, changes, rules)
    with suppress(ScenarioError):
        changed(start, found)
        return found, {}
    found, kept, faults = dict(changes), old, {}
    for place, more in _one_by_one(old, rules):
        try:
            changed(start, tried := with_rules_of(start, book, changes, more(kept)))
            found, kept = tried, more(kept)
        except ScenarioError as error:
            faults[place] = fault_said(words, error.what)
    return found, faults


def _one_by_one(old: Rules, new: Rules) -> Iterator[tuple[Any, Callable[[Rules], Rules]]]:
    """The values in which two sets of the same rules differ: the field of each, and what puts it into others."""
    for name, rule in new.items():
        for keys in (
            ("share", "quantity"),
            *((key,) for key in {**old[name], **rule} if key not in ("share", "quantity")),
        ):
            mine = {key: rule[key] for key in keys if key in rule}
            if mine != {key: old[name][key] for key in keys if key in old[name]}:
                yield _field_of(name, keys[0], old[name], rule), partial(_with, name=name, keys=keys, mine=mine)


def _with(rules: Rules, *, name: str, keys: tuple[str, ...], mine: dict[str, Any]) -> Rules:
    return {**rules, name: {key: value for key, value in rules[name].items() if key not in keys} | mine}


def _field_of(name: str, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Any:
    """Where a value of a rule is typed: {share} at "amount", a clock time at the first weekday that changes."""
    if key == "share":
        return f"{name}|amount"
    if key == "at" and opens_weekly(new):
        times = zip(WEEKDAYS, week_clock(old["at"]), week_clock(new["at"]), strict=True)
        return name, next((day for day, was, now in times if was != now), WEEKDAYS[0])
    if key == "parts":
        pairs = enumerate(zip(old["parts"], new["parts"], strict=True))
        n, field = next((n, field) for n, (was, now) in pairs for field in now if was.get(field) != now[field])
        return f"{name}|parts.{n}.{field}"
    return f"{name}|{key}"


def with_rules_of(start: Scenario, book: str, changes: Changes, rules: Rules) -> Changes:
    """The changes that give a book these rules."""
    table = table_of(start, book)
    base = plain(raw_at(start, table)) or {}
    if "kind" in base:
        return {**{k: v for k, v in changes.items() if k != table and not k.startswith(f"{table}.")}, table: rules}
    return with_rules(changes, table, rule_changes(table, base, rules))


def _odds(words: Words, search: str, typed: Mapping[str, Any], now: float) -> float:
    if f"search|{search}|odds" not in typed:
        return now
    if not typed.get(f"search|{search}|on"):
        return 1.0
    value = number_of(words, typed[f"search|{search}|odds"], 100)
    return round(float(value) / 100, 4) if value < 100 else 0.75
