"""The frame of every page: header, navigation, skip link, and the theme of Mantine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.components.text import Component, go, icon
from dashboard.words import Words

BLUES = [
    "#EAF2FA",
    "#D2E3F4",
    "#A9C9E8",
    "#7EADDC",
    "#5F9FDB",
    "#4789C8",
    "#2F6FAF",
    "#27639F",
    "#1F5A96",
    "#17477A",
]
THEME = {
    "primaryColor": "tw",
    "primaryShade": {"light": 8, "dark": 4},
    "autoContrast": True,
    "colors": {"tw": BLUES},
    "fontFamily": '"Inter Variable", system-ui, sans-serif',
    "fontFamilyMonospace": "ui-monospace, monospace",
    "defaultRadius": 8,
    "headings": {"fontFamily": '"Inter Variable", system-ui, sans-serif'},
    "cursorType": "pointer",
}


def shell(words: Words, shade: str, choice: str) -> Component:
    """The whole app. `shade` is light or dark, `choice` light, dark or auto."""
    _ = words.text
    return dmc.MantineProvider(
        id="mantine",
        theme=THEME,
        forceColorScheme=shade,
        children=[
            html.A(_("Skip to content"), href="#main", className="tw-skip"),
            dcc.Location(id="url", refresh="callback-nav"),
            dcc.Store(id="shade", data=shade),
            dcc.Store(id="seen"),
            dcc.Interval(id="beat", interval=2000, disabled=True),
            dmc.AppShell(
                id="shell",
                header={"height": 56},
                navbar={"width": 216, "breakpoint": "sm", "collapsed": {"mobile": True}},
                padding=0,
                children=[
                    dmc.AppShellHeader(_header(words, choice), className="tw-head"),
                    dmc.AppShellNavbar(
                        [
                            html.Div(id="phone-picks", className="tw-phone-picks mantine-hidden-from-sm"),
                            html.Div(id="nav", className="tw-nav-in"),
                        ],
                        className="tw-nav",
                        **{"aria-label": _("Pages")},
                    ),
                    dmc.AppShellMain(
                        html.Div(html.Div(className="tw-skel", style={"height": "320px"}), id="page"),
                        className="tw-main",
                        id="main",
                        tabIndex=-1,
                    ),
                ],
            ),
            html.Div(id="announce", className="tw-unseen", role="status", **{"aria-live": "polite"}),
        ],
    )


def _header(words: Words, choice: str) -> list[Component]:
    _ = words.text
    other = "English" if words.lang == "de" else "Deutsch"
    shades = {"light": _("Light"), "dark": _("Dark"), "auto": _("Like the device")}
    return [
        html.Div(
            [
                html.Div(
                    [
                        dmc.Burger(
                            id="burger", size=20, opened=False, hiddenFrom="sm", **{"aria-label": _("Navigation")}
                        ),
                        html.Div(className="tw-mark"),
                        html.Span("Terminwerk", className="tw-brand"),
                    ],
                    className="tw-head-left",
                ),
                html.Div(id="picks", className="tw-picks mantine-visible-from-sm"),
                html.Div(
                    [
                        html.Button(
                            [icon("link", small=True), html.Span(_("Copy link"))],
                            type="button",
                            className="tw-act tw-copy-link mantine-visible-from-sm",
                            **{"data-done": _("Copied")},
                        ),
                        html.A(
                            other,
                            href="?lang=" + ("en" if words.lang == "de" else "de"),
                            className="tw-act tw-lang",
                            lang="en" if words.lang == "de" else "de",
                        ),
                        html.Details(
                            [
                                html.Summary(
                                    [icon("moon", display="none"), icon("sun")],
                                    className="tw-act",
                                    **{"aria-label": _("Colours")},
                                ),
                                html.Div(
                                    [
                                        html.Button(
                                            [
                                                icon(
                                                    {"light": "sun", "dark": "moon", "auto": "device-desktop"}[key],
                                                    small=True,
                                                ),
                                                title,
                                            ],
                                            type="button",
                                            className="tw-shade",
                                            **{"data-shade": key, "aria-pressed": "true" if key == choice else "false"},
                                        )
                                        for key, title in shades.items()
                                    ],
                                    className="tw-fold-body",
                                ),
                            ],
                            className="tw-fold tw-shades",
                        ),
                    ],
                    className="tw-head-right",
                ),
            ],
            className="tw-head-in",
        )
    ]


def navigation(words: Words, groups: list[tuple[str, list[tuple[str, str, str]]]], here: str) -> list[Component]:
    """Links in groups; each is (address, title, icon)."""
    out: list[Any] = []
    for title, links in groups:
        out.append(html.Div(title, className="tw-navg"))
        for address, name, sign in links:
            on = address.partition("?")[0] == here
            out.append(
                go(
                    [icon(sign), name],
                    address,
                    "tw-nl on" if on else "tw-nl",
                    **({"aria-current": "page"} if on else {}),
                )
            )
    return out


def pickers(
    words: Words,
    where: str,
    choices: list[Any],
    scenario: str,
    against: str,
    compares: bool,
    unsaved: Any = None,
    drafted: Sequence[Any] = (),
) -> list[Component]:
    """Scenario and, on pages that compare, what it is held against. `where` is head or nav; `drafted` are choices that
    can be looked at but not held against."""
    _ = words.text
    cells = [
        dmc.Select(
            id={"pick": "scenario", "where": where},
            data=[*drafted, *choices],
            value=scenario,
            allowDeselect=False,
            size="sm",
            className="tw-pick",
            checkIconPosition="right",
            searchable=False,
            **{"aria-label": _("Scenario")},
        )
    ]
    if compares:
        cells += [
            html.Span(_("against"), className="tw-s"),
            dmc.Select(
                id={"pick": "against", "where": where},
                data=[{"value": "-", "label": _("nothing")}, *choices],
                value=against or "-",
                allowDeselect=False,
                size="sm",
                className="tw-pick",
                checkIconPosition="right",
                **{"aria-label": _("Held against")},
            ),
        ]
    if where == "head":
        cells.append(html.Div(unsaved, id="unsaved"))
    return cells
