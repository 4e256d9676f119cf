"""What one can move on the Staffing page: heads a team, filled share, caseloads, demand, incompleteness, slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard import whatif
from dashboard.components.text import Component, pill
from dashboard.words import N_, NO_BREAK, Words
from simulation.scenario import Scenario


@dataclass(frozen=True)
class Limit:
    """What is plausible in one field, in the unit that is typed, and what is said when it is not."""

    low: float
    high: float
    too_low: str
    too_high: str
    whole: bool = False


LIMITS: dict[str, Limit] = {
    "filled": Limit(
        20,
        100,
        N_("Below {low} % a team hardly works; check the figure."),
        N_("More than {high} % of the posts cannot be filled."),
    ),
    "present": Limit(
        20,
        100,
        N_("Below {low} % a team hardly works; check the figure."),
        N_("Nobody is present on more than {high} % of the days."),
    ),
    "demand": Limit(
        25,
        250,
        N_("Below {low} % there is hardly an office left; check the figure."),
        N_("More than {high} % of today's demand is no plausible year."),
    ),
    "incomplete": Limit(
        0,
        200,
        N_("A share cannot be below {low} %."),
        N_("Above {high} % of today's share nearly every application would be incomplete."),
    ),
}
SLOTS = Limit(
    1,
    600,
    N_("At least {low} slot a day, or nobody gets a card."),
    N_("More than {high} slots a day do not fit the desks."),
    whole=True,
)


def fault(words: Words, field: str, value: Any) -> str:
    """Why a typed value is refused, empty when it is fine."""
    limit, _ = LIMITS.get(field, SLOTS), words.text
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return _("Please type a number.")
    if value < limit.low:
        return _(limit.too_low).format(low=words.number(limit.low))
    if value > limit.high:
        return _(limit.too_high).format(high=words.number(limit.high))
    if limit.whole and value != int(value):
        return _("Whole slots only.")
    return ""


def heads_of(scenario: Scenario, changes: Mapping[str, Any]) -> dict[str, int]:
    return {
        team: int(changes.get(f"teams.{team}.heads", whatif.at(scenario, f"teams.{team}.heads")))
        for team in scenario.teams
    }


def inputs(words: Words, base: Scenario, changes: Mapping[str, Any], open_team: str) -> Component:
    """The card with all inputs. Ids: {"heads": team}, {"filled": team}, {"present": team}, {"caseload": team},
    {"factor": field}."""
    _ = words.text
    simulated = {team: one for team, one in base.teams.items() if one.simulated}
    rows: list[Component] = []
    for team, one in base.teams.items():
        name = words.name(one.name)
        if team not in simulated:
            rows.append(
                html.Div(
                    [
                        html.Span(name),
                        html.Span(_("not simulated"), className="tw-s"),
                        html.Span(words.number(whatif.at(base, f"teams.{team}.heads")), className="n"),
                        html.Span(className="c"),
                    ],
                    className="tw-row",
                )
            )
            continue
        old = int(whatif.at(base, f"teams.{team}.heads"))
        now = int(changes.get(f"teams.{team}.heads", old))
        rows.append(
            html.Div(
                [
                    html.Button(
                        name,
                        type="button",
                        className="tw-team",
                        **{
                            "data-team": team,
                            "aria-controls": f"detail-{team}",
                            "aria-expanded": str(team == open_team).lower(),
                        },
                    ),
                    dmc.Slider(
                        id={"heads": team},
                        value=now,
                        min=1,
                        max=max(40, 2 * old),
                        step=1,
                        size=4,
                        thumbSize=16,
                        label=None,
                        thumbLabel=_("Heads, {team}").format(team=name),
                        updatemode="drag",
                        className="tw-slider",
                    ),
                    html.Span(words.number(now), id={"count": team}, className="n"),
                    html.Span(chip(words, now - old), id={"chip": team}, className="c"),
                ],
                id={"row": team},
                className="tw-row chg" if now != old else "tw-row",
            )
        )
    details = [_detail(words, base, changes, team, team == open_team) for team in simulated]
    return html.Section(
        [
            html.Div(
                [
                    html.H2(_("Heads by team"), className="tw-h2", id="heads-title"),
                    html.Button(_("Reset"), id="reset", type="button", className="tw-act", n_clicks=0),
                ],
                className="tw-ch",
            ),
            html.Div(total(words, base, changes), id="total", **{"aria-live": "polite"}),
            html.Div(rows, className="tw-rows"),
            html.Div(details, className="tw-details"),
            html.Div(
                [
                    html.H3(_("The whole office"), className="tw-h3"),
                    html.Div(
                        [
                            _factor(
                                words, base, changes, "demand", _("Demand"), _("of today's applications and contacts")
                            ),
                            _factor(
                                words, base, changes, "incomplete", _("Incomplete applications"), _("of today's share")
                            )
                            if base.requests_documents
                            else None,
                            _slots(words, base, changes, slots) if (slots := whatif.slots_path(base)) else None,
                        ],
                        className="tw-factors",
                    ),
                ],
                className="tw-whole",
            ),
        ],
        className="tw-card",
        role="region",
        **{"aria-labelledby": "heads-title"},
    )


def chip(words: Words, change: int) -> Component | None:
    return pill(words.number(change, sign=True), "acc") if change else None


def total(words: Words, base: Scenario, changes: Mapping[str, Any]) -> list[Component]:
    """The live sum of heads against the posts of the base, as words and as a bar."""
    _ = words.text
    plan = sum(heads_of(base, {}).values())
    now = sum(heads_of(base, changes).values())
    scale = max(plan * 1.05, now * 1.02)
    said = ""
    if now > plan:
        said = html.Span(words.plural("{n} over the posts", "{n} over the posts", now - plan), className="tw-worse")
    elif now < plan:
        said = html.Span(words.plural("{n} post left", "{n} posts left", plan - now), className="tw-p2")
    bar = [html.I(style={"width": f"{100 * min(now, plan) / scale:.2f}%"})]
    if now > plan:
        bar.append(html.U(style={"left": f"{100 * plan / scale:.2f}%", "width": f"{100 * (now - plan) / scale:.2f}%"}))
    bar.append(html.Em(style={"left": f"{100 * plan / scale:.2f}%"}))
    return [
        html.Div(
            [html.Span([html.B(words.number(now)), " ", _("of {plan} posts").format(plan=words.number(plan))]), said],
            className="tw-sum-words",
        ),
        html.Div(bar, className="tw-sum", **{"aria-hidden": "true"}),
    ]


def _detail(words: Words, base: Scenario, changes: Mapping[str, Any], team: str, shown: bool) -> Component:
    """Filled and present shares and caseloads of one team; assets/page.js shows the one that was chosen."""
    _ = words.text
    name = words.name(base.teams[team].name)
    caseload = changes.get(f"teams.{team}.caseload", base.teams[team].caseload)
    desk = bool(base.teams[team].desk)
    return html.Div(
        [
            html.H3(name, className="tw-h3"),
            html.Div(
                [
                    _share(words, base, changes, team, "filled", _("Posts filled")),
                    _share(words, base, changes, team, "present", _("Heads present")),
                    None
                    if desk
                    else dmc.Switch(
                        id={"caseload": team},
                        checked=caseload != "dedicated",
                        label=_("one common pile"),
                        size="sm",
                        className="tw-switch",
                    ),
                ],
                className="tw-detail-in",
            ),
            html.P(
                [
                    _("Present: without leave, sickness and training."),
                    " ",
                    _("Off: each head keeps an own pile, by letter.")
                    if not desk
                    else _("A desk serves in the order of arrival."),
                ],
                className="tw-s",
            ),
        ],
        id=f"detail-{team}",
        className="tw-detail" + (" on" if shown else ""),
    )


def _share(words: Words, base: Scenario, changes: Mapping[str, Any], team: str, field: str, title: str) -> Component:
    """A share of a team's heads in per cent."""
    path = f"teams.{team}.{field}"
    return dmc.NumberInput(
        id={field: team},
        value=round(100 * float(changes.get(path, whatif.at(base, path))), 1),
        label=title,
        suffix=f"{NO_BREAK}%",
        step=1,
        size="xs",
        decimalSeparator="," if words.lang == "de" else ".",
        decimalScale=1,
        clampBehavior="none",
        className="tw-num-in",
    )


def _factor(words: Words, base: Scenario, changes: Mapping[str, Any], field: str, title: str, note: str) -> Component:
    value = 100 * float(changes.get(field, whatif.at(base, field)))
    return dmc.NumberInput(
        id={"factor": field},
        value=round(value, 1),
        label=title,
        description=note,
        suffix=f"{NO_BREAK}%",
        step=5,
        size="xs",
        decimalSeparator="," if words.lang == "de" else ".",
        decimalScale=1,
        clampBehavior="none",
        className="tw-num-in",
    )


def _slots(words: Words, base: Scenario, changes: Mapping[str, Any], path: str) -> Component:
    return dmc.NumberInput(
        id={"factor": path},
        value=float(changes.get(path, whatif.at(base, path))),
        label=whatif.slots_name(words, base, path),
        description=words.text("a day"),
        step=4,
        size="xs",
        clampBehavior="none",
        className="tw-num-in",
        allowDecimal=False,
    )
