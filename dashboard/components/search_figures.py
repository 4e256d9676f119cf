"""An office in which people look for their appointment: who finds one, who is lost, how soon, and which are kept."""

from __future__ import annotations

from dashboard.components import page
from dashboard.components.card import Bar, bars, empty
from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.reading import Reading
from dashboard.request import Request

LOST = (("demand_lost", "var(--o1)"), ("withdrawn", "var(--o4)"), ("stayed_away", "var(--o2)"))


def endings(request: Request, reading: Reading) -> Component:
    """What becomes of the wishes that have ended: served, and three ways of not being served side by side."""
    words, _ = request.words, request.words.text
    title = _("What becomes of the wishes")
    shares = {name: over.mean for name, _colour in LOST if (over := reading.over(name, "share")) is not None}
    if len(shares) < len(LOST):
        return empty(title, _("This run has no such figure."), None, "endings")
    served = 1 - sum(shares.values())
    names = {
        "demand_lost": _("gave up the search"),
        "withdrawn": _("gave the slot back and do not look again"),
        "stayed_away": _("missed the slot and do not come again"),
    }
    rows = [Bar(_("were served"), words.percent(served, 1), served, "var(--o3)")]
    rows += [Bar(names[name], words.percent(shares[name], 1), shares[name], colour) for name, colour in LOST]
    records = [{"what": row.label, "share": row.size} for row in rows]
    columns = [Column("what", _("What becomes of them"), "text"), Column("share", _("Share"), "share", 1)]
    return chart(
        request,
        "endings",
        title=title,
        finding=_("Of 100 people **{served} are served**, {lost} find nothing and give up.").format(
            served=words.number(100 * served), lost=words.number(100 * shares["demand_lost"])
        ),
        picture=bars(rows),
        table=Table("endings", title, columns, records, page.notes(request, reading)),
        foot=_("Share of the wishes that have ended; mean of {n}").format(
            n=words.plural("{n} replication", "{n} replications", reading.n)
        ),
        link=(_("To the waiting times"), request.link("/waiting")),
        definition=definition(words, "demand_lost"),
    )
