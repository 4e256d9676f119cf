"""What can be typed into a release rule: one field a value, its range, and how it is read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from dashboard.components.quota_release import Rules, clock_table, week_clock
from dashboard.whatif import Changes
from dashboard.words import N_, Words
from dashboard.words.quotas import CHOICES, FREED_AFTER, LABELS
from simulation.scenario.calendar import WEEKDAYS
from simulation.scenario.figures import Figure
from simulation.scenario.release_clocks import Clock
from simulation.scenario.releases import RULES
from simulation.scenario.rule import Rule


@dataclass(frozen=True)
class Field:
    """A value of a rule: its key, form (number, time, date, dates, week, choice), label, what is plausible, and what
    holds without it."""

    key: str
    form: str
    label: str
    high: float = 100.0
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    default: Any = None


FORMS: dict[Any, str] = {Clock: "week", float: "time", date: "date", tuple[date, ...]: "dates"}
UNITS = {"days": (365.0, N_("days")), "minutes": (20160.0, N_("min"))}
"""What a number whose name ends so may be at most, and its unit."""


@cache
def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of a kind of rule that have words: its own, then those that all rules share which people search."""
    rule = RULES[kind]
    named = [(info.alias or name, info) for name, info in rule.model_fields.items() if name not in Rule.model_fields]
    if rule.searched:
        named += Rule.model_fields.items()
    labels = {key: LABELS.get(f"{kind}.{key}", LABELS.get(key, "")) for key, _ in named}
    return tuple(_field(key, labels[key], info) for key, info in named if labels[key])


def _field(key: str, label: str, info: FieldInfo) -> Field:
    chosen = get_args(info.annotation) if get_origin(info.annotation) is Literal else ()
    form = "choice" if chosen else FORMS.get(info.annotation, "number")
    high, unit = UNITS[key.rpartition("_")[2]] if form == "number" else (100.0, "")
    given = info.get_default(call_default_factory=True)
    default = given if isinstance(given, str) else int(given.value) if isinstance(given, Figure) else None
    choices = tuple((choice, CHOICES[choice]) for choice in chosen)
    return Field(key, form, label, high, unit, choices, not info.is_required() and not default, default)


SIZES = (("share", N_("a share")), ("quantity", N_("a number a day")), ("rest", N_("all that is left")))
MOST_A_DAY = 5000
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)|24:00")


def time_of(words: Words, text: Any) -> str | None:
    """A clock time as a file writes it from what was typed; None for nothing; ValueError says what is wrong."""
    text = str(text or "").strip()
    if not text:
        return None
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError(words.text("Please type a clock time like 08:30, not {value}.").format(value=text[:20]))
    return "24:00" if found[1] is None else f"{int(found[1]):02}:{found[2]}"


def number_of(words: Words, value: Any, high: float) -> float | int:
    """A number from 0 to `high` from what was typed; ValueError says what is wrong."""
    _ = words.text
    try:
        number = float(str(value).strip().replace(",", "."))
    except ValueError:
        raise ValueError(_("Please type a number.")) from None
    if not 0 <= number <= high:
        raise ValueError(_("Between 0 and {high}, please.").format(high=words.number(high)))
    return int(number) if number.is_integer() else number


def dates_of(words: Words, text: Any) -> list[str]:
    """Dates as a file writes them from `18.06.2025, 2/7/2025`; ValueError says what is wrong."""
    parts = re.split(r"[,;\s]+", str(text or "").strip())
    try:
        return list(dict.fromkeys(map(_iso, parts)))
    except ValueError:
        text = words.text("Please type dates like {example}, with commas between them.")
        raise ValueError(text.format(example=_example(words))) from None


def date_of(words: Words, text: Any) -> str:
    """A single date as a file writes it; ValueError says what is wrong."""
    try:
        return _iso(str(text or "").strip())
    except ValueError:
        text = words.text("Please type a date like {example}.")
        raise ValueError(text.format(example=_example(words))) from None


def _iso(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    return date.fromisoformat(f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else text).isoformat()


def _example(words: Words) -> str:
    return words.day(date(2025, 6, 18), "numeric")


def size_of(rule: Mapping[str, Any]) -> tuple[str, float | None]:
    """How many slots a rule takes: ("share", per cent), ("quantity", slots) or ("rest", None)."""
    if rule.get("share") is not None:
        return "share", round(100 * float(rule["share"]), 2)
    return ("quantity", float(rule["quantity"])) if rule.get("quantity") is not None else ("rest", None)


def read(
    words: Words, rules: Rules, typed: Mapping[str, Any], clocks: Mapping[tuple[str, str], Any]
) -> tuple[Rules, dict]:
    """The rules with what stands in the fields, and faults by field; a faulty field leaves what was there.

    Keys of `typed` are `rule|key`; of `clocks` (rule, weekday).
    """
    found: Rules = {}
    faults: dict[Any, str] = {}
    for name, old in rules.items():
        rule = dict(old)
        for field in fields_of(str(rule["kind"])):
            place = f"{name}|{field.key}"
            if field.form == "week":
                _read_week(words, name, rule, clocks, faults)
            elif place in typed:
                try:
                    _put(rule, field, _value(words, field, typed[place]))
                except ValueError as error:
                    faults[place] = str(error)
        _read_size(words, name, rule, typed, faults)
        _read_parts(words, name, rule, typed, faults)
        found[name] = rule
    return found, faults


def _value(words: Words, field: Field, value: Any) -> Any:
    if value in (None, "") and field.optional:
        return None
    if field.form == "number":
        return number_of(words, value, field.high)
    if field.form == "time":
        time = time_of(words, value)
        if time is None:
            raise ValueError(words.text("Please type a clock time like 08:30."))
        return time
    if field.form == "date":
        return date_of(words, value)
    return dates_of(words, value) if field.form == "dates" else value


def _put(rule: dict[str, Any], field: Field, value: Any) -> None:
    """What is left empty, or says what holds anyway, is not written down."""
    if field.key not in rule and (value is None or value == field.default):
        return
    if value is None:
        rule.pop(field.key, None)
    else:
        rule[field.key] = value


def _read_week(
    words: Words, name: str, rule: dict[str, Any], clocks: Mapping[tuple[str, str], Any], faults: dict[Any, str]
) -> None:
    times = week_clock(rule["at"])
    typed = [(n, day) for n, day in enumerate(WEEKDAYS) if (name, day) in clocks]
    for n, day in typed:
        try:
            times[n] = time_of(words, clocks[name, day])
        except ValueError as error:
            faults[name, day] = str(error)
    if not any(times):
        faults[name, typed[0][1]] = words.text("At least one day needs a time.")
    elif typed and times != week_clock(rule["at"]):
        rule["at"] = clock_table(times)


def _read_size(words: Words, name: str, rule: dict[str, Any], typed: Mapping[str, Any], faults: dict[Any, str]) -> None:
    size, value = typed.get(f"{name}|size"), typed.get(f"{name}|amount")
    if size is None:
        return
    try:
        amount = None if size == "rest" else number_of(words, value, 100 if size == "share" else MOST_A_DAY)
        if size == "quantity" and amount != int(amount or 0):
            raise ValueError(words.text("Whole slots only."))
    except ValueError as error:
        faults[f"{name}|amount"] = str(error)
        return
    if (size, amount) == size_of(rule):
        return
    rule.pop("share", None)
    rule.pop("quantity", None)
    if amount is not None:
        rule[size] = round(float(amount) / 100, 6) if size == "share" else int(amount)


def _read_parts(
    words: Words, name: str, rule: dict[str, Any], typed: Mapping[str, Any], faults: dict[Any, str]
) -> None:
    parts = []
    for n, old in enumerate(rule.get("parts") or []):
        part = dict(old)
        for key, high, scale in (("ahead_days", 365, 1), ("share", 100, 100)):
            place = f"{name}|parts.{n}.{key}"
            if place not in typed:
                continue
            try:
                value = number_of(words, typed[place], high)
                if abs(value / scale - float(part[key])) > 1e-9:
                    part[key] = value if scale == 1 else round(value / scale, 6)
            except ValueError as error:
                faults[place] = str(error)
        parts.append(part)
    if parts:
        rule["parts"] = parts


def freed_of(words: Words, old: Mapping[str, Any], typed: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What becomes of a slot that is given back, from the fields `freed|kind` and `freed|minutes`."""
    kind = typed.get("freed|kind")
    if kind is None:
        return dict(old), {}
    found: dict[str, Any] = dict(old) if kind == old.get("kind") else {"kind": kind}
    if kind not in FREED_AFTER:
        return found, {}
    key, _label, first = FREED_AFTER[kind]
    try:
        value = number_of(words, typed.get("freed|minutes"), 20160)
    except ValueError as error:
        if key in found or kind == old.get("kind"):
            return found, {"freed|minutes": str(error)}
        value = first
    if abs(value - float(found.get(key, -1))) > 1e-9:
        found[key] = value
    return found, {}


def with_value(changes: Changes, path: str, value: Any, base: Any) -> Changes:
    """The changes with one more value, or without it where it is that of the base."""
    kept = {k: v for k, v in changes.items() if k != path and not k.startswith(f"{path}.")}
    return kept if value == base else {**kept, path: value}
