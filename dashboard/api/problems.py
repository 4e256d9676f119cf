"""What the API answers when it refuses: problem details (RFC 9457) with place, value and remedy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import flask
from pydantic import ValidationError

from dashboard.words import N_, Words
from dashboard.words.scenario_faults import fault_of_a_path
from simulation.scenario import ScenarioError

TITLES = {
    400: N_("The request cannot be used"),
    403: N_("Not allowed"),
    404: N_("There is nothing here"),
    405: N_("This cannot be done here"),
    409: N_("Not in this state"),
    413: N_("Too large"),
    415: N_("Not JSON"),
    421: N_("Not this host"),
    422: N_("The content cannot be used"),
    429: N_("Too many runs are waiting"),
    500: N_("An error of the program"),
    507: N_("No room on the disk"),
}
MIME = "application/problem+json"
MISDIRECTED = N_(
    "This server does not answer for {host}. Whoever runs it can allow the name: terminwerk serve --allow-host NAME."
)
TOO_LARGE = N_("At most {n} kB are read.")
ONE_OF = N_("must be one of {expected}, is {value}")
SHOWN = 80


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where it stands, and what it is or would have to be."""

    place: str
    what: str


class Problem(Exception):
    """A refusal. `detail` is one sentence in the reader's language; `faults` name each place that is wrong."""

    def __init__(self, status: int, detail: str, faults: Sequence[Fault] = (), **headers: str) -> None:
        self.status, self.detail, self.faults, self.headers = status, detail, tuple(faults), headers
        super().__init__(detail)

    def response(self, words: Words, path: str) -> flask.Response:
        content: dict[str, Any] = {
            "type": f"/api/v1/docs#status-{self.status}",
            "title": words.text(TITLES.get(self.status, TITLES[500])),
            "status": self.status,
            "detail": self.detail,
            "instance": path,
        }
        if self.faults:
            content["errors"] = [{"place": one.place, "what": one.what} for one in self.faults]
        answer = flask.Response(json.dumps(content, ensure_ascii=False), self.status, content_type=MIME)
        answer.headers["Cache-Control"] = "no-store"
        for name, value in self.headers.items():
            answer.headers[name.replace("_", "-")] = value
        return answer


def refused(words: Words, error: ValidationError, known: Sequence[str]) -> Problem:
    """What pydantic found, in the reader's words."""
    faults = [
        Fault(".".join(shown(part, quotes=False) for part in one["loc"]) or "body", _what(words, one, known))
        for one in error.errors(include_url=False)[:20]
    ]
    return Problem(400, "; ".join(f"{one.place} {one.what}" for one in faults[:5]), faults)


def unfit(words: Words, error: ScenarioError, place: str = "") -> Problem:
    """What a check of the scenario says, at a place of the request."""
    what, file = fault_of_a_path(words, error.what), "" if place and error.place else error.file
    where = " › ".join(filter(None, (place, file, error.place)))
    return Problem(422, f"{where}: {what}", [Fault(": ".join(filter(None, (place, error.place))) or file, what)])


def shown(value: Any, quotes: bool = True) -> str:
    """A value that was sent, short enough to be quoted."""
    text = value if isinstance(value, str) and not quotes else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


_KINDS = {
    "missing": N_("is missing"),
    "extra_forbidden": N_("is not known here; known are {known}"),
    "literal_error": ONE_OF,
    "greater_than": N_("must be more than {gt}, is {value}"),
    "greater_than_equal": N_("must be at least {ge}, is {value}"),
    "less_than": N_("must be less than {lt}, is {value}"),
    "less_than_equal": N_("must be at most {le}, is {value}"),
    "string_pattern_mismatch": N_("has characters that do not belong there, is {value}"),
    "string_too_long": N_("must have at most {max_length} characters"),
    "too_long": N_("must have at most {max_length} entries"),
    "int": N_("must be a whole number, is {value}"),
    "float": N_("must be a number, is {value}"),
    "finite": N_("must be a number, is {value}"),
    "string": N_("must be a text, is {value}"),
    "dict": N_("must be an object of paths and values, is {value}"),
    "model": N_("must be a JSON object, is {value}"),
}


def _what(words: Words, fault: Any, known: Sequence[str]) -> str:
    kind = fault["type"]
    text = _KINDS.get(kind) or _KINDS.get(kind.partition("_")[0])
    if text is None:
        return str(fault["msg"])
    context = {
        **fault.get("ctx", {}),
        "expected": ", ".join(str(fault.get("ctx", {}).get("expected", "")).replace(" or ", ", ").split(", ")),
        "known": ", ".join(known),
        "value": shown(fault["input"]),
    }
    return words.text(text).format(**context)
