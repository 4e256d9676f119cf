"""What the checks of a scenario say about releases and slots, in the reader's language.

The checks speak English, in the words of the file. Each pattern here takes the values out of such a sentence, and the
text beside it says the same to a planner; a test holds every fault that a page can cause against this list.
"""

from __future__ import annotations

import re
from datetime import date

from dashboard.words import N_, Words
from dashboard.words.number_words import readable
from simulation.scenario import Scenario, ScenarioError
from simulation.scenario.calendar import WEEKDAYS

_DAY = r"(?P<day>[\w-]+)"
_RELEASED = rf"on {_DAY} slots are released (?:on the day itself|(?P<ahead>\d+) days before) at (?P<clock>[\d:]+)"
_LEAD = r", and may be booked until (?P<lead>\S+) minutes before it starts; .*"

NUMBERS: tuple[tuple[str, str], ...] = (
    (r"must be at least (?P<bound>\S+), is (?P<value>.+)", N_("Must be at least {bound}, is {value}.")),
    (r"must be at most (?P<bound>\S+), is (?P<value>.+)", N_("Must be at most {bound}, is {value}.")),
    (r"must be a whole number, is (?P<value>.+)", N_("Must be a whole number, is {value}.")),
    (r"must be a number, is (?P<value>.+)", N_("Please type a number.")),
    (r"must be a clock time like .*, is (?P<value>.+)", N_("Please type a clock time like 08:30, not {value}.")),
    (
        r"must have at least (?P<bound>\d+), has (?P<there>\d+); add one",
        N_("Needs at least {bound}, has {there}. Add one."),
    ),
    (r"must be a date like .*, is (?P<value>.+)", N_("Please type a date, not {value}.")),
)
SUMS: tuple[tuple[str, str], ...] = (
    (r"parts add up to (?P<value>.+?) of the slots.*", N_("The parts add up to {value} of the slots; 100 % at most.")),
    (r"shares add up to (?P<value>.+?) \(.*", N_("The shares of the rules add up to {value}; 100 % at most.")),
    (r"has a share and a quantity.*", N_("Has a share and a number; keep one.")),
    (
        r"takes all that is left, as .*",
        N_("Two rules take all that is left on a day. Give one of them a share or a number."),
    ),
    (
        rf"takes (?P<value>\d+) slots, (?P<wanted>\d+) with the rules before it, but {_DAY} has only (?P<there>\d+);.*",
        N_("With the rules before it this makes {wanted} slots, but {day} has only {there}. Make it smaller."),
    ),
    (
        rf"takes (?P<value>\d+) slots, but {_DAY} has only (?P<there>\d+) that fit;.*",
        N_("Takes {value} slots, but {day} has only {there} that are late enough. Make it smaller."),
    ),
    (
        rf"takes (?P<value>\d+) slots, but {_DAY} has only (?P<there>\d+);.*",
        N_("Takes {value} slots, but {day} has only {there}. Make it smaller."),
    ),
    (
        r"has more than (?P<value>\d+) rules and parts of rules;.*",
        N_("More than {value} rules and parts; leave some out."),
    ),
    (
        r"nobody can search book .*",
        N_("Nobody could book here any more. Keep a rule that opens slots to this service."),
    ),
)
TIMES: tuple[tuple[str, str], ...] = (
    (
        r"the window ends (?P<last>\S+) days ahead, before it starts \((?P<first>\S+)\).*",
        N_("The window ends {last} days ahead, before it starts ({first}). Swap the two."),
    ),
    (
        rf"on {_DAY} no slot can ever be booked: the window opens (?P<ahead>\S+) days ahead,.*",
        N_("On {day} no slot could ever be booked: the window reaches only {ahead} days ahead. Make it longer."),
    ),
    (
        rf"{_RELEASED}, but (?:even the last slot|a slot) is at (?P<slot>[\d:]+){_LEAD}",
        N_(
            "On {day} slots open {when} at {clock}, too late for the slot at {slot}, which can be booked until {lead} "
            "minutes before. Open them earlier."
        ),
    ),
    (
        rf"{_RELEASED}, but (?:even the last slot|a slot) is at (?P<slot>[\d:]+); .*",
        N_("On {day} slots open {when} at {clock}, too late for the slot at {slot}. Open them earlier."),
    ),
)
DATES: tuple[tuple[str, str], ...] = (
    (
        r"(?P<date>\S+) is far from the run, which starts (?P<other>\S+); .*",
        N_("{date} is far from the run, which starts on {other}. Check the year."),
    ),
    (r"(?P<date>\S+) \(\w+\) is a closed day; release .*", N_("{date} is a closed day. Open the slots on another.")),
    (
        r"(?P<date>\S+) \(\w+\) is a closed day; give .*",
        N_("{date} is a closed day. Leave it out, or give it opening hours of its own."),
    ),
    (
        r"(?P<date>\S+) has no slot from (?P<opens>\S+) to (?P<closes>\S+); open (?P<hours>.+)",
        N_("{date} has no slot from {opens} to {closes}; open: {hours}."),
    ),
    (
        r"slots of (?P<date>\S+) are released (?P<other>\S+) at (?P<clock>\S+), but one is at (?P<slot>\S+); .*",
        N_("The slots of {date} open on {other} at {clock}, too late for the one at {slot}. Open them earlier."),
    ),
    (
        r"is (?P<value>\S+), but (?P<date>\S+) has (?P<there>\d+) slots there;.*",
        N_("Is {value}, but {date} has {there} slots there. Make it smaller."),
    ),
    (
        r"(?P<closes>\S+) is not after from, (?P<opens>\S+); .*",
        N_("Ends at {closes}, before it begins ({opens}). Swap the two."),
    ),
    (
        r"with the other batches asks for (?P<value>.+?) of the slots of (?P<date>\S+) at (?P<at>\S+) \(.*",
        N_("With the other rules for {date}, {value} of the slots at {at} are asked for; 100 % at most."),
    ),
    (
        r"releases slots of (?P<date>\S+) that .* releases, too; .*",
        N_("The slots of {date} are opened by another rule, too. Keep one."),
    ),
)
NAMES: tuple[tuple[str, str], ...] = (
    (
        r"there is no such scenario; known: .*",
        N_("There is no scenario of this name."),
    ),
    (
        r"there is no '(?P<value>.*)' here; did you mean '(?P<near>.*)'\?",
        N_("There is no “{value}” here; perhaps “{near}” is meant."),
    ),
    (
        r"there is no '(?P<value>.*?)' here(?:; known: (?P<known>.*))?",
        N_("There is no “{value}” here. Take the change out of the link."),
    ),
    (
        r"is an unknown key; did you mean '(?P<near>.*)'\?",
        N_("There is no such figure; perhaps “{near}” is meant."),
    ),
    (r"is an unknown key; .*", N_("There is no such figure. Take the change out of the link.")),
    (r"is no path; .*", N_("Names nothing that can be changed. Take the change out of the link.")),
)
FAULTS = (*NUMBERS, *SUMS, *TIMES, *DATES, *NAMES)


def scenario_fault(words: Words, known: Scenario | None, error: ScenarioError) -> str:
    """Where and what is wrong with a scenario, in the reader's language; `known` names its teams and books."""
    said, place = fault_said(words, error.what), error.place.removeprefix("changes › ").replace(" › ", ".")
    if place and known is not None:
        return f"{readable(words, known, place)}: {said}"
    return f"{error.place or error.file}: {said}"


def fault_said(words: Words, what: str) -> str:
    """What a check of the scenario says, in the reader's language where the words for it are known."""
    for pattern, text in FAULTS:
        found = re.fullmatch(pattern, what.strip())
        if found:
            values = {name: _value(words, name, value) for name, value in found.groupdict().items()}
            if "{when}" in text:
                values["when"] = _ahead(words, found["ahead"])
            return words.text(text).format(**values)
    return what


def _value(words: Words, name: str, value: str | None) -> str:
    """Days and dates as the reader writes them, everything else as it stands."""
    if name == "day" and value in WEEKDAYS:
        return words.weekday(WEEKDAYS.index(value))
    if name in ("day", "date", "other") and value is not None:
        return words.day(date.fromisoformat(value), "numeric")
    return value or ""


def _ahead(words: Words, days: str | None) -> str:
    return words.plural("{n} day ahead", "{n} days ahead", int(days)) if days else words.text("on the day itself")
