"""The numbers of a scenario file in the office's words: where one stands, what it is worth, in which unit."""

from __future__ import annotations

import re
from typing import Any

from dashboard.words import N_, Words
from simulation.scenario import Scenario

# A key of a path, or `parent.key` where the key alone says something else; "" is left out.
FIELDS = {
    "heads": N_("heads"),
    "filled": N_("posts filled"),
    "present": N_("present"),
    "full_time": N_("full-time share"),
    "productive": N_("productive share"),
    "share": N_("share"),
    "minutes": N_("minutes of work"),
    "days": N_("days"),
    "per_day": N_("a day"),
    "per_year": N_("a year"),
    "arrivals": N_("arrivals"),
    "demand": N_("demand"),
    "incomplete": N_("incompleteness"),
    "months": N_("months"),
    "weekdays": N_("weekdays"),
    "hours": N_("hours of the day"),
    "office": "",
    "handling": N_("spread of handling times"),
    "team": "",
    "teams": "",
    "services": "",
    "channels": N_("Channel"),
    "books": N_("Appointment book"),
    "steps": "",
    "routes": N_("Route"),
    "residence": N_("residence title"),
    "returns": N_("return"),
    "naturalisation": N_("naturalisation"),
    "backlog": N_("Initial backlog"),
    "undecided": N_("undecided"),
    "invited": N_("invited"),
    "in_production": N_("card being made"),
    "ready": N_("card lies ready"),
    "extensions": N_("extensions to come"),
    "places": N_("place"),
    "ages_days": N_("age"),
    "cases": N_("cases"),
    "shares": N_("incomplete at check"),
    "no_show": N_("not appearing"),
    "at_days": N_("at a lead of"),
    "slope": N_("rise with the lead"),
    "reminder_odds": N_("odds with a reminder"),
    "cancel": N_("cancelling"),
    "cancel.again": N_("take another slot"),
    "cancel.early": N_("early"),
    "punctuality": N_("arrival before or after the time"),
    "idle_minutes": N_("time lost by not appearing"),
    "request": N_("document request"),
    "again": N_("second check"),
    "never": N_("never answer"),
    "closes_after_days": N_("closed after"),
    "after_days": N_("sent after"),
    "refused": N_("refused"),
    "invite": N_("invitation"),
    "goals": N_("Goal"),
    "traits": N_("Trait"),
    "patience_minutes": N_("patience"),
    "retry": N_("trying again"),
    "retry.minutes": N_("again after"),
    "follow_up": N_("answer of the team"),
    "raises": N_("move their case forward"),
    "urgent": N_("emergencies"),
    "by_channel": N_("by channel"),
    "release": N_("Release"),
    "lead_days": N_("least lead"),
    "day_factor_cv": N_("variation from day to day"),
    "decisions_per_year": N_("decisions a year"),
    "contacts_per_year": N_("contacts a year"),
    "reminder": N_("reminder"),
    "failure_demand": N_("Calls and messages because someone waits"),
    "every_days": N_("one in"),
    "by_phone": N_("by phone"),
    "withdrawal": N_("Withdrawal"),
    "ageing": N_("Long waits"),
    "ageing.after_days": N_("go first after"),
    "onboarding": N_("new heads"),
    "onboarding.counts": N_("each counts as"),
    "onboarding.days": N_("learn for"),
    "titles": N_("Titles"),
    "titles.days": N_("time left at the application"),
    "within_days": N_("moves forward within"),
    "priorities": N_("Priority"),
    "head_start_days": N_("head start"),
    "answer_days": N_("answer"),
    "places_per_day": N_("places a day"),
    "desks": N_("desks"),
    "taken_at_start": N_("taken at the start"),
    "releases": N_("Release rules"),
    "standard": "",
    "daily": N_("day by day"),
    "remainder": N_("same-day remainder"),
    "ahead_days": N_("days ahead"),
    "least_lead_minutes": N_("bookable until"),
    "horizon_days": N_("given out ahead"),
    "searching": N_("Search for a slot"),
    "public": "",
    "knows": N_("knows the release time"),
    "learns": N_("learns the release time"),
    "at_release": N_("look at the release"),
    "first_minute": N_("within the first minute"),
    "after_minutes": N_("the others later by"),
    "again_days": N_("next look"),
    "gives_up": N_("gives up"),
    "patience_days": N_("searches for at most"),
    "same_day": N_("can come on the same day"),
    "same_day_lead_minutes": N_("time until they are there"),
    "furthest_days": N_("furthest slot"),
    "earliest": N_("takes the earliest slot"),
    "mornings": N_("likes the morning"),
    "bots": N_("programs that book"),
    "per_last_day": N_("a day at the end"),
    "last_days": N_("length of the end"),
    "not_within_minutes": N_("none in the last"),
    "no_show.again": N_("look for another slot"),
    "turned_away.again": N_("look for another slot"),
    "cancel.per_day": N_("given back a day"),
    "twice": N_("second slot"),
    "gives_back": N_("gives one back"),
    "turns": N_("after giving up"),
    "one_site": N_("own site only"),
    "turned_away": N_("turned away"),
    "remedy": N_("remedy on the spot"),
    "elsewhere": N_("without an appointment"),
    "stages": N_("stage"),
    "grid": N_("week plan"),
    "parts": N_("part"),
    "quantity": N_("slots a day"),
    "start_in_days": N_("days ahead, at least"),
    "end_in_days": N_("days ahead, at most"),
    "for_all_minutes": N_("for everybody in the last"),
    "freed": N_("given back"),
    "freed.minutes": N_("blocked for"),
    "answers": N_("take the offer"),
    "answer_minutes": N_("time to answer"),
    "hold": N_("while booking"),
    "hold.minutes": N_("reserved for"),
    "lapses": N_("never confirm"),
    "keeps": N_("keep the old slot until they have another"),
    "wait_list": N_("join the wait list"),
}

UNITS = {
    "heads": N_("heads"),
    "share": N_("share"),
    "minutes": N_("minutes"),
    "days": N_("days"),
    "a year": N_("a year"),
    "a day": N_("a day"),
    "an hour": N_("an hour"),
    "cases": N_("cases"),
    "slots": N_("slots"),
    "weight": N_("weight"),
    "factor": N_("factor"),
    "factors": N_("factors"),
    "coefficient": N_("coefficient"),
    "logit": N_("logit"),
    "by channel": N_("by channel"),
}

KINDS = {
    "constant": N_("constant:"),
    "exponential": N_("exponential:"),
    "gamma": N_("gamma:"),
    "lognormal": N_("lognormal:"),
    "normal": N_("normal:"),
    "uniform": N_("uniform:"),
    "triangular": N_("triangular:"),
    "pert": N_("PERT:"),
    "empirical": N_("observed:"),
    "tail": N_("with a tail:"),
}

TERMS = {
    "mean": N_("mean"),
    "median": N_("median"),
    "p95": N_("95th percentile"),
    "scv": N_("squared coefficient of variation"),
    "sigma": N_("sigma"),
    "sd": N_("standard deviation"),
    "plus": N_("and at least"),
    "least": N_("at least"),
    "mode": N_("usually"),
    "most": N_("at most"),
    "main": N_("most cases"),
    "tail": N_("the others"),
    "share": N_("share of the others"),
    "values": N_("values"),
    "weights": N_("weights"),
}


def readable(words: Words, scenario: Scenario, path: str) -> str:
    """A path in the office's words: teams.family.heads is Family stays › heads."""
    document = scenario.document
    named: dict[str, Any] = {
        "teams": scenario.teams,
        "team": scenario.teams,
        "services": scenario.services,
        "books": scenario.books,
        "channels": document.channels,
        "by_channel": document.channels,
        "traits": document.traits,
        "priorities": document.priorities,
    }
    keys, out = path.split("."), []
    for before, key in zip(["", *keys], keys, strict=False):
        text = FIELDS.get(f"{before}.{key}")
        if text is not None:
            out.append(words.text(text))
        elif key in named.get(before, {}):
            out.append(words.name(named[before][key].name))
        elif key in scenario.steps:
            out.append(words.name(scenario.steps[key]))
        elif key.isdigit():
            out.append(words.number(int(key) + 1))
        elif FIELDS.get(key) != "":
            out.append(words.text(FIELDS.get(key, key.replace("_", " "))))
    return " › ".join(out)


def shown(words: Words, value: Any) -> str:
    """A number, a list of numbers or a distribution (`lognormal median 10.0, p95 35.0`) as a reader writes it."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return _number(words, float(value))
    parts = str(value).split(", ")
    if all(_is_number(part) for part in parts):
        return ("; " if words.lang == "de" else ", ").join(_number(words, float(part)) for part in parts)
    return ", ".join(_term(words, part, first=not i) for i, part in enumerate(parts))


def _term(words: Words, part: str, first: bool) -> str:
    """`mean 15.0`, or with a distribution before or within: `gamma mean 15.0`, `main pert least 21.0`."""
    if part == "whole True":
        return words.text("whole numbers")
    out: list[str] = []
    for i, word in enumerate(part.split(" ")):
        if _is_number(word):
            out.append(_number(words, float(word)))
        elif word in KINDS and ((first and i == 0) or word not in TERMS):
            out.append(words.text(KINDS[word]))
        else:
            out.append(words.text(TERMS.get(word, word)))
    return " ".join(out)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text) is not None


def _number(words: Words, value: float) -> str:
    digits = 0 if value.is_integer() else min(4, len(f"{value:.4f}".rstrip("0").split(".")[1]))
    return words.number(value, digits)
