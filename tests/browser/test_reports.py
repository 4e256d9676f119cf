"""The page Reports in a browser: from a result to its paper, choices that stand in the link, files that arrive."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults_of

pytestmark = pytest.mark.browser


def test_the_council_paper_is_one_click_from_a_result(visit):
    page = visit("/staffing?set=teams.family.heads:24")
    lead = page.locator(".tw-lead").inner_text()
    page.get_by_role("link", name="Vorlage", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/reports\?.*run=[0-9a-f]{12}"))
    expect(page.locator(".tw-lead")).to_have_text(lead)


def test_both_pages_of_the_paper_are_shown_with_words_for_those_who_cannot_see_them(visit):
    page = visit("/reports")
    images = page.locator("img.tw-paper")
    expect(images).to_have_count(2)
    for image in images.all():
        image.scroll_into_view_if_needed()
        page.wait_for_timeout(1500)
        assert image.evaluate("one => one.complete && one.naturalWidth > 600")
        assert image.get_attribute("alt")


def test_every_file_is_a_link_and_the_paper_arrives(visit):
    page = visit("/reports")
    assert page.locator(".tw-files a").count() == 8
    with page.expect_download() as download:
        page.get_by_role("link", name="Vorlage als PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")


def test_the_language_of_the_report_is_not_that_of_the_page(visit):
    page = visit("/reports")
    page.get_by_text("English", exact=True).last.click()
    expect(page).to_have_url(re.compile("language=en"))
    expect(page.locator(".tw-lead")).to_contain_text(re.compile("decision"))
    expect(page.locator("h1")).to_have_text("Berichte")


def test_another_run_is_chosen_and_the_link_says_so(visit):
    page = visit("/reports")
    first = page.locator(".tw-lead").inner_text()
    page.get_by_role("combobox", name="Lauf").or_(page.get_by_label("Lauf", exact=True)).first.click()
    page.get_by_role("option").filter(has_not=page.locator("[data-checked]")).last.click()
    expect(page).to_have_url(re.compile("run="))
    expect(page.locator(".tw-lead")).not_to_have_text(first)


def test_a_run_that_is_not_there_is_said_in_words_and_another_can_be_chosen(visit):
    page = visit("/reports?run=000000000000")
    expect(page.get_by_role("alert")).to_contain_text("Es gibt keinen Lauf 000000000000")
    expect(page.get_by_label("Lauf", exact=True).first).to_be_visible()
    assert faults_of(page) == []


def test_the_scenario_of_the_report_comes_along_to_other_pages(visit):
    page = visit("/reports?run=000000000000&against=111111111111")
    page.get_by_role("link", name="Übersicht").click()
    expect(page.locator("h1")).to_have_text("Übersicht")
    assert "111111111111" not in page.url
