"""The release rules of a book as fields: when slots open, how many, how late they can be booked, what is given back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.components.quota_fields import fields_of, size_of
from dashboard.components.quota_inputs import field_in, number_in, parts_in, range_in, size_in
from dashboard.components.quota_release import (
    addable,
    free_share,
    opens_weekly,
    rules_in,
    sharers,
    table_of,
    week_clock,
)
from dashboard.components.text import Component, icon
from dashboard.request import Request
from dashboard.words import NO_BREAK, Words
from dashboard.words.quotas import ABOUT, FREED, FREED_AFTER, KINDS, clock_said, titles
from simulation.scenario import Scenario
from simulation.scenario.figures import FigureRow
from simulation.scenario.raw_tables import plain, raw_at
from simulation.scenario.searching import Booked

MOST_RULES = 12


def rules_card(
    request: Request, start: Scenario, now: Scenario, book: str, unable: Mapping[str, str] | None = None
) -> list[Component]:
    """Fields of all rules of a book; `unable` says why a button did nothing, see `quota_steps.Step`.

    Ids: {"quota": "rule|key"}, {"clock": rule, "day": "mon"}, {"unrule": rule}; {"rulehead": rule} is redrawn alone.
    """
    words, _ = request.words, request.words.text
    rules, table = rules_in(now, book), table_of(now, book)
    ranges = {row.path: row for row in start.figures()}
    heads, unable = heads_in(words, now, book), unable or {}
    others = [words.name(now.books[one].name) for one in sharers(now, book)]
    parts: list[Component] = [html.H2(_("Release rules"), className="tw-h2", id="quota-rules-title")]
    if others:
        text = _("These rules hold for {others}, too.")
        parts.append(html.P(text.format(others=words.listing(others[:3] + ["…"][: len(others) > 3])), className="tw-s"))
    parts += [
        _rule(words, name, heads[name], rule, table, ranges, unable.get(name, "")) for name, rule in rules.items()
    ]
    parts.append(_add(words, len(rules), free_said(words, now, book), unable.get("", "")))
    parts += [_freed(words, now, book), *_reminders(words, now, book, ranges)]
    return [one for one in parts if one is not None]


def heads_in(words: Words, now: Scenario, book: str) -> dict[str, list[Component]]:
    """Title, size and sentence of each rule: what its fields say, apart from them, so that it can follow them."""
    rules = rules_in(now, book)
    named = titles(words, rules)
    return {name: _head(words, name, named[name], rule, len(rules)) for name, rule in rules.items()}


def _head(words: Words, name: str, title: str, rule: dict[str, Any], of: int) -> list[Component]:
    _ = words.text
    size, amount = size_of(rule)
    shown = {
        "share": lambda: words.percent((amount or 0) / 100),
        "quantity": lambda: _("{n} a day").format(n=words.number(amount or 0)),
        "rest": lambda: _("what is left"),
    }[size]()
    remove = html.Button(
        icon("trash", small=True),
        id={"unrule": name},
        n_clicks=0,
        type="button",
        className="tw-act",
        **{"aria-label": _("Remove the rule: {title}").format(title=title)},
    )
    line = [html.H3(title, className="tw-h3"), html.Span(shown, className="tw-rule-size"), remove if of > 1 else None]
    return [html.Div(line, className="tw-rule-head"), html.P(_about(words, rule), className="tw-s")]


def _rule(
    words: Words,
    name: str,
    head: list[Component],
    rule: dict[str, Any],
    table: str,
    ranges: dict[str, FigureRow],
    unable: str,
) -> Component:
    kind = str(rule["kind"])
    size, amount = size_of(rule)
    inputs = fields_of(kind)
    fields = [field_in(words, name, field, rule, ranges.get(f"{table}.{name}.{field.key}")) for field in inputs]
    if "parts" not in rule and kind in addable():
        place = 1 if inputs and inputs[0].form == "week" else len(fields)
        fields.insert(place, size_in(words, name, size, amount, ranges, table))
    return html.Div(
        [
            html.Div(head, id={"rulehead": name}),
            _refused(unable),
            html.Details(
                [
                    html.Summary([icon("chevron-down", small=True), words.text("Change this rule")]),
                    html.Div(fields, className="tw-rule-in"),
                    parts_in(words, name, rule) if "parts" in rule else None,
                ],
                open=True,
                className="tw-q-diff tw-phone-fold",
            ),
        ],
        className="tw-rule",
        role="group",
        **{"aria-label": words.text(KINDS[kind])},
    )


def _refused(why: str) -> Component | None:
    return html.P([icon("alert-triangle", small=True), " ", why], className="tw-rule-no", role="alert") if why else None


def _about(words: Words, rule: dict[str, Any]) -> str:
    said = [words.text(ABOUT[str(rule["kind"])])]
    if opens_weekly(rule):
        said.append(words.text("Opens {clock}.").format(clock=clock_said(words, week_clock(rule["at"]))))
    return " ".join(said)


def free_said(words: Words, now: Scenario, book: str) -> str:
    """How large a new rule can be."""
    free = free_share(now, book)
    if free:
        return words.text("{share} of the slots are free.").format(share=words.percent(free))
    text = words.text("Every slot is given to a rule: a new one begins with {none}. Take some from another rule first.")
    return text.format(none=words.percent(0))


def _add(words: Words, rules: int, free: str, unable: str) -> Component:
    _ = words.text
    return html.Div(
        [
            html.Div(
                [
                    dmc.Select(
                        id="quota-add-kind",
                        data=[{"value": kind, "label": _(KINDS[kind])} for kind in addable()],
                        value="same_day",
                        label=_("One more rule"),
                        size="xs",
                        allowDeselect=False,
                    ),
                    html.Button(
                        [icon("plus", small=True), _("Add")],
                        id="quota-add",
                        n_clicks=0,
                        type="button",
                        className="tw-btn quiet",
                        disabled=rules >= MOST_RULES,
                    ),
                ],
                className="tw-add-rule",
            ),
            _refused(unable),
            html.P(free, id="quota-free", className="tw-s tw-gap-top"),
        ],
        className="tw-rule",
    )


def freed_in(scenario: Scenario, book: str) -> dict[str, Any]:
    return dict(plain(raw_at(scenario, f"books.{book}.freed")) or {"kind": "at_once"})


def _freed(words: Words, now: Scenario, book: str) -> Component:
    _ = words.text
    freed = freed_in(now, book)
    kind = str(freed["kind"])
    timed = kind in FREED_AFTER
    key, label, first = FREED_AFTER[kind if timed else "delayed"]
    return html.Div(
        [
            html.H3(_("Slots that people give back"), className="tw-h3"),
            html.Div(
                [
                    dmc.Select(
                        id={"quota": "freed|kind"},
                        data=[{"value": key, "label": _(text)} for key, text in FREED.items()],
                        value=kind,
                        label=_("are"),
                        size="xs",
                        allowDeselect=False,
                    ),
                    html.Div(
                        number_in(
                            words,
                            {"quota": "freed|minutes"},
                            freed.get(key, first) if timed else "",
                            _(label),
                            NO_BREAK + _("min"),
                            "",
                        ),
                        style={} if timed else {"display": "none"},
                    ),
                ],
                className="tw-pair",
            ),
        ],
        className="tw-rule",
        role="group",
        **{"aria-label": _("Slots that people give back")},
    )


def searches_of(scenario: Scenario, book: str) -> list[str]:
    """Ids of the publics that search in a book and may stay away."""
    found = [one.search for one in scenario.services.values() if isinstance(one, Booked) and book in one.sites()]
    return [key for key in dict.fromkeys(found) if scenario.document.searching[key].no_show is not None]


def odds_in(scenario: Scenario, search: str) -> float:
    no_show = scenario.document.searching[search].no_show
    return float(no_show.reminder_odds.value) if no_show else 1.0


def _reminders(words: Words, now: Scenario, book: str, ranges: dict[str, FigureRow]) -> list[Component]:
    _ = words.text
    out: list[Component] = []
    for search in searches_of(now, book):
        odds = odds_in(now, search)
        out.append(
            html.Div(
                [
                    html.H3(_("Reminder"), className="tw-h3"),
                    html.Div(
                        [
                            dmc.Switch(
                                id={"remind": search},
                                checked=odds < 1,
                                label=_("remind people of their appointment"),
                                size="sm",
                            ),
                            number_in(
                                words,
                                {"quota": f"search|{search}|odds"},
                                round(100 * odds, 1) if odds < 1 else 75,
                                _("Odds of staying away fall to"),
                                f"{NO_BREAK}%",
                                range_in(words, ranges.get(f"searching.{search}.no_show.reminder_odds"), 100)
                                or _("plausible {low} to {high}").format(low=words.number(60), high=words.number(95)),
                            ),
                        ],
                        className="tw-pair",
                    ),
                ],
                className="tw-rule",
                role="group",
                **{"aria-label": _("Reminder")},
            )
        )
    return out
