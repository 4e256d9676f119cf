"""The cards of the page of slot quotas, put together from a request: week plan, rules, preview, run, publishing."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import whatif
from dashboard.components import grid, quota_race, quota_week, run_panel
from dashboard.components.draft_steps import no_pair
from dashboard.components.quota_journal import empty as no_steps
from dashboard.components.quota_preview import moment_of, preview
from dashboard.components.quota_results import Answer, headline_differences, subject
from dashboard.components.quota_rules import rules_card
from dashboard.components.quota_states import difference_fold, draft_pill, publishing
from dashboard.components.text import Component, icon
from dashboard.request import Request
from dashboard.whatif import Chosen
from simulation.scenario import Scenario
from simulation.scenario.week_plan import searched

FAMILY = "quota-"


def book_of(request: Request, scenario: Scenario) -> str:
    """The book of the link, else the first that people search."""
    books = searched(scenario)
    asked = request.ask("book")
    return asked if asked in books else books[0]


def whole(request: Request, chosen: Chosen, answer: Answer, book: str) -> Component:
    start = request.shelf.scenario(chosen.base)
    moment = moment_of(start, book, request.ask("at"), request.ask("day"))
    draft = {"name": chosen.name, "base": chosen.base, "book": book, "set": whatif.written(chosen.changes), "ok": True}
    return html.Div(
        [
            dcc.Store(id="quota-draft", data=draft),
            dcc.Store(id="quota-journal", data=no_steps()),
            dcc.Store(id="quota-typed"),
            dcc.Store(id="quota-rows"),
            dcc.Store(id="quota-moment", data={"at": f"{moment.when:%Y-%m-%dT%H:%M}", "day": moment.day.isoformat()}),
            dcc.Store(id="quota-shown"),
            dcc.Store(id="quota-asked"),
            dcc.Store(id="race-shown"),
            dcc.Store(id="race-asked"),
            dcc.Interval(id="quota-beat", interval=1200),
            dcc.Interval(id="race-beat", interval=1500),
            html.Div(answer.head, id="quota-head"),
            html.Section(
                week(request, chosen, start, book),
                className="tw-card",
                role="region",
                **{"aria-labelledby": "quota-week-title"},
            ),
            grid.row(
                (
                    5,
                    html.Section(
                        rules_card(request, start, chosen.scenario, book),
                        id="quota-rules",
                        className="tw-card",
                        role="region",
                        **{"aria-labelledby": "quota-rules-title"},
                    ),
                ),
                (
                    7,
                    html.Div(
                        preview(request, start, chosen.scenario, book, moment), id="quota-look", className="tw-stack-y"
                    ),
                ),
            ),
            grid.row(
                (
                    5,
                    [
                        html.Section(
                            panel(request, chosen),
                            id="quota-panel",
                            className="tw-card",
                            role="region",
                            **{"aria-labelledby": "run-title"},
                        ),
                        html.Section(
                            [
                                html.H2(request.words.text("Publish"), className="tw-h2", id="quota-publish-title"),
                                *publishing(request, chosen),
                            ],
                            className="tw-card",
                            role="region",
                            **{"aria-labelledby": "quota-publish-title"},
                        ),
                    ],
                ),
                (
                    7,
                    [
                        html.Div(id="quota-stale", **{"aria-live": "polite"}),
                        html.Div(answer.results, id="quota-results", className="tw-stack-y"),
                    ],
                ),
            ),
            html.Div(answer.more, id="quota-more", className="tw-stack-y"),
            html.Section(
                quota_race.choice(request, chosen),
                className="tw-card",
                role="region",
                **{"aria-labelledby": "quota-race-title"},
            ),
            html.Div(quota_race.first_board(request, chosen).cards, id="race-board", className="tw-stack-y"),
        ],
        className="tw-stack-y tw-staffing tw-quotas",
    )


def week(request: Request, chosen: Chosen, start: Scenario, book: str) -> list[Component]:
    """The card of the week plan."""
    words, _ = request.words, request.words.text
    books = searched(chosen.scenario)
    choose = (
        dmc.Select(
            id="quota-book",
            data=[{"value": key, "label": words.name(chosen.scenario.books[key].name)} for key in books],
            value=book,
            allowDeselect=False,
            size="xs",
            className="tw-pick",
            **{"aria-label": _("Appointment book")},
        )
        if len(books) > 1
        else None
    )
    buttons = [
        html.Button(
            [icon("restore", small=True), _("Undo")],
            id="quota-undo",
            n_clicks=0,
            type="button",
            className="tw-act",
            disabled=True,
        ),
        html.Button(
            [icon("refresh", small=True), _("Redo")],
            id="quota-redo",
            n_clicks=0,
            type="button",
            className="tw-act",
            disabled=True,
        ),
        html.Button(_("Reset"), id="quota-reset", n_clicks=0, type="button", className="tw-act"),
    ]
    note = _(
        "Marked cells: before → after. Paste from Excel with Ctrl+V, undo with Ctrl+Z; the server checks each value."
    )
    return [
        html.Div(
            [
                html.H2(_("Week plan"), className="tw-h2", id="quota-week-title"),
                choose,
                html.Div([html.Span(draft_pill(request, chosen), id="quota-pill"), *buttons], className="end"),
            ],
            className="tw-q-bar",
        ),
        html.Div(id="quota-said", **{"aria-live": "assertive"}),
        html.Div(
            [
                html.Div(
                    [quota_week.grid(words, start, chosen.scenario, book), html.P(note, className="tw-s tw-gap-top")]
                ),
                html.Div(
                    [
                        html.Div(
                            quota_week.sums(words, start, chosen.scenario, book),
                            id="quota-sums",
                            **{"aria-live": "polite"},
                        ),
                        difference_fold(request, chosen),
                    ],
                    className="tw-q-sumbox",
                ),
            ],
            className="tw-q-week",
        ),
    ]


def panel(request: Request, chosen: Chosen) -> list[Component]:
    """Ask, progress, cancel."""
    same = chosen.scenario.content_hash == chosen.against.content_hash
    entry = None if same else request.shelf.asked(chosen.scenario, chosen.against)
    pair = None if same else request.shelf.pair(chosen.scenario, chosen.against)
    kept = min(pair[0].n, pair[1].n) if pair else 0
    differences = headline_differences(*pair) if pair else []
    why_not = request.words.text("Nothing has been changed yet.") if same else ""
    return run_panel.panel(
        request, entry, kept, differences, subject(request.words), why_not or no_pair(request, chosen),
        family=FAMILY, unit="slots",
    )  # fmt: skip
