"""The run of a draft of slot quotas: ask, follow, cancel, publish."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from dashboard.components import quota_page
from dashboard.components.quota_asked import drafted
from dashboard.components.quota_results import answered
from dashboard.components.quota_states import as_file, differing, draft_name, draft_pill
from dashboard.components.staff_states import damaged, saved_pill, stale_bar
from dashboard.exports.scenario_file import file_name
from dashboard.request import Request
from dashboard.whatif import Chosen
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
        stamp = _stamp(request, chosen, draft)
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
            stale_bar(request, "quota-do") if keep else None,
            state,
            *(differing(request, chosen) if moved else (no_update, no_update)),
            draft_pill(request, chosen),
            state["name"] if typed in ("", None, shown.get("name")) else no_update,
            as_file(typed or state["name"], chosen),
            file_name(typed or state["name"]),
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
        what = ctx.triggered_id["quota-do"]
        request, chosen = drafted(request_of, search, draft)
        if what == "cancel":
            entry = request.shelf.asked(chosen.scenario, chosen.against)
            if entry is not None:
                request.shelf.queue.cancel(entry.ticket)
            return {"cancelled": entry.ticket if entry else None, "n": ctx.triggered[0]["value"]}
        entry = request.shelf.ask(chosen.scenario, chosen.against, int(next(iter(sizes), None) or 10), request.owner)
        return {"asked": entry.ticket, "n": ctx.triggered[0]["value"]}

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
        _ = request.words.text
        text = " ".join((name or "").split())
        if not text:
            return no_update, _("Please give it a name.")
        copy = ctx.triggered_id == "quota-copy"
        if copy and chosen.own and text == request.shelf.title(request.words, chosen.name):
            text = _("{name} (copy)").format(name=text)
        old = request.shelf.drafts.get(chosen.name) if chosen.own and not copy else None
        mine = old is not None and old.owner == request.owner
        try:
            kept = request.shelf.drafts.save(
                request.owner, text, chosen.base, chosen.changes, chosen.name if mine else None
            )
        except ValueError:
            return no_update, _("This name is taken or too long; choose another.")
        return request.link(scenario=kept.draft, set=None, race=None), no_update


def _stamp(request: Request, chosen: Chosen, draft: dict) -> str:
    """What the results show, as one word: inputs, state and progress of their run."""
    entry = request.shelf.asked(chosen.scenario, chosen.against)
    state = f"{entry.state}:{entry.done}:{entry.fresh}" if entry else ""
    left = entry.seconds_left() if entry is not None and entry.state == "running" else None
    return f"{draft['name']}|{draft['set']}|{state}|{round(left / 2) if left is not None else ''}"
