"""Slot quotas: change the week plan and the release rules of an appointment book, look into it, run it, publish it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from dashboard import whatif
from dashboard.components import quota_following, quota_page, quota_racing, quota_week
from dashboard.components.quota_asked import asking, drafted
from dashboard.components.quota_calendar import Moment
from dashboard.components.quota_edit import rows_of
from dashboard.components.quota_journal import due
from dashboard.components.quota_preview import looked, preview
from dashboard.components.quota_release import rules_in
from dashboard.components.quota_results import answered
from dashboard.components.quota_rules import free_said, heads_in, rules_card
from dashboard.components.quota_states import without_public_books
from dashboard.components.quota_steps import Page, is_button, reshapes, stepped
from dashboard.components.text import Component
from dashboard.request import Request
from dashboard.whatif import changed
from dashboard.words import N_
from simulation.scenario.week_plan import crowded, plan_of, searched

ADDRESS, TITLE, SIGN, GROUP = "/quotas", N_("Slot quotas"), "calendar-event", N_("Plan")
PICKS = True
COMPARES = False


def layout(request: Request) -> Component:
    chosen = request.chosen()
    if not searched(chosen.scenario):
        return without_public_books(request, chosen.scenario)
    book = quota_page.book_of(request, chosen.scenario)
    return quota_page.whole(request, chosen, answered(request, chosen), book)


def connect(app: Dash, request_of: Any) -> None:
    _connect_edits(app, request_of)
    _connect_look(app, request_of)
    quota_following.connect(app, request_of)
    quota_racing.connect(app, request_of)


def _connect_edits(app: Dash, request_of: Any) -> None:
    """Cells, rules, undo and redo. One callback reads the whole page at each step, and each answer says which edits of
    the grid it has seen: when steps come faster than answers, the next one brings the others along."""

    @app.callback(
        Output("quota-draft", "data"),
        Output("quota-journal", "data"),
        Output("quota-rows", "data"),
        Output("quota-sums", "children"),
        Output("quota-said", "children"),
        Output("quota-undo", "disabled"),
        Output("quota-redo", "disabled"),
        Output("quota-rules", "children"),
        Output({"quota": ALL}, "error"),
        Output({"clock": ALL, "day": ALL}, "error"),
        Output({"rulehead": ALL}, "children"),
        Output("quota-free", "children"),
        Input("quota-typed", "data"),
        Input({"quota": ALL}, "value"),
        Input({"clock": ALL, "day": ALL}, "value"),
        Input({"remind": ALL}, "checked"),
        Input("quota-undo", "n_clicks"),
        Input("quota-redo", "n_clicks"),
        Input("quota-reset", "n_clicks"),
        Input("quota-add", "n_clicks"),
        Input({"unrule": ALL}, "n_clicks"),
        Input({"addpart": ALL}, "n_clicks"),
        Input({"unpart": ALL, "n": ALL}, "n_clicks"),
        State({"quota": ALL}, "id"),
        State({"clock": ALL, "day": ALL}, "id"),
        State({"remind": ALL}, "id"),
        State({"rulehead": ALL}, "id"),
        State({"quota": ALL}, "error"),
        State({"clock": ALL, "day": ALL}, "error"),
        State("quota-add-kind", "value"),
        State("quota-draft", "data"),
        State("quota-journal", "data"),
        prevent_initial_call=True,
    )
    def step(cells, values, clocks, reminds, undo, redo, *more):
        ids, clock_ids, remind_ids, head_ids, shown, clocks_shown, kind, draft, journal = more[-9:]
        request, chosen = drafted(request_of, "", draft)
        words, book, start = request.words, draft["book"], request.shelf.scenario(draft["base"])
        typed = {one["quota"]: value for one, value in zip(ids, values, strict=True)}
        typed |= {f"search|{one['remind']}|on": value for one, value in zip(remind_ids, reminds, strict=True)}
        times = {(one["clock"], one["day"]): value for one, value in zip(clock_ids, clocks, strict=True)}
        counts, moved = {"quota-undo": undo, "quota-redo": redo}, _moved()
        seen = (journal or {}).get("seen", 0)
        new = [one for one in cells or [] if one["n"] > seen]
        buttons = due(journal, counts) + [what for what in moved if is_button(what)]
        past = sum(one["past"] for one in new if "past" in one)
        page = Page([one for one in new if "past" not in one], typed, times, past)
        found = stepped(words, start, chosen.scenario, book, chosen.changes, journal, page, buttons, kind)
        errors = _news([found.faults.get(one["quota"], "") for one in ids], shown)
        clock_errors = _news([found.faults.get((one["clock"], one["day"]), "") for one in clock_ids], clocks_shown)
        if found.changes == chosen.changes and not buttons and not new:
            return (no_update,) * 8 + (errors, clock_errors, [no_update] * len(head_ids), no_update)
        now = changed(start, found.changes)
        plan, seen = plan_of(now, book), max((one["n"] for one in new), default=seen)
        journal = found.journal | {"seen": seen, "pressed": counts}
        redrawn = bool(buttons) or any(map(reshapes, moved))
        heads = {} if rules_in(now, book) == rules_in(chosen.scenario, book) else heads_in(words, now, book)
        return (
            {**draft, "set": whatif.written(found.changes)} if found.changes != chosen.changes else no_update,
            journal,
            {"rows": rows_of(plan_of(start, book), plan, crowded(now, book)), "seen": seen},
            quota_week.sums(words, start, now, book),
            quota_week.refusals(words, plan, found.refused, found.fault, page.past),
            not journal["at"],
            journal["at"] >= len(journal["steps"]),
            rules_card(request, start, now, book, found.unable) if redrawn else no_update,
            errors,
            clock_errors,
            [no_update if redrawn else heads.get(one["rulehead"], no_update) for one in head_ids],
            no_update if redrawn else free_said(words, now, book),
        )

    app.clientside_callback(
        ClientsideFunction("terminwerk", "rowsWith"),
        Output("quota-grid", "rowData"),
        Input("quota-rows", "data"),
    )

    app.clientside_callback(
        ClientsideFunction("terminwerk", "edited"),
        Output("quota-beat", "max_intervals"),
        Input("quota-draft", "data"),
        prevent_initial_call=True,
    )


def _moved() -> list[Any]:
    """Whatever called, not only the first of several; a button that was merely drawn has no presses."""
    called = [(ctx.triggered_prop_ids.get(one["prop_id"]), one["value"]) for one in ctx.triggered]
    return [what for what, value in called if what is not None and (value or not is_button(what))]


def _news(faults: list[str], shown: list[str | None]) -> list[Any]:
    """Faults that differ from what the fields show: drawing all of them anew takes longer than the answer."""
    return [no_update if new == (old or "") else new for new, old in zip(faults, shown, strict=True)]


def _connect_look(app: Dash, request_of: Any) -> None:
    """At which moment one looks into the book, and whose slots are listed; both stand in the link."""

    @app.callback(
        Output("quota-look", "children"),
        Output("quota-moment", "data"),
        Output({"look": ALL}, "error"),
        Input("quota-draft", "data"),
        Input({"hour": ALL}, "n_clicks"),
        Input({"day": ALL}, "n_clicks"),
        Input({"look": ALL}, "value"),
        State({"look": ALL}, "id"),
        State("quota-moment", "data"),
        prevent_initial_call=True,
    )
    def turn(draft, _hours, _days, typed, ids, kept):
        request, chosen = drafted(request_of, "", draft)
        what, errors = ctx.triggered_id, ["" for _one in ids]
        moment = Moment(datetime.fromisoformat(kept["at"]), date.fromisoformat(kept["day"]))
        if isinstance(what, dict) and "look" in what:
            typed = {one["look"]: value for one, value in zip(ids, typed, strict=True)}
            moment, faults = looked(request.words, moment, typed)
            errors = [faults.get(one["look"], "") for one in ids]
        elif isinstance(what, dict) and not ctx.triggered[0]["value"]:
            return no_update, no_update, errors
        elif isinstance(what, dict) and "hour" in what:
            clock = datetime.strptime(what["hour"], "%H:%M").time()
            moment = Moment(datetime.combine(moment.when.date(), clock), moment.day)
        elif isinstance(what, dict):
            moment = Moment(moment.when, date.fromisoformat(what["day"]))
        now = {"at": f"{moment.when:%Y-%m-%dT%H:%M}", "day": moment.day.isoformat()}
        if what != "quota-draft" and now == kept:
            return no_update, no_update, errors
        request = asking(request, now | {"book": draft["book"]})
        start = request.shelf.scenario(draft["base"])
        return [preview(request, start, chosen.scenario, draft["book"], moment)], now, errors

    app.clientside_callback(
        ClientsideFunction("terminwerk", "looked"),
        Output("quota-moment", "modified_timestamp"),
        Input("quota-moment", "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output("url", "href", allow_duplicate=True),
        Input("quota-book", "value"),
        State("url", "search"),
        State("quota-draft", "data"),
        prevent_initial_call=True,
    )
    def choose(book, search, draft):
        if book == draft["book"]:
            return no_update
        request = request_of("/quotas", search)
        return request.link(book=book, set=draft["set"])
