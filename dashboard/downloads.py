"""Reports and data as downloads: the bytes of `terminwerk export`, made beside and sent whole."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import flask

from dashboard.exports.asking import asked_of
from dashboard.exports.errors import ExportError, ExportFailed, NoSuchRun, Unfinished
from dashboard.exports.formats import FORMATS, Choice, export
from dashboard.exports.report import Asked
from dashboard.request import Request
from dashboard.shelf import Shelf
from dashboard.words.export_faults import export_fault
from simulation.results import StoreError
from simulation.scenario import ScenarioError

STATUS = {NoSuchRun: 404, Unfinished: 409, ExportFailed: 507, ExportError: 422, ScenarioError: 422, StoreError: 500}


def serve_reports(server: flask.Flask, request_of: Callable[..., Request]) -> None:
    @server.get("/download/report/<run>.<format>")
    def report(run: str, format: str):
        if format not in FORMATS:
            flask.abort(404)
        request = request_of("/reports", flask.request.query_string.decode())
        asked = asked_of(run, request.query, request.words.lang, request.address)
        number = request.ask("replication")
        choice = Choice(
            request.ask("table", "measures") if FORMATS[format].tables else "measures",
            request.ask("separator"),
            request.ask("decimal"),
            None if not number else int(number) if number.isdecimal() and len(number) < 6 else -1,
        )
        try:
            return send(request.shelf, asked, format, choice)
        except (ExportError, StoreError, ScenarioError) as error:
            return flask.Response(export_fault(request.words, error), status_of(error), mimetype="text/plain")


def send(shelf: Shelf, asked: Asked, format: str, choice: Choice) -> flask.Response:
    """The file as an answer; it has no name on the disk any more when the first byte is sent."""
    form = FORMATS[format]
    with tempfile.TemporaryDirectory(prefix="terminwerk-") as folder:
        path = Path(folder) / f"export.{form.suffix}"
        export(shelf, asked, format, choice, path)
        made = path.open("rb")  # outlives its name
    digest = hashlib.file_digest(made, "sha256").hexdigest()
    made.seek(0)
    name = file_name(shelf, asked, format, choice)
    response = flask.send_file(
        made, form.mime, as_attachment=True, download_name=name, etag=digest[:32], conditional=False
    )
    response.make_conditional(flask.request)  # no ranges: the file is made anew for each answer
    response.content_type = form.mime
    response.call_on_close(made.close)
    return response


def file_name(shelf: Shelf, asked: Asked, format: str, choice: Choice) -> str:
    """As `immigration-2025-63c8e8bf1dc2-cases.csv`: scenario, run, and what is not measures."""
    scenario = re.sub(r"[^a-z0-9]+", "-", shelf.store.manifest(asked.run).scenario_id.lower())[:60].strip("-")
    table = choice.table if choice.table != "measures" else ""
    return "-".join(filter(None, (scenario, asked.run, table))) + f".{FORMATS[format].suffix}"


def status_of(error: Exception) -> int:
    """The HTTP status of what went wrong."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))
