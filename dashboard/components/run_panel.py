"""The card of a run: ask, wait, progress with the time left, cancel, done, failed. Its state is in the queue."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.asked import SIZES
from dashboard.components.card import failed
from dashboard.components.chart import graph
from dashboard.components.start import progress
from dashboard.components.text import Component, icon, rich
from dashboard.figures.narrowing import narrowing
from dashboard.request import Request
from dashboard.words import digits_of, rounded, step_for
from simulation.study.queue import Entry
from simulation.study.statistics import interval

LEAST_PAIRS = 3
"""From which on an interval has something to be narrower than."""


def panel(
    request: Request,
    entry: Entry | None,
    kept: int,
    differences: list[float],
    subject: str,
    why_not: str = "",
    *,
    family: str = "",
    unit: str = "days",
) -> list[Component]:
    """`kept` pairs are there, with the subject's `differences` in a `unit`; `why_not`: what keeps one from asking.

    Ids: {"do": ask or cancel}, {"size": "run"}; a page that has its own callbacks puts its `family` before the keys.
    """
    _ = request.words.text
    if entry is not None and entry.live:
        body = progress(request, entry)
    elif entry is not None and entry.state == "failed":
        body = [
            failed(
                _("The run failed."),
                entry.message,
                _("The inputs are kept. Ask again; what was finished is not computed twice."),
            ),
            _ask(request, kept, why_not, family),
        ]
    else:
        body = [_ask(request, kept, why_not, family)]
        if entry is not None and entry.state == "cancelled" and not kept:
            body.insert(0, html.P(_("Cancelled. The inputs are kept."), className="tw-s"))
    title = _("Run under way") if entry is not None and entry.live else _("Run")
    return [
        html.Div(
            [
                html.H2(title, className="tw-h2", id="run-title"),
                _cancel(request, family) if entry and entry.live else None,
            ],
            className="tw-ch",
        ),
        *body,
        _narrow(request, differences, subject, entry, unit),
    ]


def _ask(request: Request, kept: int, why_not: str, family: str) -> Component:
    words, _ = request.words, request.words.text
    first = next((n for n in SIZES if n > kept), SIZES[-1])
    text = _("Compute") if not kept else _("Compute more")
    note = _("More replications, narrower intervals. Both sides meet the same people.")
    if kept:
        note = words.plural("{n} pair of replications is there.", "{n} pairs of replications are there.", kept)
    return html.Div(
        [
            html.Div(
                [
                    dmc.SegmentedControl(
                        id={f"{family}size": "run"},
                        size="xs",
                        value=str(first),
                        data=[{"value": str(n), "label": words.number(n)} for n in SIZES],
                        **{"aria-label": _("Replications")},
                    ),
                    html.Span(_("replications"), className="tw-s"),
                    html.Button(
                        [icon("player-play", small=True), text],
                        id={f"{family}do": "ask"},
                        n_clicks=0,
                        type="button",
                        className="tw-btn",
                        disabled=bool(why_not),
                    ),
                ],
                className="tw-ask",
            ),
            html.P(why_not or note, className="tw-s"),
        ]
    )


def _cancel(request: Request, family: str) -> Component:
    return html.Button(
        request.words.text("Cancel"), id={f"{family}do": "cancel"}, n_clicks=0, type="button", className="tw-btn quiet"
    )


def _narrow(
    request: Request, differences: list[float], subject: str, entry: Entry | None, unit: str
) -> Component | None:
    """The interval of the headline difference as it narrows, rounded as the row of the same difference is."""
    if len(differences) < LEAST_PAIRS:
        return None
    words, _ = request.words, request.words.text
    steps = []
    for n in range(LEAST_PAIRS - 1, len(differences) + 1):
        one = interval(differences[:n])
        steps.append((n, one.mean, one.low, one.high))
    last = interval(differences)
    step = step_for(last.half_width, 0.1 if unit == "days" else 10.0)
    digits = digits_of(step)
    text = _("The interval narrows: {subject} **{mean} ± {half} days**")
    if unit != "days":
        text = _("The interval narrows: {subject} **{mean} ± {half}**")
    of = entry.of // 2 if entry is not None and entry.live else len(differences)
    picture = narrowing(steps, max(of, len(differences)), words, request.look)
    return html.Div(
        [
            html.Div(graph("narrowing", picture, words), className="tw-narrow-pic", **{"aria-hidden": "true"}),
            html.P(
                rich(
                    text.format(
                        subject=subject,
                        mean=words.number(rounded(last.mean, step), digits, sign=True),
                        half=words.number(rounded(last.half_width, step), digits),
                    )
                ),
                className="tw-s",
            ),
        ],
        className="tw-narrow",
    )


def beat() -> Component:
    return dcc.Interval(id="staff-beat", interval=1200)
