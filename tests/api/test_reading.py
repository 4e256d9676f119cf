"""What the API says of runs is what the command and the pages say of them."""

import io
import json
import shutil
from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest
from typer.testing import CliRunner

from dashboard import cli
from dashboard.api.runs import Known
from dashboard.app import create
from dashboard.exports import formats
from dashboard.exports.report import Asked
from dashboard.shelf import Shelf, scenario_of
from simulation.results.series import ALL
from simulation.scenario import changed, load
from simulation.study.questions import Question, Replications

HOME = "/api/v1"


@pytest.mark.parametrize("by", ["", "team", "week", "team,channel,day"])
def test_the_rows_of_measures_are_those_of_the_command(store, get, pair, by):
    printed = CliRunner().invoke(cli.app, ["measures", pair[0], "--by", by, "--store", str(store), "--format", "json"])
    found, told = get(f"/runs/{pair[0]}/measures?by={by}"), json.loads(printed.output)
    if not by:  # the command then tells every group, as `run` does
        told["measures"] = [row for row in told["measures"] if row["group"].keys() <= {"owner"}]
    assert told == {key: value for key, value in found.items() if key != "preliminary"}
    assert found["preliminary"] is False and found["measures"]


def test_a_group_is_given_alone(get, pair):
    rows = get(f"/runs/{pair[0]}/measures?group=team:family")["measures"]
    every = get(f"/runs/{pair[0]}/measures?by=team")["measures"]
    assert rows and rows == [row for row in every if row["group"] == {"team": "family"}]


def test_differences_are_those_of_the_pages(store, get, pair):
    shelf = Shelf(store)
    after, before = (shelf.reading(scenario_of(shelf.store.manifest(run).scenario)) for run in pair)
    over = shelf.differences(after, before)
    rows = get(f"/runs/{pair[0]}/differences?against={pair[1]}&by=team")["differences"]
    named = {(row["measure"], row["statistic"], *next(iter(row["group"].items()), ("", ""))): row for row in rows}
    shared = named.keys() & over.keys()
    assert len(shared) > 100
    assert all((named[one]["mean"], named[one]["low"]) == (over[one].mean, over[one].low) for one in shared)


def test_runs_that_met_other_people_make_no_pairs(store, get, client, pair):
    from simulation.study.runs import answer
    from simulation.study.workers import InProcess

    answer(Question(load("immigration-2025"), None, 77, Replications(1)), Shelf(store).store, InProcess())
    other = next(one["run"] for one in get("/runs")["runs"] if one["seed"] == 77)
    refused = client.get(f"{HOME}/runs/{pair[0]}/differences?against={other}&lang=en")
    assert refused.status_code == 422 and "77" in refused.json["detail"]
    one = get(f"/runs/{other}/measures")["measures"]
    assert one and not any("low" in row or "high" in row for row in one)


@pytest.mark.parametrize(
    ("other", "english", "german"),
    [
        ("road-traffic-2025", "of another office", "von einem anderen Amt"),
        ("immigration-2025", "of 14 days from 17/03/2025", "14 Tage ab 17.03.2025"),
    ],
)
def test_runs_of_other_offices_or_days_make_no_pairs(store, tmp_path, pair, other, english, german):
    shelf = Shelf(shutil.copytree(store, tmp_path / "store"))
    scenario = changed(load(other), {"office.days": 14}) if other == "immigration-2025" else load(other)
    asked = Question(scenario, None, 1, Replications(2)).manifest(0)
    run = shelf.store.publish_run(replace(asked, replications=shelf.store.manifest(pair[0]).replications))
    client = create(shelf.path).server.test_client()
    for lang, said in (("en", english), ("de", german)):
        refused = client.get(f"{HOME}/runs/{run}/differences?against={pair[0]}&lang={lang}")
        assert refused.status_code == 422 and said in refused.json["detail"], refused.text


@pytest.mark.parametrize("name", [one.name for one in ALL])
def test_series_come_in_parts_that_make_the_whole(store, get, pair, name):
    whole = Shelf(store).store.open(pair[0]).series(name)
    rows, path = [], f"/runs/{pair[0]}/series/{name}?limit={max(whole.height // 2, 1)}"
    while path:
        part = get(path)
        rows += part["rows"]
        path = (part["next"] or "").removeprefix(HOME)
    assert part["columns"] == whole.columns and part["total"] == whole.height
    assert pl.DataFrame(rows, schema=whole.schema, orient="row").fill_nan(None).equals(whole.fill_nan(None))


def test_an_unchanged_answer_costs_no_transfer(client, pair):
    path = f"{HOME}/runs/{pair[0]}/measures"
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{path}?by=team", headers={"If-None-Match": tag}).status_code == 200


def test_the_report_speaks_both_languages(get, pair):
    german, english = (get(f"/runs/{pair[0]}/report?lang={lang}") for lang in ("de", "en"))
    assert german["findings"] != english["findings"]
    numbers = [[(row["measure"], row["before"], row["after"]) for row in one["compared"]] for one in (german, english)]
    assert numbers[0] == numbers[1] and numbers[0]


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_an_export_is_the_bytes_of_the_command(store, client, pair, tmp_path, format):
    address = f"{HOME}/runs/{pair[0]}/export?format={format}&lang=en"
    with client.get(address) as answer:
        assert answer.status_code == 200 and answer.content_type == formats.FORMATS[format].mime
        assert pair[0] in answer.headers["Content-Disposition"]
        content, tag = answer.data, answer.headers["ETag"]
    asked = Asked(pair[0], lang="en", address="http://localhost")
    formats.export(Shelf(store), asked, format, formats.Choice(), tmp_path / "file")
    assert content == (tmp_path / "file").read_bytes()
    with client.get(address, headers={"If-None-Match": tag}) as again:
        assert again.status_code == 304


def test_a_table_is_read_by_polars(client, pair):
    with client.get(f"{HOME}/runs/{pair[0]}/export?format=parquet&table=capacity") as answer:
        assert pl.read_parquet(io.BytesIO(answer.data)).height > 100


def test_while_a_run_goes_on_there_is_what_is_there_and_no_file(store, get, client):
    shelf = Shelf(store)
    question = Question(load("immigration-2025"), None, 1, Replications(5))
    entry = shelf.queue.ask(question, "somebody")
    try:
        state = get(f"/runs/{question.run}")
        assert (state["state"], state["mine"], state["of"]) == ("waiting", False, 5)
        found = get(f"/runs/{question.run}/measures")
        assert found["preliminary"] is True and found["replications"] == 2 and found["measures"]
        for path in ("report", "export?format=csv"):
            refused = client.get(f"{HOME}/runs/{question.run}/{path}")
            assert refused.status_code == 409 and "0 von 5" in refused.json["detail"]
    finally:
        shelf.queue.cancel(entry.ticket)


def test_a_run_without_a_replication_yet_has_no_rows_and_says_so(store, get):
    shelf = Shelf(store)
    question = Question(load("immigration-2025"), None, 500, Replications(3))
    shelf.queue.ask(question, "somebody")
    try:
        found = get(f"/runs/{question.run}/measures")
        assert (found["replications"], found["measures"], found["preliminary"]) == (0, [], True)
        assert get(f"/runs/{question.run}/series/owner_days")["rows"] == []
    finally:
        shelf.queue.cancel(question.ticket)


def test_a_run_that_was_asked_with_a_base_counts_both_sides_as_the_list_does():
    manifest = SimpleNamespace(replications=((1, "a"), (2, "b"), (3, "c")))
    pair = SimpleNamespace(run="after", against_run="before")
    assert Known("after", "", manifest, True, pair).far == Known("after", "before", manifest, True, pair).far == (6, 6)
    assert Known("before", "", manifest, True, pair).far == Known("before", "", manifest, True, None).far == (3, 3)


def test_a_damaged_run_is_refused_by_the_name_of_its_file(store, tmp_path, pair):
    shutil.copytree(store, tmp_path / "store")
    for file in (tmp_path / "store").rglob("measures*.parquet"):
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.chmod(0o644)
        file.write_bytes(content)
    client = create(tmp_path / "store").server.test_client()
    for path in ("measures", "report", "export?format=csv"):
        answer = client.get(f"{HOME}/runs/{pair[0]}/{path}")
        assert answer.status_code == 500 and "measures-1.parquet" in answer.json["detail"]
        assert answer.json["detail"].startswith("Die Anfrage stimmt")


def test_nobody_learns_the_name_by_which_another_may_cancel(store, client):
    entry = Shelf(store).queue.ask(Question(load("immigration-2025"), None, 600, Replications(1)), "secret-cookie")
    try:
        assert "secret-cookie" not in client.get(f"{HOME}/runs").text
        assert "secret-cookie" not in client.get(f"{HOME}/runs/{entry.run}").text
    finally:
        Shelf(store).queue.cancel(entry.ticket)
