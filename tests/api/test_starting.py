"""A run is started, followed, cancelled: the queue, the turns and the checks of the pages."""

import shutil
import time

import pytest

from dashboard.api.asks import MOST_WAITING
from dashboard.app import create
from dashboard.shelf import Shelf
from dashboard.words import Words
from simulation.study.runner import Runner
from tests.api.conftest import FOUR_MORE, HOME

ASKED = {"scenario": "immigration-2025", "set": FOUR_MORE, "against": "immigration-2025", "replications": 2}


@pytest.fixture
def shelf(store, tmp_path) -> Shelf:
    """A store of the test's own, and a queue in which nobody has asked."""
    others = shutil.ignore_patterns("queue.sqlite*")
    return Shelf(shutil.copytree(store, tmp_path / "store", ignore=others))


@pytest.fixture
def client(shelf):
    return create(shelf.path).server.test_client()


def start(client, owner="", **content):
    headers = {"X-Terminwerk-Owner": owner} if owner else {}
    return client.post(f"{HOME}/runs", json=content, headers=headers)


def test_what_the_store_answers_comes_at_once(client, shelf):
    answer = start(client, **ASKED)
    assert (answer.status_code, answer.json["state"], answer.json["done"], answer.json["of"]) == (200, "done", 4, 4)
    assert client.get(answer.headers["Location"]).json["state"] == "done"
    assert [entry.ticket for entry in shelf.queue.entries() if entry.live] == []


def test_a_run_is_followed_from_start_to_measures(client, shelf):
    answer = start(client, **{**ASKED, "replications": 3})
    place = answer.headers["Location"]
    assert (answer.status_code, answer.json["state"], answer.json["mine"]) == (202, "waiting", True)
    assert place == f"{HOME}/runs/{answer.json['run']}?against={answer.json['against_run']}"
    runner = Runner(shelf.path, workers=0)
    runner.start()
    try:
        state = client.get(place).json
        for _ in range(600):
            if state["state"] not in ("waiting", "running"):
                break
            time.sleep(0.1)
            state = client.get(place).json
    finally:
        runner.stop()
    assert (state["state"], state["done"], state["of"], state["message"]) == ("done", 6, 6, "")
    measures = client.get(state["links"]["measures"]).json
    assert (measures["replications"], measures["preliminary"]) == (3, False)
    assert client.get(state["links"]["differences"]).json["replications"] == 3


def test_the_question_is_the_one_that_the_pages_ask(client, shelf):
    run = start(client, **{**ASKED, "replications": 5}).json["run"]
    chosen = shelf.chosen(Words("de"), "immigration-2025", "teams.family.heads:24")
    entry = shelf.ask(chosen.scenario, chosen.against, 5, "a browser")
    assert entry.run == run and len(shelf.queue.entries()) == 1


def test_only_who_asked_can_cancel(client):
    run = start(client, "the-first", **{**ASKED, "replications": 6}).json["run"]
    address = f"{HOME}/runs/{run}/cancel"
    assert client.post(address, headers={"X-Terminwerk-Owner": "another-one"}).status_code == 403
    stopped = client.post(address, headers={"X-Terminwerk-Owner": "the-first"})
    assert (stopped.status_code, stopped.json["state"]) == (202, "cancelled")
    assert client.post(address, headers={"X-Terminwerk-Owner": "the-first"}).status_code == 409


def test_a_pair_is_cancelled_alone(client, shelf):
    pair = start(client, "the-first", **{**ASKED, "replications": 7}).json
    alone = start(client, "the-first", scenario="immigration-2025", replications=7).json
    assert alone["run"] == pair["against_run"]
    address = f"{HOME}/runs/{pair['run']}/cancel?against={pair['against_run']}"
    client.post(address, headers={"X-Terminwerk-Owner": "the-first"})
    states = {entry.ticket: entry.state for entry in shelf.queue.entries()}
    assert states == {f"{pair['run']}~{pair['against_run']}": "cancelled", alone["run"]: "waiting"}


def test_a_client_cannot_take_the_place_of_a_browser(client, shelf):
    entry = shelf.ask(shelf.scenario("immigration-2025"), None, 8, "cookie-of-a-browser")
    other = client.post(f"{HOME}/runs/{entry.run}/cancel", headers={"X-Terminwerk-Owner": "cookie-of-a-browser"})
    assert other.status_code == 403
    client.set_cookie("terminwerk_owner", "cookie-of-a-browser")
    assert client.post(f"{HOME}/runs/{entry.run}/cancel").status_code == 202


def test_each_client_has_its_turn(client, shelf):
    for seed in (11, 12):
        start(client, "busy", scenario="immigration-2025", replications=1, seed=seed)
    second = start(client, "quiet", scenario="immigration-2025", replications=1, seed=13).json["run"]
    shelf.queue.claim(at_once=2)
    entry, _question = shelf.queue.claim(at_once=2)
    assert entry.run == second


def test_one_client_cannot_fill_the_queue(client):
    for seed in range(MOST_WAITING):
        assert start(client, "busy", scenario="immigration-2025", replications=1, seed=100 + seed).status_code == 202
    refused = start(client, "busy", scenario="immigration-2025", replications=1, seed=99)
    assert refused.status_code == 429 and refused.headers["Retry-After"]
    assert start(client, "busy", scenario="immigration-2025", replications=1, seed=100).status_code == 202
    assert start(client, "other", scenario="immigration-2025", replications=1, seed=99).status_code == 202


@pytest.mark.parametrize("path", ["/runs", "/runs/000000000000/cancel"])
def test_a_call_from_another_site_is_refused(client, path):
    answer = client.post(HOME + path, json={}, headers={"Origin": "https://elsewhere.example"})
    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")


@pytest.mark.parametrize("owner", ["", "my-notebook"])
def test_the_page_says_that_another_program_asked_and_not_its_name(client, shelf, owner):
    from dashboard.pages import runs
    from tests.dashboard.test_app import drawn, request

    start(client, owner, scenario="immigration-2025", replications=9)
    page = drawn(runs.layout(request(shelf.path, "/runs", "en")))
    assert "another program" in page and "my-notebook" not in page
