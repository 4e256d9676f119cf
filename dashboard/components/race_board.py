"""A race of policies as a ranked list: value, distance to the best on one scale, and what may be said of it."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.components.chart import chart
from dashboard.components.definitions import definition
from dashboard.components.race_numbers import race_table
from dashboard.components.text import Component, pill
from dashboard.request import Request
from dashboard.words import Words
from dashboard.words.measures import Difference
from dashboard.words.races import gap_said, place_said, said_of, value_said, verdict
from simulation.study.places import Place, Race


def race_card(
    request: Request,
    race: Race,
    *,
    name: str = "race",
    title: str = "",
    notes: Mapping[str, str] | None = None,
    link: tuple[str, str] | None = None,
) -> Component:
    """The board in a card: the verdict as its finding, the numbers of all policies as its table."""
    words, _ = request.words, request.words.text
    title = title or _("Which policy wins")
    return chart(
        request,
        name,
        title=title,
        finding=verdict(words, race),
        picture=race_board(race, words.lang),
        table=race_table(race, words, title, notes or {}),
        foot=_(
            "Line: interval (95 %) of the difference to the best, pair by pair, by Holm over all pairs · "
            "vertical line: the best · one scale for all · {n}"
        ).format(n=words.plural("{n} replication", "{n} replications", race.replications)),
        link=link,
        definition=definition(words, race.by.measure),
    )


def race_board(race: Race, language: str) -> Component:
    """The policies from best to worst; a hollow dot and a dashed pill for what cannot be told apart."""
    words = Words(language)
    _ = words.text
    named = said_of(words, race)
    value = [_(named.title), html.Span(_(named.sub), className="d")]
    heads = [
        html.Th(_("Rank"), scope="col", className="tw-rank"),
        html.Th(_("Policy"), scope="col"),
        html.Th(value, scope="col", className="r"),
        html.Th(_("Distance to the best"), scope="col", className="tw-wh"),
        html.Th(_("Interval (95 %)"), scope="col"),
    ]
    gaps = [gap_said(words, race, place) for place in race.places]
    left, right = _scale(gaps)
    rows = [
        html.Tr(
            [
                html.Td(words.number(place.rank), className="tw-rank"),
                html.Th(place.name, scope="row"),
                html.Td(html.B(value_said(words, place.over.mean, race)), className="r", **{"data-l": _(named.title)}),
                html.Td(
                    _whisker(gap, place, race, left, right),
                    className="tw-wc",
                    **{"data-l": _("Distance to the best")},
                ),
                html.Td(_words(words, race, place, gap)),
            ]
        )
        for place, gap in zip(race.places, gaps, strict=True)
    ]
    return html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="tw-t tw-stack tw-diff tw-race")


def _words(words: Words, race: Race, place: Place, gap: Difference) -> list[Component]:
    text = place_said(words, race, place)
    if place is race.best:
        return [pill(html.B(text), "acc" if race.decided else "un")]
    shown = html.Span(text, className=f"tw-{gap.tone}") if gap.tone != "unclear" else pill(html.B(text), "un")
    return [shown, html.Span(gap.interval, className="d")]


def _scale(gaps: list[Difference]) -> tuple[float, float]:
    """From where to where all gaps are drawn: the best, and the ends of all intervals, with room beside them."""
    ends = [0.0] + [end for gap in gaps for end in (gap.low, gap.value, gap.high) if abs(end) < 1e12]
    room = 0.08 * (max(ends) - min(ends)) or 1.0
    return min(ends) - room, max(ends) + room


def _whisker(gap: Difference, place: Place, race: Race, left: float, right: float) -> Component:
    """Dot and interval on the scale of all policies; solid only where nothing is left to chance."""
    unsure = place.verdict == "unclear" or (place.verdict in ("best", "same") and not race.decided)
    colour = "var(--un-fill)" if unsure else "var(--warn-fill)" if place.verdict == "worse" else "var(--acc-fill)"

    def at(value: float) -> str:
        return f"{100 * (value - left) / (right - left):.1f}%"

    parts = [html.Span(className="z", style={"left": at(0.0)})]
    if place.gap.finite and gap.high > gap.low:
        width = f"{100 * (gap.high - gap.low) / (right - left):.1f}%"
        parts.append(html.Span(className="ln", style={"left": at(gap.low), "width": width}))
    parts.append(html.Span(className="dt", style={"left": at(gap.value)}))
    return html.Div(parts, className="tw-w un" if unsure else "tw-w", style={"--c": colour}, **{"aria-hidden": "true"})
