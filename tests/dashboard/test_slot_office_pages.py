"""Overview and waiting times of offices in which people look for slots: what matters there, and nothing that is not."""

from pathlib import Path

import pytest

from dashboard.pages import PAGES
from dashboard.words.searches import wishes_a_slot
from simulation.results import Store
from simulation.scenario import load
from simulation.study.questions import Question, Replications
from simulation.study.runs import answer
from simulation.study.workers import InProcess
from tests.dashboard import quick_office
from tests.dashboard.test_app import drawn, request

NAMES = ("road-traffic-2025", "road-traffic-remainder-30")


@pytest.fixture(scope="module")
def slots(office: Path, tmp_path_factory: pytest.TempPathFactory):
    """A store with five weeks of the road-traffic office, and of another release policy there."""
    folder = tmp_path_factory.mktemp("slots")
    with quick_office.meant(office):
        for name in NAMES:
            answer(Question(load(name), None, 1, Replications(2)), Store(folder), InProcess())
        yield folder


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_overview_says_who_finds_a_slot_and_who_is_lost(slots: Path, lang: str) -> None:
    text = drawn(PAGES["/"].layout(request(slots, "/", lang, scenario=NAMES[0])))
    assert text.count('"type": "H1"') == 1
    for card in ("search_success", "demand_lost", "access_time", "slots_kept", "endings", "quota-filling", "helps"):
        assert f'"{card}-title"' in text, card


def test_the_level_of_demand_against_slots_is_said(slots: Path) -> None:
    """Wishes that ended, counted in the ledger itself, over slots that were released."""
    shelf = request(slots, "/", "de", scenario=NAMES[0]).shelf
    reading = shelf.reading(load(NAMES[0]))
    ended = reading.view.sql("select count(closed) as n from wishes")["n"][0] / reading.n
    released = reading.over("slots_released", "total").mean
    ratio = wishes_a_slot(reading)
    assert ratio == pytest.approx(ended / released, rel=0.02)
    for path in ("/", "/quotas"):
        text = drawn(PAGES[path].layout(request(slots, path, "de", scenario=NAMES[0])))
        assert f"{round(100 * ratio)}" in text and "Auf 100 geöffnete Plätze kommen" in text


def test_the_overview_of_a_slot_office_asks_for_no_backlog_and_no_decisions(slots: Path) -> None:
    text = drawn(PAGES["/"].layout(request(slots, "/", "en", scenario=NAMES[0])))
    for word in ("backlog", "Backlog", "decisions", "Handling times", "This run has no such figure"):
        assert word not in text, word


def test_another_policy_stands_in_what_helps_with_what_it_brings(slots: Path) -> None:
    page = drawn(PAGES["/"].layout(request(slots, "/", "en", scenario=NAMES[0])))
    assert "Found an appointment" in page and "/quotas?" in page
    against = drawn(PAGES["/"].layout(request(slots, "/", "en", scenario=NAMES[0], against=NAMES[1])))
    assert "dotted: before" in against


@pytest.mark.parametrize("time", ["", "access", "waiting", "adhoc", "decision", "nonsense"])
def test_every_time_of_a_slot_office_has_its_picture(slots: Path, time: str) -> None:
    text = drawn(PAGES["/waiting"].layout(request(slots, "/waiting", "en", scenario=NAMES[0], time=time)))
    assert text.count('"type": "H1"') == 1 and "Card in hand" not in text and "Third slot" in text
    assert "People wait" in text and "Applicants" not in text


def test_the_immigration_office_keeps_its_pages(store: Path) -> None:
    overview = drawn(PAGES["/"].layout(request(store, "/", "en")))
    waiting = drawn(PAGES["/waiting"].layout(request(store, "/waiting", "en")))
    assert '"demand_lost-title"' not in overview and '"bottleneck-title"' in overview
    assert "Card in hand" in waiting and "Third slot" not in waiting


def test_staffing_shows_the_figures_of_the_base_while_nothing_is_changed(store: Path) -> None:
    text = drawn(PAGES["/staffing"].layout(request(store, "/staffing")))
    assert "Das würde sich ändern" in text and "Entscheidungen" in text


def test_the_example_of_staffing_is_offered_only_where_its_team_is(slots: Path, store: Path) -> None:
    example = "four more heads in family stays"
    assert example not in drawn(PAGES["/staffing"].layout(request(slots, "/staffing", "en", scenario=NAMES[0])))
    assert example in drawn(PAGES["/staffing"].layout(request(store, "/staffing", "en", scenario="immigration-2025")))


def test_incomplete_applications_can_be_moved_only_where_documents_are_asked_for(slots: Path, store: Path) -> None:
    field = "Incomplete applications"
    assert field not in drawn(PAGES["/staffing"].layout(request(slots, "/staffing", "en", scenario=NAMES[0])))
    assert field in drawn(PAGES["/staffing"].layout(request(store, "/staffing", "en", scenario="immigration-2025")))
