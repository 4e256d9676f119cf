"""The documentation of the API for people: readable by everybody, on any screen, with nothing from elsewhere."""

import pytest

from tests.browser.conftest import faults_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("lang", "shade", "wide"), [("de", "light", 1360), ("en", "dark", 390)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page, served, foreign, lang, shade, wide):
    page.context.add_cookies([{"name": "shade", "value": shade, "url": served}])
    page.set_viewport_size({"width": wide, "height": 900})
    page.goto(f"{served}/api/v1/docs?lang={lang}")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    assert faults_of(page) == []
    assert foreign == []
