"""The app as a server: nothing foreign, two languages, safe headers, downloads, and bad links answered in words."""

import json
import re
import shutil
from pathlib import Path

import pytest
from dash import html

from dashboard import pages
from dashboard.app import create
from dashboard.components.nowhere import nowhere
from dashboard.components.run_panel import panel
from dashboard.frame import _nav, _render
from dashboard.pages import PAGES
from dashboard.request import Request
from dashboard.shelf import Shelf
from dashboard.words import Words

ADDRESSES = sorted(PAGES)


def request(store, path="/", lang="de", **query) -> Request:
    return Request(Words(lang), "light", path, query, Shelf(store), "me")


def drawn(component) -> str:
    from plotly.utils import PlotlyJSONEncoder

    return json.dumps(component.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_each_page_is_drawn_from_a_real_run_with_one_heading_of_the_first_order(store, address, lang):
    text = drawn(PAGES[address].layout(request(store, address, lang)))
    assert text.count('"type": "H1"') == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_graph_can_send_its_data_anywhere(store, address):
    asked = request(store, address, set="teams.family.heads:24")
    text = drawn(PAGES[address].layout(asked))
    if address == "/staffing":  # its graph shows from three pairs on, the store has two
        text += drawn(html.Div(panel(asked, None, 3, [-9.0, -8.0, -10.0], "x")))
    graphs = text.count('"type": "Graph"')
    assert text.count('"showSendToCloud": false') == graphs
    assert graphs or address in ("/reports", "/sources", "/runs", "/quotas")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_empty_store_is_a_designed_state(store, tmp_path, address):
    text = drawn(PAGES[address].layout(request(tmp_path / "empty", address)))
    assert text.count('"type": "H1"') == 1


def test_the_first_byte_says_language_and_colours(client):
    page = client.get("/?lang=en").text
    assert '<html lang="en" data-mantine-color-scheme="light">' in page
    assert re.search(r'(src|href)="(https?:)?//', page) is None


def test_the_language_of_a_link_stays(client):
    client.get("/?lang=en")
    assert client.get("/").text.count('<html lang="en"') == 1


def test_headers_allow_nothing_from_outside(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy and "http" not in policy


def test_a_callback_from_another_site_is_refused(client):
    assert (
        client.post("/_dash-update-component", headers={"Origin": "https://elsewhere.example"}, json={}).status_code
        == 403
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "html"])
def test_the_backlog_can_be_taken_along(client, kind):
    answer = client.get(f"/download/overview/backlog.{kind}")
    assert answer.status_code == 200 and len(answer.data) > 500


def test_an_unknown_scenario_is_answered_in_one_line_and_names_no_file_of_the_machine(client):
    answer = client.get("/download/overview/backlog.csv?scenario=/etc/passwd")
    assert answer.status_code == 422 and answer.text == "/etc/passwd: Ein Szenario dieses Namens gibt es nicht."


def test_a_link_with_an_impossible_change_says_what_is_wrong(client):
    answer = client.get("/download/staffing/changes.csv?set=teams.family.heads:-1")
    assert answer.status_code == 422 and "Stellen" in answer.text


@pytest.mark.parametrize(("address", "name"), [("/staffing", "immigration-2025"), ("/quotas", "road-traffic-2025")])
def test_a_what_if_of_other_days_than_its_base_says_that_it_cannot_be_compared(store, address, name):
    text = drawn(PAGES[address].layout(request(store, address, scenario=name, set="office.days:14")))
    assert re.search(r"umfasst 14 Tage ab \S+, „[^“]+“ 35 Tage ab .*Bitte zwei mit denselben Tagen wählen", text)


def test_two_apps_live_in_one_process(store, tmp_path):
    one, other = create(store), create(tmp_path / "other")
    assert len(one.callback_map) == len(other.callback_map) > 5


@pytest.mark.parametrize("name", ["immigration-2024", "immigration-dedicated", "immigration-vacancy-8", "W-unknown"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_can_be_asked_for_any_scenario(client, address, name):
    page = address.strip("/") or "overview"
    assert client.get(f"/download/{page}/anything.csv?scenario={name}").status_code in (404, 422)


@pytest.mark.parametrize("address", ["/", "/waiting", "/staffing"])
def test_a_run_with_a_flipped_bit_is_refused_by_name(store, tmp_path, address):
    shutil.copytree(store, tmp_path / "store")
    files = [file for file in (tmp_path / "store").rglob("measures*.parquet")]
    for file in files:
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.chmod(0o644)
        file.write_bytes(content)
    client = create(tmp_path / "store").server.test_client()
    page = address.strip("/") or "overview"
    answer = client.get(f"/download/{page}/backlog.csv?set=teams.family.heads:24")
    assert answer.status_code == 422 and "measures" in answer.text


def test_every_page_has_one_link_in_the_navigation(store):
    assert {Path(page.__file__) for page in PAGES.values()} == set(Path(pages.__file__).parent.glob("[a-z]*.py"))
    for address in PAGES:
        links = drawn(html.Div(_nav(request(store, address, "en"), True)))
        assert all(links.count(f'"{page.TITLE}"') == 1 for page in PAGES.values()), address


@pytest.mark.parametrize(("address", "status"), [("/", 200), ("/waiting", 200), ("/wating", 404), ("/reports/x", 404)])
def test_an_address_that_leads_nowhere_is_not_found(client, address, status):
    assert client.get(address).status_code == status


def test_who_opens_a_file_that_is_not_there_gets_a_page_and_a_script_a_bare_answer(client):
    for address in ("/download/overview/nothing.csv", "/download/nowhere/backlog.csv"):
        page = client.get(address, headers={"Accept": "text/html"})
        assert page.status_code == 404 and '<html lang="de"' in page.text
        assert '<html lang="de"' not in client.get(address).text


def test_the_page_of_no_address_names_it_and_leads_to_every_page(store):
    text = drawn(nowhere(request(store), "/wating", PAGES))
    assert "Diese Seite gibt es nicht" in text and "/wating" in text
    assert all(f'"href": "{address}"' in text for address in PAGES)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("scenario=gibtsnicht", "gibtsnicht: Ein Szenario dieses Namens gibt es nicht."),
        ("set=teams.family.heads:-1", "Familiäre Aufenthalte › Stellen: Muss mindestens 0 sein, ist -1."),
        (
            "set=teams.familie.heads:24",
            "familie › Stellen: „familie“ gibt es hier nicht; gemeint ist vielleicht „family“.",
        ),
        (
            "set=teams.family.head:24",
            "Familiäre Aufenthalte › head: So eine Größe gibt es nicht; gemeint ist vielleicht „heads“.",
        ),
    ],
)
def test_what_is_wrong_with_a_link_is_said_in_german(client, query, said):
    assert client.get(f"/download/overview/backlog.csv?{query}").text == said


def test_an_unknown_scenario_offers_three_offices(store):
    text = drawn(_render(request(store, "/waiting", scenario="gibtsnicht"), PAGES["/waiting"]))
    assert text.count("tw-office") == 3 and "/waiting?scenario=road-traffic-2025" in text
