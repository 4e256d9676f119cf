"""Every number of a scenario with its origin: the grid, the table."""

from __future__ import annotations

from collections import Counter
from typing import Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import html

from dashboard.components.chart import chart
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.request import Request
from dashboard.words.measures import ORIGINS


def numbers(request: Request, rows: list[dict[str, Any]], counts: Counter, origin: str, total: int) -> Component:
    _ = request.words.text
    kinds = [{"value": "all", "label": _("all {n}").format(n=total)}]
    kinds += [{"value": k, "label": " ".join([_(name), str(counts[k])])} for k, name in ORIGINS.items() if counts[k]]
    columns = [
        {
            "field": "where",
            "headerName": _("Number"),
            "flex": 4,
            "minWidth": 190,
            "cellClass": "tw-lines",
            "wrapText": True,
            "autoHeight": True,
            "tooltipField": "path",
        },
        {
            "field": "value",
            "headerName": _("Value"),
            "type": "rightAligned",
            "flex": 2,
            "minWidth": 130,
            "cellClass": "ag-right-aligned-cell tw-lines",
            "wrapText": True,
            "autoHeight": True,
            "sortable": False,
        },
        {"field": "unit", "headerName": _("Unit"), "width": 110},
        {"field": "origin", "headerName": _("Origin"), "width": 120},
        {"field": "range", "headerName": _("from – to"), "width": 140, "sortable": False},
        {
            "field": "reason",
            "headerName": _("Source and reason"),
            "flex": 5,
            "minWidth": 280,
            "cellClass": "tw-lines",
            "wrapText": True,
            "autoHeight": True,
        },
    ]
    grid = dag.AgGrid(
        id="numbers",
        rowData=[{k: row[k] for k in ("where", "path", "value", "unit", "origin", "range", "reason")} for row in rows],
        columnDefs=columns,
        defaultColDef={"sortable": True, "resizable": True, "filter": False, "suppressHeaderMenuButton": True},
        dashGridOptions={
            "rowHeight": 50,
            "headerHeight": 38,
            "suppressCellFocus": False,
            "enableCellTextSelection": True,
            "tooltipShowDelay": 300,
            "localeText": {"noRowsToShow": _("No number fits this search.")},
            "quickFilterText": request.ask("find"),
        },
        style={"height": "560px", "width": "100%"},
        className="tw-ag",
    )
    table = Table(
        "sources",
        _("Numbers and their origin"),
        [
            Column("where", _("Number"), "text"),
            Column("path", _("Path"), "text"),
            Column("raw", _("Value"), digits=4),
            Column("unit", _("Unit"), "text"),
            Column("origin", _("Origin"), "text"),
            Column("low", _("from"), digits=4),
            Column("high", _("to"), digits=4),
            Column("source", _("Source"), "text"),
            Column("reason", _("Reason"), "text"),
        ],
        rows,
        {_("Scenario"): request.chosen().title},
    )
    search = dmc.TextInput(
        id="find",
        value=request.ask("find"),
        placeholder=_("Search: team, service, source …"),
        size="sm",
        className="tw-find",
        **{"aria-label": _("Search the numbers")},
    )
    origins = dmc.SegmentedControl(
        id="origin", data=kinds, value=origin, size="xs", className="tw-times", **{"aria-label": _("Origin")}
    )
    return chart(
        request,
        "numbers",
        title=_("Numbers and their origin"),
        finding=_(
            "No number without a source. **Assumed** and **calibrated** ones carry the range in which they could lie."
        ),
        before=html.Div([origins, search], className="tw-controls tw-gap-bottom"),
        picture=grid,
        table=table,
        foot=_("Hover or tap a number for the path that a scenario file or --set takes."),
    )
