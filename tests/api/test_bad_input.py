"""Whatever is sent, the answer is a refusal that names place, value and remedy: never a traceback, never a run."""

import json

import pytest

from dashboard.app import create
from tests.api.conftest import HOME

GOOD = {"scenario": "immigration-2025"}
LINKS = [
    ("/runs?limit=0", 400, "limit"),
    ("/runs?limit=ten", 400, "limit"),
    ("/runs?limit=1e400", 400, "limit"),
    ("/runs?limit=" + "9" * 5000, 400, "limit"),
    ("/runs?offset=-1", 400, "offset"),
    ("/runs?state=odd", 400, "state"),
    ("/runs?lang=fr", 400, "lang"),
    ("/runs?nonsense=1", 400, "nonsense"),
    ("/runs?limit=1&limit=2", 400, "limit"),
    ("/runs?scenario=" + "x" * 5000, 400, "scenario"),
    ("/runs?%00=1", 400, ""),
    ("/scenarios/none", 404, "none"),
    ("/scenarios/..%2F..%2Fetc%2Fpasswd", 404, "passwd"),
    ("/scenarios/immigration-2025.toml", 404, "immigration-2025.toml"),
    ("/scenarios/W-ffffffff", 404, "W-ffffffff"),
    ("/scenarios/" + "x" * 3000, 404, ""),
    ("/runs/none", 404, "none"),
    ("/runs/000000000000", 404, "000000000000"),
    ("/runs/000000000000~000000000001", 404, "000000000000"),
    ("/runs/{run}?against=x", 400, "against"),
    ("/runs/{run}?against=000000000000", 404, "000000000000"),
    ("/runs/{run}/measures?by=nobody", 400, "nobody"),
    ("/runs/{run}/measures?by=team,,", 200, ""),
    ("/runs/{run}/measures?by=" + "team," * 100, 400, "by"),
    ("/runs/{run}/measures?group=team", 400, "group"),
    ("/runs/{run}/measures?group=team:nobody", 400, "nobody"),
    ("/runs/{run}/measures?group=colour:red", 400, "colour"),
    ("/runs/{run}/measures?group=team:family&by=week", 400, "by"),
    ("/runs/{run}/differences", 400, "against"),
    ("/runs/{run}/differences?against=-", 400, "against"),
    ("/runs/{run}/series/none", 404, "backlog_by_day"),
    ("/runs/{run}/series/weeks", 404, "weeks"),
    ("/runs/{run}/series/owner_days?limit=1000000000", 400, "limit"),
    ("/runs/{run}/report?against=000000000000", 404, "000000000000"),
    ("/runs/{run}/report?beside=x", 400, "beside"),
    ("/runs/{run}/report?group=team:nobody", 422, "nobody"),
    ("/runs/{run}/export", 400, "format"),
    ("/runs/{run}/export?format=exe", 400, "exe"),
    ("/runs/{run}/export?format=csv&table=staff", 400, "staff"),
    ("/runs/{run}/export?format=csv&separator=,&decimal=,", 422, "separator"),
    ("/runs/{run}/export?format=pdf&table=cases", 422, "cases"),
    ("/runs/{run}/export?format=csv&output=/etc/passwd", 400, "output"),
    ("/runs/{run}/nothing", 404, "nothing"),
    ("/../../etc/passwd", 404, ""),
]
CONTENTS = [
    ({}, 400, "scenario"),
    ([], 400, "body"),
    ([GOOD], 400, "body"),
    ("immigration-2025", 400, "body"),
    ({**GOOD, "replication": 5}, 400, "replication"),
    ({**GOOD, "owner": "somebody"}, 400, "owner"),
    ({"scenario": 5}, 400, "scenario"),
    ({"scenario": "data/offices/immigration-2025.toml"}, 400, "scenario"),
    ({"scenario": "/etc/passwd"}, 400, "scenario"),
    ({"scenario": "none"}, 422, "none"),
    ({"scenario": "W-ffffffff"}, 422, "W-ffffffff"),
    ({"scenario": "x" * 81}, 400, "scenario"),
    ({**GOOD, "against": "none"}, 422, "against"),
    ({**GOOD, "against": "citizen-2025"}, 422, "citizen-2025"),
    ({**GOOD, "set": {"office.days": 14}, "against": "immigration-2025"}, 422, "14"),
    ({**GOOD, "replications": 0}, 400, "replications"),
    ({**GOOD, "replications": 41}, 400, "41"),
    ({**GOOD, "replications": "5"}, 400, "replications"),
    ({**GOOD, "replications": 5.5}, 400, "replications"),
    ({**GOOD, "replications": True}, 400, "replications"),
    ({**GOOD, "replications": 5, "precision": 0.05}, 400, "precision"),
    ({**GOOD, "precision": 1}, 400, "precision"),
    ({**GOOD, "precision": 0}, 400, "precision"),
    ({**GOOD, "seed": -1}, 400, "seed"),
    ({**GOOD, "seed": 2**53}, 400, "seed"),
    ({**GOOD, "set": []}, 400, "set"),
    ({**GOOD, "set": "teams.family.heads:24"}, 400, "set"),
    ({**GOOD, "set": {"teams.family.heads": -1}}, 422, "heads"),
    ({**GOOD, "set": {"teams.family.heads": "many"}}, 422, "heads"),
    ({**GOOD, "set": {"teams.family.heads": True}}, 422, "heads"),
    ({**GOOD, "set": {"teams.nobody.heads": 3}}, 422, "nobody"),
    ({**GOOD, "set": {"": 3}}, 422, "set"),
    ({**GOOD, "set": {"teams.family": {"before": ["x"]}}}, 422, "before"),
    ({**GOOD, "set": {"a." * 90 + "b": 3}}, 422, "set.a.a"),
    ({**GOOD, "set": {"x" * 5000: 3}}, 422, "200"),
    ({**GOOD, "set": {"title": "x" * 5000}}, 422, "title"),
    ({**GOOD, "set": {f"x{n}": n for n in range(1001)}}, 400, "set"),
    ({**GOOD, "set": {"office.days": 10**30}}, 400, "JSON"),
    ({**GOOD, "set": {"office.days": 100_000}}, 422, "days"),
]
BYTES = [
    (b"", 400, "scenario"),
    (b"{", 400, "JSON"),
    (b"\xff\xfe", 400, "JSON"),
    (b'{"scenario": "immigration-2025", "scenario": "citizen-2025"}', 400, "scenario"),
    (b'{"scenario": "immigration-2025", "precision": NaN}', 400, "NaN"),
    (b'{"scenario": "immigration-2025", "set": {"demand": 1e999}}', 400, "JSON"),
    (b'{"scenario": "immigration-2025", "seed": ' + b"9" * 5000 + b"}", 400, "JSON"),
    (b"[" * 100_000, 400, "JSON"),
    (b'{"scenario": "immigration-2025", "set": {"x": ' + b"[" * 40 + b"]" * 40 + b"}}", 400, "JSON"),
    (b'{"scenario": "' + b"x" * 300_000 + b'"}', 413, "256"),
]


def refused(answer, status: int, named: str) -> None:
    assert answer.status_code == status, answer.text[:500]
    if status == 200:
        return
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
    problem = json.loads(answer.data)
    assert problem["title"] and problem["detail"] and len(answer.data) < 20_000
    assert named in answer.text
    assert "/work" not in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(("path", "status", "named"), LINKS, ids=[one[0][:60] for one in LINKS])
def test_a_link_that_cannot_be_used_is_refused_by_name(client, pair, path, status, named, lang):
    path = path.replace("{run}", pair[0])
    if "lang=" not in path:
        path += ("&" if "?" in path else "?") + f"lang={lang}"
    refused(client.get(HOME + path), status, named)


@pytest.mark.parametrize(("content", "status", "named"), CONTENTS, ids=[str(one[0])[:60] for one in CONTENTS])
def test_a_content_that_cannot_be_used_starts_no_run(client, get, content, status, named):
    before = get("/runs")["total"]
    refused(client.post(f"{HOME}/runs", json=content), status, named)
    assert get("/runs")["total"] == before


@pytest.mark.parametrize(("content", "status", "named"), BYTES, ids=[str(one[0])[:40] for one in BYTES])
def test_bytes_that_are_no_json_are_refused(client, content, status, named):
    refused(client.post(f"{HOME}/runs", data=content, content_type="application/json"), status, named)


@pytest.mark.parametrize("mime", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_other_content_than_json_is_refused(client, mime):
    refused(client.post(f"{HOME}/runs", data=json.dumps(GOOD), content_type=mime), 415, "application/json")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_kept_run_is_not_deleted_here_and_the_answer_says_what_can_be_done(client, pair, method):
    answer = getattr(client, method)(f"{HOME}/runs/{pair[0]}")
    refused(answer, 405, "GET")
    assert answer.headers["Allow"] == "GET"
    assert client.get(f"{HOME}/runs/{pair[0]}").status_code == 200


@pytest.mark.parametrize("name", ["", "abc", "x" * 65, "two words", "ä" * 8, "api at 127.0.0.1"])
def test_an_owner_without_a_sound_name_is_refused(client, name):
    answer = client.post(f"{HOME}/runs", json=GOOD, headers={"X-Terminwerk-Owner": name})
    refused(answer, 400, "X-Terminwerk-Owner")


def test_what_nobody_thought_of_is_told_to_the_log_and_not_to_the_caller(server, client, monkeypatch, caplog):
    from dashboard.shelf import Shelf

    def broken(*_args):
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr(Shelf, "scenario", broken)
    answer = client.get(f"{HOME}/scenarios/immigration-2025")
    refused(answer, 500, "")
    assert "secret inside" not in answer.text and "secret inside" in caplog.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "Byte 1 ist kein UTF-8"),
        (b"{", "in Zeile 1, Spalte 2 ist er nicht lesbar"),
        (b"[" * 100_000, "er ist mehr als 12 Ebenen tief"),
        (b'{"scenario": "a", "seed": ' + b"9" * 5000 + b"}", "eine Zahl darin ist zu gro"),
        (b'{"a": 1, "a": 2}', "steht zweimal darin"),
        (b'{"seed": NaN}', "NaN ist keine Zahl"),
    ],
    ids=lambda one: str(one)[:30],
)
def test_bytes_that_cannot_be_read_are_told_in_german_and_not_in_the_words_of_the_program(client, content, said):
    detail = client.post(f"{HOME}/runs", data=content, content_type="application/json").json["detail"]
    assert said in detail
    assert not any(word in detail for word in ("codec", "recursion", "Expecting", "limit", "delimiter"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"scenario": "none"}, "none: Ein solches Szenario gibt es nicht; bekannt sind: "),
        ({**GOOD, "set": {"teams.family.heads": -1}}, "set › teams › family › heads: Muss mindestens 0 sein, ist -1."),
        ({**GOOD, "set": {"teams.nobody.heads": 3}}, "'nobody' gibt es nicht; bekannt sind: coordination"),
        ({**GOOD, "set": {"teams.family.colour": 3}}, "Ist nicht bekannt. Bitte weglassen"),
        ({**GOOD, "set": {"": 3}}, "Ist kein Pfad."),
    ],
)
def test_what_is_wrong_with_a_scenario_is_said_in_german(client, content, said):
    problem = client.post(f"{HOME}/runs", json=content).json
    assert said in problem["detail"] and said.rpartition(": ")[2] in problem["errors"][0]["what"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8050", "localhost.evil.example", "[", ""])
def test_another_host_is_not_answered(client, host):
    """A foreign site that turns its name to this address would read what stands here."""
    for path in (f"{HOME}/runs", "/", "/download/report/0123456789ab.csv"):
        assert client.get(path, headers={"Host": host}).status_code == 421
    answer = client.get(f"{HOME}/runs", headers={"Host": host})
    assert answer.mimetype == "application/problem+json" and "--allow-host" in answer.json["detail"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8050", "[::1]:8050", "192.168.1.20", "Office.Example:443"])
def test_loopback_addresses_in_digits_and_names_that_were_given_are_answered(store, host):
    client = create(store, hosts=("office.example",)).server.test_client()
    assert client.get(f"{HOME}/scenarios", headers={"Host": host}).status_code == 200
