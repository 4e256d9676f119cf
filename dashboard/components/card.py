"""Cards: a figure against its goal, cause bars, callouts, and the designed states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from dashboard.components.text import Component, fold, icon, rich


@dataclass(frozen=True)
class Strip:
    """A figure on its scale: range of single runs, the point, and a goal or another year, all in the same unit.

    `ends` are the words at both ends of a `scale` that the measure has by itself; without one, what is shown makes it.
    """

    low: float
    high: float
    point: float
    mark: float | None = None
    mark_label: str = ""
    warn: bool = False
    scale: tuple[float, float] | None = None
    ends: tuple[str, str] = ("", "")

    def draw(self) -> Component:
        ends = [self.low, self.high, self.point] + ([self.mark] if self.mark is not None else [])
        room = (max(ends) - min(ends)) or abs(self.point) or 1
        left, right = self.scale or (min(ends) - 0.22 * room, max(ends) + 0.22 * room)

        def at(value: float) -> float:
            return 100 * (value - left) / (right - left)

        parts = [
            html.Div(className="ax"),
            html.Div(
                className="rg",
                style={"left": f"{at(self.low):.2f}%", "width": f"{max(at(self.high) - at(self.low), 0.8):.2f}%"},
            ),
            html.Div(className="pt", style={"left": f"{at(self.point):.2f}%"}),
        ]
        if self.mark is not None:
            place = at(self.mark)
            parts += [
                html.Div(className="gl", style={"left": f"{place:.2f}%"}),
                html.Div(self.mark_label, className="lb", style={"left": f"{min(max(place, 16), 84):.2f}%"}),
            ]
        if self.scale is not None:
            parts += [html.Div(said, className=f"en {side}") for said, side in zip(self.ends, "lr", strict=True)]
        return html.Div(parts, className="tw-strip w" if self.warn else "tw-strip", **{"aria-hidden": "true"})


def kpi(
    name: str,
    title: str,
    figure: str,
    unit: str,
    spread: str,
    strip: Strip | None,
    verdict: str,
    sign: str,
    definition: str,
    definition_label: str,
) -> Component:
    """A key figure: name, figure, range in words, strip, and a verdict with an icon and words. `sign` is an icon."""
    colour = {"check": "var(--acc)", "alert-triangle": "var(--warn)"}.get(sign, "var(--ink2)")
    return html.Section(
        [
            html.Div(
                [
                    html.H2(title, className="tw-h3", id=f"{name}-title"),
                    fold(
                        icon("info-circle", small=True),
                        html.P(rich(definition), className="tw-s"),
                        definition_label,
                        "tw-def",
                    )
                    if definition
                    else None,
                ],
                className="tw-hd",
            ),
            html.Div([figure, html.Small(unit)], className="tw-num", style={"marginTop": "4px"}),
            html.P(spread, className="tw-s", style={"marginTop": "4px"}),
            strip.draw() if strip is not None else html.Div(className="tw-strip"),
            html.Div([icon(sign, color=colour), html.Span(rich(verdict))], className="tw-verdict"),
        ],
        className="tw-card tw-kpi",
        role="region",
        **{"aria-labelledby": f"{name}-title"},
    )


@dataclass(frozen=True)
class Bar:
    label: str
    shown: str
    size: float
    colour: str


def bars(rows: Sequence[Bar]) -> Component:
    """Cause bars: label, value, and a bar from zero; plain HTML and crisp."""
    most = max((row.size for row in rows), default=1) or 1
    return html.Div(
        [
            part
            for row in rows
            for part in (
                html.Div(
                    [
                        html.Span(row.label),
                        html.Span(row.shown, className="v"),
                        html.Div(
                            html.I(style={"width": f"{100 * row.size / most:.1f}%", "background": row.colour}),
                            className="t",
                        ),
                    ],
                    className="tw-bar",
                ),
            )
        ],
        className="tw-bars",
    )


def callout(children: Any, kind: str = "", sign: str = "info-circle", role: str | None = None) -> Component:
    more = {"role": role} if role else {}
    return html.Div(
        [icon(sign), html.Div(children, className="tw-call-in")], className=f"tw-call {kind}".strip(), **more
    )


def card(children: Any, title: str = "", name: str = "", right: Any = None, kind: str = "") -> Component:
    """A plain card with a heading."""
    head = []
    more: dict[str, str] = {}
    if title:
        head = [html.Div([html.H2(title, className="tw-h2", id=f"{name}-title"), right], className="tw-ch")]
        more = {"role": "region", "aria-labelledby": f"{name}-title"}
    return html.Section([*head, *_listed(children)], className=f"tw-card {kind}".strip(), **more)


def empty(title: str, sentence: str, button: Component | None, name: str = "empty") -> Component:
    """Nothing to show yet: one sentence, one button."""
    return html.Section(
        [
            html.H2(title, className="tw-h2", id=f"{name}-title"),
            html.P(rich(sentence), className="tw-p tw-p2"),
            button,
        ],
        className="tw-card tw-empty",
        role="region",
        **{"aria-labelledby": f"{name}-title"},
    )


def failed(title: str, what: str, remedy: Any, button: Component | None = None) -> Component:
    """What failed, why, and what to do. The inputs are kept by whoever shows this."""
    return callout(
        [html.P(html.B(title)), html.P(what), html.P(remedy, className="tw-p2"), button],
        "warn",
        "alert-triangle",
        role="alert",
    )


def command(words: Any, line: str) -> Component:
    """The command that reproduces what the page shows."""
    return html.Div(
        [
            icon("terminal-2", small=True),
            html.Span(words.text("Reproduce this page:"), className="tw-s"),
            html.Code(line, className="tw-code"),
            html.Button(
                [icon("copy", small=True), words.text("Copy")],
                className="tw-act tw-copy",
                type="button",
                **{"data-copy": line, "data-done": words.text("Copied")},
            ),
        ],
        className="tw-cmd",
    )


def _listed(children: Any) -> list[Any]:
    return list(children) if isinstance(children, (list, tuple)) else [children]
