"""What is on offer at a day and hour, before and after: the next weeks as a calendar, and the slots of one day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import dash_mantine_components as dmc
from dash import html

from dashboard.components.chart import chart
from dashboard.components.quota_calendar import MOST_WEEKS, Moment, calendar, rule_name
from dashboard.components.quota_fields import date_of, time_of
from dashboard.components.quota_release import rules_in
from dashboard.components.text import Component, icon
from dashboard.exports.table import Column, Table
from dashboard.request import Request
from dashboard.words import NN_, Words
from dashboard.words.quotas import titles
from simulation.scenario import Scenario
from simulation.scenario.preview import Preview, PreviewSlot, on_offer

HOURS = ("06:59", "07:00", "08:59", "09:00", "09:01", "12:00")


def moment_of(scenario: Scenario, book: str, at: str, day: str) -> Moment:
    """What the link asks for; else 09:00 of the first working day in the third week of the run."""
    first = scenario.starts
    last = first + timedelta(days=scenario.days - 1)
    try:
        when = datetime.fromisoformat(at).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        start = first + timedelta(days=14)
        open_days = [slot.starts.date() for slot in on_offer(scenario, book, datetime.combine(start, time()), 14).slots]
        when = datetime.combine(open_days[0] if open_days else start, time(9))
    when = datetime.combine(min(max(when.date(), first), last), when.time())
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        chosen = when.date()
    return Moment(when, max(chosen, when.date() - timedelta(days=when.weekday())))


def looked(words: Words, moment: Moment, typed: Mapping[str, str]) -> tuple[Moment, dict[str, str]]:
    """The moment that was typed ("date", "time"), and by field why it cannot be one; then the old one holds."""
    day, clock, faults = moment.when.date(), moment.when.time(), {}
    try:
        day = date.fromisoformat(date_of(words, typed.get("date")))
    except ValueError as error:
        faults["date"] = str(error)
    try:
        text = time_of(words, typed.get("time"))
        if text is None or text == "24:00":
            raise ValueError(words.text("Please type a clock time like 08:30."))
        clock = time.fromisoformat(text)
    except ValueError as error:
        faults["time"] = str(error)
    return Moment(datetime.combine(day, clock), day if day != moment.when.date() else moment.day), faults


def preview(request: Request, start: Scenario, now: Scenario, book: str, moment: Moment) -> Component:
    """The card: calendar of the next weeks, then the day's list."""
    words, _ = request.words, request.words.text
    reach = MOST_WEEKS * 7 - moment.when.weekday()
    before, after = on_offer(start, book, moment.when, reach), on_offer(now, book, moment.when, reach)
    named = titles(words, rules_in(start, book)) | titles(words, rules_in(now, book))
    title = _("What is on offer on {day}").format(day=_long(words, moment.when.date()))
    there, was = (sum(one.on_offer for one in side.days) for side in (after, before))
    clock = f"{moment.when:%H:%M}"
    finding = _("At {time} **{n} slots** are on offer").format(time=clock, n=words.number(there))
    finding += _("; before it was {n}.").format(n=words.number(was)) if was != there else "."
    opening = [one for one in after.slots if one.released == moment.when]
    if opening:
        finding += " " + _("{n} of them open at this minute.").format(n=words.number(sum(s.slots for s in opening)))
    upcoming = [day.next_release for day in after.days if day.next_release is not None]
    if upcoming:
        finding += " " + _("The next ones open on {when}.").format(when=words.moment(min(upcoming)))
    return chart(
        request,
        "quota-preview",
        title=title,
        finding=finding,
        before=_controls(words, moment),
        picture=html.Div(
            [
                calendar(words, now, before, after, moment, named),
                _list(words, before, after, moment, named),
            ],
            className="tw-q-seen",
        ),
        table=_as_table(request, title, before, after, named),
        foot=_(
            "What the rules offer before anybody books. Times are civil times, also on days when the clocks change."
        ),
    )


def _controls(words: Words, moment: Moment) -> Component:
    _ = words.text
    clock = f"{moment.when:%H:%M}"
    return html.Div(
        [
            dmc.TextInput(
                id={"look": "date"},
                value=words.day(moment.when.date(), "numeric"),
                label=_("Look into the book on"),
                size="xs",
                debounce=500,
                className="tw-q-date",
            ),
            dmc.TextInput(
                id={"look": "time"}, value=clock, label=_("at"), size="xs", debounce=500, className="tw-q-clock"
            ),
            html.Div(
                [
                    html.Button(
                        hour,
                        id={"hour": hour},
                        n_clicks=0,
                        type="button",
                        className="tw-q-hour" + (" on" if hour == clock else ""),
                        **{"aria-pressed": "true" if hour == clock else "false"},
                    )
                    for hour in HOURS
                ],
                className="tw-q-hours",
                role="group",
                **{"aria-label": _("Clock time")},
            ),
        ],
        className="tw-q-look",
    )


def _long(words: Words, day: date) -> str:
    return f"{words.weekday(day.weekday())}, {words.day(day)}"


def _list(words: Words, before: Preview, after: Preview, moment: Moment, named: dict[str, str]) -> Component:
    """The slots of a day by clock time and rule: how many, on offer, since when, until when; those that have begun
    already are folded."""
    _ = words.text
    rows = _rows(before, after, moment.day)
    label = _("Slots on {day}").format(day=_long(words, moment.day))
    title = html.H3(label, className="tw-h3")
    if not rows:
        return html.Div([title, html.P(_("No slots on this day."), className="tw-s")], className="tw-q-list")
    past = [row for row in rows if row[0].starts < moment.when]
    table = _slots(words, rows[len(past) :], named)
    over = html.P(_("All slots of this day have begun."), className="tw-s")
    shown = html.Div(table, className="tw-q-rows", tabIndex=0, role="group", **{"aria-label": label})
    parts = [title, shown if len(past) < len(rows) else over]
    if past:
        count = words.plural(*NN_("{n} row that has begun", "{n} rows that have begun"), len(past))
        parts.insert(1, _folded(words, count, _slots(words, past, named)))
    return html.Div(parts, className="tw-q-list")


def _folded(words: Words, title: str, table: Component) -> Component:
    opener = [icon("chevron-down", small=True), title]
    rows = html.Div(table, className="tw-q-rows", tabIndex=0, role="group", **{"aria-label": title})
    return html.Details([html.Summary(opener), rows], className="tw-q-diff")


def _slots(words: Words, rows: Sequence[tuple[PreviewSlot, int]], named: dict[str, str]) -> Component:
    _ = words.text
    head = [_("Time"), _("Slots"), _("on offer"), _("before"), _("Rule"), _("opens"), _("bookable until")]
    body = [
        html.Tr(
            [
                html.Th(f"{one.starts:%H:%M}", scope="row"),
                html.Td(words.number(one.slots), className="r"),
                html.Td(html.B(words.number(one.on_offer)), className="r"),
                html.Td(words.number(was), className="r tw-before"),
                html.Td(rule_name(one.rule, named) or _("never opened")),
                html.Td(words.moment(one.released) if one.released else "–"),
                html.Td(f"{one.until:%H:%M}" if one.until else "–"),
            ]
        )
        for one, was in rows
    ]
    titles = html.Tr([html.Th(t, scope="col", className="r" if i in (1, 2, 3) else "") for i, t in enumerate(head)])
    return html.Table([html.Thead(titles), html.Tbody(body)], className="tw-t tw-t-data")


def _rows(before: Preview, after: Preview, day: date) -> list[tuple[PreviewSlot, int]]:
    """Each row of the day after the change, with what was on offer at that time by that rule before."""
    old: dict[tuple[datetime, str | None], int] = {}
    for slot in before.slots:
        old[slot.starts, slot.rule] = old.get((slot.starts, slot.rule), 0) + slot.on_offer
    rows = [(slot, old.get((slot.starts, slot.rule), 0)) for slot in after.slots if slot.starts.date() == day]
    return sorted(rows, key=lambda row: (row[0].starts, row[0].rule or "~"))


def _as_table(request: Request, title: str, before: Preview, after: Preview, named: dict[str, str]) -> Table:
    _ = request.words.text
    columns = [
        Column("date", _("Date"), "date"),
        Column("slots", _("Slots")),
        Column("before", _("on offer before")),
        Column("after", _("on offer after")),
        Column("next", _("next release"), "text"),
    ]
    old = {day.date: day for day in before.days}
    rows = [
        {
            "date": day.date,
            "slots": day.slots,
            "before": old[day.date].on_offer if day.date in old else None,
            "after": day.on_offer,
            "next": request.words.moment(day.next_release) if day.next_release else None,
        }
        for day in after.days
    ]
    return Table("preview", title, columns, rows)
