"""A real Chromium on a served dashboard with a quick office and a runner. Foreign requests are refused and noted."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.dashboard import quick_office

DRAWN = """[...document.querySelectorAll('.dash-graph')].filter((one) => one.offsetParent)
.every((one) => one.querySelector('.main-svg'))"""
expect.set_options(timeout=45_000)  # a busy machine is slow, not wrong
AXE = (Path(__file__).parent / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [*sandbox, "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    quick_office.make(folder, pairs=3)
    return folder


@pytest.fixture(scope="module")
def served(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard, on a store of the module's own. Base and +4 heads in family stays are there; the rest
    is computed in this process."""
    from waitress.server import create_server

    from dashboard.app import create
    from simulation.study.runner import Runner

    store = shutil.copytree(office / "store", tmp_path_factory.mktemp("module") / "store")
    with quick_office.meant(office):
        runner = Runner(store, workers=0)
        server = create_server(create(store).server, host="127.0.0.1", port=0, threads=6)
        threading.Thread(target=server.run, daemon=True).start()
        runner.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        runner.stop()
        server.close()


@pytest.fixture
def foreign(context: BrowserContext, served: str) -> list[str]:
    """Every request that left for another host; none may."""
    asked: list[str] = []

    def judge(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in ("data", "blob") or address.netloc == urlsplit(served).netloc:
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", judge)
    return asked


@pytest.fixture
def visit(page: Page, served: str, foreign: list[str]):
    """Open a page in a language and colours, and wait until it is drawn."""

    def go(address: str, lang: str = "de", shade: str = "light", wide: int = 1360) -> Page:
        page.emulate_media(color_scheme=shade, reduced_motion="reduce")
        page.set_viewport_size({"width": wide, "height": 900})
        page.goto(f"{served}{address}{'&' if '?' in address else '?'}lang={lang}")
        page.wait_for_selector("#page h1", timeout=20_000)
        for _ in range(100):  # by evaluate: wait_for_function needs eval, which the pages forbid
            if page.evaluate(DRAWN):
                break
            page.wait_for_timeout(100)
        return page

    return go


def faults_of(page: Page) -> list[str]:
    """What axe-core finds on the page, WCAG 2.1 A and AA: rule, place, advice."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})")
    return [f"{v['id']} {n['target']}: {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]]
