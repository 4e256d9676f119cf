"""The API on the server of the pages: each route of the table as a view, and every refusal as problem details."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

import flask
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException

from dashboard.api import documentation, openapi
from dashboard.api.answers import Index
from dashboard.api.call import Call, body_of, owner_of, query_of
from dashboard.api.openapi import HOME
from dashboard.api.problems import MISDIRECTED, TOO_LARGE, Problem, shown, unfit
from dashboard.api.routes import ROUTES, Route
from dashboard.guard import shade_of, words_of
from dashboard.shelf import Shelf
from dashboard.words import Words
from dashboard.words.export_faults import export_fault
from simulation.model import MODEL_VERSION
from simulation.results import QuestionError, StoreError
from simulation.scenario import ScenarioError
from simulation.study.pairs import Strangers

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def serve_api(server: flask.Flask, shelf: Shelf, owner_cookie: str) -> None:
    """Register the API; headers and the refusal of other sites are the guard's, for all addresses alike."""
    api = flask.Blueprint("api", __name__)
    for route in ROUTES:
        rule = HOME + re.sub(r"\{(\w+)\}", r"<\1>", route.path.rstrip("/"))
        view = partial(_view, route, shelf, owner_cookie)
        api.add_url_rule(rule, route.name, view, methods=[route.method], strict_slashes=False)
    for rule in (HOME, f"{HOME}/<path:rest>"):
        api.add_url_rule(rule, "nothing", _nothing, methods=METHODS, strict_slashes=False)
    api.register_error_handler(Problem, _refused)
    api.register_error_handler(StoreError, lambda error: _refused(Problem(500, export_fault(_words(), error))))
    api.register_error_handler(Strangers, lambda error: _refused(Problem(422, export_fault(_words(), error))))
    api.register_error_handler(QuestionError, lambda error: _refused(Problem(422, str(error))))
    api.register_error_handler(ScenarioError, lambda error: _refused(unfit(_words(), error)))
    api.register_error_handler(HTTPException, _of_the_server)
    api.register_error_handler(Exception, _unforeseen)
    server.register_blueprint(api)


def _view(route: Route, shelf: Shelf, owner_cookie: str, **place: str) -> flask.Response:
    """One call: checked, answered, and told apart by its content."""
    request, words = flask.request, words_of(flask.request)
    query = query_of(request, route.query, words)
    owner = owner_of(request, owner_cookie, words)
    body = body_of(request, route.body, words) if route.body else None
    if route.call is None:
        return _about(route)
    found = route.call(Call(words, shelf, owner, request.host_url.rstrip("/"), place, query, body))
    content, status = found if isinstance(found, tuple) else (found, route.statuses[0])
    return _signed(content) if isinstance(content, flask.Response) else _json(content, status)


def _about(route: Route) -> flask.Response:
    words = words_of(flask.request)
    if route.name == "docs":
        page = documentation.page(ROUTES, words, shade_of(flask.request), flask.request.host_url.rstrip("/"))
        return flask.Response(page, content_type="text/html; charset=utf-8")
    if route.name == "openapi":
        return _json(openapi.document(ROUTES, words))
    links = {one.name: HOME + one.path.rstrip("/") for one in ROUTES if one.method == "GET" and "{" not in one.path}
    return _json(Index(name="Terminwerk", version=openapi.version(), model_version=str(MODEL_VERSION), links=links))


def _json(content: Any, status: int = 200) -> flask.Response:
    """One JSON document; NaN is an error, not an output."""
    if isinstance(content, BaseModel):
        content = content.model_dump(mode="json")
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    response = flask.Response(text, status, content_type="application/json")
    if status == 202 or flask.request.method == "POST":
        response.headers["Location"] = content["links"]["self"]
        response.headers["Cache-Control"] = "no-store"
        return response
    response.add_etag()
    response.make_conditional(flask.request)
    return _signed(response)


def _signed(response: flask.Response) -> flask.Response:
    """Kept by the reader alone, and asked for again each time: an unchanged answer costs no transfer."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, X-Terminwerk-Owner"
    return response


def _nothing(rest: str = "") -> flask.Response:
    """No such address, or not with this method."""
    path = "/" + rest.rstrip("/")
    allowed = [one.method for one in ROUTES if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one.path), path)]
    _ = words_of(flask.request).text
    if allowed:
        text = _("{method} is not possible here, but {allowed}.")
        raise Problem(
            405, text.format(method=flask.request.method, allowed=", ".join(allowed)), Allow=", ".join(allowed)
        )
    raise Problem(404, _("There is no {path}; /api/v1/docs says what there is.").format(path=shown(path, quotes=False)))


def _words() -> Words:
    return words_of(flask.request)


def _refused(problem: Problem) -> flask.Response:
    return problem.response(words_of(flask.request), flask.request.path)


def _of_the_server(error: HTTPException) -> flask.Response:
    text = error.description or ""
    if error.code == 403:
        text = _words().text("A call from another site is refused.")
    if error.code == 421:
        text = _words().text(MISDIRECTED).format(host=shown(flask.request.headers.get("Host", ""), quotes=False))
    if error.code == 413:
        text = _words().text(TOO_LARGE).format(n=16 * 1024)
    return _refused(Problem(error.code or 500, text))


def _unforeseen(error: Exception) -> flask.Response:
    """What nobody thought of: told to the log in full, to the caller in a sentence."""
    flask.current_app.logger.exception("%s %s", flask.request.method, flask.request.path)
    return _refused(Problem(500, words_of(flask.request).text("The program failed here; its log says where.")))
