"""Reports: choose a finished run, look at the council paper, take it along in any format."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update

from dashboard.components import grid, page
from dashboard.components.card import card, empty, failed
from dashboard.components.report_choice import AUTOMATIC, choice
from dashboard.components.report_files import commands, files
from dashboard.components.report_view import findings, in_tables, preview
from dashboard.components.start import progress
from dashboard.components.text import Component, go
from dashboard.exports.asking import asked_of
from dashboard.exports.errors import ExportError
from dashboard.exports.report import Asked
from dashboard.exports.reporting import report
from dashboard.request import Request
from dashboard.words import LANGUAGES, N_
from dashboard.words.export_faults import export_fault
from simulation.results import Manifest, StoreError
from simulation.scenario import ScenarioError
from simulation.study.queue import Entry

ADDRESS, TITLE, SIGN, GROUP = "/reports", N_("Reports"), "file-text", N_("Show the evidence")
PICKS = False


LIVE = True


def layout(request: Request) -> Component:
    _ = request.words.text
    runs = request.shelf.store.runs()
    run = run_of(request, runs)
    going = _going(request, run)
    if going is not None:
        return _under_way(request, going)
    if not runs or not run:
        return _nothing(request)
    asked = _asked(request, run)
    try:
        found = report(request.shelf, asked)
    except (ExportError, StoreError, ScenarioError) as error:
        head = page.head(_("Reports"), _("This report cannot be made."), _("Nothing is written."))
        fault = failed(
            _("What is wrong"), export_fault(request.words, error), _("Choose another run, or what it is held against.")
        )
        return html.Div([head, fault, grid.row((5, choice(request, asked, runs)))], className="tw-stack-y")
    return html.Div(
        [
            page.head(_("Reports"), found.findings[0], found.scope),
            grid.row(
                (
                    5,
                    [choice(request, asked, runs), files(request, asked, not found.compared), findings(request, found)],
                ),
                (7, preview(request, asked, found)),
            ),
            commands(request, asked),
            *in_tables(request, found),
        ],
        className="tw-stack-y",
    )


def run_of(request: Request, runs: list[Manifest]) -> str:
    """The run of the link; else the one that answers its scenario; else the newest."""
    if request.ask("run"):
        return request.ask("run")
    if request.ask("scenario"):
        chosen = request.chosen().scenario
        reading = request.shelf.reading(chosen)
        if reading is not None:
            return reading.run
        entry = request.shelf.going(chosen)
        return entry.run if entry is not None else ""
    return runs[0].run if runs else ""


def _asked(request: Request, run: str) -> Asked:
    """What the link asks for; on other pages `against` names a scenario, here its run does."""
    language = request.ask("language")
    query = dict(request.query)
    against = query.get("against", "")
    if against and against != "-" and not _is_run(against):
        reading = request.shelf.reading(request.shelf.scenario(against), request.shelf.store.manifest(run).seed)
        query["against"] = reading.run if reading is not None and not reading.live else ""
    return asked_of(run, query, language if language in LANGUAGES else request.words.lang, request.address)


def _is_run(name: str) -> bool:
    return len(name) == 12 and all(letter in "0123456789abcdef" for letter in name)


def _going(request: Request, run: str) -> Entry | None:
    entries = request.shelf.queue.entries()
    return next((one for one in entries if one.live and run and run in (one.run, one.against_run)), None)


def _under_way(request: Request, entry: Entry) -> Component:
    _ = request.words.text
    head = page.head(
        _("Reports"),
        _("The run is still going; its report is made when it is finished."),
        _("A report of half a run would say something else tomorrow."),
    )
    return html.Div([head, card(progress(request, entry), _("Run under way"), "going")], className="tw-stack-y")


def _nothing(request: Request) -> Component:
    _ = request.words.text
    head = page.head(
        _("Reports"), _("There is no finished run to report on yet."), _("A report is made of a kept run.")
    )
    button = go(_("To the overview"), request.link("/", run=None), "tw-btn")
    sentence = _("Compute a scenario first; every result can then be taken along as a paper, a workbook or data.")
    return html.Div([head, empty(_("No run yet"), sentence, button)], className="tw-stack-y")


def onward(request: Request) -> dict[str, str | None]:
    """What a link to another page takes along: the scenario of the run instead of the run."""
    against = request.ask("against")
    return {"against": None} if against == "-" or _is_run(against) else {}


def connect(app: Dash, request_of: Any) -> None:
    """Each choice goes into the link; the link draws the page."""

    @app.callback(
        Output("url", "search", allow_duplicate=True),
        Input({"report": ALL}, "value"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def choose(_values: list[Any], search: str):
        if not ctx.triggered_id:
            return no_update
        request = request_of("/reports", search)
        name, value = ctx.triggered_id["report"], ctx.triggered[0]["value"]
        if value is None:
            return no_update
        text = ",".join(value) if isinstance(value, list) else value
        plain = {"against": AUTOMATIC, "group": "-", "table": "measures", "language": request.words.lang}
        kept = None if text == plain.get(name, "") else text
        if (request.ask(name) or None) == kept or (name == "run" and kept == request.ask("run")):
            return no_update
        changes: dict[str, str | None] = {name: kept}
        if name == "run":
            changes |= dict.fromkeys(("against", "beside", "group", "scenario", "set"))
        return "?" + request.link(**changes).partition("?")[2]
