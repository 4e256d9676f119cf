"""Measures in the office's words: names, units, which way is better, and how a difference is said.

A difference that may be chance is `unclear`; one whose interval lies inside the indifference zone is `none`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Protocol

from dashboard.words import N_, NN_, NO_BREAK, Words, digits_of, rounded, step_for

LEAST = {"cases": 10.0, "contacts": 10.0, "slots": 10.0, "people": 10.0}
"""What is counted is not said more exactly than this."""
Tone = Literal["better", "worse", "unclear", "none", "changed"]


class Between(Protocol):
    """A mean and its interval; simulation.study.statistics.Interval fits."""

    @property
    def mean(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


@dataclass(frozen=True)
class Said:
    """How one measure is spoken of. `zone` is what nobody in the office would notice, in the unit of the measure."""

    title: str
    sub: str
    unit: Literal["days", "minutes", "seconds", "share", "cases", "contacts", "hours", "slots", "people"]
    better: Literal["lower", "higher", "none"]
    zone: float


# Keys are (measure, statistic); a wait at the office is told apart by its way, "adhoc" is the mean without appointment.
MEASURES: dict[tuple[str, str], Said] = {
    ("decision_time", "median"): Said(N_("Time to the decision"), N_("median, days"), "days", "lower", 0.5),
    ("decision_time", "mean"): Said(N_("Time to the decision"), N_("mean, days"), "days", "lower", 0.5),
    ("lead_time", "median"): Said(N_("Lead time to the card"), N_("median, days"), "days", "lower", 0.5),
    ("lead_time", "mean"): Said(N_("Lead time to the card"), N_("mean, days"), "days", "lower", 0.5),
    ("share_over_three_months", "share"): Said(
        N_("Longer than three months"), N_("share of decisions"), "share", "lower", 0.005
    ),
    ("decisions_per_year", "total"): Said(N_("Decisions"), N_("a year"), "cases", "higher", 50),
    ("contacts_per_year", "total"): Said(N_("Personal contacts"), N_("a year"), "contacts", "higher", 150),
    ("access_time", "median"): Said(N_("Time to the appointment"), N_("median, days"), "days", "lower", 0.25),
    ("access_time", "mean"): Said(N_("Time to the appointment"), N_("mean, days"), "days", "lower", 0.25),
    ("waiting_time", "mean"): Said(
        N_("Wait at the office"), N_("by appointment, mean minutes"), "minutes", "lower", 0.25
    ),
    ("waiting_time", "adhoc"): Said(N_("Wait without appointment"), N_("mean, minutes"), "minutes", "lower", 0.5),
    ("backlog", "end"): Said(N_("Backlog at the end"), N_("undecided cases"), "cases", "lower", 40),
    ("calls_answered_in_20s", "share"): Said(N_("Phone"), N_("answered within 20 s"), "share", "higher", 0.01),
    ("calls_abandoned", "share"): Said(N_("Calls given up"), N_("share of calls"), "share", "lower", 0.01),
    ("failure_demand", "total"): Said(
        N_("Calls and messages because someone waits"), N_("a year"), "contacts", "lower", 150
    ),
    ("slots_kept", "total"): Said(N_("Appointments kept"), N_("a year"), "slots", "higher", 100),
    ("slots_unused", "total"): Said(N_("Slots left empty"), N_("a year"), "slots", "lower", 100),
    ("slots_refilled", "share"): Said(
        N_("Given back and taken again"), N_("share of slots given back"), "share", "higher", 0.005
    ),
    ("no_show_share", "share"): Said(N_("Did not appear"), N_("share of bookings"), "share", "lower", 0.003),
    ("demand_lost", "total"): Said(N_("Gave up the search"), N_("people a year"), "people", "lower", 100),
    ("search_success", "per_person"): Said(N_("Found an appointment"), N_("share of people"), "share", "higher", 0.003),
    ("search_success", "per_try"): Said(N_("Found at a look"), N_("share of looks"), "share", "higher", 0.003),
    ("third_next_available", "mean"): Said(
        N_("Third slot on offer"), N_("at noon, mean days ahead"), "days", "lower", 0.1
    ),
}
OWNERS: dict[str, str] = {
    "team_busy": N_("Team has no time yet"),
    "team_closed": N_("Team is closed: nights, weekends"),
    "working": N_("Being worked on"),
    "customer": N_("Applicant: documents are missing"),
    "third_party": N_("Other authorities"),
    "no_slot": N_("Appointment still to come"),
    "card_production": N_("Card is being made"),
    "history": N_("Before the first day of the run"),
}
IN_HOUSE = ("team_busy", "team_closed", "working", "no_slot")
ORIGINS: dict[str, str] = {
    "published": N_("published"),
    "derived": N_("derived"),
    "assumed": N_("assumed"),
    "calibrated": N_("calibrated"),
    "what-if": N_("what-if"),
}
STATES: dict[str, str] = {
    "waiting": N_("waiting"),
    "running": N_("running"),
    "done": N_("done"),
    "cancelled": N_("cancelled"),
    "failed": N_("failed"),
}
CHANNELS: dict[str, str] = {
    "online": N_("Online"),
    "email": N_("E-mail"),
    "post": N_("Post and fax"),
    "in_person": N_("In person"),
    "phone": N_("Phone"),
    "message": N_("Message"),
    "adhoc": N_("Without appointment"),
    "slot": N_("By appointment"),
}
WAYS: dict[str, str] = {
    "appointment": N_("By appointment"),
    "adhoc": N_("Without appointment"),
    "desk": N_("At the counter"),
    "back_office": N_("In the course of the work"),
    "first_minute": N_("within the first minute"),
    "after_release": N_("later after the release"),
    "hours": N_("some time of the day"),
    "bot": N_("by a program"),
    "wait_list": N_("from the wait list"),
}
"""Of coming to the counter, and of looking for a slot."""


@dataclass(frozen=True)
class Difference:
    """A difference for a reader: what it is in words, its interval in words, and its tone."""

    words: str
    interval: str
    tone: Tone
    value: float
    low: float
    high: float
    zone: float = 0.0
    digits: int = 0


def tone(between: Between, said: Said) -> Tone:
    """What may be said of a difference; colour follows this and nothing else."""
    if not (math.isfinite(between.low) and math.isfinite(between.high)):
        return "unclear"
    if -said.zone <= between.low and between.high <= said.zone:
        return "none"
    if between.low <= 0 <= between.high:
        return "unclear"
    if said.better == "none":
        return "changed"
    return "better" if (between.mean < 0) == (said.better == "lower") else "worse"


def difference(words: Words, between: Between, said: Said) -> Difference:
    """A difference in words, value and interval rounded alike."""
    _ = words.text
    found = tone(between, said)
    scale = 100.0 if said.unit == "share" else 1.0
    mean, low, high = (scale * x for x in (between.mean, between.low, between.high))
    finite = math.isfinite(low) and math.isfinite(high)
    step = step_for((high - low) / 2 if finite else abs(mean) / 10, _least(said))
    digits = digits_of(step)
    mean, low, high = (rounded(x, step) if math.isfinite(x) else x for x in (mean, low, high))
    between_text = _("needs at least two replications")
    if finite:
        ends = (abs(low), abs(high)) if found in ("better", "worse", "changed") else (low, high)
        first, last = sorted(ends)
        signed = found not in ("better", "worse", "changed")
        between_text = _("{low} to {high}").format(
            low=words.number(first, digits, sign=signed), high=words.number(last, digits, sign=signed)
        )
    if found == "unclear":
        text = _("unclear")
    elif found == "none":
        text = _("no difference")
        zone = amount(words, said.zone, said.unit)
        if said.unit == "share":
            points = scale * said.zone
            zone = words.plural("{n} point", "{n} points", points, 0 if points.is_integer() else 1)
        between_text = _("smaller than {zone}").format(zone=zone)
    else:
        text = more_or_less(words, mean, said.unit, digits)
    return Difference(text, between_text, found, mean, low, high, scale * said.zone, digits)


def more_or_less(words: Words, value: float, unit: str, digits: int = 0) -> str:
    """A difference without its interval: 6 days shorter, 350 more, 3 points fewer. Shares come in points."""
    n = abs(value)
    if unit in ("days", "minutes", "seconds"):
        forms = {
            ("days", True): NN_("{n} day shorter", "{n} days shorter"),
            ("days", False): NN_("{n} day longer", "{n} days longer"),
            ("minutes", True): NN_("{n} minute shorter", "{n} minutes shorter"),
            ("minutes", False): NN_("{n} minute longer", "{n} minutes longer"),
            ("seconds", True): NN_("{n} second shorter", "{n} seconds shorter"),
            ("seconds", False): NN_("{n} second longer", "{n} seconds longer"),
        }[(unit, value < 0)]
        return words.plural(*forms, n, digits)
    if unit == "share":
        down = NN_("{n} point lower", "{n} points lower")
        up = NN_("{n} point higher", "{n} points higher")
        return words.plural(*(down if value < 0 else up), n, digits)
    text = words.text("{n} fewer") if value < 0 else words.text("{n} more")
    return text.format(n=words.number(n, digits))


def amount(words: Words, value: float, unit: str, digits: int | None = None) -> str:
    """A figure with its unit: 12 days, 38 %, 4,6 minutes, 32.900."""
    if unit == "share":
        places = digits if digits is not None else (1 if 0 < abs(value) < 0.0095 else 0)
        return words.percent(value, places)
    places = (
        digits
        if digits is not None
        else (0 if float(value).is_integer() or abs(value) >= 10 else (1 if abs(value) >= 0.3 else 2))
    )
    forms = {
        "days": NN_("{n} day", "{n} days"),
        "minutes": NN_("{n} minute", "{n} minutes"),
        "seconds": NN_("{n} second", "{n} seconds"),
        "hours": NN_("{n} hour", "{n} hours"),
    }.get(unit)
    if forms is None:
        return words.number(value, places)
    return words.plural(*forms, value, places).replace(" ", NO_BREAK)


def figure(words: Words, value: float, unit: str) -> str:
    """A figure for a table column whose head names the unit."""
    if unit == "share":
        return words.percent(value, 0 if value >= 0.1 else 1)
    if unit in ("cases", "contacts", "slots", "people"):
        return words.number(round(value, -1))
    return words.number(value, 0 if abs(value) >= 20 else 1)


def _least(said: Said) -> float:
    return LEAST.get(said.unit, 0.1)
