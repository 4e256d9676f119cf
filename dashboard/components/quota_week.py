"""The week plan of a book: the grid that one types and pastes into, sums a day and a week, and overload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_ag_grid as dag
from dash import html

from dashboard.components.quota_edit import Refusal, rows_of
from dashboard.components.quota_release import rules_in
from dashboard.components.text import Component, icon, rich
from dashboard.words import NN_, Words
from dashboard.words.faults import fault_said
from dashboard.words.quotas import titles
from simulation.scenario import Scenario
from simulation.scenario.calendar import WEEKDAYS
from simulation.scenario.week_plan import FULL, Load, WeekPlan, crowded, loads, mean_minutes, plan_of, pools_of

MOST_SAID = 5
MOST_CROWDED = 3
ROW, HEAD, MOST_ROWS = 30, 34, 14
"""Pixels of a row of the grid and of its head, and how many rows are seen at once: whole ones."""


def grid(words: Words, start: Scenario, now: Scenario, book: str) -> Component:
    """The cells. The page reads all of them at every edit, so that none is lost when two come quickly."""
    _ = words.text
    short = words.weekdays()
    before, plan = plan_of(start, book), plan_of(now, book)
    column = {"sortable": False, "resizable": False, "suppressMovable": True, "suppressHeaderMenuButton": True}
    said = {"before": _("before"), "closed": _("closed"), "over": _("too many at once")}
    columns: list[dict[str, Any]] = [
        {**column, "field": "time", "headerName": _("Time"), "width": 66, "pinned": "left", "cellClass": "tw-q-time"}
    ]
    columns += [
        {
            **column,
            "field": WEEKDAYS[day],
            "headerName": short[day],
            "flex": 1,
            "minWidth": 58,
            "editable": {"function": "quotaOpen(params)"},
            "valueSetter": {"function": "quotaPut(params)"},
            "cellRenderer": "QuotaCell",
            "cellRendererParams": said,
            "headerClass": "ag-right-aligned-header",
            "cellDataType": False,
        }
        for day in plan.days
    ]
    week = {**column, "field": "week", "headerName": _("Week"), "width": 76, "cellClass": "tw-q-week"}
    columns.append({**week, "headerClass": "ag-right-aligned-header"})
    return html.Div(
        dag.AgGrid(
            id="quota-grid",
            rowData=rows_of(before, plan, crowded(now, book)),
            columnDefs=columns,
            getRowId="params.data.id",
            dashGridOptions={
                "rowHeight": ROW,
                "headerHeight": HEAD,
                "singleClickEdit": False,
                "stopEditingWhenCellsLoseFocus": True,
                "enterNavigatesVertically": True,
                "enterNavigatesVerticallyAfterEdit": True,
                "suppressScrollOnNewData": True,
                "animateRows": False,
                "suppressHeaderFocus": True,
                "tabToNextCell": {"function": "quotaTab(params)"},
            },
            style={"height": f"{ROW * min(len(plan.times), MOST_ROWS) + HEAD + 2}px", "width": "100%"},
            className="tw-ag tw-q-grid",
        ),
        id="quota-cells",
        **{"data-label": _("Slots by weekday and clock time")},
    )


def sums(words: Words, start: Scenario, now: Scenario, book: str) -> list[Component]:
    """What the week comes to: cells changed, slots by release rule and day, and what they ask of the desks."""
    _ = words.text
    before, plan = plan_of(start, book), plan_of(now, book)
    work = loads(now, book)
    changed = sum(before.cells.get(place) != slots for place, slots in plan.cells.items())
    more = plan.of_week - before.of_week
    total = words.plural(*NN_("{n} slot a week", "{n} slots a week"), plan.of_week)
    if more:
        total = _("{total}, {more} than before").format(
            total=total, more=words.plural(*(_MORE if more > 0 else _FEWER), abs(more))
        )
    said = _("**{total}.**").format(total=total)
    if changed:
        cells = _("**{n} of {of} cells changed**").format(n=words.number(changed), of=words.number(len(plan.cells)))
        said = f"{cells}; " + (total if more else _("the sum stays at {total}").format(total=total)) + "."
    return [
        html.P(rich(said), className="tw-p tw-p2"),
        html.Div(_table(words, start, now, book, before, plan, work), className="tw-q-sums", tabIndex=0, role="group",
                 **{"aria-label": _("Sums by release rule and day")}),
        overload(words, now, book, work),
    ]  # fmt: skip


_MORE = NN_("{n} slot more", "{n} slots more")
_FEWER = NN_("{n} slot fewer", "{n} slots fewer")


def overload(words: Words, scenario: Scenario, book: str, work: dict[int, Load]) -> Component | None:
    """Which days ask more of the desks than they have, in a sentence."""
    _ = words.text
    minutes = mean_minutes(scenario, book)
    if minutes is None or not work:
        return html.P(_("No service books in this book, so the desks' load is not known."), className="tw-s")
    over = [day for day, load in work.items() if load.share > FULL]
    at_once = [cell for cell in crowded(scenario, book) if cell[0] not in over]
    desks = next(iter(work.values())).desks
    fullest = max(work.values(), key=lambda load: load.share_of_all)
    foot = _(
        "Slots times {minutes} minutes on average, against {desks} desks present, as far as people come; if all came, "
        "{most} at most."
    ).format(minutes=words.number(minutes, 1), desks=words.number(desks, 1), most=words.percent(fullest.share_of_all))
    if not over and not at_once:
        most = max(work, key=lambda day: work[day].share)
        text = _("No day is overloaded; the fullest is {day} with **{share} of the serving time**.")
        return html.P(
            [*rich(text.format(day=words.weekday(most), share=words.percent(work[most].share))), " ", foot],
            className="tw-s",
        )
    said = []
    if over:
        days = [f"{words.weekday(day)} {words.percent(work[day].share)}" for day in over]
        said.append(_("**Overloaded: {days} of the serving time.**").format(days=words.listing(days)))
    if at_once:
        said.append(_at_once(words, plan_of(scenario, book), at_once, desks))
    return html.Div(
        [icon("alert-triangle", small=True), html.Span([*rich(" ".join(said)), " ", foot])],
        className="tw-q-over",
        role="status",
    )


def _at_once(words: Words, plan: WeekPlan, cells: Sequence[tuple[int, str]], desks: float) -> str:
    """Times that ask too much on days that are not full: Montag 07:15: 60 Plätze, 17,5 Schalter."""
    _ = words.text
    shown = [
        _("{day} {time}: {slots}").format(
            day=words.weekday(day), time=time, slots=words.plural(*NN_("{n} slot", "{n} slots"), plan.cells[day, time])
        )
        for day, time in cells[:MOST_CROWDED]
    ]
    text = _("**Too many at once: {times}, for {desks} desks.**").format(
        times="; ".join(shown), desks=words.number(desks, 1)
    )
    if len(cells) > MOST_CROWDED:
        text += " " + words.plural("So is {n} more time.", "So are {n} more times.", len(cells) - MOST_CROWDED)
    return text


def _table(
    words: Words, start: Scenario, now: Scenario, book: str, before: WeekPlan, plan: WeekPlan, work: dict[int, Load]
) -> Component:
    _ = words.text
    old, new = pools_of(start, book), pools_of(now, book)
    named = titles(words, rules_in(start, book)) | titles(words, rules_in(now, book))
    short = words.weekdays()
    days = plan.days
    head = [html.Th(_("Opened by"), scope="col"), *[html.Th(short[d], scope="col", className="r") for d in days]]
    head.append(html.Th(_("Week"), scope="col", className="r"))
    body = []
    for name in dict.fromkeys([*old, *new]):
        was, is_ = old.get(name, {}), new.get(name, {})
        cells = [_cell(words, was.get(d, 0), is_.get(d, 0)) for d in days]
        cells.append(_cell(words, sum(was.values()), sum(is_.values()), bold=True))
        body.append(html.Tr([html.Th(_pool(words, name, named), scope="row"), *cells]))
    sums_row = [_cell(words, before.of_day(d), plan.of_day(d), bold=True) for d in days]
    sums_row.append(_cell(words, before.of_week, plan.of_week, bold=True))
    body.append(html.Tr([html.Th(_("Sum"), scope="row"), *sums_row], className="tw-q-total"))
    if mean_minutes(now, book) is not None:
        body.append(html.Tr([html.Th(_("Serving time"), scope="row"), *_shares(words, days, work)]))
    return html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className="tw-t tw-q-table")


def _shares(words: Words, days: list[int], work: dict[int, Load]) -> list[Component]:
    cells: list[Component] = []
    for day in days:
        load = work[day]
        over = load.share > FULL
        text = words.percent(load.share) if load.there else "–"
        mark = html.Span(words.text("overloaded"), className="tw-unseen")
        cells.append(
            html.Td([icon("alert-triangle", small=True), text, mark], className="r tw-worse")
            if over
            else html.Td(text, className="r")
        )
    return [*cells, html.Td("", className="r")]


def _cell(words: Words, was: int, now: int, bold: bool = False) -> Component:
    shown = words.number(now)
    if was == now:
        return html.Td(html.B(shown) if bold else shown, className="r")
    return html.Td(
        [html.Span([words.number(was), html.Span(" → ")], className="tw-q-was"), html.B(shown)], className="r tw-q-chg"
    )


def _pool(words: Words, name: str, named: dict[str, str]) -> str:
    _ = words.text
    if name == "unreleased":
        return _("never opened")
    if name in named:
        return named[name]
    rule, _under, part = name.rpartition("_")
    return ", ".join([named.get(rule, rule), _("part {n}").format(n=part)])


def refusals(
    words: Words, plan: WeekPlan, refused: Sequence[Refusal], fault: str = "", past: int = 0
) -> list[Component]:
    """What was not taken, where, and why; the other cells are kept."""
    _ = words.text
    said = []
    for one in refused[:MOST_SAID]:
        kept = plan.cells.get((one.day, one.time))
        text = _("{day} {time}: “{typed}” {reason}.").format(
            day=words.weekday(one.day), time=one.time, typed=one.typed, reason=one.reason
        )
        if kept is not None:
            text += " " + _("It stays {n}.").format(n=words.number(kept))
        said.append(text)
    if len(refused) > MOST_SAID:
        n = len(refused) - MOST_SAID
        said.append(words.plural("and {n} more value", "and {n} more values", n))
    if past:
        text = words.plural(
            "{n} value lies past the edge of the plan.", "{n} values lie past the edge of the plan.", past
        )
        said.append(text)
    if fault:
        said.append(_("Nothing was changed: {what}").format(what=fault_said(words, fault)))
    if not said:
        return []
    title = _("Not taken; everything else is kept.")
    return [
        html.Div(
            [icon("alert-triangle"), html.Div([html.P(html.B(title)), html.Ul([html.Li(one) for one in said])])],
            className="tw-call warn tw-q-said",
            role="alert",
        )
    ]
