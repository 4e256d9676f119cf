"""The fields of a release rule: numbers with their range, clock times by weekday, size, parts."""

from __future__ import annotations

from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.components.quota_fields import SIZES, Field
from dashboard.components.quota_release import week_clock
from dashboard.components.text import Component, icon
from dashboard.words import NO_BREAK, Words
from simulation.scenario.calendar import WEEKDAYS
from simulation.scenario.figures import FigureRow


def field_in(words: Words, name: str, field: Field, rule: dict[str, Any], row: FigureRow | None) -> Component:
    _ = words.text
    value = rule.get(field.key, field.default)
    ident = {"quota": f"{name}|{field.key}"}
    label, common = _(field.label), {"size": "xs", "debounce": 400}
    if field.form == "week":
        return _week(words, name, week_clock(rule["at"]))
    if field.form == "choice":
        data = [{"value": key, "label": _(text)} for key, text in field.choices]
        return dmc.Select(
            id=ident, data=data, value=value, label=label, size="xs", allowDeselect=False, className="wide"
        )
    if field.form == "number":
        return number_in(words, ident, value, label, f"{NO_BREAK}{_(field.unit)}", range_in(words, row, 1))
    if field.form == "date":
        value = words.day(date.fromisoformat(str(value)), "numeric")
    elif field.form == "dates":
        value = ", ".join(words.day(date.fromisoformat(str(one)), "numeric") for one in value)
    wide = "wide" if field.form == "dates" else ""
    return dmc.TextInput(id=ident, value=value or "", label=label, className=wide, **common)


def number_in(words: Words, ident: Any, value: Any, label: str, suffix: str, hint: str, **more: Any) -> Component:
    return dmc.NumberInput(
        id=ident,
        value=value,
        label=label,
        description=hint or None,
        suffix=suffix,
        size="xs",
        debounce=400,
        decimalSeparator="," if words.lang == "de" else ".",
        allowedDecimalSeparators=[",", "."],
        clampBehavior="none",
        **more,
    )


def range_in(words: Words, row: FigureRow | None, scale: float) -> str:
    """The range in which a number could lie, as its source says."""
    if row is None or row.low is None or row.high is None:
        return ""
    digits = 0 if scale * row.high >= 10 else 1
    low, high = (words.number(scale * x, 0 if float(scale * x).is_integer() else digits) for x in (row.low, row.high))
    return words.text("plausible {low} to {high}").format(low=low, high=high)


def _week(words: Words, name: str, times: list[str | None]) -> Component:
    _ = words.text
    short = words.weekdays()
    boxes = [
        dmc.TextInput(
            id={"clock": name, "day": key},
            value=times[n] or "",
            label=short[n],
            size="xs",
            debounce=400,
            **{"aria-label": _("{label}: {day}").format(label=_("Opens at"), day=words.weekday(n))},
        )
        for n, key in enumerate(WEEKDAYS)
    ]
    title = _("Opens at (empty: not on that day)")
    return html.Div(
        [html.Span(title, className="tw-in-label"), html.Div(boxes, className="tw-clock")],
        className="wide",
        role="group",
        **{"aria-label": title},
    )


def size_in(
    words: Words, name: str, size: str, amount: float | None, ranges: dict[str, FigureRow], table: str
) -> Component:
    _ = words.text
    row = ranges.get(f"{table}.{name}.{'quantity' if size == 'quantity' else 'share'}")
    suffix = {"share": NO_BREAK + "%", "quantity": NO_BREAK + _("a day"), "rest": ""}[size]
    return html.Div(
        [
            dmc.Select(
                id={"quota": f"{name}|size"},
                data=[{"value": key, "label": _(text)} for key, text in SIZES],
                value=size,
                label=_("Takes"),
                size="xs",
                allowDeselect=False,
            ),
            number_in(
                words,
                {"quota": f"{name}|amount"},
                amount if amount is not None else "",
                _("How much"),
                suffix,
                "" if size == "rest" else range_in(words, row, 100 if size == "share" else 1),
            ),
        ],
        className="wide tw-pair",
    )


def parts_in(words: Words, name: str, rule: dict[str, Any]) -> Component:
    _ = words.text
    rows: list[Component] = []
    for n, part in enumerate(rule["parts"]):
        label = _("Part {n}").format(n=words.number(n + 1))
        rows.append(
            html.Div(
                [
                    number_in(
                        words,
                        {"quota": f"{name}|parts.{n}.share"},
                        round(100 * float(part["share"]), 2),
                        ": ".join([label, _("share")]),
                        f"{NO_BREAK}%",
                        "",
                    ),
                    number_in(
                        words,
                        {"quota": f"{name}|parts.{n}.ahead_days"},
                        part["ahead_days"],
                        _("Days ahead"),
                        NO_BREAK + _("days"),
                        "",
                    ),
                    html.Button(
                        icon("x", small=True),
                        id={"unpart": name, "n": n},
                        n_clicks=0,
                        type="button",
                        className="tw-act",
                        disabled=len(rule["parts"]) < 2,
                        **{"aria-label": _("Remove: {what}").format(what=label)},
                    ),
                ],
                className="tw-part",
            )
        )
    more = html.Button(
        [icon("plus", small=True), _("Another part")],
        id={"addpart": name},
        n_clicks=0,
        type="button",
        className="tw-act",
        disabled=len(rule["parts"]) >= 12,
    )
    return html.Div([*rows, more])
