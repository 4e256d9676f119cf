"""The numbers of a race: the table behind the board, and the other measures of all policies side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash import html

from dashboard.components.chart import chart
from dashboard.components.text import Component
from dashboard.exports.table import Column, Table
from dashboard.request import Request
from dashboard.words import N_, Words
from dashboard.words.measures import MEASURES, Said, figure, tone
from dashboard.words.races import apart, place_said, said, said_of
from simulation.study.places import Line, Race

MOST = 5  # columns that a screen holds; the file has all
UNITS = {
    "days": N_("days"),
    "minutes": N_("minutes"),
    "seconds": N_("seconds"),
    "hours": N_("hours"),
    "share": N_("share"),
    "cases": N_("cases"),
    "contacts": N_("contacts"),
    "slots": N_("slots"),
    "people": N_("people"),
}


def race_measures(
    request: Request,
    race: Race,
    *,
    keys: Sequence[tuple[str, str]] = (),
    name: str = "race-measures",
    notes: Mapping[str, str] | None = None,
    link: tuple[str, str] | None = None,
) -> Component:
    """Policy x measure in a card: what winning costs elsewhere; `keys` are (measure, statistic), else the first."""
    words, _ = request.words, request.words.text
    title = _("What it means elsewhere")
    lines = _chosen(race, keys)
    named = [said(words, line.measure, line.statistic, line.unit) for line in lines]
    heads = [html.Th(_("Policy"), scope="col")]
    heads += [
        html.Th([_(one.title), html.Span(_(one.sub), className="d")], scope="col", className="r") for one in named
    ]
    rows = [
        html.Tr(
            [html.Th(place.name, scope="row")]
            + [_cell(words, line, one, k) for line, one in zip(lines, named, strict=True)]
        )
        for k, place in enumerate(race.places)
    ]
    return chart(
        request,
        name,
        title=title,
        finding=_("The same people, the other measures: below each value its **difference to {best}**.").format(
            best=race.best.name
        ),
        picture=html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="tw-t tw-stack tw-beside"),
        table=measures_table(race, words, title, notes or {}),
        foot=_("Pairs of replications with the same people. Blue is better, orange worse; “unclear” may be chance."),
        link=link,
    )


def measures_table(race: Race, words: Words, title: str, notes: Mapping[str, str]) -> Table:
    """All measures of the office, a row each, a column a policy; means that are not rounded."""
    _ = words.text
    columns = [Column("measure", _("Measure"), "text"), Column("unit", _("Unit"), "text")]
    columns += [Column(f"p{k}", place.name, digits=3) for k, place in enumerate(race.places)]
    records = []
    for line in race.lines:
        one = said(words, line.measure, line.statistic, line.unit)
        means = {f"p{k}": over.mean if over else None for k, over in enumerate(line.over)}
        what, unit = f"{_(one.title)}, {_(one.sub)}", _(UNITS.get(line.unit, line.unit))
        records.append({"measure": what, "unit": unit, **means})
    return Table("race-measures", title, columns, records, notes)


def _chosen(race: Race, keys: Sequence[tuple[str, str]]) -> list[Line]:
    by_name = {(line.measure, line.statistic): line for line in race.lines}
    decided = (race.by.measure, race.by.statistic)
    first = [key for key in keys or MEASURES if key in by_name and (key != decided or race.by.key)]
    return [by_name[key] for key in first][: len(keys) or MOST]


def _cell(words: Words, line: Line, one: Said, k: int) -> Component:
    _, over, gap = words.text, line.over[k], line.gaps[k]
    label = {"data-l": _(one.title)}
    if over is None:
        return html.Td("–", className="r", **label)
    parts: list[Component] = [html.B(figure(words, over.mean, one.unit))]
    if k and gap is not None:
        found = apart(words, gap, one.unit, tone(gap, replace(one, zone=0.0)))
        parts += [html.Span(found.words, className=f"d tw-{found.tone}"), html.Span(found.interval, className="d")]
    return html.Td(parts, className="r", **label)


def race_table(race: Race, words: Words, title: str, notes: Mapping[str, str]) -> Table:
    """The numbers behind the board, not rounded: value and difference to the best with their intervals."""
    _ = words.text
    named = said_of(words, race)
    share, digits = ("share", 2) if race.unit == "share" else ("number", 3)
    columns = [
        Column("rank", _("Rank")),
        Column("policy", _("Policy"), "text"),
        Column("value", f"{_(named.title)}, {_(named.sub)}", share, digits),
        Column("low", _("from"), share, digits),
        Column("high", _("to"), share, digits),
        Column("gap", _("Difference to the best"), share, digits),
        Column("gap_low", _("from"), share, digits),
        Column("gap_high", _("to"), share, digits),
        Column("p", _("P-value, by Holm"), digits=4),
        Column("said", _("In words"), "text"),
        Column("run", _("Run"), "text"),
    ]
    records = [
        {
            "rank": one.rank,
            "policy": one.name,
            "value": one.over.mean,
            "low": one.over.low if one.over.finite else None,
            "high": one.over.high if one.over.finite else None,
            "gap": one.gap.mean,
            "gap_low": one.gap.low if one.gap.finite else None,
            "gap_high": one.gap.high if one.gap.finite else None,
            "p": None if one is race.best else one.p,
            "said": place_said(words, race, one),
            "run": one.run,
        }
        for one in race.places
    ]
    return Table("race", title, columns, records, notes)
