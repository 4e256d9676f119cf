"""What one can take along of a run: each format with a line on what it is for, and the command that writes it."""

from __future__ import annotations

from dataclasses import replace

import dash_mantine_components as dmc
from dash import html

from dashboard.components.card import card
from dashboard.components.text import Component, icon
from dashboard.exports.asking import command_of, query_of
from dashboard.exports.file_kinds import FORMATS, Format
from dashboard.exports.report import WHOLE, Asked
from dashboard.request import Request
from dashboard.words import N_

TABLES = {
    "measures": N_("Measures"),
    "weeks": N_("Measures by week"),
    "days": N_("Measures by day"),
    "differences": N_("Differences"),
    "cases": N_("Ledger: cases"),
    "activities": N_("Ledger: activities"),
    "slots": N_("Ledger: slots"),
    "searches": N_("Ledger: searches"),
    "capacity": N_("Ledger: capacity"),
    "events": N_("Event log"),
}


def files(request: Request, asked: Asked, alone: bool) -> Component:
    """A row a format; the table that is chosen concerns CSV, Parquet and Arrow. A run `alone` has no differences."""
    _ = request.words.text
    tables = {key: title for key, title in TABLES.items() if not (alone and key == "differences")}
    table = request.ask("table") if request.ask("table") in tables else "measures"
    pick = dmc.Select(
        id={"report": "table"},
        data=[{"value": key, "label": _(title)} for key, title in tables.items()],
        value=table,
        label=_("Table of CSV, Parquet and Arrow"),
        size="sm",
        allowDeselect=False,
        checkIconPosition="right",
    )
    reports = [_row(request, asked, one, "") for one in FORMATS.values() if one.holds == "report"]
    data = [_row(request, asked, one, table if one.tables else "") for one in FORMATS.values() if one.holds != "report"]
    return card(
        [
            html.Ul(reports, className="tw-files"),
            html.H3(_("Data"), className="tw-h3"),
            pick,
            html.Ul(data, className="tw-files"),
        ],
        _("Take it along"),
        "report-files",
    )


def address_of(asked: Asked, format: str, table: str = "") -> str:
    """Where a file of this report is loaded from."""
    return f"/download/report/{asked.run}.{format}?{query_of(asked)}" + (f"&table={table}" if table else "")


def _row(request: Request, asked: Asked, one: Format, table: str) -> Component:
    _ = request.words.text
    said, key = _(one.about), asked.group[0]
    if key and not one.narrows(table, key):
        asked, said = replace(asked, group=WHOLE), " ".join([said, _("Of the whole office.")])
    link = html.A(
        [icon("download", small=True), one.short],
        href=address_of(asked, one.name, table),
        download="",
        className="tw-btn" if one.name == "pdf" else "tw-btn quiet",
        **{"aria-label": _("{what} as {format}").format(what=_(one.title), format=one.short)},
    )
    return html.Li([html.Div([html.B(_(one.title)), html.Span(said, className="d")]), link])


def commands(request: Request, asked: Asked) -> Component:
    """The command that writes the same file."""
    line = command_of(asked, "pdf", f"report-{asked.run}.pdf")
    _ = request.words.text
    return html.Div(
        [
            icon("terminal-2", small=True),
            html.Span(_("The same file by command; other formats likewise:"), className="tw-s"),
            html.Code(line, className="tw-code"),
            html.Button(
                [icon("copy", small=True), _("Copy")],
                className="tw-act tw-copy",
                type="button",
                **{"data-copy": line, "data-done": _("Copied")},
            ),
            html.A(
                _("For other programs, and every night"),
                href=f"/api/v1/docs?lang={request.words.lang}",
                className="tw-a tw-s",
            ),
        ],
        className="tw-cmd",
    )
