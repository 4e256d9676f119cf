"""What a report is made of: its run, what that is held against, alternatives, a group, the language."""

from __future__ import annotations

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html

from dashboard.components.card import card
from dashboard.components.run_names import moment_of, scenario_kept
from dashboard.components.text import Component
from dashboard.exports.report import Asked
from dashboard.exports.report_subject import ALONE
from dashboard.naming import group_name, title_of
from dashboard.request import Request
from dashboard.words import LANGUAGES
from simulation.results import Manifest, StoreError
from simulation.scenario import Scenario

MOST = 40
AUTOMATIC = "auto"
KEYS = ("team", "service", "channel", "pool")
Option = dict[str, str]


def choice(request: Request, asked: Asked, runs: Sequence[Manifest]) -> Component:
    """The card with all that one can choose; every choice is in the link."""
    _ = request.words.text
    named = {one.run: _named(request, one) for one in _listed(runs, asked.run)}
    now = next((one for one in runs if one.run == asked.run), None)
    fitting = [one for one in named if _fits(now, next(m for m in runs if m.run == one))]
    options = [{"value": run, "label": named[run]} for run in named]
    others = [{"value": run, "label": named[run]} for run in fitting]
    scenario = scenario_kept(now) if now else None
    language = request.ask("language") if request.ask("language") in LANGUAGES else request.words.lang
    return card(
        html.Div(
            [
                _select("run", _("Run"), options, asked.run if asked.run in named else None, search=True),
                _select(
                    "against",
                    _("Held against"),
                    [
                        {"value": AUTOMATIC, "label": _("its base, when that is kept")},
                        {"value": ALONE, "label": _("nothing")},
                        *others,
                    ],
                    request.ask("against") or AUTOMATIC,
                ),
                dmc.MultiSelect(
                    id={"report": "beside"},
                    data=others,
                    value=[run for run in asked.beside if run in fitting],
                    label=_("Alternatives beside it"),
                    placeholder="" if asked.beside else _("all kept what-ifs of the base"),
                    size="sm",
                    clearable=True,
                ),
                _select(
                    "group", _("Group"), _groups(request, scenario, asked.run), ":".join(asked.group).strip(":") or "-"
                ),
                html.Div(
                    [
                        html.Span(_("Language of the report"), className="tw-label", id="report-language"),
                        dmc.SegmentedControl(
                            id={"report": "language"},
                            data=[{"value": "de", "label": "Deutsch"}, {"value": "en", "label": "English"}],
                            value=language,
                            size="xs",
                            **{"aria-labelledby": "report-language"},
                        ),
                    ],
                    className="tw-field",
                ),
            ],
            className="tw-report-choice",
        ),
        _("What it is made of"),
        "report-choice",
    )


def _select(name: str, label: str, options: list[Option], value: str | None, search: bool = False) -> Component:
    known = {one["value"] for one in options}
    return dmc.Select(
        id={"report": name},
        data=options,
        value=value if value in known else None,
        label=label,
        size="sm",
        allowDeselect=False,
        searchable=search,
        checkIconPosition="right",
    )


def _listed(runs: Sequence[Manifest], chosen: str) -> list[Manifest]:
    """The newest runs, and the chosen one however old."""
    return [one for i, one in enumerate(runs) if i < MOST or one.run == chosen]


def _named(request: Request, manifest: Manifest) -> str:
    """Its scenario, how many replications it has, and when it was asked for."""
    words = request.words
    title = title_of(words, request.shelf, manifest.scenario_id, scenario_kept(manifest))
    when = moment_of(manifest.created)
    parts = [title, words.plural("{n} replication", "{n} replications", len(manifest.replications))]
    return " · ".join([*parts, *([words.moment(when)] if when else [])])


def _fits(now: Manifest | None, other: Manifest) -> bool:
    """Whether two runs met the same people of one office, so that they can be held against each other."""
    if now is None or other.run == now.run:
        return False
    same = ("seed", "model_version", "starts", "days")
    if any(getattr(now, name) != getattr(other, name) for name in same):
        return False
    return _office(now) == _office(other)


def _office(manifest: Manifest) -> str:
    scenario = scenario_kept(manifest)
    return scenario.file if scenario and scenario.base is None else (scenario.base or "") if scenario else ""


def _groups(request: Request, scenario: Scenario | None, run: str) -> list[Option]:
    """The whole office, then each group that the run has measures of; a damaged run has none."""
    words = request.words
    found = [{"value": "-", "label": words.text("The whole office")}]
    if scenario is None:
        return found
    try:
        rows = request.shelf.store.open(run).measures().select("key", "value").unique().iter_rows()
    except StoreError:
        return found
    known = {(key, value) for key, value in rows if key in KEYS}
    titles = {"team": words.text("Team"), "service": words.text("Service"), "channel": words.text("Channel")}
    book = words.text("Book")
    for key, value in sorted(known, key=lambda one: (KEYS.index(one[0]), one[1])):
        name = group_name(words, scenario, key, value)
        found.append({"value": f"{key}:{value}", "label": f"{titles.get(key, book)}: {name}"})
    return found
