"""Twelve columns at a desk, one on a phone."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.text import Component


def row(*cells: tuple[int, Any] | None) -> Component:
    """Cells as (columns of twelve, content); cards in a row end level."""
    return html.Div(
        [html.Div(content, className=f"tw-c tw-c{span}") for span, content in filter(None, cells)], className="tw-grid"
    )
