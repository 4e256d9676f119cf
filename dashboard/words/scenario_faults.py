"""What a scenario that cannot be used says of itself, in the reader's language: to whoever types no form, but paths."""

from __future__ import annotations

import re

from dashboard.words import N_, Words
from dashboard.words.faults import fault_said

FAULTS: tuple[tuple[str, str], ...] = (
    (
        r"there is no (?:such scenario|scenario of this id); known: (?P<known>.*?)(?:, or give a file)?",
        N_("There is no such scenario; known are: {known}."),
    ),
    (
        r"there is no (?:\w+ )?(?P<value>'.*?'|\[.*?\])(?: here)?; known: (?P<known>.*)",
        N_("{value} is not there; known are: {known}."),
    ),
    (r"is no path; .*", N_("Is no path. Write names with dots, such as teams.family.heads.")),
    (r"is an unknown key; .*", N_("Is not known. Leave it out, or look up the right word in the schema.")),
    (r"must be a table, is (?P<value>.*)", N_("Must be a table, is {value}.")),
)


def fault_of_a_path(words: Words, what: str) -> str:
    """By the patterns above, else as the pages say it; what is not known stays as it was said."""
    for pattern, text in FAULTS:
        found = re.fullmatch(pattern, " ".join(what.split()), re.DOTALL)
        if found:
            return words.text(text).format(**found.groupdict())
    return fault_said(words, what)
