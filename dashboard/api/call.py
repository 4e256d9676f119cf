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
from dashboard.api.problems import Fault, Problem, refused, shown
from dashboard.asked import OF_THE_API
from dashboard.exports.report import WHOLE, Group
from dashboard.shelf import Shelf
from dashboard.words import Words

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
        raise Problem(413, words.text("At most {n} kB are read.").format(n=MOST_BYTES // 1024)) from None
    if content and request.mimetype != "application/json":
        text = words.text("The content must be application/json, is {value}.")
        raise Problem(415, text.format(value=shown(request.mimetype)))
    try:
        found = json.loads(content.decode() or "{}", object_pairs_hook=_once, parse_constant=_no_number)
        _walk(found)
    except (ValueError, RecursionError) as error:
        text = words.text("The content is no JSON that can be used: {what}.")
        raise Problem(400, text.format(what=shown(str(error), quotes=False))) from None
    try:
        return model.model_validate(found)
    except ValidationError as error:
        raise refused(words, error, list(model.model_fields)) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(one for one in names if names.count(one) > 1)[:80]!r} stands twice")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _walk(value: Any, depth: int = 0) -> None:
    """ValueError for what is nested deeper, or larger, than any number of a scenario."""
    if depth > MOST_DEPTH:
        raise ValueError(f"it is nested more than {MOST_DEPTH} deep")
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            _walk(one, depth + 1)
    elif isinstance(value, int | float) and (not math.isfinite(value) or abs(value) >= 2**63):
        raise ValueError("a number in it is too large")
