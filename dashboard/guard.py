"""The server around the pages: headers, cookies, downloads, language and colours of the first byte."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

import flask
from dash import Dash
from werkzeug.exceptions import HTTPException

from dashboard.downloads import serve_reports
from dashboard.exports.errors import ExportError
from dashboard.exports.formats import Choice
from dashboard.exports.table import to_arrow, to_csv, to_html, to_parquet, to_xlsx
from dashboard.pages import PAGES
from dashboard.request import Request
from dashboard.words import LANGUAGES, Words
from simulation.results import StoreError
from simulation.scenario import ScenarioError

ANYWHERE = "/<path:path>"
"""The rule by which every address that is nothing else shows the pages."""
YEAR = 365 * 24 * 3600


FORMS = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "parquet": ("application/vnd.apache.parquet", to_parquet),
    "arrow": ("application/vnd.apache.arrow.file", to_arrow),
    "html": ("text/html; charset=utf-8", to_html),
}


def words_of(request: flask.Request) -> Words:
    """The language of the link, else of the cookie, else German."""
    asked = request.args.get("lang") or request.cookies.get("lang") or LANGUAGES[0]
    return Words(asked if asked in LANGUAGES else LANGUAGES[0])


def shade_of(request: flask.Request) -> str:
    """Light or dark as the browser has worked it out (assets/0-colours.js)."""
    return "dark" if request.cookies.get("shade") == "dark" else "light"


def serve_downloads(server: flask.Flask, request_of: Callable[..., Request]) -> None:
    serve_reports(server, request_of)

    @server.get("/download/<page>/<name>.<kind>")
    def download(page: str, name: str, kind: str):
        path = "/" + ("" if page == "overview" else page)
        if path not in PAGES or kind not in FORMS:
            flask.abort(404)
        request = request_of(path, flask.request.query_string.decode())
        try:
            PAGES[path].layout(request)
        except ScenarioError as error:
            return flask.Response(request.fault(error), 422, mimetype="text/plain")
        except StoreError as error:
            return flask.Response(str(error), 422, mimetype="text/plain")
        table = request.tables.get(name)
        if table is None:
            flask.abort(404)
        mime, form = FORMS[kind]
        choice = Choice(separator=request.ask("separator"), decimal=request.ask("decimal"))
        try:
            choice.check("csv")
        except ExportError as error:
            return flask.Response(str(error), 422, mimetype="text/plain")
        how = (choice.separator, choice.decimal) if kind == "csv" else ()
        response = flask.Response(form(table, request.words, *how), content_type=mime)
        if kind != "html":
            response.headers["Content-Disposition"] = f'attachment; filename="{table.name}.{kind}"'
        return response


class Misdirected(HTTPException):
    """The request names a host that this server does not answer for."""

    code = 421
    description = "This server does not answer for that host."


def answers_for(host: str, hosts: Collection[str]) -> bool:
    """Whether a Host header is this server's: loopback, an address in digits, or a name that was given to it.

    Any other name may be one that a foreign site has turned to this address (DNS rebinding); digits need no names.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name.endswith(".localhost") or name in {one.lower() for one in hosts}:
        return True
    try:
        return bool(ip_address(name.partition("%")[0]))
    except ValueError:
        return False


def guard(server: flask.Flask, hashes: list[str], owner_cookie: str, hosts: Collection[str] = ()) -> None:
    """No foreign source, frame, host or callback from another site; cookies for language and queue owner."""
    policy = "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' " + " ".join(f"'{h}'" if not h.startswith("'") else h for h in hashes),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )

    @server.before_request
    def same_site():
        if not answers_for(flask.request.headers.get("Host", ""), hosts):
            raise Misdirected()
        origin = flask.request.headers.get("Origin")
        if flask.request.method == "POST" and origin and origin.split("://")[-1] != flask.request.host:
            flask.abort(403)

    @server.after_request
    def sign(response: flask.Response):
        if flask.request.endpoint == ANYWHERE and flask.request.path not in PAGES and response.status_code == 200:
            response.status_code = 404
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if response.mimetype == "text/html":
            asked = flask.request.args.get("lang")
            if asked in LANGUAGES:
                response.set_cookie("lang", asked, max_age=YEAR, samesite="Lax")
            if owner_cookie not in flask.request.cookies:
                response.set_cookie(
                    owner_cookie, secrets.token_urlsafe(16), max_age=YEAR, samesite="Lax", httponly=True
                )
        return response


def lead_back(app: Dash) -> None:
    """Whoever opens a file that is not there gets the page that says so; scripts get the bare answer."""

    @app.server.errorhandler(404)
    def nothing(error: Exception):
        reads = "text/html" in flask.request.headers.get("Accept", "")
        if reads and flask.request.path.startswith(("/download/", "/preview/")):
            return app.index(), 404
        return error


def speak(app: Dash) -> None:
    """The page's language and colours stand in the first byte, before any script."""
    plain: Callable[..., str] = app.interpolate_index

    def interpolate(**parts: str) -> str:
        text = plain(**parts)
        words = words_of(flask.request)
        return text.replace("LANG", words.lang, 1).replace("SHADE", shade_of(flask.request), 1)

    app.interpolate_index = interpolate
