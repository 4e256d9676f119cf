"""The policy race on the page of slot quotas: who races, the runs, and the board that follows them."""

from __future__ import annotations

from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from dashboard.components import quota_race
from dashboard.components.quota_asked import asking, drafted
from dashboard.components.staff_states import damaged
from simulation.results import StoreError
from simulation.study.race import MOST_POLICIES


def connect(app: Dash, request_of: Any) -> None:
    """Who races stands in the link; runs are asked for one by one, and the board follows them."""

    @app.callback(
        Output("race-board", "children"),
        Output("race-shown", "data"),
        Output("race-beat", "disabled"),
        Input("race-picked", "value"),
        Input("race-by", "value"),
        Input("race-beat", "n_intervals"),
        Input("race-asked", "data"),
        Input("quota-draft", "data"),
        State("race-shown", "data"),
        State("url", "search"),
    )
    def follow(picked, by, _beat, _asked, draft, shown, search):
        request, chosen = drafted(request_of, search, draft)
        link = {"race": ",".join(picked or []), "by": by}
        request = asking(request, link)
        try:
            found = quota_race.board(request, chosen, picked or [], by)
        except StoreError as error:
            return [damaged(request, error)], {**link, "stamp": str(error)}, True
        if shown and shown.get("stamp") == found.stamp:
            return no_update, no_update, not found.live
        return found.cards, {**link, "stamp": found.stamp}, not found.live

    @app.callback(
        Output("race-picked", "data"),
        Output("race-picked", "value"),
        Input("quota-draft", "data"),
        State("race-picked", "data"),
        State("race-picked", "value"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def offer(draft, offered, picked, search):
        """The draft as it is now: under its new title, from the first change on, and no longer than it lasts."""
        request, chosen = drafted(request_of, search, draft)
        every = quota_race.options(quota_race.runners(request, chosen))
        if every == offered:
            return no_update, no_update
        keys, before = ({one["value"] for one in options} for options in (every, offered))
        kept = [key for key in picked or [] if key in keys]
        new = quota_race.DRAFT in keys - before and len(kept) < MOST_POLICIES
        return every, [*kept, quota_race.DRAFT] if new else kept

    @app.callback(
        Output("race-asked", "data"),
        Input({"race-do": ALL}, "n_clicks"),
        State("race-picked", "value"),
        State("race-size", "value"),
        State("quota-draft", "data"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def act(_clicks, picked, size, draft, search):
        if not ctx.triggered or not ctx.triggered[0]["value"]:
            return no_update
        request, chosen = drafted(request_of, search, draft)
        raced = [one for one in quota_race.runners(request, chosen) if one.key in (picked or [])]
        for one in raced if len(raced) >= quota_race.LEAST else []:
            going = request.shelf.going(one.scenario)
            if ctx.triggered_id["race-do"] == "cancel":
                if going is not None:
                    request.shelf.queue.cancel(going.ticket)
            elif going is None:
                request.shelf.ask(one.scenario, None, int(size), request.owner)
        return {"what": ctx.triggered_id["race-do"], "n": ctx.triggered[0]["value"]}

    app.clientside_callback(
        ClientsideFunction("terminwerk", "raced"),
        Output("race-shown", "modified_timestamp"),
        Input("race-shown", "data"),
        prevent_initial_call=True,
    )
