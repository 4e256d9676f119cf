"""The frame of all pages: which page an address shows, navigation, scenario pickers, the beat of a run."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update

from dashboard.components import shell
from dashboard.components.card import failed
from dashboard.components.nowhere import nowhere
from dashboard.components.page import head
from dashboard.components.start import REPLICATIONS
from dashboard.components.text import go, pill
from dashboard.pages import PAGES
from dashboard.request import FIRST, Request
from dashboard.whatif import Chosen
from simulation.results import StoreError
from simulation.scenario import ScenarioError

UNSAVED = "~"
"""What stands for unsaved changes among the scenarios of the picker."""


def connect_frame(app: Dash, request_of: Callable[..., Request]) -> None:
    """Address to page, navigation, scenario pickers, and the beat that renews a page while its run goes on."""

    @app.callback(
        Output("page", "children"),
        Output("nav", "children"),
        Output("picks", "children"),
        Output("phone-picks", "children"),
        Output("mantine", "forceColorScheme"),
        Output("seen", "data"),
        Output("beat", "disabled"),
        Input("url", "pathname"),
        Input("url", "search"),
        Input("shade", "data"),
        Input("beat", "n_intervals"),
        Input({"start": ALL}, "n_clicks"),
        State("seen", "data"),
    )
    def show(path: str, search: str, shade: str, _beat: int, _starts: list[int], seen: str | None):
        request = request_of(path, search, shade)
        page, there = PAGES[request.path], path in PAGES
        if isinstance(ctx.triggered_id, dict) and ctx.triggered[0]["value"]:
            _start(request, ctx.triggered_id["start"])
        stamp, live = _stamp(request, page)
        if ctx.triggered_id == "beat" and stamp == seen:
            return (no_update,) * 6 + (not live,)
        content = _render(request, page) if there else nowhere(request, path, PAGES)
        chosen = _chosen(request)
        scenario, against = UNSAVED if _edited(chosen) else request.ask("scenario", FIRST), request.ask("against")
        compares = getattr(page, "COMPARES", False)
        choices, drafted = _choices(request), _drafted(request, chosen)
        unsaved = pill(drafted[0]["group"], "warn") if drafted else None
        picks = [
            shell.pickers(request.words, where, choices, scenario, against, compares, unsaved, drafted)
            if there and getattr(page, "PICKS", True)
            else []
            for where in ("head", "nav")
        ]
        return content, _nav(request, there), *picks, request.scheme, stamp, not live

    @app.callback(
        Output("url", "href"),
        Input({"pick": "scenario", "where": ALL}, "value"),
        Input({"pick": "against", "where": ALL}, "value"),
        State("url", "pathname"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def choose(_scenarios: list[str], _againsts: list[str], path: str, search: str):
        asked = ctx.triggered_id
        request = request_of(path, search)
        if not asked or not ctx.triggered[0]["value"]:
            return no_update
        value = ctx.triggered[0]["value"]
        if asked["pick"] == "against":
            now = request.ask("against") or "-"
            return no_update if value == now else request.link(against=None if value == "-" else value)
        now = UNSAVED if _edited(_chosen(request)) else request.ask("scenario", FIRST)
        return no_update if value in (now, UNSAVED) else request.link(scenario=value, set=None)

    app.clientside_callback(
        ClientsideFunction("terminwerk", "burger"),
        Output("shell", "navbar"),
        Input("burger", "opened"),
        State("shell", "navbar"),
    )
    app.clientside_callback(
        ClientsideFunction("terminwerk", "renewed"),
        Output("beat", "max_intervals"),
        Input("seen", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("terminwerk", "arrived"),
        Output("announce", "children"),
        Output("burger", "opened"),
        Input("url", "pathname"),
        prevent_initial_call=True,
    )


def _stamp(request: Request, page: ModuleType) -> tuple[str, bool]:
    """What the page shows, as one word that changes when more replications are there, and whether more will come."""
    if not getattr(page, "LIVE", False):
        return "", False
    entries = [entry for entry in request.shelf.queue.entries() if entry.live]
    words = [f"{entry.ticket}:{entry.state}:{entry.done}" for entry in entries]
    return " ".join([request.path, *words]), bool(entries)


def _render(request: Request, page: ModuleType):
    """The page, or a card that says what failed and what to do."""
    _ = request.words.text
    remedy: Any
    try:
        return page.layout(request)
    except ScenarioError as error:
        what = request.fault(error)
        remedy = [_("Choose another scenario above, or one of these:"), *_offices(request)]
    except StoreError as error:
        what = str(error)
        remedy = _("Run `terminwerk verify`, delete the damaged run under Runs and ask again.")
    said = head(_(page.TITLE), _("This cannot be shown."), "")
    return html.Div([said, failed(_("What is wrong"), what, remedy)], className="tw-stack-y")


def _offices(request: Request) -> list:
    """Links to the same page of the first three offices."""
    offices = [one for one in request.shelf.choices(request.words, "") if request.shelf.scenario(one.id).base is None]
    return [
        go(one.title, request.link(scenario=one.id, set=None, against=None), "tw-a tw-office") for one in offices[:3]
    ]


def _start(request: Request, side: str) -> None:
    """Have one of the two scenarios of the link computed that has no run yet."""
    chosen = request.chosen()
    scenario = chosen.scenario if side == "scenario" else request.held_against(chosen)
    if scenario is not None:
        request.shelf.ask(scenario, None, REPLICATIONS, request.owner)


def _chosen(request: Request) -> Chosen | None:
    """What the link asks for, None when that cannot be."""
    try:
        return request.chosen()
    except (ScenarioError, StoreError):
        return None


def _edited(chosen: Chosen | None) -> bool:
    return chosen is not None and chosen.unsaved


def _drafted(request: Request, chosen: Chosen | None) -> list[dict]:
    """What the picker shows first when the link carries changes that are not saved: the what-if by its title."""
    if chosen is None or not chosen.unsaved:
        return []
    return [{"group": request.words.text("Unsaved changes"), "items": [{"value": UNSAVED, "label": chosen.title}]}]


def _nav(request: Request, there: bool):
    _ = request.words.text
    page = PAGES[request.path]
    onward: dict[str, str | None] = page.onward(request) if hasattr(page, "onward") else {}
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for address, one in PAGES.items():
        link = request.link(address, **onward) if address != request.path else address
        groups.setdefault(_(one.GROUP), []).append((link, _(one.TITLE), one.SIGN))
    return shell.navigation(request.words, list(groups.items()), request.path if there else "")


def _choices(request: Request) -> list[dict]:
    _ = request.words.text
    found = request.shelf.choices(request.words, request.owner)
    groups = [
        (_("Scenarios"), [c for c in found if not c.own]),
        (_("Saved here"), [c for c in found if c.own]),
    ]
    known = {c.id for c in found}
    asked = [request.ask(name) for name in ("scenario", "against")]
    foreign = [one for one in asked if one.startswith("W-") and one not in known]
    out = [
        {"group": title, "items": [{"value": c.id, "label": c.title} for c in choices]}
        for title, choices in groups
        if choices
    ]
    if foreign:
        out.append(
            {
                "group": _("Shared by link"),
                "items": [
                    {"value": one, "label": request.shelf.title(request.words, one)} for one in dict.fromkeys(foreign)
                ],
            }
        )
    return out
