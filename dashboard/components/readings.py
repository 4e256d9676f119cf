"""The readings that swing results: what the sources leave open, and what is taken here."""

from __future__ import annotations

from dash import html

from dashboard.components.chart import chart
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.request import Request
from dashboard.words import N_

# What MODEL leaves open: question, the reading taken, the other one.
READINGS = (
    (
        N_("Order within a team and priority class"),
        N_("oldest case first"),
        N_("by joining the queue: makes three to four times as many cases late"),
    ),
    (N_("What the backlog counts"), N_("undecided cases"), N_("all open stages")),
    (
        N_("Calls and messages because someone waits"),
        N_("arise from the open cases of the run"),
        N_("off, or a fixed volume"),
    ),
    (N_("Least time from invitation to appointment"), N_("7 days"), N_("3 to 14 days")),
    (N_("An appointment that somebody gives back"), N_("is offered again"), N_("is lost")),
    (N_("Who needs no visit"), N_("return cases, children under 6, people who cannot move: 4 %"), ""),
    (
        N_("No answer to a document request"),
        N_("reminder after 21 days; 4 % never answer and are closed after 42 days"),
        "",
    ),
    (N_("What a decision is"), N_("grant or refusal"), N_("withdrawals and provisional papers too")),
    (N_("Work at closing time"), N_("is put down and taken up next morning by the same team"), N_("is finished")),
    (N_("Abandoned calls"), N_("60 % call again after 20 minutes, the others write a message"), ""),
)


def readings(request: Request) -> Component:
    _ = request.words.text
    title = _("Readings that swing results")
    rows = [{"question": _(q), "taken": _(taken), "other": _(other) if other else ""} for q, taken, other in READINGS]
    heads = [_("Question"), _("Taken here"), _("The other reading")]
    body = [
        html.Tr(
            [
                html.Th(r["question"], scope="row"),
                html.Td(r["taken"], **{"data-l": heads[1]}),
                html.Td(r["other"] or "–"),
            ]
        )
        for r in rows
    ]
    return chart(
        request,
        "readings",
        title=title,
        finding=_("The sources leave these questions open. Each is a parameter of the office file."),
        picture=html.Table(
            [html.Thead(html.Tr([html.Th(h, scope="col") for h in heads])), html.Tbody(body)],
            className="tw-t tw-stack tw-read",
        ),
        table=Table(
            "readings",
            title,
            [
                Column("question", heads[0], "text"),
                Column("taken", heads[1], "text"),
                Column("other", heads[2], "text"),
            ],
            rows,
        ),
        foot="",
    )
