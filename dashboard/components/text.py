"""Small pieces: icons by CSS mask, bold in sentences, pills."""

from __future__ import annotations

import re
from typing import Any

from dash import html

Component = Any
LOUD = re.compile(r"\*\*(.+?)\*\*")


def icon(name: str, small: bool = False, **style: str) -> Component:
    """A Tabler icon from assets/icons in the colour of the text; never the only carrier of a meaning."""
    look = {"--i": f"url(/assets/icons/{name}.svg)", **style}
    return html.Span(className="tw-i s" if small else "tw-i", style=look, **{"aria-hidden": "true"})


def rich(text: str) -> list[Component]:
    """A sentence whose **finding** is bold."""
    parts = LOUD.split(text)
    return [html.B(part) if i % 2 else part for i, part in enumerate(parts) if part]


def plain(text: str) -> str:
    return LOUD.sub(r"\1", text)


def pill(children: Any, kind: str = "", **more: Any) -> Component:
    return html.Span(children, className=f"tw-pill {kind}".strip(), **more)


def fold(opener: Any, children: Any, label: str, kind: str = "") -> Component:
    """A native details element that lies over the page; assets/page.js closes it on Escape and on a click elsewhere."""
    return html.Details(
        [html.Summary(opener, **{"aria-label": label}), html.Div(children, className="tw-fold-body")],
        className=f"tw-fold {kind}".strip(),
    )


def go(children: Any, href: str, kind: str = "", **more: Any) -> Component:
    """A link within the app: assets/page.js follows it without loading the page anew. Takes aria attributes."""
    return html.A(children, href=href, className=f"tw-go {kind}".strip(), **more)
