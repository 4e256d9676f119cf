"""What people do: by keyboard, with tables, files and pictures, through a run that outlives a reload."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_first_stop_of_the_keyboard_leads_to_the_content(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Zum Inhalt springen")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_pages_are_reached_by_keyboard_without_loading_anew(visit):
    page = visit("/")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Wartezeiten", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Wartezeiten")
    assert page.evaluate("window.same") is True
    expect(page.get_by_role("link", name="Wartezeiten", exact=True)).to_have_attribute("aria-current", "page")


def test_a_chart_shows_its_data_as_a_table(visit):
    page = visit("/")
    region = page.get_by_role("region", name="Rückstand")
    region.get_by_role("button", name="Tabelle").press("Enter")
    expect(region.get_by_role("table")).to_be_visible()
    assert region.locator("tbody tr").count() > 1


def test_a_menu_opens_and_closes_by_keyboard(visit):
    page = visit("/")
    menu = page.locator("[data-chart=backlog] .tw-act-fold")
    menu.locator("summary").press("Enter")
    expect(menu.get_by_role("link", name="CSV")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="CSV")).to_be_hidden()


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
def test_a_picture_is_made_in_the_browser(visit, foreign, kind):
    page = visit("/")
    menu = page.locator("[data-chart=backlog] .tw-act-fold")
    menu.locator("summary").click()
    with page.expect_download() as waiting:
        menu.get_by_role("button", name=kind).click()
    assert waiting.value.suggested_filename == f"terminwerk-backlog.{kind.lower()}"
    assert foreign == []


@pytest.mark.parametrize("kind", ["CSV", "XLSX"])
def test_the_data_are_a_file_away(visit, kind):
    page = visit("/")
    menu = page.locator("[data-chart=backlog] .tw-act-fold")
    menu.locator("summary").click()
    with page.expect_download() as waiting:
        menu.get_by_role("link", name=kind).click()
    assert waiting.value.suggested_filename == f"backlog.{kind.lower()}"


def test_english_is_a_click_away_and_keeps_the_page(visit):
    page = visit("/waiting?time=access")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Waiting times")
    assert "time=access" in page.url


def test_dark_is_two_clicks_away_and_stays(visit):
    page = visit("/")
    page.get_by_label("Farben").click()
    page.get_by_role("button", name="Dunkel").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_a_filter_stands_in_the_link(visit):
    page = visit("/waiting")
    page.get_by_text("Bis zum Termin", exact=True).click()
    expect(page).to_have_url(re.compile("time=access"))
    expect(page.get_by_role("heading", name="Verteilung")).to_contain_text("Zeit bis zum Termin")


def test_heads_move_by_arrow_keys_and_the_sum_follows(visit):
    page = visit("/staffing")
    page.get_by_role("slider", name="Stellen, Familiäre Aufenthalte").focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#total")).to_contain_text("202 von 200 Stellen")
    expect(page.locator("#unsaved")).to_have_text("Ungespeicherte Änderungen")
    expect(page).to_have_url(re.compile(r"set=teams\.family\.heads"))


def test_four_more_heads_are_answered_in_one_sentence(visit):
    page = visit("/staffing?set=teams.family.heads:24")
    expect(page.locator(".tw-lead")).to_contain_text("Mit 4 Stellen mehr im Sachgebiet Familiäre Aufenthalte")


def test_an_old_answer_says_that_it_no_longer_fits(visit):
    page = visit("/staffing?set=teams.family.heads:24")
    page.wait_for_timeout(1500)
    page.get_by_role("slider", name="Stellen, Familiäre Aufenthalte").press("ArrowRight")
    expect(page.locator("#stale")).to_contain_text("passt nicht mehr zu den Eingaben", timeout=10_000)
    expect(page.locator(".tw-lead")).to_contain_text("Mit 4 Stellen mehr")


def test_implausible_input_is_refused_where_it_is_typed(visit):
    page = visit("/staffing")
    field = page.get_by_label("Nachfrage")
    field.fill("900")
    field.blur()
    expect(page.get_by_text("ist kein plausibles Jahr")).to_be_visible()


def test_a_run_outlives_a_reload_and_can_be_cancelled(visit):
    page = visit("/staffing?set=teams.returns.heads:16")
    page.get_by_text("40", exact=True).click()
    page.get_by_role("button", name="Rechnen", exact=True).click()
    panel = page.locator("#run-panel")
    expect(panel.get_by_role("progressbar")).to_be_visible(timeout=15_000)
    page.reload()
    expect(panel.get_by_role("progressbar")).to_be_visible(timeout=15_000)
    panel.get_by_role("button", name="Abbrechen").click()
    expect(panel.get_by_role("button", name=re.compile("echnen"))).to_be_visible(timeout=60_000)


def test_the_first_pairs_are_shown_while_others_are_under_way(visit):
    page = visit("/staffing?set=teams.employment.heads:30")
    page.get_by_text("5", exact=True).first.click()
    page.get_by_role("button", name="Rechnen", exact=True).click()
    expect(page.locator(".tw-lead")).to_contain_text("Mit 3 Stellen mehr", timeout=120_000)
    page.get_by_role("button", name="Weiterrechnen").wait_for(timeout=180_000)


def test_a_what_if_is_saved_under_a_name_and_shared_by_link(visit):
    page = visit("/staffing?set=teams.family.heads:22")
    page.get_by_label("Name").fill("Familie plus zwei")
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_url(re.compile("scenario=W-"))
    expect(page.get_by_role("textbox", name="Szenario").first).to_have_value("Familie plus zwei")
    page.goto(page.url)
    expect(page.locator("#total")).to_contain_text("202 von 200 Stellen")


def test_a_what_if_is_saved_as_the_sliders_stand_now(visit):
    page = visit("/staffing")
    page.get_by_role("slider", name="Stellen, Familiäre Aufenthalte").press("ArrowRight")
    expect(page.locator("#unsaved")).to_have_text("Ungespeicherte Änderungen")
    page.get_by_label("Name").fill("Familie plus eins")
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_url(re.compile("scenario=W-"))
    expect(page.locator("#total")).to_contain_text("201 von 200 Stellen")


def test_the_search_finds_a_number(visit):
    page = visit("/sources")
    page.get_by_label("Zahlen durchsuchen").fill("Hotline")
    expect(page.locator(".ag-center-cols-container .ag-row").first).to_be_visible()


def test_a_run_is_deleted_after_a_second_question(visit, served):
    page = visit("/runs")
    before = page.locator("[data-chart=history] tbody tr").count()
    assert before >= 2
    page.get_by_label(re.compile("Lauf .* löschen")).last.click()
    page.get_by_role("button", name="Endgültig löschen").last.click()
    expect(page.locator("[data-chart=history] tbody tr")).to_have_count(before - 1)


def test_a_new_page_takes_the_focus_and_is_announced(visit):
    page = visit("/")
    page.get_by_role("link", name="Personal").press("Enter")
    expect(page.locator("#announce")).to_have_text("Personal")
    expect(page.locator("#main")).to_be_focused()


def test_a_filter_keeps_the_focus(visit):
    page = visit("/waiting")
    field = page.get_by_role("textbox", name="Sachgebiet")
    field.press("Enter")
    page.get_by_role("option", name="Familiäre Aufenthalte").click()
    expect(page).to_have_url(re.compile("team=family"))
    page.wait_for_timeout(1500)
    expect(field).to_be_focused()


def test_a_moving_slider_opens_the_details_of_its_team(visit):
    page = visit("/staffing")
    page.get_by_role("slider", name=re.compile("Stellen, Beschäftigung")).press("ArrowRight")
    expect(page.locator("#detail-employment")).to_be_visible()


def test_the_name_to_save_follows_the_edits_until_one_types(visit):
    page = visit("/staffing")
    slider, name = page.get_by_role("slider", name="Stellen, Familiäre Aufenthalte"), page.get_by_label("Name")
    expect(name).to_have_value("")
    slider.press("ArrowRight")
    expect(name).to_have_value("Familiäre Aufenthalte +1")
    name.fill("Mein Plan")
    slider.press("ArrowRight")
    expect(page.locator("#total")).to_contain_text("202 von 200 Stellen")
    expect(name).to_have_value("Mein Plan")


def test_nothing_is_saved_while_a_field_is_wrong(visit):
    page = visit("/staffing?set=teams.family.heads:23")
    field = page.get_by_label("Nachfrage")
    field.fill("900")
    field.blur()
    expect(page.locator("#run-panel")).to_contain_text("Bitte erst die markierten Felder berichtigen.")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#saved")).to_have_text("Bitte erst die markierten Felder berichtigen.")
