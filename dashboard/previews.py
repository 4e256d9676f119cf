"""Pages of a paper as pictures, for the page Reports."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import flask

from dashboard.exports.asking import asked_of
from dashboard.exports.errors import ExportError
from dashboard.request import Request
from dashboard.words.export_faults import export_fault
from simulation.results import StoreError
from simulation.scenario import ScenarioError

DOTS_PER_INCH = 104


def serve_previews(server: flask.Flask, request_of: Callable[..., Request]) -> None:
    @server.get("/preview/report/<run>-<int:page>.png")
    def preview(run: str, page: int):
        from dashboard.exports.paper import pictures
        from dashboard.exports.reporting import report

        request = request_of("/reports", flask.request.query_string.decode())
        asked = asked_of(run, request.query, request.words.lang, request.address)
        try:
            pages = pictures(report(request.shelf, asked), DOTS_PER_INCH)
        except (ExportError, StoreError, ScenarioError) as error:
            return flask.Response(export_fault(request.words, error), 422, mimetype="text/plain")
        if not 1 <= page <= len(pages):
            flask.abort(404)
        response = flask.Response(pages[page - 1], content_type="image/png")
        response.set_etag(hashlib.sha256(pages[page - 1]).hexdigest()[:32])
        response.headers["Cache-Control"] = "private, no-cache"
        return response.make_conditional(flask.request)
