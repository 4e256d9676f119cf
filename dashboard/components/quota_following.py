"""The run of a draft of slot quotas: ask, follow, cancel, publish."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from dashboard.components import quota_page
from dashboard.components.draft_steps import ask_or_cancel, draft_name, keep_as, stamp_of
from dashboard.components.quota_asked import drafted
from dashboard.components.quota_results import answered
from dashboard.components.quota_states import as_file, differing, draft_pill
from dashboard.components.staff_states import damaged, saved_pill, stale_bar
from dashboard.exports.scenario_file import file_name
from simulation.results import StoreError


def connect(app: Dash, request_of: Any) -> None:
    """Ask, follow, cancel, publish."""

    @app.callback(
        Output("quota-head", "children"),
        Output("quota-results", "children"),
        Output("quota-more", "children"),
        Output("quota-panel", "children"),
        Output("quota-stale", "children"),
        Output("quota-shown", "data"),
        Output("quota-differ", "children"),
        Output("quota-diffs", "children"),
        Output("quota-pill", "children"),
        Output("quota-name", "value"),
        Output("quota-file", "href"),
        Output("quota-file", "download"),
        Output("unsaved", "children", allow_duplicate=True),
        Output("quota-beat", "disabled"),
        Input("quota-draft", "data"),
        Input("quota-beat", "n_intervals"),
        Input("quota-asked", "data"),
        State("quota-shown", "data"),
        State("quota-name", "value"),
        State("url", "search"),
        prevent_initial_call="initial_duplicate",
    )
    def follow(draft, _beat, _asked, shown, typed, search):
        request, chosen = drafted(request_of, search, draft)
        stamp = stamp_of(request, chosen, draft)
        shown = shown or {}
        entry = request.shelf.asked(chosen.scenario, chosen.against)
        still = not (entry is not None and entry.live)
        if stamp == shown.get("stamp") and ctx.triggered_id != "quota-asked":
            return (no_update,) * 13 + (still,)
        try:
            answer, panel = answered(request, chosen), quota_page.panel(request, chosen)
        except StoreError as error:
            kept = {**shown, "stamp": stamp}
            return no_update, [damaged(request, error)], no_update, no_update, None, kept, *(no_update,) * 7, still
        edited_since = shown.get("set") not in (None, draft["set"])
        keep = not answer.there and edited_since and shown.get("there")
        state = {
            "stamp": stamp,
            "set": shown.get("set") if keep else draft["set"],
            "there": answer.there or bool(keep),
            "draft": draft["set"],
            "name": draft_name(request, chosen),
        }
        moved = shown.get("draft") != draft["set"]
        return (
            no_update if keep else answer.head,
            no_update if keep else answer.results,
            no_update if keep else answer.more,
            panel,
            stale_bar(request, chosen, "quota-do") if keep else None,
            state,
            *(differing(request, chosen) if moved else (no_update, no_update)),
            draft_pill(request, chosen),
            state["name"] if typed in ("", None, shown.get("name")) else no_update,
            as_file(typed or state["name"] or chosen.title, chosen),
            file_name(typed or state["name"] or chosen.title),
            saved_pill(request, chosen),
            still,
        )

    @app.callback(
        Output("quota-asked", "data"),
        Input({"quota-do": ALL}, "n_clicks"),
        State({"quota-size": ALL}, "value"),
        State("quota-draft", "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def act(_clicks, sizes, draft, search):
        if not ctx.triggered or not ctx.triggered[0]["value"]:
            return no_update
        request, chosen = drafted(request_of, search, draft)
        return ask_or_cancel(request, chosen, ctx.triggered_id["quota-do"], sizes, ctx.triggered[0]["value"])

    @app.callback(
        Output("url", "href", allow_duplicate=True),
        Output("quota-saved", "children"),
        Input("quota-publish", "n_clicks"),
        Input("quota-copy", "n_clicks"),
        State("quota-name", "value"),
        State("quota-draft", "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def keep(_publish, _copy, name, draft, search):
        if not ctx.triggered or not ctx.triggered[0]["value"]:
            return no_update, no_update
        request, chosen = drafted(request_of, search, draft)
        key, _name, fault = keep_as(request, chosen, name, copy=ctx.triggered_id == "quota-copy")
        if fault:
            return no_update, fault
        return request.link(scenario=key, set=None, race=None), no_update
