"""What the rule fields do to a draft of the slot quotas; every step is checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.components.quota_fields import freed_of, number_of, place_of, read, with_value
from dashboard.components.quota_release import Rules, rule_changes, rules_in, table_of, with_rules
from dashboard.components.quota_rules import freed_in, odds_in, searches_of
from dashboard.whatif import Changes, changed
from dashboard.words import Words
from dashboard.words.faults import fault_said
from simulation.scenario import Scenario, ScenarioError
from simulation.scenario.raw_tables import plain, raw_at


@dataclass
class Typed:
    """The changes that hold now, and faults by field: `rule|key`, (rule, weekday), or "" for the whole."""

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
    """Changes against `start` after the rule fields were typed into; `now` is `start` with the `changes` so far."""
    old = rules_in(now, book)
    rules, faults = read(words, old, typed, clocks)
    found = with_rules_of(start, book, changes, rules) if rules != old else dict(changes)
    freed, wrong = freed_of(words, freed_in(now, book), typed)
    faults |= wrong
    if freed != freed_in(now, book):
        found = with_value(found, f"books.{book}.freed", freed, freed_in(start, book))
    for search in searches_of(now, book):
        try:
            odds = _odds(words, search, typed, odds_in(now, search))
        except ValueError as error:
            faults[f"search|{search}|odds"] = str(error)
            continue
        if odds != odds_in(now, search):
            path = f"searching.{search}.no_show.reminder_odds"
            found = with_value(found, path, odds, odds_in(start, search))
    if found == changes:
        return Typed(dict(changes), faults)
    try:
        changed(start, found)
    except ScenarioError as error:
        place = place_of(words, error.place, table_of(start, book)) or ""
        shown = place if place in typed or place.partition("|")[2] != "at" else (place.partition("|")[0], "mon")
        return Typed(dict(changes), {**faults, shown: fault_said(words, error.what)})
    return Typed(found, faults)


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
