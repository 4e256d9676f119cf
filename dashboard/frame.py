"""The frame of all pages: which page an address shows, navigation, scenario pickers, the beat of a run."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update

from dashboard.components import shell
from dashboard.components.card import failed
from dashboard.components.page import head
from dashboard.components.start import REPLICATIONS
from dashboard.components.text import pill
from dashboard.pages import PAGES
from dashboard.request import FIRST, Request
from simulation.results import StoreError
from simulation.scenario import ScenarioError


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
        page = PAGES[request.path]
        if isinstance(ctx.triggered_id, dict) and ctx.triggered[0]["value"]:
            request.shelf.ask(request.chosen().scenario, None, REPLICATIONS, request.owner)
        stamp, live = _stamp(request, page)
        if ctx.triggered_id == "beat" and stamp == seen:
            return (no_update,) * 6 + (not live,)
        content = _render(request, page)
        scenario, against = request.ask("scenario", FIRST), request.ask("against")
        compares = getattr(page, "COMPARES", False)
        choices = _choices(request)
        picks = [
            shell.pickers(request.words, where, choices, scenario, against, compares, _unsaved(request))
            if getattr(page, "PICKS", True)
            else []
            for where in ("head", "nav")
        ]
        return content, _nav(request), *picks, request.scheme, stamp, not live

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
        now = request.ask("scenario", FIRST) if asked["pick"] == "scenario" else request.ask("against") or "-"
        if value == now:
            return no_update
        return request.link(**{asked["pick"]: None if value == "-" else value, "set": None, "base": None})

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
    try:
        return page.layout(request)
    except ScenarioError as error:
        what, remedy = str(error), _("Choose another scenario above.")
    except StoreError as error:
        what, remedy = str(error), _("Run `terminwerk verify`, delete the damaged run under Runs and ask again.")
    said = head(_(page.TITLE), _("This cannot be shown."), "")
    return html.Div([said, failed(_("What is wrong"), what, remedy)], className="tw-stack-y")


def _unsaved(request: Request):
    """A pill in the header when the link carries changes that are not saved."""
    try:
        chosen = request.chosen()
    except (ScenarioError, StoreError):
        return None
    return pill(request.words.text("Unsaved changes"), "warn") if chosen.unsaved else None


def _nav(request: Request):
    _ = request.words.text
    page = PAGES[request.path]
    onward: dict[str, str | None] = page.onward(request) if hasattr(page, "onward") else {}
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for address, one in PAGES.items():
        link = request.link(address, **onward) if address != request.path else address
        groups.setdefault(_(one.GROUP), []).append((link, _(one.TITLE), one.SIGN))
    return shell.navigation(request.words, list(groups.items()), request.path)


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
