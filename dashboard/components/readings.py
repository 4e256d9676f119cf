"""The readings that swing results: what the sources leave open, and what is taken here."""

from __future__ import annotations

from dash import html

from dashboard.components.chart import chart
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.request import Request
from dashboard.words import N_

# What the sources leave open: question, the reading taken, the other one, and where that is set or seen.
READINGS = (
    (
        N_("Order within a team and priority class"),
        N_("oldest case first"),
        N_("by joining the queue: who was asked for documents goes to the back again, and late cases become later"),
        'teams.*.order = "joining"',
    ),
    (
        N_("What the backlog counts"),
        N_("undecided cases"),
        N_("all open cases, those that wait for their card too: in the series of the open cases, by day"),
        "backlog_by_day",
    ),
    (
        N_("Calls and messages because someone waits"),
        N_("arise from the open cases of the run"),
        N_("none"),
        'failure_demand.asks = "off"',
    ),
    (
        N_("Least time from invitation to appointment"),
        N_("7 days"),
        N_("3 to 14 days"),
        "books.*.release.lead_days",
    ),
    (
        N_("An appointment that somebody gives back"),
        N_("is offered again"),
        N_("is lost"),
        'books.*.release.freed = "lost"',
    ),
    (
        N_("Who needs no visit"),
        N_("return cases, children under 6, people who cannot move: 4 %"),
        N_("2 to 7 %"),
        "traits.no_visit.share",
    ),
    (
        N_("No answer to a document request"),
        N_("reminder after 21 days; 4 % never answer and are closed after 42 days"),
        N_("reminder after 14 to 28 days"),
        "routes.*.documents.reminder.after_days",
    ),
    (
        N_("What a decision is"),
        N_("grant or refusal"),
        N_("withdrawals too: they are told apart in the ledger of cases"),
        "cases.outcome",
    ),
    (
        N_("Work at closing time"),
        N_("is put down and taken up next morning by the same team"),
        N_("is finished"),
        'teams.*.at_closing = "finish"',
    ),
    (
        N_("Abandoned calls"),
        N_("60 % call again after 20 minutes, the others write a message"),
        N_("40 to 80 %, after 10 to 60 minutes"),
        "services.call.retry",
    ),
)


def readings(request: Request) -> Component:
    _ = request.words.text
    title = _("Readings that swing results")
    rows = [
        {"question": _(q), "taken": _(taken), "other": _(other), "where": where} for q, taken, other, where in READINGS
    ]
    heads = [_("Question"), _("Taken here"), _("The other reading"), _("Where it is set or seen")]
    body = [
        html.Tr(
            [
                html.Th(r["question"], scope="row"),
                html.Td(r["taken"], **{"data-l": heads[1]}),
                html.Td(r["other"], **{"data-l": heads[2]}),
                html.Td(html.Code(r["where"], className="tw-code"), **{"data-l": heads[3]}),
            ]
        )
        for r in rows
    ]
    return chart(
        request,
        "readings",
        title=title,
        finding=_(
            "The sources leave these questions open. Most are a figure or a word of the office file; two are told "
            "apart in the data."
        ),
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
                Column("where", heads[3], "text"),
            ],
            rows,
        ),
        foot="",
    )
