"""axe-core finds nothing on any page, light and dark, German and English, at a desk and on a phone."""

import pytest

from tests.browser.conftest import faults_of

pytestmark = pytest.mark.browser
ADDRESSES = {
    "overview": "/",
    "compared": "/?against=immigration-2024",
    "waiting": "/waiting",
    "staffing": "/staffing",
    "what-if": "/staffing?set=teams.family.heads:24",
    "slot-quotas": "/quotas?scenario=road-traffic-2025",
    "slot-draft": "/quotas?scenario=road-traffic-2025&set=books.counter.grid.mon.09:00:30,searching.public.bots:0.1",
    "invited": "/quotas",
    "sources": "/sources",
    "reports": "/reports",
    "runs": "/runs",
    "not-run": "/?scenario=immigration-2024",
    "broken-link": "/?scenario=nothing-like-it",
}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_axe_finds_nothing(visit, foreign, address, shade, lang):
    page = visit(address, lang, shade)
    page.wait_for_timeout(600)
    assert faults_of(page) == []
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("h1").count() == 1
    assert foreign == []


@pytest.mark.parametrize(
    "address",
    ["/", "/waiting", "/staffing?set=teams.family.heads:24", ADDRESSES["slot-draft"], "/reports", "/sources", "/runs"],
)
def test_axe_finds_nothing_on_a_phone_with_everything_open(visit, address):
    page = visit(address, wide=390)
    for button in page.locator(".tw-to-table").all():
        button.click()
    page.wait_for_timeout(600)
    assert faults_of(page) == []


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_nothing_scrolls_sideways_on_a_phone(visit, address):
    page = visit(address, wide=390)
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
