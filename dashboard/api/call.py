"""One call of the API: who asks, in which language, for what; and what it reads from link and content."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import flask
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.api.asks import GROUP, MOST_BYTES, MOST_DEPTH, RUN
from dashboard.api.problems import TOO_LARGE, Fault, Problem, refused, shown
from dashboard.asked import OF_THE_API
from dashboard.exports.report import WHOLE, Group
from dashboard.shelf import Shelf
from dashboard.words import N_, Words

OWNER = re.compile(r"[A-Za-z0-9_-]{4,64}")


@dataclass(frozen=True)
class Call:
    """`place` are the parts of the path, `query` and `body` what was checked; `address` is this server's."""

    words: Words
    shelf: Shelf
    owner: str
    address: str
    place: Mapping[str, str]
    query: Any
    body: Any

    @property
    def run(self) -> str:
        """The run of the path; what cannot be a run is none."""
        name = self.place["run"]
        if not RUN.fullmatch(name):
            raise self.no_run(name)
        return name

    def no_run(self, name: str) -> Problem:
        text = self.words.text("There is no run {run}; /api/v1/runs lists those that are.")
        return Problem(404, text.format(run=shown(name, quotes=False)))

    @property
    def group(self) -> Group:
        """The group of the link, as key and value."""
        text = self.query.group
        if not text:
            return WHOLE
        if not re.fullmatch(GROUP, text):
            what = self.words.text("must be a key and a value, such as team:family, is {value}")
            raise self.bad("group", what.format(value=shown(text)))
        key, _, value = text.partition(":")
        return key, value

    def bad(self, place: str, what: str, status: int = 400) -> Problem:
        return Problem(status, f"{place} {what}", [Fault(place, what)])


def owner_of(request: flask.Request, cookie: str, words: Words) -> str:
    """Whose turn a run takes: the name in X-Terminwerk-Owner, else the browser's cookie, else the client's address.

    Names given to the API are apart from those of browsers, so that nobody can take a browser's place by guessing.
    """
    name = request.headers.get("X-Terminwerk-Owner")
    if name is None:
        return request.cookies.get(cookie) or f"{OF_THE_API}at {request.remote_addr or 'unknown'}"
    if not OWNER.fullmatch(name):
        what = words.text("must have 4 to 64 letters, digits, - or _, is {value}").format(value=shown(name))
        raise Problem(400, f"X-Terminwerk-Owner {what}", [Fault("X-Terminwerk-Owner", what)])
    return OF_THE_API + name


def query_of(request: flask.Request, model: type[BaseModel], words: Words) -> Any:
    """The values of the link, checked; each may stand once."""
    values = request.args.to_dict(flat=False)
    twice = next((name for name, found in values.items() if len(found) > 1), None)
    if twice is not None:
        what = words.text("stands in the link twice; keep one")
        raise Problem(400, f"{shown(twice, quotes=False)} {what}", [Fault(shown(twice, quotes=False), what)])
    try:
        return model.model_validate({name: found[0] for name, found in values.items()})
    except ValidationError as error:
        raise refused(words, error, list(model.model_fields)) from None


def body_of(request: flask.Request, model: type[BaseModel], words: Words) -> Any:
    """The content of a request, checked: JSON in UTF-8, not large, no key twice, no number that is none."""
    request.max_content_length = MOST_BYTES
    try:
        content = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise Problem(413, words.text(TOO_LARGE).format(n=MOST_BYTES // 1024)) from None
    if content and request.mimetype != "application/json":
        text = words.text("The content must be application/json, is {value}.")
        raise Problem(415, text.format(value=shown(request.mimetype)))
    try:
        found = json.loads(content.decode() or "{}", object_pairs_hook=_once, parse_constant=_no_number)
        _walk(found)
    except (ValueError, RecursionError) as error:
        text = words.text("The content is no JSON that can be used: {what}.")
        raise Problem(400, text.format(what=shown(_unreadable(words, error), quotes=False))) from None
    try:
        return model.model_validate(found)
    except ValidationError as error:
        raise refused(words, error, list(model.model_fields)) from None


def _unreadable(words: Words, error: Exception) -> str:
    """What is wrong with bytes that are no JSON, with no word of the program that read them."""
    if isinstance(error, RecursionError):
        return words.text(NESTED).format(n=MOST_DEPTH)
    if isinstance(error, UnicodeDecodeError):
        return words.text("byte {n} is no UTF-8").format(n=error.start + 1)
    if isinstance(error, json.JSONDecodeError):
        text = words.text("it cannot be read at line {line}, column {column}")
        return text.format(line=error.lineno, column=error.colno)
    if isinstance(error, Unusable):
        return words.text(error.text).format(**error.values)
    return words.text(NO_NUMBER)  # more digits than are read


NESTED = N_("it is nested more than {n} deep")
NO_NUMBER = N_("a number in it is too large")


class Unusable(ValueError):
    """JSON that cannot be used: a text of the catalogue and its values."""

    def __init__(self, text: str, **values: object) -> None:
        self.text, self.values = text, values
        super().__init__(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(one for one in names if names.count(one) > 1)
        raise Unusable(N_("the key {key} stands twice"), key=shown(twice))
    return found


def _no_number(word: str) -> Any:
    raise Unusable(N_("{word} is no number"), word=word)


def _walk(value: Any, depth: int = 0) -> None:
    """Unusable for what is nested deeper, or larger, than any number of a scenario."""
    if depth > MOST_DEPTH:
        raise Unusable(NESTED, n=MOST_DEPTH)
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            _walk(one, depth + 1)
    elif isinstance(value, int | float) and (not math.isfinite(value) or abs(value) >= 2**63):
        raise Unusable(NO_NUMBER)
