"""The policy race: choose up to eight scenarios of the same office, run what is missing, and rank them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import dash_mantine_components as dmc
from dash import html

from dashboard.asked import SIZES
from dashboard.components.card import empty, failed
from dashboard.components.quota_asked import asking
from dashboard.components.race_board import race_card
from dashboard.components.text import Component, icon, rich
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.whatif import Chosen
from dashboard.words import N_
from simulation.results import BY_NAME
from simulation.scenario import Scenario, ScenarioError
from simulation.study.places import By
from simulation.study.questions import StudyError
from simulation.study.queue import Entry
from simulation.study.race import MOST_POLICIES
from simulation.study.ranking import Entrant, ranked

LEAST = 2
DRAFT = "draft"
"""Key of the draft in links, which carry its changes besides."""
BY: dict[str, tuple[str, str, str]] = {
    "found": ("search_success", "per_person", N_("people who found an appointment")),
    "kept": ("slots_kept", "total", N_("appointments kept")),
    "lost": ("demand_lost", "total", N_("people who gave up")),
    "access": ("access_time", "median", N_("time to the appointment")),
    "noshow": ("no_show_share", "share", N_("bookings missed")),
}


@dataclass(frozen=True)
class Runner:
    """A scenario that may race: its key in links, its name, and what is known of it."""

    key: str
    name: str
    scenario: Scenario


@dataclass(frozen=True)
class Board:
    """What the race shows, a stamp that changes with it, and whether some policy is still being run."""

    cards: list[Component]
    stamp: str
    live: bool


def runners(request: Request, chosen: Chosen) -> list[Runner]:
    """Scenarios of the same office and the same days, the base first; then the draft that is not published."""
    words, root = request.words, _root(request, chosen.base)
    found: list[Runner] = []
    for choice in request.shelf.choices(words, request.owner):
        try:
            scenario = request.shelf.scenario(choice.id)
            home = request.shelf.drafts.get(choice.id)
        except ScenarioError:
            continue
        same_days = (scenario.starts, scenario.days) == (chosen.scenario.starts, chosen.scenario.days)
        if same_days and _root(request, home.base if home else choice.id) == root:
            taken = [one.name for one in found]
            name = choice.title if choice.title not in taken else f"{choice.title} ({choice.id})"
            found.append(Runner(choice.id, name, scenario))
    found.sort(key=lambda one: one.key != root)
    if chosen.scenario.content_hash not in [one.scenario.content_hash for one in found]:
        name = request.words.text("Draft: {title}").format(title=chosen.title)
        found.append(Runner(DRAFT, name, chosen.scenario))
    return found


def _root(request: Request, name: str) -> str:
    """The office file on which a scenario stands."""
    for _step in range(8):
        try:
            base = request.shelf.scenario(name).base
        except ScenarioError:
            return name
        if base is None or base == name:
            return name
        name = base
    return name


def chosen_runners(request: Request, every: Sequence[Runner], chosen: Chosen) -> list[Runner]:
    """Those of the link; else what is looked at, a draft and those that have runs already, each content once."""
    asked = [key for key in request.ask("race").split(",") if key]
    if asked:
        return [one for one in every if one.key in asked][:MOST_POLICIES]
    found: dict[str, Runner] = {}
    for one in sorted(every, key=lambda one: (one.key != chosen.name, one.key != DRAFT)):
        if one.key in (chosen.name, DRAFT) or _known(request, one) is not None:
            found.setdefault(one.scenario.content_hash, one)
    return list(found.values())[:MOST_POLICIES]


def _known(request: Request, one: Runner) -> Reading | None:
    return request.shelf.reading(one.scenario, 1)


def choice(request: Request, chosen: Chosen) -> list[Component]:
    """Who races, by what, and the button."""
    _ = request.words.text
    every = runners(request, chosen)
    picked = chosen_runners(request, every, chosen)
    by = request.ask("by") if request.ask("by") in BY else "found"
    return [
        html.H2(_("Policy race"), className="tw-h2", id="quota-race-title"),
        html.P(
            rich(_("The same people against up to **eight** policies of this office, ranked with intervals.")),
            className="tw-p tw-p2",
        ),
        html.Div(
            [
                dmc.MultiSelect(
                    id="race-picked",
                    data=options(every),
                    value=[one.key for one in picked],
                    maxValues=MOST_POLICIES,
                    label=_("Policies"),
                    size="sm",
                    className="tw-race-picked",
                ),
                dmc.Select(
                    id="race-by",
                    data=[{"value": key, "label": _(text)} for key, (_m, _s, text) in BY.items()],
                    value=by,
                    allowDeselect=False,
                    label=_("Ranked by"),
                    size="sm",
                    className="tw-race-by",
                ),
                dmc.Select(
                    id="race-size",
                    data=[{"value": str(n), "label": str(n)} for n in SIZES],
                    value=str(SIZES[0]),
                    allowDeselect=False,
                    label=_("Replications"),
                    size="sm",
                    className="tw-race-size",
                ),
                html.Button(
                    [icon("player-play", small=True), _("Race")],
                    id={"race-do": "ask"},
                    n_clicks=0,
                    type="button",
                    className="tw-btn",
                ),
            ],
            className="tw-race-bar",
        ),
    ]


def options(every: Sequence[Runner]) -> list[dict[str, str]]:
    return [{"value": one.key, "label": one.name} for one in every]


def first_board(request: Request, chosen: Chosen) -> Board:
    """The board of the link."""
    keys = [one.key for one in chosen_runners(request, runners(request, chosen), chosen)]
    by = request.ask("by", "found")
    return board(asking(request, {"race": ",".join(keys), "by": by}), chosen, keys, by)


def board(request: Request, chosen: Chosen, keys: Sequence[str], by: str) -> Board:
    """Progress, and the ranking of those who have run."""
    _ = request.words.text
    picked = [one for one in runners(request, chosen) if one.key in keys]
    going = {one.key: entry for one in picked if (entry := request.shelf.going(one.scenario)) is not None}
    known = {one.key: reading for one in picked if (reading := _known(request, one)) is not None}
    measure, statistic, _title = BY.get(by, BY["found"])
    stamp = "|".join(
        [by, *(f"{k}:{known[k].n if k in known else 0}:{going[k].done if k in going else ''}" for k in keys)]
        + [one.scenario.content_hash for one in picked if one.key == DRAFT]
    )
    out: list[Component] = []
    if going:
        out.append(_progress(request, picked, known, going))
    ready = [one for one in picked if one.key in known and known[one.key].values(measure, statistic)]
    versions = {known[one.key].version for one in ready}
    if len(picked) < LEAST:
        out.append(html.P(_("Choose at least two policies."), className="tw-s"))
    elif len(ready) < LEAST and not going:
        text = _("Press Race: each policy is run with the same people; what is known already is not run again.")
        out.append(empty(_("No ranking yet"), text, None, "no-race"))
    elif len(ready) >= LEAST and len(versions) == 1:
        own = BY_NAME[measure].better if measure in BY_NAME else "lower"
        entrants = [Entrant(one.name, known[one.key].run, known[one.key].measures) for one in ready]
        try:
            found = ranked(entrants, By(measure, statistic, "higher" if own == "higher" else "lower"))
            out.append(race_card(request, found, name="quota-board", title=_("Which policy wins")))
        except StudyError as error:
            out.append(failed(_("These policies cannot be ranked."), str(error), _("Choose another measure.")))
    elif len(versions) > 1:
        text = _("Some of these runs are of an older version of the model.")
        out.append(failed(_("These policies cannot be ranked."), text, _("Run the race again.")))
    return Board(out, stamp, bool(going))


def _progress(
    request: Request, picked: Sequence[Runner], known: dict[str, Reading], going: dict[str, Entry]
) -> Component:
    """How far the whole race is, who is being run, and a way to stop it."""
    words, _ = request.words, request.words.text
    of = sum(entry.of for entry in going.values())
    done = sum(entry.done for entry in going.values())
    names = [one.name for one in picked if one.key in going and going[one.key].state == "running"]
    left = [seconds for entry in going.values() if (seconds := entry.seconds_left()) is not None]
    said = _("**{done} of {of}** replications").format(done=words.number(done), of=words.number(of))
    now = _("now: {names}").format(names=words.listing(names)) if names else _("waiting")
    if left and len(left) == len(going):
        now += ", " + _("about {time} left").format(time=words.seconds(sum(left)))
    waiting = len(going) - len(names)
    if waiting > 0:
        now += "; " + words.plural("{n} policy waits", "{n} policies wait", waiting)
    return html.Div(
        [
            html.Div(
                [html.Span(rich(said)), html.Span(now, className="tw-p2")],
                className="tw-sum-words",
            ),
            dmc.Progress(
                value=100 * done / max(of, 1),
                size=8,
                radius="sm",
                className="tw-progress",
                **{"aria-label": _("Progress of the race")},
            ),
            html.Button(
                _("Cancel"), id={"race-do": "cancel"}, n_clicks=0, type="button", className="tw-btn quiet tw-gap-top"
            ),
        ]
    )
