"""Release rules, clock times and refused inputs in the office's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dashboard.words import N_, NN_, Words

KINDS: dict[str, str] = {
    "daily": N_("Ahead"),
    "same_day": N_("Same-day remainder"),
    "batch": N_("Special days"),
    "tranches": N_("In parts"),
    "rolling": N_("Rolling window"),
    "ad_hoc": N_("Without appointment"),
    "invitation": N_("By invitation"),
}
ABOUT: dict[str, str] = {
    "daily": N_("Each day opens the slots of a later day."),
    "same_day": N_("Held back and opened on the day itself."),
    "batch": N_("The slots of certain dates, all at once."),
    "tranches": N_("A part far ahead, a part nearer, a part on the day."),
    "rolling": N_("A window that moves on with the clock."),
    "ad_hoc": N_("Places for people who come without an appointment; nobody can book them."),
    "invitation": N_("The office gives these slots itself."),
}
FREED: dict[str, str] = {
    "at_once": N_("offered again at once"),
    "delayed": N_("offered again after a while"),
    "withheld": N_("not offered again"),
    "wait_list": N_("offered to the wait list"),
}
FAULTS: tuple[tuple[str, str], ...] = (
    (r"must be at least (?P<bound>\S+), is (?P<value>.+)", N_("Must be at least {bound}, is {value}.")),
    (r"must be at most (?P<bound>\S+), is (?P<value>.+)", N_("Must be at most {bound}, is {value}.")),
    (r"must be a whole number, is (?P<value>.+)", N_("Must be a whole number, is {value}.")),
    (r"must be a number, is (?P<value>.+)", N_("Please type a number.")),
    (r"must be a clock time like .*, is (?P<value>.+)", N_("Please type a clock time like 08:30, not {value}.")),
    (r"parts add up to (?P<value>\S+) of the slots.*", N_("The parts add up to {value} of the slots; 100 % at most.")),
    (
        r"the window ends (?P<last>\S+) days ahead, before it starts \((?P<first>\S+)\).*",
        N_("The window ends {last} days ahead, before it starts ({first}). Swap the two."),
    ),
    (r"has a share and a quantity.*", N_("Has a share and a number; keep one.")),
)


def fault_said(words: Words, what: str) -> str:
    """What a check of the scenario says, in the reader's language where the words for it are known."""
    for pattern, text in FAULTS:
        found = re.fullmatch(pattern, what.strip())
        if found:
            return words.text(text).format(**found.groupdict())
    return what


def days_said(words: Words, days: Sequence[int]) -> str:
    """Mo, Mi, Fr; Mo–Fr for a row of three or more."""
    names, days = words.weekdays(), sorted(days)
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[days[0]]}–{names[days[-1]]}"
    return ", ".join(names[day] for day in days)


def clock_said(words: Words, at: Sequence[str | None]) -> str:
    """Seven clock times (None: not on that day): täglich 09:00, or Mo, Mi, Fr 07:00; Di, Do 09:00."""
    times: dict[str, list[int]] = {}
    for day, time in enumerate(at):
        if time:
            times.setdefault(time, []).append(day)
    if len(times) == 1 and len(next(iter(times.values()))) == 7:
        return words.text("daily at {time}").format(time=next(iter(times)))
    return "; ".join(f"{days_said(words, days)} {time}" for time, days in times.items())


def rule_title(words: Words, rule: dict[str, Any]) -> str:
    """A rule by what it does: Vorlauf, 7 Tage; Tagesrest."""
    _ = words.text
    title = _(KINDS.get(str(rule.get("kind")), str(rule.get("kind"))))
    if rule.get("kind") != "daily":
        return title
    if rule.get("reading") == "calendar_week":
        return ", ".join([title, _("next calendar week")])
    ahead = words.plural(*NN_("{n} day", "{n} days"), float(rule.get("ahead_days", 7)))
    return f"{title}, {ahead}"


def titles(words: Words, rules: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Titles of the rules of a book, told apart by their ids where two would be the same."""
    found = {name: rule_title(words, rule) for name, rule in rules.items()}
    twice = {title for title in found.values() if list(found.values()).count(title) > 1}
    return {name: f"{title} ({name})" if title in twice else title for name, title in found.items()}
