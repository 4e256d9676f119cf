"""The path of the backlog as a chart, and the day on which it is gone."""

from __future__ import annotations

from dashboard.components import page
from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.figures.backlog import Path, backlog
from dashboard.reading import Reading, gone_on, path_of
from dashboard.request import Request


def paths(request: Request, reading: Reading, title: str, against: Reading | None, other: str) -> Component:
    words, _ = request.words, request.words.text
    main = path_of(reading)
    drawn = [Path(title, main, True)]
    if against is not None:
        drawn.append(Path(other, path_of(against), False))
    gone = gone_on(reading)
    start, end = float(main["mean"][0]), float(main["mean"][-1])
    ends = {"start": words.number(round(start, -2)), "end": words.number(round(end, -2 if end > 1000 else -1))}
    if gone is not None:
        finding = _("From {start} cases at the start, the backlog is **gone on {day}**.").format(
            **ends, day=words.day(gone)
        )
    else:
        finding = _(
            "From {start} cases at the start to **{end} after a year**; it is not gone within the year."
        ).format(**ends)
    if against is not None:
        finding += " " + _("With {other} it would be {n}.").format(
            other=other, n=words.number(round(float(drawn[1].fan["mean"][-1]), -2))
        )
    rows = []
    for path in drawn:
        for row in path.fan.iter_rows(named=True):
            rows.append({"scenario": path.label, "date": reading.day(row["day"]), **row})
    columns = [Column("scenario", _("Scenario"), "text"), Column("date", _("Day"), "date"), Column("mean", _("Mean"))]
    columns += [Column("low90", _("from")), Column("high90", _("to"))]
    table = Table(
        "backlog",
        _("Backlog: open cases without a decision"),
        columns,
        rows,
        page.notes(request, reading, against),
        shown=[row for row in rows if row["day"] % 30 == 0],
    )
    few = reading.n < 10
    return chart(
        request,
        "backlog",
        title=table.title,
        finding=finding,
        picture=[backlog(drawn, reading.scenario.starts, words, request.look, gone, phone) for phone in (False, True)],
        table=table,
        foot=_("Line: mean. Dark band: every second run; light band: all {n} runs").format(n=reading.n)
        if few
        else _("Line: mean. Dark band: every second run; light band: 9 of 10 runs"),
        link=page.run_link(request, reading),
        definition=definition(words, "backlog"),
    )
