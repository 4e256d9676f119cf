"""The release rules of a book as plain tables, and the changes that lead from one such table to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from dashboard.whatif import Changes
from simulation.scenario import Scenario
from simulation.scenario.calendar import WEEKDAYS, clock
from simulation.scenario.raw_tables import plain, raw_at
from simulation.scenario.release_clocks import BookDays, Clock, clock_of
from simulation.scenario.releases import RULES
from simulation.scenario.rule import Rule
from simulation.scenario.supply import rules_of
from simulation.scenario.week_plan import MONDAY

Rules = dict[str, dict[str, Any]]


def table_of(scenario: Scenario, book: str) -> str:
    """Path of the table of a book's rules: shared ones stand under [releases]."""
    release = scenario.books[book].release
    return f"releases.{release}" if isinstance(release, str) else f"books.{book}.release"


def rules_in(scenario: Scenario, book: str) -> Rules:
    """The rules of a book by name; a plain invitation is called "invitation"."""
    raw = plain(raw_at(scenario, table_of(scenario, book))) or {}
    return {"invitation": raw} if "kind" in raw else raw


def sharers(scenario: Scenario, book: str) -> list[str]:
    """The other books that release by the same rules."""
    release = scenario.books[book].release
    return [k for k, one in scenario.books.items() if k != book and isinstance(release, str) and one.release == release]


def rule_changes(table: str, before: Rules, after: Rules) -> Changes:
    """Changes that make `after` of `before`: single values where a rule stays, a table where one is new, None where one
    goes."""
    found: Changes = {}
    for name, rule in after.items():
        if name not in before:
            found[f"{table}.{name}"] = rule
            continue
        old = before[name]
        for key in dict.fromkeys([*old, *rule]):
            if key not in rule:
                found[f"{table}.{name}.{key}"] = None
            elif not same(key, rule[key], old.get(key)):
                found[f"{table}.{name}.{key}"] = rule[key]
    return found | {f"{table}.{name}": None for name in before if name not in after}


def same(key: str, one: Any, other: Any) -> bool:
    """Whether two values mean the same: clock times may be written in several ways."""
    if key == "at" and one is not None and other is not None:
        try:
            return bool(clock_of(one) == clock_of(other))
        except ValueError:
            return False
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return bool(one == other)


def with_rules(changes: Changes, table: str, new: Changes) -> Changes:
    """The changes with those of a rule table replaced."""
    kept = {path: value for path, value in changes.items() if not path.startswith(f"{table}.") and path != table}
    return kept | new


def week_clock(at: Any) -> list[str | None]:
    """Seven clock times from what a file says."""
    return [None if minute is None else clock(minute) for minute in clock_of(at)]


def opens_weekly(rule: Mapping[str, Any]) -> bool:
    """Whether it opens by the clock, week after week."""
    at = RULES[str(rule["kind"])].model_fields.get("at")
    return at is not None and at.annotation == Clock


def addable() -> list[str]:
    """Kinds of rules that can be added to others."""
    return [kind for kind, rule in RULES.items() if not rule.unnamed]


def clock_table(times: Sequence[str | None]) -> Any:
    """What a file says for seven clock times: one time, or times by weekdays."""
    groups: dict[str, list[str]] = {}
    for day, time in zip(WEEKDAYS, times, strict=True):
        if time:
            groups.setdefault(time, []).append(day)
    if len(groups) == 1 and len(next(iter(groups.values()))) == 7:
        return next(iter(groups))
    return {",".join(days): time for time, days in groups.items()}


def free_share(scenario: Scenario, book: str) -> float:
    """Share of the slots that no other rule claims as its share, on the weekday with the least."""
    rules = [rule for rule in _regular(scenario, book) if rule.share is not None]
    days = BookDays(MONDAY)
    claimed = (sum(r.share.value for r in rules if r.share and r.takes(day, days)) for day in range(7))
    return max(0.0, round(1 - max(claimed), 4))


def _regular(scenario: Scenario, book: str) -> list[Rule]:
    return [rule for rule in rules_of(scenario.document, scenario.books[book]).values() if not rule.dated]


def added(rules: Rules, kind: str, scenario: Scenario, book: str, later_days: int = 0) -> Rules:
    """The rules with a new one of a kind, with values to begin from: a share is at most what is free, dates are
    `later_days` later than the first ones that could be."""
    name = next(n for n in (kind, *(f"{kind}_{i}" for i in range(2, 99))) if n not in rules)
    rule = RULES[kind].first(scenario.starts + timedelta(days=later_days))
    rest = any(one.share is None and one.quantity is None for one in _regular(scenario, book))
    sized = {"share", "quantity", "parts"} & rule.keys() or RULES[kind].dated
    if "share" in rule or (rest and not sized):
        rule["share"] = min(rule.get("share", 0.1), free_share(scenario, book))
    return {**rules, name: rule}
