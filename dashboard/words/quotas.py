"""Release rules and clock times in the office's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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
LABELS: dict[str, str] = {
    "at": N_("Opens at (empty: not on that day)"),
    "ahead_days": N_("Days ahead"),
    "reading": N_("“Next week” means"),
    "on": N_("Opens on"),
    "batch.at": N_("at"),
    "dates": N_("Slots of these dates"),
    "from": N_("from"),
    "until": N_("until"),
    "start_in_days": N_("From so many days ahead"),
    "end_in_days": N_("to so many days ahead"),
    "opens_by": N_("The newest day opens"),
    "lead_days": N_("Least time from the invitation"),
    "least_lead_minutes": N_("Bookable until, before it starts"),
}
"""What a field of a rule is called (`kind.key` where one kind has its own words). What has no words is no field."""
CHOICES: dict[str, str] = {
    "day": N_("the day so many days later"),
    "calendar_week": N_("a part of the next calendar week"),
    "opening": N_("with the opening of its block"),
    "slot": N_("slot by slot with the clock"),
}
FREED: dict[str, str] = {
    "at_once": N_("offered again at once"),
    "delayed": N_("offered again after a while"),
    "withheld": N_("not offered again"),
    "wait_list": N_("offered to the wait list"),
}
FREED_AFTER: dict[str, tuple[str, str, int]] = {
    "delayed": ("minutes", N_("Offered again after"), 30),
    "wait_list": ("answer_minutes", N_("An offer lapses after"), 1440),
}
"""(key, label, minutes to begin from) of those that wait for something."""


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
    """A rule by what it does: Vorlauf, 7 Tage; Tagesrest; Sondertage, 18. Juni."""
    _ = words.text
    title = _(KINDS.get(str(rule.get("kind")), str(rule.get("kind"))))
    if rule.get("kind") == "batch" and rule.get("dates"):
        first = words.day(date.fromisoformat(str(min(rule["dates"]))), "short")
        return ", ".join([title, first if len(rule["dates"]) == 1 else _("from {day}").format(day=first)])
    if rule.get("kind") != "daily":
        return title
    if rule.get("reading") == "calendar_week":
        return ", ".join([title, _("next calendar week")])
    ahead = words.plural(*NN_("{n} day", "{n} days"), float(rule.get("ahead_days", 7)))
    return f"{title}, {ahead}"


def titles(words: Words, rules: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Titles of the rules of a book; where several would be the same, all but the first are numbered."""
    found: dict[str, str] = {}
    for name, rule in rules.items():
        title = rule_title(words, rule)
        same = sum(title == rule_title(words, other) for other in list(rules.values())[: len(found)])
        found[name] = f"{title} ({words.number(same + 1)})" if same else title
    return found
