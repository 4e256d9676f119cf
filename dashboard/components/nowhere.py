"""What stands at an address that leads nowhere: that there is nothing, and every page there is."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from dash import html

from dashboard.components.card import card
from dashboard.components.page import head
from dashboard.components.text import Component, go, icon
from dashboard.request import Request


def nowhere(request: Request, path: str, pages: Mapping[str, ModuleType]) -> Component:
    """The pages by their addresses, each with its TITLE and SIGN."""
    _ = request.words.text
    links = [
        html.Li(go([icon(page.SIGN), _(page.TITLE)], request.link(address), "tw-nl")) for address, page in pages.items()
    ]
    return html.Div(
        [
            head(
                _("Not found"),
                _("There is no such page."),
                _("{address} leads nowhere. Perhaps the link is old, or a letter is missing.").format(
                    address=path[:80]
                ),
            ),
            card(html.Ul(links, className="tw-nowhere"), _("The pages that there are"), "nowhere"),
        ],
        className="tw-stack-y",
    )
