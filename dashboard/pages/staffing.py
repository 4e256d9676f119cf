"""Staffing: move heads and a few other things, run it, and read what it brings and what it costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update

from dashboard import naming, whatif
from dashboard.components import grid, page, run_panel, staff_cohorts, staff_inputs, staff_results
from dashboard.components.card import command
from dashboard.components.draft_steps import ask_or_cancel, draft_name, keep_as, no_pair, stamp_of
from dashboard.components.report_link import to_paper
from dashboard.components.staff_edit import Fields, edited
from dashboard.components.staff_states import (
    damaged,
    not_yet,
    nothing_changed,
    saved_pill,
    saving,
    stale_bar,
    unanswered,
    unsaved_pill,
)
from dashboard.components.text import Component
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import N_
from dashboard.words import staffing as sentences
from simulation.results import StoreError
from simulation.scenario import ScenarioError

ADDRESS, TITLE, SIGN, GROUP = "/staffing", N_("Staffing"), "users", N_("Plan")
PICKS = True
COMPARES = False


def layout(request: Request) -> Component:
    chosen = request.chosen()
    head, results, _stale = _answer(request, chosen)
    open_team = sentences.subject_team(chosen) or next(
        t for t, one in _start(request, chosen).teams.items() if one.simulated
    )
    return html.Div(
        [
            dcc.Store(
                id="draft",
                data={"name": chosen.name, "base": chosen.base, "set": whatif.written(_effective(chosen)), "ok": True},
            ),
            dcc.Store(id="shown", data=None),
            dcc.Store(id="asked"),
            run_panel.beat(),
            html.Div(head, id="staff-head"),
            grid.row(
                (
                    5,
                    [
                        staff_inputs.inputs(request.words, _start(request, chosen), _effective(chosen), open_team),
                        html.Section(
                            _panel(request, chosen),
                            id="run-panel",
                            className="tw-card",
                            role="region",
                            **{"aria-labelledby": "run-title"},
                        ),
                        saving(request, chosen),
                    ],
                ),
                (
                    7,
                    [
                        html.Div(id="stale", **{"aria-live": "polite"}),
                        html.Div(results, id="staff-results", className="tw-stack-y"),
                    ],
                ),
            ),
        ],
        className="tw-stack-y tw-staffing",
    )


def _start(request: Request, chosen: Chosen):
    """The shipped scenario on which the sliders stand when nothing is changed."""
    return request.shelf.scenario(chosen.base)


def _effective(chosen: Chosen) -> dict[str, Any]:
    return chosen.changes


def _answer(request: Request, chosen: Chosen) -> tuple[list[Component], list[Component], bool]:
    """Head and results of what is chosen, and whether there is an answer at all."""
    words, _ = request.words, request.words.text
    against = request.shelf.title(words, chosen.base) if chosen.changes else words.name(chosen.against.title)
    same = chosen.scenario.content_hash == chosen.against.content_hash
    if same:
        head = page.head(
            _("Staffing"),
            _("Move a slider: what would more heads bring, and what would it cost elsewhere?"),
            _("{title} is the base.").format(title=chosen.title),
        )
        return [head], [nothing_changed(request, chosen), *staff_results.base_figures(request, chosen)], False
    pair = request.shelf.pair(chosen.scenario, chosen.against)
    if pair is None or min(pair[0].n, pair[1].n) < 1:
        head = page.head(
            _("Staffing"),
            unanswered(request, chosen),
            _("{title} against {base}.").format(title=chosen.title, base=against),
            unsaved_pill(request, chosen),
        )
        return [head], [not_yet(request, chosen)], False
    after, before = pair
    n = min(after.n, before.n)
    over = request.shelf.differences(after, before)
    head = page.head(
        _("Staffing"),
        sentences.lead(words, chosen, after, before, over),
        _("{title} against {base}, {n}.").format(
            title=chosen.title, base=against, n=words.plural("{n} pair of replications", "{n} pairs of replications", n)
        ),
        page.preliminary(request, after if after.live else before),
        to_paper(request, after, before),
    )
    return (
        [head],
        [
            *staff_results.results(request, chosen, after, before, over),
            *staff_cohorts.cohorts(request, chosen, after, before, over),
            command(words, naming.reproduce(after, before)),
        ],
        True,
    )


def _panel(request: Request, chosen: Chosen, sound: bool = True) -> list[Component]:
    words, _ = request.words, request.words.text
    same = chosen.scenario.content_hash == chosen.against.content_hash
    entry = None if same else request.shelf.asked(chosen.scenario, chosen.against)
    pair = None if same else request.shelf.pair(chosen.scenario, chosen.against)
    differences: list[float] = []
    subject = _("all teams")
    kept = 0
    if pair is not None:
        kept = min(pair[0].n, pair[1].n)
        differences = sentences.headline_differences(*pair, chosen)
        place = sentences.headline_place(*pair, chosen)
        if place[2]:
            subject = words.name(chosen.scenario.teams[place[3]].name)
    why_not = _("Nothing has been changed yet.") if same else no_pair(request, chosen)
    if not sound:
        why_not = _("Correct the marked fields first.")
    return run_panel.panel(request, entry, kept, differences, subject, why_not)


def connect(app: Dash, request_of: Any) -> None:
    def of(search: str, draft: dict | None) -> tuple[Request, Chosen]:
        request = request_of("/staffing", search)
        if draft:
            request = _with(request, draft)
        return request, request.chosen()

    @app.callback(
        Output("draft", "data"),
        Output("total", "children"),
        Output({"count": ALL}, "children"),
        Output({"chip": ALL}, "children"),
        Output({"row": ALL}, "className"),
        Output({"filled": ALL}, "error"),
        Output({"present": ALL}, "error"),
        Output({"factor": ALL}, "error"),
        Input({"heads": ALL}, "value"),
        Input({"filled": ALL}, "value"),
        Input({"present": ALL}, "value"),
        Input({"caseload": ALL}, "checked"),
        Input({"factor": ALL}, "value"),
        State({"heads": ALL}, "id"),
        State({"filled": ALL}, "id"),
        State({"present": ALL}, "id"),
        State({"caseload": ALL}, "id"),
        State({"factor": ALL}, "id"),
        State("draft", "data"),
        prevent_initial_call=True,
    )
    def edit(heads, filled, present, pooled, factors, *more):
        head_ids, filled_ids, present_ids, pooled_ids, factor_ids, draft = more
        request = request_of("/staffing", "")
        words = request.words
        base = request.shelf.scenario(draft["base"])
        fields = Fields(
            {one["heads"]: value for one, value in zip(head_ids, heads, strict=True)},
            {one["filled"]: value for one, value in zip(filled_ids, filled, strict=True)},
            {one["present"]: value for one, value in zip(present_ids, present, strict=True)},
            {one["caseload"]: value for one, value in zip(pooled_ids, pooled, strict=True)},
            {one["factor"]: value for one, value in zip(factor_ids, factors, strict=True)},
        )
        found = edited(
            words,
            base,
            whatif.read(draft["set"]) or {},
            fields,
            lambda path, value: _refused(request, draft["base"], path, value),
        )
        now = [int(value) for value in heads]
        old = [int(whatif.at(base, f"teams.{one['heads']}.heads")) for one in head_ids]
        return (
            {**draft, "set": whatif.written(found.changes), "ok": found.sound},
            staff_inputs.total(words, base, found.changes),
            [words.number(value) for value in now],
            [staff_inputs.chip(words, a - b) for a, b in zip(now, old, strict=True)],
            ["tw-row chg" if a != b else "tw-row" for a, b in zip(now, old, strict=True)],
            [found.filled_faults[one["filled"]] for one in filled_ids],
            [found.present_faults[one["present"]] for one in present_ids],
            [found.factor_faults[one["factor"]] for one in factor_ids],
        )

    app.clientside_callback(
        ClientsideFunction("terminwerk", "edited"),
        Output("staff-beat", "max_intervals"),
        Input("draft", "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output("staff-head", "children"),
        Output("staff-results", "children"),
        Output("run-panel", "children"),
        Output("stale", "children"),
        Output("shown", "data"),
        Output("save-name", "value"),
        Output("unsaved", "children", allow_duplicate=True),
        Input("draft", "data"),
        Input("staff-beat", "n_intervals"),
        Input("asked", "data"),
        State("shown", "data"),
        State("save-name", "value"),
        State("url", "search"),
        prevent_initial_call="initial_duplicate",
    )
    def follow(draft, _beat, _asked, shown, typed, search):
        request, chosen = of(search, draft)
        stamp = stamp_of(request, chosen, draft)
        shown = shown or {}
        if stamp == shown.get("stamp") and ctx.triggered_id != "asked":
            return (no_update,) * 7
        try:
            head, results, there = _answer(request, chosen)
            panel = _panel(request, chosen, draft.get("ok", True))
        except StoreError as error:
            kept = {**shown, "stamp": stamp}
            return no_update, [damaged(request, error)], no_update, None, kept, no_update, no_update
        same_inputs = shown.get("set") in (None, draft["set"])
        keep = not there and not same_inputs and shown.get("there")
        state = {
            "stamp": stamp,
            "set": shown.get("set") if keep else draft["set"],
            "there": there or bool(keep),
            "name": draft_name(request, chosen),
        }
        return (
            no_update if keep else head,
            no_update if keep else results,
            panel,
            stale_bar(request, chosen) if keep else None,
            state,
            state["name"] if typed in ("", None, shown.get("name")) else no_update,
            saved_pill(request, chosen),
        )

    @app.callback(
        Output("asked", "data"),
        Input({"do": ALL}, "n_clicks"),
        State({"size": ALL}, "value"),
        State("draft", "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def act(_clicks, sizes, draft, search):
        if not ctx.triggered or not ctx.triggered[0]["value"]:
            return no_update
        what = ctx.triggered_id["do"]
        if what != "cancel" and not draft.get("ok", True):
            return no_update
        request, chosen = of(search, draft)
        return ask_or_cancel(request, chosen, what, sizes, ctx.triggered[0]["value"])

    @app.callback(
        Output("url", "href", allow_duplicate=True),
        Output("saved", "children"),
        Input("save", "n_clicks"),
        Input("clone", "n_clicks"),
        Input("reset", "n_clicks"),
        Input({"try": ALL}, "n_clicks"),
        State("save-name", "value"),
        State("draft", "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def keep(_save, _clone, _reset, _tries, name, draft, search):
        if not ctx.triggered or not ctx.triggered[0]["value"]:
            return no_update, no_update
        request, chosen = of(search, draft)
        _ = request.words.text
        if ctx.triggered_id == "reset":
            return request.link(set=None, fresh=str(ctx.triggered[0]["value"])), ""
        if isinstance(ctx.triggered_id, dict):
            example = whatif.example_of(chosen.scenario)
            return request.link(set=whatif.written(example.changes)) if example else no_update, ""
        if not draft.get("ok", True):
            return no_update, _("Correct the marked fields first.")
        key, kept_as, fault = keep_as(request, chosen, name, copy=ctx.triggered_id == "clone")
        if fault:
            return no_update, fault
        return request.link(scenario=key, set=None), _("Saved as {name}.").format(name=kept_as)


def _with(request: Request, draft: dict) -> Request:
    query = {**request.query, "scenario": draft["name"], "set": draft["set"]}
    return replace(request, query=query)


def _refused(request: Request, base: str, field: str, value: Any) -> str:
    """The scenario's own check of one value, in its words."""
    try:
        request.shelf.chosen(request.words, base, whatif.written({field: value}))
    except ScenarioError as error:
        return str(error)
    return ""
