"""The times that people wait, kept apart: what each is, its three figures, and the filters of the page."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from dashboard.components.definitions import definition
from dashboard.components.text import Component, fold, icon, rich
from dashboard.components.time_kinds import KINDS, OF_A_WISH, ON_OFFER, Kind, kinds_of
from dashboard.naming import group_name
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words.measures import amount

KEYS = ("team", "service", "channel")


def three_times(request: Request, reading: Reading) -> Component:
    """Three times side by side, each between its two moments: lead (or what is on offer), access and waiting time."""
    _ = request.words.text
    adhoc = reading.over("waiting_time", "mean", "way", "adhoc")
    without = (
        _("By appointment. Without one {minutes} on average.").format(
            minutes=amount(request.words, round(adhoc.mean), "minutes")
        )
        if adhoc
        else _("By appointment.")
    )
    first = _of_searches(request, reading) if reading.searched else _of_applications(request, reading)
    waiting = _time(request, reading, KINDS["waiting"], _("Booked time"), _("Called"), without, "var(--ink2)")
    return html.Div([*first, waiting], className="tw-three")


def _of_applications(request: Request, reading: Reading) -> list[Component]:
    _ = request.words.text
    decision = reading.over("decision_time", "median")
    until = (
        _("Cases closed in the run, initial backlog included. The decision comes after {days} (median).").format(
            days=amount(request.words, round(decision.mean), "days")
        )
        if decision
        else _("Cases closed in the run, initial backlog included.")
    )
    invited = _("From the invitation to the start of the appointment.")
    return [
        _time(request, reading, KINDS["lead"], _("Receipt"), _("Card in hand"), until, "var(--o1)"),
        _time(request, reading, KINDS["access"], _("Invitation"), _("Appointment"), invited, "var(--o2)"),
    ]


def _of_searches(request: Request, reading: Reading) -> list[Component]:
    _ = request.words.text
    few = reading.over("fewer_than_three_on_offer", "share")
    note = _("What the calendar shows to somebody who looks at noon.")
    if few is not None and few.mean > 0.005:
        note = _("On {share} of the open days there are fewer than three at noon; these days do not count.").format(
            share=request.words.percent(few.mean)
        )
    wished = _("From the wish to the start of the appointment, of those who got one.")
    return [
        _time(request, reading, OF_A_WISH, _("Wish"), _("Appointment"), wished, "var(--o1)"),
        _time(request, reading, ON_OFFER, _("Noon"), _("Third slot"), note, "var(--o2)"),
    ]


def _time(request: Request, reading: Reading, kind: Kind, start: str, end: str, note: str, colour: str) -> Component:
    words, _ = request.words, request.words.text
    found = {s: reading.over(kind.measure, s, *kind.group) for s in ("median", "p90", "p95")}
    median = found["median"]
    digits = 0 if kind.unit == "days" else 1
    unit = _("days, median") if kind.unit == "days" else _("minutes, median")
    tails = [
        html.Span([html.Span(title), html.B(words.number(one.mean, digits))])
        for title, one in (("P90", found["p90"]), ("P95", found["p95"]))
        if one is not None
    ]
    text = definition(words, kind.measure)
    return html.Div(
        [
            html.Div([html.B(start), html.I(style={"color": colour}), html.B(end)], className="tw-br"),
            html.Div(
                [
                    html.H2(_(kind.title), className="tw-h2"),
                    fold(
                        icon("info-circle", small=True),
                        html.P(rich(text), className="tw-s"),
                        _("What is counted"),
                        "tw-def",
                    )
                    if text
                    else None,
                ],
                className="tw-hd",
            ),
            html.Div(
                [words.number(median.mean, digits), html.Small(unit)] if median else "–",
                className="tw-num",
            ),
            html.Div(tails, className="tw-pq"),
            html.P(note, className="tw-s", style={"marginTop": "8px"}),
        ]
    )


def chosen_group(request: Request, reading: Reading, kind: Kind) -> tuple[str, str]:
    """The group of the link, one key at a time, or the kind's own group."""
    for key in KEYS:
        value = request.ask(key)
        if value and reading.values(kind.measure, "median", key, value) and not kind.group[0]:
            return key, value
    return kind.group


def which_time(request: Request, reading: Reading, kind: Kind) -> Component:
    """Of which of the times the cards below speak."""
    words, _ = request.words, request.words.text
    kinds = kinds_of(reading)
    now = next(name for name, one in kinds.items() if one is kind)
    return dmc.SegmentedControl(
        id={"view": "time"},
        value=now,
        size="xs",
        className="tw-times",
        data=[{"value": name, "label": words.text(one.tab)} for name, one in kinds.items()],
        **{"aria-label": _("Which time")},
    )


def filters(request: Request, reading: Reading, kind: Kind, key: str, value: str) -> Component | None:
    """Of whom the distribution is, one group at a time; nothing for a time that is not told apart."""
    _ = request.words.text
    titles = {"team": _("All teams"), "service": _("All services"), "channel": _("All channels")}
    labels = {"team": _("Team"), "service": _("Service"), "channel": _("Channel")}
    if kind.group[0]:
        return None
    picks = []
    for one in KEYS:
        known = list(reading.by(kind.measure, "median", one))
        options = [{"value": v, "label": group_name(request.words, reading.scenario, one, v)} for v in known]
        picks.append(
            dmc.Select(
                id={"view": one},
                data=[{"value": "-", "label": titles[one]}, *options],
                value=value if key == one else "-",
                allowDeselect=False,
                size="sm",
                className="tw-filter",
                checkIconPosition="right",
                disabled=not options,
                **{"aria-label": labels[one]},
            )
        )
    return html.Div(picks, className="tw-filters")
