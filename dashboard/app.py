"""The app factory: server, security headers, cookies, downloads, and which page an address shows."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from urllib.parse import parse_qsl

import flask
from dash import Dash

from dashboard.api.server import serve_api
from dashboard.components import shell
from dashboard.frame import connect_frame
from dashboard.guard import guard, lead_back, serve_downloads, shade_of, speak, words_of
from dashboard.pages import PAGES
from dashboard.previews import serve_previews
from dashboard.request import Request
from dashboard.shelf import Shelf
from dashboard.words import LANGUAGES, Words

INDEX = """<!DOCTYPE html>
<html lang="LANG" data-mantine-color-scheme="SHADE">
<head>{%metas%}<meta name="viewport" content="width=device-width, initial-scale=1"><title>{%title%}</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">{%css%}</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>"""


def create(
    store_path: Path | str,
    *,
    owner_cookie: str = "terminwerk_owner",
    shelf: Shelf | None = None,
    hosts: Collection[str] = (),
) -> Dash:
    """The dashboard over a store. The runner that answers its queue is started by whoever serves it.

    `hosts`: names by which browsers may ask for it, beside loopback and addresses in digits.
    """
    shelf = shelf or Shelf(Path(store_path))
    app = Dash(
        __name__,
        title="Terminwerk",
        update_title="",
        index_string=INDEX,
        suppress_callback_exceptions=True,
        serve_locally=True,
        compress=False,
        enable_mcp=False,
        websocket_callbacks=False,
    )
    server = app.server

    def request_of(path: str | None, search: str | None, shade: str | None = None) -> Request:
        query = dict(parse_qsl((search or "").lstrip("?")))
        return Request(
            words=Words(query["lang"]) if query.get("lang") in LANGUAGES else words_of(flask.request),
            scheme=shade or shade_of(flask.request),
            path=path if path in PAGES else "/",
            query=query,
            shelf=shelf,
            owner=flask.request.cookies.get(owner_cookie, ""),
            address=flask.request.host_url.rstrip("/"),
        )

    app.layout = lambda: shell.shell(
        words_of(flask.request), shade_of(flask.request), flask.request.cookies.get("colours", "auto")
    )
    connect_frame(app, request_of)
    for page in PAGES.values():
        if hasattr(page, "connect"):
            page.connect(app, request_of)
    serve_downloads(server, request_of)
    serve_previews(server, request_of)
    serve_api(server, shelf, owner_cookie)
    guard(server, app.csp_hashes(), owner_cookie, hosts)
    lead_back(app)
    speak(app)
    return app


__all__ = ["create"]
