"""What more or fewer heads bring, in a sentence with its interval; the side effect stands beside the gain."""

from __future__ import annotations

from collections.abc import Collection

from dashboard import whatif
from dashboard.reading import Reading
from dashboard.whatif import Chosen
from dashboard.words import Words
from dashboard.words.compared import WHERE, Over, furthest
from dashboard.words.measures import MEASURES, Difference, amount, difference

KEYS = (
    ("decision_time", "median"),
    ("lead_time", "median"),
    ("share_over_three_months", "share"),
    ("decisions_per_year", "total"),
    ("contacts_per_year", "total"),
    ("access_time", "median"),
    ("waiting_time", "adhoc"),
    ("backlog", "end"),
    ("calls_answered_in_20s", "share"),
)
SIDE_EFFECTS = (
    ("access_time", "median"),
    ("waiting_time", "adhoc"),
    ("calls_answered_in_20s", "share"),
    ("decision_time", "median"),
    ("decisions_per_year", "total"),
    ("share_over_three_months", "share"),
    ("backlog", "end"),
)
SLOWER = (("decision_time", "median"), ("share_over_three_months", "share"), ("backlog", "end"))
"""What comes of later decisions, and is no side effect of them."""


def subject_team(chosen: Chosen) -> str:
    """The case team that was changed, if it is one; the lead speaks of it. Empty: the whole office."""
    teams = {path.split(".")[1] for path in chosen.changes or chosen.scenario.changes if path.startswith("teams.")}
    case_teams = [team for team in teams if team in chosen.scenario.teams and not chosen.scenario.teams[team].desk]
    return case_teams[0] if len(teams) == 1 and case_teams else ""


def headline_place(after: Reading, before: Reading, chosen: Chosen) -> tuple[str, str, str, str]:
    """Where the headline difference stands: the changed team's median time to the decision, else the whole office's."""
    team = subject_team(chosen)
    place = ("decision_time", "median", "team", team)
    if team and before.values(*place) and after.values(*place):
        return place
    return ("decision_time", "median", "", "")


def headline_differences(after: Reading, before: Reading, chosen: Chosen) -> list[float]:
    place = headline_place(after, before, chosen)
    one, other = after.values(*place), before.values(*place)
    n = min(len(one), len(other))
    return [a - b for a, b in zip(one[:n], other[:n], strict=True)]


def change(words: Words, chosen: Chosen, before: Reading) -> str:
    """What is changed, as it stands after “with”."""
    _ = words.text
    said = whatif.describe(words, before.scenario, chosen.changes) or [_("“{title}”").format(title=chosen.title)]
    return words.listing(said) if len(said) <= 3 else _("{n} changes").format(n=words.number(len(said)))


def one_pair(words: Words, days: float, found: Difference, with_what: str, where: str) -> str:
    """The lead from a single pair of runs, which has no interval."""
    _ = words.text
    if days < 0:
        text = _("With {change} the decision comes{where} {size} earlier in the only pair of runs, which has no range.")
    else:
        text = _("With {change} the decision comes{where} {size} later in the only pair of runs, which has no range.")
    size = amount(words, round(abs(days), found.digits), "days", found.digits)
    return text.format(change=with_what, where=where, size=size)


def lead(words: Words, chosen: Chosen, after: Reading, before: Reading, over: Over) -> str:
    """With 4 heads more in family stays the decision comes 27 days earlier (26 to 28). The side effect follows."""
    _ = words.text
    place = headline_place(after, before, chosen)
    about = MEASURES[("decision_time", "median")]
    between = over.get(place)
    if between is None:
        return _("The two runs have no time to the decision in common.")
    found = difference(words, between, about)
    with_what = change(words, chosen, before)
    where = _(" there") if place[2] else ""
    if not between.finite:
        return one_pair(words, between.mean, found, with_what, where)
    size, range_ = _size(words, found, about.unit)
    text = {
        "better": _("With {change} the decision comes{where} **{size} earlier** ({range})."),
        "worse": _("With {change} the decision comes{where} **{size} later** ({range})."),
        "none": _("With {change} the time to the decision{where} does not change by more than {zone}."),
        "unclear": _("With {change} it is **unclear** whether the time to the decision{where} changes ({range} days)."),
        "changed": _("With {change} the time to the decision{where} changes by {size} ({range})."),
    }[found.tone]
    parts = [
        text.format(change=with_what, where=where, size=size, range=range_, zone=amount(words, about.zone, about.unit))
    ]
    effect = side_effect(words, over, SLOWER if found.tone == "worse" else ())
    if effect:
        parts.append(effect)
    return " ".join(parts)


def _size(words: Words, found: Difference, unit: str) -> tuple[str, str]:
    digits = found.digits
    ends = sorted((abs(found.low), abs(found.high))) if found.tone in ("better", "worse") else [found.low, found.high]
    signed = found.tone not in ("better", "worse")
    shown = words.text("{low} to {high}").format(
        low=words.number(ends[0], digits, sign=signed), high=words.number(ends[1], digits, sign=signed)
    )
    return amount(words, round(abs(found.value), digits), unit, digits), shown


def side_effect(words: Words, over: Over, leave_out: Collection[tuple[str, str]] = ()) -> str:
    """What gets worse by the largest share of what it was, as a sentence; empty when nothing gets clearly worse."""
    _ = words.text
    key = furthest(over, [key for key in SIDE_EFFECTS if key not in leave_out], "worse")
    if key is None:
        return ""
    found = difference(words, over[WHERE.get(key, (*key, "", ""))], MEASURES[key])
    size = amount(words, abs(found.value), MEASURES[key].unit, found.digits)
    return {
        "access_time": _("But everybody waits **{size} longer** for the appointment ({range})."),
        "waiting_time": _("But people without an appointment wait **{size} longer** ({range})."),
        "calls_answered_in_20s": _("But fewer calls are answered within 20 s: **{words}** ({range})."),
        "decision_time": _("But over all teams the decision comes **{size} later** ({range})."),
        "decisions_per_year": _("But there are **{size} fewer decisions** a year ({range})."),
        "share_over_three_months": _("But more decisions take longer than three months: **{words}** ({range})."),
        "backlog": _("But the backlog at the end is **{size} cases larger** ({range})."),
    }[key[0]].format(size=size, words=found.words, range=found.interval)
