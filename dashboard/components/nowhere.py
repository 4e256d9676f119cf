"""What stands at an address that leads nowhere: that there is nothing, and every page there is."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.components.card import card
from dashboard.components.page import head
from dashboard.components.text import Component, go, icon
from dashboard.request import Request

Groups = Sequence[tuple[str, Sequence[tuple[str, str, str]]]]


def nowhere(request: Request, path: str, groups: Groups) -> Component:
    """`groups` as the navigation has them: a title, and address, name and icon of each page."""
    _ = request.words.text
    links = [
        html.Li(go([icon(sign), _(name)], request.link(address), "tw-nl"))
        for _title, pages in groups
        for address, name, sign in pages
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
