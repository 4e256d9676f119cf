"""What a scenario is held against: an unsaved what-if against its own base, and a scenario without a run."""

import json

import pytest

from dashboard.app import create
from dashboard.pages import overview, waiting
from tests.dashboard.test_app import drawn, request

SET = "teams.family.heads:24"


@pytest.mark.parametrize("which", [overview, waiting])
def test_an_unsaved_what_if_is_held_against_its_own_base(store, which):
    text = drawn(which.layout(request(store, set=SET, scenario="immigration-2025", against="immigration-2025")))
    assert "Reorganisation 2025 ist noch nicht gerechnet" not in text
    assert (
        "Mit „Reorganisation 2025“ wären es"
        if which is overview
        else "Familiäre Aufenthalte +4 gegenüber Reorganisation 2025"
    ) in text


@pytest.mark.parametrize("which", [overview, waiting])
def test_against_a_scenario_without_a_run_a_card_offers_to_compute_it(store, which):
    text = drawn(which.layout(request(store, against="immigration-vacancy-8")))
    assert "ist noch nicht gerechnet" in text and '{"start": "against"}' in text


def called(client, output: str, changed: str, inputs: list, states: list) -> dict:
    """The answer of one callback, as the browser asks for it."""
    body = {"output": output, "outputs": None, "inputs": inputs, "changedPropIds": [changed], "state": states}
    known = client.get("/_dash-dependencies").json
    one = next(each for each in known if each["output"] == output)
    parts = output.strip(".").split("...")
    body["outputs"] = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in parts]
    body["outputs"] = body["outputs"] if output.startswith("..") else body["outputs"][0]
    assert len(one["inputs"]) == len(inputs)
    answer = client.post("/_dash-update-component", json=body)
    return {} if answer.status_code == 204 else json.loads(answer.data)["response"]


@pytest.mark.parametrize(
    ("which", "value", "link"),
    [
        ("against", "immigration-2024", f"/waiting?set={SET}&against=immigration-2024"),
        ("scenario", "immigration-2025", "/waiting?scenario=immigration-2025"),
        ("scenario", "~", None),
    ],
)
def test_only_another_scenario_drops_an_unsaved_what_if(store, which, value, link):
    client = create(store).server.test_client()
    one = {"id": {"pick": which, "where": "head"}, "property": "value", "value": value}
    inputs = [[one] if which == name else [] for name in ("scenario", "against")]
    states = [
        {"id": "url", "property": "pathname", "value": "/waiting"},
        {"id": "url", "property": "search", "value": f"?set={SET}"},
    ]
    found = called(client, "url.href", f'{{"pick":"{which}","where":"head"}}.value', inputs, states)
    assert found.get("url", {}).get("href") == link


def test_a_filter_is_named_in_the_line_of_scope_and_stands_in_the_card_it_narrows(store):
    text = drawn(waiting.layout(request(store, "/waiting", team="family")))
    assert "Verteilung: nur Familiäre Aufenthalte." in text
    spread = text[text.index('"id": "spread-title"') : text.index('"id": "teams-title"')]
    assert spread.count('"className": "tw-filter"') == 3 and "<b>Familiäre Aufenthalte</b>" in text


def test_a_share_without_a_goal_lies_on_the_scale_of_all_shares(store):
    text = drawn(overview.layout(request(store)))
    assert text.count("tw-strip") >= 3 and '"className": "en l"' in text and '"100\xa0%"' in text


def test_the_bottleneck_is_a_sentence_and_not_a_heading(store):
    text = drawn(overview.layout(request(store)))
    assert "Tagen bis zur Entscheidung" in text and "weil:" not in text
