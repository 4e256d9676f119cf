"""The link at the foot of a chart opens the same chart for anybody: page, scenario, filters, language."""

import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.app import create
from dashboard.exports.table import to_html
from dashboard.pages import PAGES, staffing
from dashboard.shelf import Shelf
from simulation.scenario import load
from simulation.study.questions import Question, Replications
from simulation.study.runs import answer
from simulation.study.workers import InProcess
from tests.dashboard import quick_office
from tests.dashboard.test_app import drawn, request

ROAD = "road-traffic-2025"
REMAINDER = "road-traffic-remainder-30"
FOUR_MORE = "teams.family.heads:24"
GRID = "books.counter.grid.mon.09:00:12"
LOOKS: list[tuple[str, dict[str, str]]] = [
    ("/", {}),
    ("/", {"set": FOUR_MORE, "against": "immigration-2025"}),
    ("/", {"scenario": ROAD, "against": REMAINDER}),
    ("/waiting", {}),
    ("/waiting", {"time": "access", "team": "family"}),
    ("/waiting", {"time": "waiting", "channel": "online"}),
    ("/waiting", {"time": "adhoc", "queue": "phone"}),
    ("/waiting", {"set": FOUR_MORE, "against": "immigration-2025", "service": "family_reunion"}),
    ("/waiting", {"scenario": ROAD, "time": "waiting"}),
    ("/staffing", {"set": FOUR_MORE}),
    ("/quotas", {"scenario": REMAINDER}),
    ("/quotas", {"scenario": ROAD, "at": "2025-02-10T09:00", "day": "2025-02-12"}),
    ("/quotas", {"scenario": ROAD, "race": f"{ROAD},{REMAINDER}", "by": "lost"}),
    ("/sources", {"origin": "assumed"}),
    ("/runs", {}),
]


@pytest.fixture(scope="module")
def both(office: Path, tmp_path_factory: pytest.TempPathFactory):
    """A store with both kinds of office: one that invites, and one whose slots are looked for."""
    folder = shutil.copytree(office / "store", tmp_path_factory.mktemp("both") / "store")
    with quick_office.meant(office):
        for name in (ROAD, REMAINDER):
            answer(Question(load(name), None, 1, Replications(1)), Shelf(folder).store, InProcess())
        yield folder


@pytest.fixture(scope="module")
def server(both):
    return create(both).server


def links_of(component: Any) -> dict[str, str]:
    """Address of each chart's own link, by the chart that it leads to."""
    found: dict[str, str] = {}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("className") == "tw-permalink":
                found[urlsplit(node["href"]).fragment] = node["href"]
            for one in node.values():
                walk(one)
        elif isinstance(node, list):
            for one in node:
                walk(one)

    walk(json.loads(drawn(component)))
    return found


def download(link: str, chart: str, kind: str) -> str:
    """Where the table of a chart lies, for whoever has nothing but its link."""
    parts = urlsplit(link)
    return f"/download/{parts.path.strip('/') or 'overview'}/{chart}.{kind}?{parts.query}"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(("path", "query"), LOOKS, ids=[f"{path} {' '.join(query)}" for path, query in LOOKS])
def test_the_link_of_every_chart_opens_the_same_table_for_somebody_without_cookies(both, server, path, query, lang):
    seen = request(both, path, lang, **query)
    links = links_of(PAGES[path].layout(seen))
    assert links and set(links) == set(seen.tables)
    for chart, link in links.items():
        with server.test_client(use_cookies=False) as fresh:
            table = fresh.get(download(link, chart, "html"))
        assert table.data == to_html(seen.tables[chart], seen.words), chart
    with server.test_client(use_cookies=False) as fresh:
        assert f'<html lang="{lang}"' in fresh.get(link).text


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_language_of_a_link_is_that_of_the_page_also_without_cookies(both, lang):
    app = create(both)
    name, one = next((name, one) for name, one in app.callback_map.items() if name.startswith("..page.children...nav"))
    values = {"pathname": "/waiting", "search": f"?lang={lang}", "n_intervals": 0, "data": None}
    outputs = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in name.strip(".").split("...")]

    def given(part: dict[str, str]) -> Any:
        return [] if part["id"].startswith("{") else {**part, "value": values[part["property"]]}

    asked = {
        "output": name,
        "outputs": outputs,
        "inputs": [given(part) for part in one["inputs"]],
        "state": [given(part) for part in one["state"]],
        "changedPropIds": ["url.pathname"],
    }
    text = app.server.test_client(use_cookies=False).post("/_dash-update-component", json=asked).text
    assert ("Waiting times" in json.loads(json.dumps(text))) is (lang == "en")


def test_files_and_pictures_carry_run_and_link(both, server):
    seen = request(both, "/waiting", "en", time="access")
    page = drawn(PAGES["/waiting"].layout(seen))
    run = seen.shelf.reading(load("immigration-2025")).run
    assert f'"data-run": "Run {run}"' in page
    link = links_of(PAGES["/waiting"].layout(seen))["spread"]
    book = server.test_client().get(download(link, "spread", "xlsx"))
    with zipfile.ZipFile(io.BytesIO(book.data)) as parts:
        texts = parts.read("xl/sharedStrings.xml").decode().replace("&amp;", "&")
    assert f"http://localhost{link}" in texts and run in texts and "lang=en" in link


def test_the_link_of_a_saved_what_if_means_the_same_when_it_is_edited_later(both):
    drafts = Shelf(both).drafts
    saved = drafts.save("me", "Four more", "immigration-2025", {"teams.family.heads": 24})
    link = links_of(PAGES["/waiting"].layout(request(both, "/waiting", scenario=saved.draft)))["spread"]
    drafts.save("me", "Four more", "immigration-2025", {"teams.family.heads": 30}, saved.draft)
    later = request(both, "/waiting", **dict(parse_qsl(urlsplit(link).query)))
    assert later.chosen().changes == {"teams.family.heads": 24} and later.chosen().unsaved


def test_the_link_of_a_draft_carries_what_the_sliders_say(both):
    seen = request(both, "/staffing", "en", set="teams.family.heads:21", fresh="3")
    moved = staffing._with(seen, {"name": "immigration-2025", "set": "teams.family.heads:24,demand:0.9"})
    query = dict(parse_qsl(urlsplit(moved.permalink("changes")).query))
    assert query == {"scenario": "immigration-2025", "set": "teams.family.heads:24,demand:0.9", "lang": "en"}


@pytest.mark.parametrize("path", ["/", "/waiting", "/staffing"])
def test_a_chart_leads_to_the_council_paper_with_its_scenario(both, path):
    seen = request(both, path, set=FOUR_MORE, against="immigration-2025")
    page = drawn(PAGES[path].layout(seen))
    asked = {tuple(sorted(parse_qsl(one))) for one in re.findall(r'"/reports\?([^"]*)"', page)}
    wanted = {"scenario": "immigration-2025", "set": FOUR_MORE, "against": "immigration-2025"}
    assert tuple(sorted(wanted.items())) in asked
