"""An office in which people look for their appointment: who finds one, who is lost, how soon, and which are kept."""

from __future__ import annotations

from dashboard.components import page
from dashboard.components.card import Bar, Strip, bars, empty, kpi
from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.reading import Reading, Spread
from dashboard.request import Request
from dashboard.words.measures import amount
from simulation.study.statistics import Interval

LOST = (("demand_lost", "var(--o1)"), ("withdrawn", "var(--o4)"), ("stayed_away", "var(--o2)"))


def search_figures(request: Request, reading: Reading) -> list[Component]:
    """Four key figures; none has a goal, so each says what stands beside it."""
    _ = request.words.text
    return [
        _share(
            request, reading, ("search_success", "per_person"), _("Find an appointment"), _("of the people"),
            _("At a single look it is **{share}**: that measures persistence."), ("search_success", "per_try"),
        ),
        _share(
            request, reading, ("demand_lost", "share"), _("Give up the search"), _("of the people"),
            _("That is **{n} people** in the run."), ("demand_lost", "total"),
        ),
        _access(request, reading),
        _share(
            request, reading, ("slots_kept", "share"), _("Slots kept"), _("of the slots"),
            _("**{share}** of the bookings are missed."), ("no_show_share", "share"),
        ),
    ]  # fmt: skip


def _share(
    request: Request, reading: Reading, key: tuple[str, str], title: str, unit: str, beside: str, other: tuple[str, str]
) -> Component:
    """A share with the range of single runs, and another figure in a sentence."""
    words = request.words
    found = _found(reading, *key)
    if found is None:
        return _none(request, title, key[0])
    over, spread = found
    more = reading.over(*other)
    value = "" if more is None else words.percent(more.mean, 0 if more.mean >= 0.095 else 1)
    verdict = "" if more is None else beside.format(share=value, n=words.number(round(more.mean, -1)))
    return kpi(
        key[0],
        title,
        words.percent(over.mean, 0 if 0.095 <= over.mean <= 0.905 else 1),
        unit,
        words.text("{low} to {high} {runs}").format(
            low=words.number(100 * spread.low, 1),
            high=words.percent(spread.high, 1),
            runs=page.runs_said(request, spread),
        ),
        Strip(spread.low, spread.high, over.mean),
        verdict,
        "info-circle",
        definition(words, key[0]),
        words.text("What is counted"),
    )


def _access(request: Request, reading: Reading) -> Component:
    """The time from the wish to the slot, and what is on offer at noon."""
    words, _ = request.words, request.words.text
    title = _("Time to the appointment")
    found = _found(reading, "access_time", "median")
    if found is None:
        return _none(request, title, "access_time")
    over, spread = found
    third, few = reading.over("third_next_available", "mean"), reading.over("fewer_than_three_on_offer", "share")
    verdict = _("Of those who got one.")
    if few is not None and few.mean > 0.005:
        verdict = _("On **{share}** of the open days, fewer than three slots are on offer at noon.").format(
            share=words.percent(few.mean)
        )
    elif third is not None:
        verdict = _("At noon the third slot on offer is **{days}** ahead.").format(
            days=amount(words, round(third.mean, 1), "days", 1)
        )
    return kpi(
        "access_time",
        title,
        words.number(over.mean, 1),
        _("days, median"),
        _("{low} to {high} {runs}").format(
            low=words.number(spread.low, 1), high=words.number(spread.high, 1), runs=page.runs_said(request, spread)
        ),
        Strip(spread.low, spread.high, over.mean),
        verdict,
        "info-circle",
        definition(words, "access_time"),
        _("What is counted"),
    )


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


def finding(request: Request, reading: Reading) -> str:
    """The lead of the page: who finds a slot, how soon, and who gives up."""
    words, _ = request.words, request.words.text
    person, access = reading.over("search_success", "per_person"), reading.over("access_time", "median")
    lost = reading.over("demand_lost", "share")
    if person is None or access is None or lost is None:
        return _("Nobody found an appointment in this run.")
    return _("{share} of the people find an appointment, {days} after their wish (median). {lost} give up.").format(
        share=words.percent(person.mean, 0 if person.mean <= 0.905 else 1),
        days=amount(words, round(access.mean), "days"),
        lost=words.percent(lost.mean, 0 if lost.mean >= 0.095 else 1),
    )


def _found(reading: Reading, measure: str, statistic: str) -> tuple[Interval, Spread] | None:
    over, spread = reading.over(measure, statistic), reading.spread(measure, statistic)
    return None if over is None or spread is None else (over, spread)


def _none(request: Request, title: str, name: str) -> Component:
    return empty(title, request.words.text("This run has no such figure."), None, name)
