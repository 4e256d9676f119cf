"""What leaves as a whole: the report as JSON, and a run as a file of any format."""

from __future__ import annotations

from typing import Any

import flask
from pydantic import TypeAdapter

from dashboard.api.call import Call
from dashboard.api.problems import Problem
from dashboard.api.runs import known, unfinished
from dashboard.downloads import send, status_of
from dashboard.exports.errors import ExportError
from dashboard.exports.formats import Choice
from dashboard.exports.report import Asked, Report
from dashboard.words.export_faults import export_fault

REPORT = TypeAdapter(Report)


def report(call: Call) -> dict[str, Any]:
    """Everything that the council paper says, with the figures behind it."""
    from dashboard.exports.reporting import report

    try:
        return REPORT.dump_python(report(call.shelf, _asked(call)), mode="json")
    except ExportError as error:
        raise Problem(status_of(error), export_fault(call.words, error)) from error


def file(call: Call) -> flask.Response:
    """The bytes of `terminwerk export`, made beside and sent whole."""
    query = call.query
    choice = Choice(query.table, query.separator, query.decimal, query.replication)
    try:
        return send(call.shelf, _asked(call), query.format, choice)
    except ExportError as error:
        raise Problem(status_of(error), export_fault(call.words, error)) from error


def _asked(call: Call) -> Asked:
    """What is asked for; every run that it names is there and finished."""
    query = call.query
    beside = tuple(one for one in query.beside.split(",") if one)
    for name in (call.run, *(one for one in (query.against, *beside) if one not in ("", "-"))):
        found = known(call, name)
        if not found.published:
            raise unfinished(call, found)
    return Asked(call.run, query.against, beside, call.group, call.words.lang, call.address)
