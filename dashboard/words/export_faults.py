"""Why a report or a file cannot be had, in the reader's language: on pages, in downloads and in the API.

The command line says what the errors themselves say, in English; here each sentence is read and said again with its
values. What is not known stays as it was said.
"""

from __future__ import annotations

import re
from datetime import date

from dashboard.words import N_, Words

_RUN = r"run (?P<run>\w+)"
_FAR = r"(?P<done>\d+) of (?P<of>\d+) replications are there; .*"
_GROUP = r"group (?P<key>[^=]*)=(?P<value>.*?)"

FAULTS: tuple[tuple[str, str], ...] = (
    (r"run (?P<run>.*?): (?:there is no such run|is not in .*|a run is named by).*", N_("There is no run {run}.")),
    (
        rf"{_RUN}: (?:is still going|waits for its turn), {_FAR}",
        N_("Run {run} is still going, {done} of {of} replications are there; ask again when it is done."),
    ),
    (
        rf"{_RUN}: was \w+, {_FAR}",
        N_("Run {run} was stopped, {done} of {of} replications are there; start it again, what is there is kept."),
    ),
    (
        rf"{_RUN}: begins with seed (?P<seed>\d+) in version (?P<version>\w+), run (?P<base>\w+) with seed "
        r"(?P<other_seed>\d+) in version (?P<other_version>\w+).*",
        N_(
            "Run {run} begins with seed {seed} in version {version}, run {base} with {other_seed} in {other_version}: "
            "they did not meet the same people. Compute both with the same seed."
        ),
    ),
    (
        rf"{_RUN}: is of another office than run (?P<base>\w+);.*",
        N_("Run {run} is of another office than run {base}. Choose runs of one office."),
    ),
    (
        rf"{_RUN}: is of (?P<days>\d+) days from (?P<date>\S+), run (?P<base>\w+) of (?P<other_days>\d+) days from "
        r"(?P<other_date>\S+), so.*",
        N_(
            "Run {run} is of {days} days from {date}, run {base} of {other_days} days from {other_date}: they did not "
            "meet the same people. Choose runs of the same days, or let it stand alone."
        ),
    ),
    (
        r"(?P<one>.+): is of another office than (?P<base>.+); compare two of one office",
        N_("“{one}” is of another office than “{base}”. Choose two of one office."),
    ),
    (
        r"(?P<one>.+): is of (?P<days>\d+) days from (?P<date>\S+), (?P<base>.+) of (?P<other_days>\d+) days from "
        r"(?P<other_date>\S+), so.*",
        N_(
            "“{one}” is of {days} days from {date}, “{base}” of {other_days} days from {other_date}: they do not meet "
            "the same people. Choose two of the same days."
        ),
    ),
    (
        rf"{_GROUP}: (?P<format>\w+) holds the whole run;.*",
        N_("{format} holds the whole run, not one group ({value}). Leave the group out, or choose a table."),
    ),
    (
        rf"{_GROUP}: .*; there are (?P<known>.*)",
        N_("There is no group {value} ({key}) in what was asked for; there are: {known}."),
    ),
    (
        rf"{_GROUP}: .*",
        N_("What was asked for is not counted by {key} ({value}). Choose another group, or the whole office."),
    ),
    (
        r"replication (?P<value>\d+): (?P<what>.+?) has all of them;.*",
        N_("Replication {value}: {what} has all of them. Leave it out, or choose an event log."),
    ),
    (
        r"replication (?P<value>\S+): is (?:none|not there)[,;].*",
        N_("There is no replication {value} in it. They count from 1; 0 is all of them."),
    ),
    (
        r"separator ,: is the decimal comma, too;.*",
        N_("separator ,: the comma cannot separate cells and decimals. Choose ; or tab, or the decimal point."),
    ),
    (
        r"(?:separator|decimal) (?P<value>\S+): (?P<format>\w+) has none;.*",
        N_("{format} has neither separator nor decimal sign ({value}). Leave it out, or choose csv."),
    ),
    (
        r"(?:separator|decimal) (?P<value>.+?): is none; there are (?P<known>.*)",
        N_("{value} separates nothing here. There are: {known}"),
    ),
    (
        r"table (?P<value>.+?): there is no such table; there are (?P<known>.*)",
        N_("There is no table {value}. There are: {known}"),
    ),
    (
        r"table (?P<value>\S+): (?P<format>\w+) holds no single table; choose one of (?P<known>.*)",
        N_("{format} holds no single table ({value}). Choose one of {known}."),
    ),
    (
        r"table differences: needs a run to hold it against;.*",
        N_("Differences need a run to hold it against. Choose one."),
    ),
    (
        r".*: the disk is full, nothing was written;.*",
        N_("The disk of the server is full; nothing was written. Whoever runs it must make room."),
    ),
    (
        rf"{_RUN} › (?P<file>\S+?): .*",
        N_(
            "What was asked is right, but the file {file} of run {run} is damaged on the server. Delete the run under "
            "Runs and compute it again."
        ),
    ),
)


def export_fault(words: Words, error: Exception) -> str:
    """One sentence or two: what is wrong, and what to do."""
    for pattern, text in FAULTS:
        found = re.fullmatch(pattern, str(error), re.DOTALL)
        if found:
            values = {name: _value(words, name, value) for name, value in found.groupdict().items()}
            return words.text(text).format(**values)
    return str(error)


def _value(words: Words, name: str, value: str) -> str:
    return words.day(date.fromisoformat(value), "numeric") if name.endswith("date") else value
