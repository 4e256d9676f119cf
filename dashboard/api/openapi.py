"""The API documented for programs: an OpenAPI 3.1 document made from the table of routes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from dashboard.api.answers import ProblemAnswer
from dashboard.api.asks import ONE_RUN
from dashboard.api.numbers import SERIES
from dashboard.api.problems import MIME, TITLES
from dashboard.words import Words

if TYPE_CHECKING:
    from dashboard.api.routes import Route

HOME = "/api/v1"
REF = "#/components/schemas/{model}"
ALWAYS = (400, 421, 500)
"""What any call may be refused with."""


def version() -> str:
    return metadata.version("terminwerk")


def document(routes: Sequence[Route], words: Words) -> dict[str, Any]:
    """The whole document; texts in the reader's language."""
    _ = words.text
    schemas, parts = _schemas(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas, words)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Terminwerk",
            "version": version(),
            "description": _("Scenarios, runs, measures, reports and exports of a public office simulated."),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": HOME}],
        "paths": paths,
        "components": {"schemas": parts},
    }


def _schemas(routes: Sequence[Route]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of each answer and content by (route, what), and the named parts that they share."""
    inputs: list[Any] = [(("", "problem"), "serialization", TypeAdapter(ProblemAnswer))]
    for route in routes:
        if not isinstance(route.answer, str):
            inputs.append(((route.name, "answer"), "serialization", TypeAdapter(route.answer)))
        if route.body is not None:
            inputs.append(((route.name, "body"), "validation", TypeAdapter(route.body)))
    found, parts = TypeAdapter.json_schemas(inputs, ref_template=REF)
    return {key: schema for (key, _mode), schema in found.items()}, parts.get("$defs", {})


def _operation(route: Route, schemas: dict[Any, Any], words: Words) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": words.text(route.summary),
        "parameters": [*_places(route), *_values(route, words)],
        "responses": _responses(route, schemas, words),
    }
    if route.body is not None:
        required = any(one.is_required() for one in route.body.model_fields.values())
        content = {"application/json": {"schema": schemas[(route.name, "body")]}}
        operation["requestBody"] = {"required": required, "content": content}
    if route.method == "POST":
        name = {"type": "string", "pattern": "^[A-Za-z0-9_-]{4,64}$"}
        operation["parameters"].append({"name": "X-Terminwerk-Owner", "in": "header", "schema": name})
    return operation


def _places(route: Route) -> list[dict[str, Any]]:
    """The parts of the path, each with what it may be."""
    known: dict[str, dict[str, Any]] = {"run": {"pattern": ONE_RUN}, "series": {"enum": list(SERIES)}}
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", **known.get(name, {})}}
        for name in re.findall(r"\{(\w+)\}", route.path)
    ]


def _values(route: Route, words: Words) -> list[dict[str, Any]]:
    """The values of a link, with the limits of their model."""
    schema = route.query.model_json_schema(ref_template=REF)
    found = []
    for name, field in route.query.model_fields.items():
        own = {key: value for key, value in schema["properties"][name].items() if key not in ("title", "description")}
        description = words.text(field.description) if field.description else ""
        found.append(
            {"name": name, "in": "query", "required": field.is_required(), "description": description, "schema": own}
        )
    return found


def _responses(route: Route, schemas: dict[Any, Any], words: Words) -> dict[str, Any]:
    said = {200: words.text("The answer"), 202: words.text("Taken on, to be followed at Location")}
    if isinstance(route.answer, str):
        binary = {"type": "string"} if route.answer.startswith("text/") else {}
        content: dict[str, Any] = {route.answer: {"schema": binary}}
    else:
        content = {"application/json": {"schema": schemas[(route.name, "answer")]}}
    responses: dict[str, Any] = {}
    for status in route.statuses:
        responses[str(status)] = {"description": said[status], "content": content}
        if route.body is not None and route.name == "start":
            responses[str(status)]["headers"] = {"Location": {"schema": {"type": "string"}}}
    for status in sorted({*ALWAYS, *route.problems}):
        problem = {MIME: {"schema": schemas[("", "problem")]}}
        responses[str(status)] = {"description": words.text(TITLES[status]), "content": problem}
    return responses
