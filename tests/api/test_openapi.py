"""What the API says of itself is true: nothing undocumented, nothing that is not there, answers fit their shapes."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from dashboard.api.asks import Query, Start
from dashboard.api.routes import ROUTES

HOME = "/api/v1"


def places(text: str, run: str, against: str) -> str:
    return (
        text.replace("{run}", run)
        .replace("{against}", against)
        .replace("{scenario}", "immigration-2025")
        .replace("{series}", "owner_days")
    )


@pytest.fixture(scope="module")
def document(server) -> dict[str, Any]:
    return json.loads(server.test_client().get(f"{HOME}/openapi.json").data)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_document_is_openapi(client, lang):
    found = json.loads(client.get(f"{HOME}/openapi.json?lang={lang}").data)
    assert found["openapi"].startswith("3.1")
    validate(found)


def test_every_route_of_the_server_is_documented_and_every_documented_one_is_there(server, document):
    served = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule).removeprefix(HOME) or "/", method.lower())
        for rule in server.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.nothing"
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert served == {(path, method) for path, methods in document["paths"].items() for method in methods}


def test_every_value_of_a_link_and_of_a_content_says_what_it_means():
    models = {route.query for route in ROUTES} | {route.body for route in ROUTES if route.body} | {Query, Start}
    assert [(m.__name__, name) for m in models for name, one in m.model_fields.items() if not one.description] == []


def fits(document: dict[str, Any], schema: dict[str, Any], content: Any) -> None:
    Draft202012Validator({**schema, "components": document["components"]}).validate(content)


CALLS = {
    "index": "/",
    "openapi": "/openapi.json",
    "scenarios": "/scenarios",
    "scenario": "/scenarios/{scenario}",
    "runs": "/runs",
    "run": "/runs/{run}?against={against}",
    "measures": "/runs/{run}/measures?by=team,service,channel,pool,week,day,quarter,owner,way,rule",
    "differences": "/runs/{run}/differences?against={against}&by=team,week",
    "series": "/runs/{run}/series/{series}",
    "report": "/runs/{run}/report?against={against}",
}


def test_each_call_that_answers_json_is_tried_here():
    tried = {*CALLS, "docs", "export", "start", "cancel"}  # no JSON, or tried in test_starting.py
    assert tried == {route.name for route in ROUTES}


@pytest.mark.parametrize("name", CALLS)
def test_a_real_answer_fits_its_schema(document, get, pair, name):
    route = next(one for one in ROUTES if one.name == name)
    schema = document["paths"][route.path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    fits(document, schema, get(places(CALLS[name], *pair)))


@pytest.mark.parametrize("path", ["/nothing", "/runs/000000000000", "/runs?state=odd", "/runs?limit=1&limit=2"])
def test_a_refusal_fits_its_schema(document, client, path):
    answer = client.get(HOME + path)
    assert answer.mimetype == "application/problem+json"
    found = json.loads(answer.data)
    fits(document, {"$ref": "#/components/schemas/ProblemAnswer"}, found)
    assert found["status"] == answer.status_code


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_page_for_people_names_every_call_and_loads_nothing_from_elsewhere(client, lang):
    answer = client.get(f"{HOME}/docs?lang={lang}")
    page = answer.text
    assert f'<html lang="{lang}"' in page and "script" not in page
    assert all(f"{one.method} {HOME}{one.path.rstrip('/')}<" in page for one in ROUTES)
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_texts_of_the_document_are_in_the_language_that_was_asked_for(client):
    paths = [client.get(f"{HOME}/openapi.json?lang={lang}").json["paths"] for lang in ("de", "en")]
    said = [one["/runs"]["get"]["summary"] for one in paths]
    assert said[0].startswith("Die Läufe") and said[1].startswith("The runs")
