"""The page Reports in all its states, and the links that lead to it."""

import re
import shutil

import pytest

from dashboard.app import create
from dashboard.exports.data_files import table_rows
from dashboard.exports.errors import ExportError
from dashboard.exports.formats import FORMATS, TABLES, Choice
from dashboard.exports.report import Asked
from dashboard.frame import _render
from dashboard.pages import reports
from dashboard.request import Request
from dashboard.shelf import Shelf
from dashboard.words import Words
from simulation.scenario import changed, load
from tests.dashboard.test_app import drawn, request


def test_the_newest_run_is_shown_when_none_is_asked_for(store):
    newest = Shelf(store).store.runs()[0].run
    assert f"/preview/report/{newest}-1.png" in drawn(reports.layout(request(store, "/reports")))


def test_a_scenario_with_unsaved_changes_finds_its_run(store):
    run = next(
        one.run
        for one in Shelf(store).store.runs()
        if '"teams.family.heads": 24' in one.scenario.split('"document"')[0]
    )
    text = drawn(reports.layout(request(store, "/reports", scenario="immigration-2025", set="teams.family.heads:24")))
    assert f"/preview/report/{run}-1.png" in text


def test_what_a_page_is_held_against_is_found_by_its_scenario(store):
    asked = request(
        store, "/reports", scenario="immigration-2025", set="teams.family.heads:24", against="immigration-2025"
    )
    base = next(
        one.run
        for one in Shelf(store).store.runs()
        if '"teams.family.heads": 24' not in one.scenario.split('"document"')[0]
    )
    assert f"against={base}" in drawn(reports.layout(asked))


def test_every_format_is_offered_and_every_address_answers(store):
    client = create(store).server.test_client()
    page = drawn(reports.layout(request(store, "/reports")))
    addresses = {one.replace("&amp;", "&") for one in re.findall(r'"href": "(/download/report/[^"]+)"', page)}
    assert {one.partition("?")[0].rpartition(".")[2] for one in addresses} == {
        "pdf", "xlsx", "pptx", "csv", "parquet", "arrow", "duckdb", "xes",
    }  # fmt: skip
    for one in addresses:
        with client.get(one) as answer:
            assert answer.status_code == 200 and len(answer.data) > 500, one


@pytest.mark.parametrize(
    "group", [("team", "family"), ("channel", "online"), ("pool", "service_point"), ("way", "adhoc")]
)
def test_a_table_is_offered_for_a_group_just_where_it_can_be_narrowed_to_it(store, group):
    shelf = Shelf(store)
    run = next(
        one.run for one in shelf.store.runs() if '"teams.family.heads": 24' in one.scenario.split('"document"')[0]
    )
    asked = Asked(run, group=group)
    for table in TABLES:
        try:
            table_rows(shelf, asked, Choice(table))
            narrowed = True
        except ExportError:
            narrowed = False
        assert FORMATS["csv"].narrows(table, group[0]) is narrowed, table


def test_what_is_of_the_whole_office_says_so_beside_a_report_of_a_group(store):
    page = drawn(reports.layout(request(store, "/reports", group="team:family", table="weeks")))
    assert page.count("Vom ganzen Amt.") == 4  # CSV, Parquet, Arrow and the database
    assert not re.search(r"\.csv[^\"]*group=", page) and re.search(r"\.pdf[^\"]*group=", page)


def test_a_run_alone_offers_no_differences(store):
    newest = Shelf(store).store.runs()[0].run
    page = drawn(reports.layout(request(store, "/reports", run=newest, against="-", table="differences")))
    assert "table=differences" not in page and "table=measures" in page


def test_a_preview_is_a_picture_and_an_unknown_page_or_run_is_said(store):
    client = create(store).server.test_client()
    run = Shelf(store).store.runs()[0].run
    first = client.get(f"/preview/report/{run}-1.png?lang=en")
    assert first.data.startswith(b"\x89PNG")
    again = client.get(f"/preview/report/{run}-1.png?lang=en", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/preview/report/{run}-9.png").status_code == 404
    assert client.get("/preview/report/000000000000-1.png").status_code == 422


def test_without_a_run_there_is_one_sentence_and_one_button(tmp_path):
    text = drawn(reports.layout(request(tmp_path / "empty", "/reports")))
    assert "noch keinen fertigen Lauf" in text and "Zur Übersicht" in text


def test_a_run_still_going_is_shown_with_its_progress(store, tmp_path):
    folder = shutil.copytree(store, tmp_path / "store")
    entry = Shelf(folder).ask(changed(load("immigration-2025"), {"teams.family.heads": 21}), None, 3, "me")
    text = drawn(reports.layout(request(folder, "/reports", run=entry.run)))
    assert "Der Lauf geht noch" in text and "/preview/report" not in text


def test_a_damaged_run_is_named_and_another_can_be_chosen(store, tmp_path):
    folder = shutil.copytree(store, tmp_path / "store")
    run = Shelf(folder).store.runs()[0].run
    file = folder / "runs" / run / "measures-1.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.unlink()
    file.write_bytes(content)
    text = drawn(reports.layout(request(folder, "/reports", run=run)))
    assert "measures-1" in text and '"report": "run"' in text


@pytest.mark.parametrize("query", ["group=team:nobody", "group=:", "beside=,,", "against=zzz", "scenario=nothing"])
def test_a_link_that_makes_no_sense_is_answered_in_words(store, query):
    name, _equals, value = query.partition("=")
    asked = Request(Words("de"), "light", "/reports", {name: value}, Shelf(store), "me")
    assert drawn(_render(asked, reports)).count('"type": "H1"') == 1


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_kind_of_file_stands_on_the_page_with_what_it_is_for(store, lang):
    text = drawn(reports.layout(request(store, "/reports", lang)))
    for kind in FORMATS.values():
        assert Words(lang).text(kind.about) in text and f".{kind.suffix}?" in text, kind.name
