"""The link of a chart: copied at a click, scrolled to on arrival, and written on the pictures that leave the page."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


def test_the_link_of_a_chart_is_copied_and_opens_there_for_somebody_else(visit, context, browser: Browser, served):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    page = visit("/waiting?time=access", "en")
    link = page.get_by_role("link", name="Link to: Wait without appointment")
    link.press("Enter")
    expect(link).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{served}/waiting?") and "time=access" in copied and copied.endswith("#heat")

    other = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    other.goto(copied)
    chart = other.locator("[data-chart=heat]")
    expect(chart.get_by_role("heading", name="Wait without appointment")).to_be_in_viewport()
    expect(chart).to_be_focused()
    expect(other.locator("h1")).to_have_text("Waiting times")
    assert other.locator("[data-chart=spread]").text_content() == page.locator("[data-chart=spread]").text_content()
    other.context.close()


def test_where_nothing_can_be_copied_the_link_is_a_link(visit):
    page = visit("/waiting", "de")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.locator("[data-chart=heat] .tw-permalink").click()
    page.wait_for_url("**/waiting?*lang=de*#heat")
    expect(page.locator("[data-chart=heat]")).to_be_in_viewport()


def test_a_link_knows_what_was_typed_since_the_page_was_drawn(visit, context, served):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    page = visit("/sources", "de")
    page.locator("#find").fill("family")
    page.wait_for_url("**find=family**")
    link = page.locator("[data-chart=numbers] .tw-permalink")
    link.click()
    expect(link).to_have_text("Kopiert")
    assert "find=family" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("wide", [1360, 390])
def test_a_picture_says_which_run_it_shows_and_where_it_is_found(visit, tmp_path: Path, wide):
    page = visit("/?set=teams.family.heads:24", "de", wide=wide)
    menu = page.locator("[data-chart=backlog] .tw-act-fold")
    menu.locator("summary").click()
    with page.expect_download() as waiting:
        menu.get_by_role("button", name="SVG").click()
    waiting.value.save_as(tmp_path / "picture.svg")
    drawn = browser_text(page, (tmp_path / "picture.svg").read_text())
    run = page.locator("[data-chart=backlog]").get_attribute("data-run")
    assert run and run in drawn["text"]
    assert "/?set=teams.family.heads:24&scenario=immigration-2025&lang=de#backlog" in drawn["text"]
    assert drawn["right"] <= drawn["width"] and drawn["bottom"] <= drawn["height"]


def browser_text(page, svg: str) -> dict:
    """Text of a picture, how far it reaches, and how large the picture is."""
    return page.evaluate(
        """(svg) => {
          const frame = document.createElement('div');
          frame.innerHTML = svg;
          document.body.append(frame);
          const root = frame.querySelector('svg');
          const home = root.getBoundingClientRect();
          const texts = [...root.querySelectorAll('text')];
          const boxes = texts.map((one) => one.getBoundingClientRect());
          return {
            text: texts.map((one) => one.textContent).join(''),
            right: Math.max(...boxes.map((one) => one.right)) - home.left - 1,
            bottom: Math.max(...boxes.map((one) => one.bottom)) - home.top - 1,
            width: home.width, height: home.height,
          };
        }""",
        svg,
    )
