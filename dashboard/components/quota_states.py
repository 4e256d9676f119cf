"""The states of the page of slot quotas: nothing changed, no result, stale; what differs; saving; an office without."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

import dash_mantine_components as dmc
from dash import html

from dashboard import whatif
from dashboard.components import page
from dashboard.components.card import card, empty
from dashboard.components.draft_steps import draft_name
from dashboard.components.text import Component, go, icon, pill
from dashboard.exports.scenario_file import file_name, scenario_file
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import NN_
from dashboard.words.slot_changes import lines
from simulation import scenario as scenarios
from simulation.scenario import Scenario, ScenarioError
from simulation.scenario.week_plan import searched


def draft_pill(request: Request, chosen: Chosen) -> Component | None:
    _ = request.words.text
    if chosen.unsaved:
        return pill(_("Draft, not published yet"), "warn")
    return pill([icon("check", small=True), _("Published")]) if chosen.own else None


def differing(request: Request, chosen: Chosen) -> tuple[str, Component]:
    """How many inputs differ from the base, and which, line by line."""
    words, _ = request.words, request.words.text
    changes = chosen.changes or chosen.scenario.changes
    same = chosen.scenario.content_hash == chosen.against.content_hash
    others = partial(whatif.describe, words, chosen.against)
    found = [] if same else lines(words, chosen.against, changes, others)
    count = words.plural(*NN_("{n} input differs", "{n} inputs differ"), len(found))
    if not found:
        none = _("No input differs from {base}.").format(base=words.name(chosen.against.title))
        return count, html.P(none, className="tw-s")
    head = [_("Input"), words.name(chosen.against.title), _("Draft") if chosen.unsaved else chosen.title]
    body = [
        html.Tr(
            [
                html.Th(one.what, scope="row"),
                html.Td(one.before or "–", className="tw-before"),
                html.Td(html.B(one.after)),
            ]
        )
        for one in found
    ]
    table = html.Table(
        [html.Thead(html.Tr([html.Th(text, scope="col") for text in head])), html.Tbody(body)],
        className="tw-t tw-t-data",
    )
    label = {"aria-label": _("Inputs that differ")}
    return count, html.Div(table, className="tw-q-rows", tabIndex=0, role="group", **label)


def difference_fold(request: Request, chosen: Chosen) -> Component:
    """The inputs that differ, folded; it stays open while one goes on editing."""
    count, table = differing(request, chosen)
    opener = [icon("chevron-down", small=True), request.words.text("Show changes")]
    return html.Details(
        [
            html.Summary([*opener, html.Span(count, id="quota-differ", className="tw-s")]),
            html.Div(table, id="quota-diffs"),
        ],
        className="tw-q-diff tw-gap-top",
    )


def publishing(request: Request, chosen: Chosen) -> list[Component]:
    """What the card holds that publishes a draft under a name."""
    _ = request.words.text
    name = draft_name(request, chosen)
    return [
        dmc.TextInput(id="quota-name", label=_("Name"), value=name, size="sm"),
        html.Div(
            [
                html.Button(
                    [icon("device-floppy", small=True), _("Publish")],
                    id="quota-publish",
                    type="button",
                    n_clicks=0,
                    className="tw-btn",
                ),
                html.Button(_("As a copy"), id="quota-copy", type="button", n_clicks=0, className="tw-btn quiet"),
                html.A(
                    [icon("download", small=True), _("As a file")],
                    id="quota-file",
                    href=as_file(name, chosen),
                    download=file_name(name),
                    className="tw-btn quiet",
                ),
            ],
            className="tw-buttons",
        ),
        html.P("", id="quota-saved", className="tw-s", role="status"),
        html.P(
            _("A published scenario stands in the list above and can race others. The file goes to data/scenarios."),
            className="tw-s",
        ),
    ]


def as_file(name: str, chosen: Chosen) -> str:
    """The draft as the address of a file that the browser writes itself."""
    return "data:application/toml;charset=utf-8," + quote(scenario_file(name, chosen.base, chosen.changes))


def nothing_changed(request: Request) -> Component:
    _ = request.words.text
    return empty(
        _("Nothing has been changed yet"),
        _("Type other numbers into the week plan, or change a release rule. Both sides are run with the same people."),
        None,
        "no-change",
    )


def without_public_books(request: Request, scenario: Scenario) -> Component:
    """An office that invites: what its books hold, and where this page applies."""
    words, _ = request.words, request.words.text
    office = words.name(scenario.office.name)
    lead = _("{office}: nobody searches for appointments here, the office itself gives them by invitation.")
    other = _with_public_books(words)
    rows = [
        html.Tr(
            [
                html.Th(words.name(book.name), scope="row"),
                html.Td(words.name(scenario.teams[book.team].name)),
                html.Td(words.number(whatif.at(scenario, f"books.{key}.per_day")), className="r"),
                html.Td(
                    f"{_clock(book.opens)}–{_clock(book.closes)}" if book.opens is not None and book.closes else "–",
                    className="r",
                ),
            ]
        )
        for key, book in scenario.books.items()
        if book.per_day is not None
    ]
    head = [_("Appointment book"), _("Team"), _("slots a day"), _("from – to")]
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(t, scope="col", className="r" if i > 1 else "") for i, t in enumerate(head)])),
            html.Tbody(rows),
        ],
        className="tw-t",
    )
    return html.Div(
        [
            page.head(_("Slot quotas"), lead.format(office=office), _("There is no release rule to change.")),
            card(
                [
                    html.P(
                        _("Slots that the office gives out itself, an office day."), className="tw-p tw-p2 tw-finding"
                    ),
                    html.Div(table, className="tw-q-sums"),
                    html.Div(
                        [
                            go(
                                _("Open {office}").format(office=words.name(other.title)),
                                request.link(scenario=other.id, set=None),
                                "tw-btn",
                            )
                            if other
                            else None,
                            go(_("Change their number: Staffing"), request.link("/staffing"), "tw-btn quiet"),
                        ],
                        className="tw-buttons",
                    ),
                ],
                _("Invitation quotas"),
                "quota-invited",
            ),
        ],
        className="tw-stack-y",
    )


def _clock(minute: float) -> str:
    return f"{int(minute) // 60:02}:{int(minute) % 60:02}"


def _with_public_books(words: object) -> Scenario | None:
    """The first shipped office whose slots people search."""
    from dashboard.shelf import shipped_scenario

    for name in scenarios.scenario_ids():
        try:
            one = shipped_scenario(name)
        except ScenarioError:
            continue
        if one.base is None and searched(one):
            return one
    return None
