"""What a draft of the slot quotas changes, in the office's words: in short for a title, and line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.words import N_, NN_, Words
from dashboard.words.quotas import CHOICES, FREED, FREED_AFTER, KINDS, clock_said, rule_title
from simulation.scenario import Scenario
from simulation.scenario.calendar import WEEKDAYS
from simulation.scenario.raw_tables import plain, raw_at
from simulation.scenario.release_clocks import clock_of
from simulation.scenario.week_plan import plan_of

FIELDS = {
    "share": N_("share"),
    "quantity": N_("slots a day"),
    "at": N_("opens"),
    "ahead_days": N_("days ahead"),
    "reading": N_("“next week”"),
    "least_lead_minutes": N_("bookable until, minutes before"),
    "on": N_("opens on"),
    "dates": N_("dates"),
    "from": N_("from"),
    "until": N_("until"),
    "parts": N_("parts"),
    "start_in_days": N_("from days ahead"),
    "end_in_days": N_("to days ahead"),
    "opens_by": N_("newest day opens"),
    "lead_days": N_("least time from the invitation"),
}


@dataclass(frozen=True)
class Line:
    """One input that differs: what it is, before, and after."""

    what: str
    before: str
    after: str


Others = Callable[[Mapping[str, Any]], Iterable[str]]


def is_slots(path: str) -> bool:
    """Whether a change belongs to the slot quotas."""
    if path.endswith(".per_day"):
        return False
    return path.startswith(("books.", "releases.")) or path.endswith(".no_show.reminder_odds")


def short(words: Words, scenario: Scenario, changes: Mapping[str, Any]) -> list[str]:
    """The changes of slot quotas as titles: Tagesrest 30 %, Montag +12 Termine."""
    said = []
    for (book, day), cells in _cells(changes).items():
        name = words.weekday(WEEKDAYS.index(day)) if day in WEEKDAYS else day
        more = sum(int(value) - _slots(scenario, book, day, time) for time, value in cells.items())
        text = words.plural(*NN_("{n} slot", "{n} slots"), abs(more))
        sign = "+" if more > 0 else "−"
        said.append(" ".join([name, sign + text if more else words.text("laid differently")]))
    return said + [_short(words, scenario, path, value) for path, value in changes.items() if not is_cell(path)]


def is_cell(path: str) -> bool:
    keys = path.split(".")
    return len(keys) == 5 and keys[0] == "books" and keys[2] == "grid"


def lines(words: Words, before: Scenario, changes: Mapping[str, Any], others: Others) -> list[Line]:
    """Every input that differs; clock times that follow one another and change alike are one line. `others` says what
    is no change of slots."""
    found: list[Line] = []
    for (book, day), cells in _cells(changes).items():
        name = words.weekday(WEEKDAYS.index(day)) if day in WEEKDAYS else day
        if len(before.books) > 1:
            name = f"{words.name(before.books[book].name)}, {name}"
        for times, old, new in _runs(before, book, day, cells):
            found.append(Line(f"{name}, {times}", words.number(old), words.number(new)))
    for path, value in changes.items():
        if not is_cell(path):
            found += _line(words, before, path, value, others)
    return found


def _cells(changes: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for path, value in changes.items():
        if is_cell(path) and isinstance(value, int | float):
            _books, book, _grid, day, time = path.split(".")
            found.setdefault((book, day), {})[time] = value
    return found


def _slots(scenario: Scenario, book: str, day: str, time: str) -> int:
    return plan_of(scenario, book).cells.get((WEEKDAYS.index(day), time), 0) if day in WEEKDAYS else 0


def _runs(before: Scenario, book: str, day: str, cells: Mapping[str, Any]) -> Iterable[tuple[str, int, int]]:
    """(09:00–10:45, before, after) of clock times in a row that change alike."""
    minutes = before.books[book].grid_minutes
    run: list[tuple[float, str, int, int]] = []
    for time in [*sorted(cells), ""]:
        at = int(time[:2]) * 60 + int(time[3:]) if time else -1.0
        ends = (_slots(before, book, day, time), int(cells[time])) if time else (0, 0)
        if run and (at != run[-1][0] + minutes or ends != run[-1][2:]):
            yield (run[0][1] if len(run) == 1 else f"{run[0][1]}–{run[-1][1]}"), run[0][2], run[0][3]
            run = []
        run.append((at, time, *ends))


def _short(words: Words, scenario: Scenario, path: str, value: Any) -> str:
    _, value = words.text, plain(value)
    keys = path.split(".")
    if path.endswith(".reminder_odds"):
        return _("with reminders") if float(value) < 1 else _("without reminders")
    if keys[-1] == "taken_at_start":
        return _("{share} taken at the start").format(share=words.percent(float(value)))
    if keys[-1] == "freed" and isinstance(value, Mapping):
        return _("given back: {how}").format(how=_(FREED.get(str(value.get("kind")), "")))
    rule, key = _rule_at(scenario, path)
    if not key:
        if value is None:
            return _("without {rule}").format(rule=rule_title(words, rule or {}))
        if isinstance(value, Mapping) and "kind" in value:
            return _("with {rule}").format(rule=_sized(words, value))
        return _("other release rules")
    title = rule_title(words, {**(rule or {}), key: value} if value is not None else rule or {})
    if key == "share" and value is not None:
        return f"{_(KINDS.get(str((rule or {}).get('kind')), ''))} {words.percent(float(value))}"
    if key in ("ahead_days", "reading") and (rule or {}).get("kind") == "daily":
        return title
    return f"{title}: {_(FIELDS.get(key, key))} {value_said(words, key, value)}"


def _sized(words: Words, rule: Mapping[str, Any]) -> str:
    title = rule_title(words, dict(rule))
    if rule.get("share") is not None:
        return f"{title} {words.percent(float(rule['share']))}"
    return f"{title} {words.number(float(rule['quantity']))}" if rule.get("quantity") is not None else title


def _rule_at(scenario: Scenario, path: str) -> tuple[dict[str, Any] | None, str]:
    """The base's rule that a path changes, and which of its values; "" for the rule as a whole."""
    keys = path.split(".")
    depth = 3 if keys[0] == "releases" else 4
    rule = plain(raw_at(scenario, ".".join(keys[:depth])))
    return rule if isinstance(rule, dict) else None, ".".join(keys[depth:])


def _line(words: Words, before: Scenario, path: str, value: Any, others: Others) -> list[Line]:
    _, value = words.text, plain(value)
    old = plain(raw_at(before, path))
    if path.endswith(".reminder_odds"):
        odds = [_("none") if one in (None, 1, 1.0) else words.percent(float(one)) for one in (old, value)]
        return [Line(_("Reminder: odds of staying away"), *odds)]
    if path.endswith(".taken_at_start"):
        return [Line(_("taken at the start"), *(words.percent(float(one or 0)) for one in (old, value)))]
    if path.endswith(".freed"):
        ends = [_freed_said(words, one or {"kind": "at_once"}) for one in (old, value)]
        return [Line(_("Slots that people give back"), *ends)]
    if not is_slots(path):
        return [Line(path, "", one) for one in others({path: value})]
    rule, key = _rule_at(before, path)
    if not key:
        shown = [_sized(words, one) if isinstance(one, Mapping) and "kind" in one else "–" for one in (old, value)]
        return [Line(_("Release rule"), *shown)]
    title = f"{rule_title(words, rule or {})}: {_(FIELDS.get(key, key))}"
    return [Line(title, value_said(words, key, old), value_said(words, key, value))]


def _freed_said(words: Words, freed: Mapping[str, Any]) -> str:
    text = words.text(FREED.get(str(freed.get("kind")), ""))
    minutes = freed.get(FREED_AFTER.get(str(freed.get("kind")), ("",))[0])
    return text if minutes is None else ", ".join([text, words.plural("{n} minute", "{n} minutes", float(minutes))])


def value_said(words: Words, key: str, value: Any) -> str:
    """A value of a rule for a reader."""
    if value is None:
        return "–"
    if key == "at":
        times = [None if m is None else f"{int(m) // 60:02}:{int(m) % 60:02}" for m in clock_of(value)]
        return clock_said(words, times) if isinstance(value, Mapping) else str(value)
    if key == "share":
        return words.percent(float(value))
    if key == "parts":
        parts = [f"{words.percent(float(p['share']))} / {words.number(float(p['ahead_days']))}" for p in value]
        return "; ".join(parts)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return words.number(value, 0 if float(value).is_integer() else 1)
    return words.text(CHOICES.get(str(value), str(value)))
