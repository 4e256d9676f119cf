"""Overview: goals against forecast, the path of the backlog, the bottleneck, what helps next."""

from __future__ import annotations

from dash import html

from dashboard import naming
from dashboard.components import grid, page
from dashboard.components.backlog_path import paths
from dashboard.components.bottleneck import bottleneck
from dashboard.components.card import callout, command
from dashboard.components.key_figures import key_figures
from dashboard.components.quota_charts import filling, race_at_release
from dashboard.components.report_link import to_paper
from dashboard.components.search_figures import endings
from dashboard.components.start import nothing_yet, other_not_yet
from dashboard.components.text import Component, rich
from dashboard.components.what_helps import helps
from dashboard.reading import Reading
from dashboard.request import Request
from dashboard.words import N_, forecast, searches
from simulation.scenario import Scenario

ADDRESS, TITLE, SIGN, GROUP = "/", N_("Overview"), "layout-dashboard", N_("Plan")
COMPARES = True


LIVE = True


def layout(request: Request) -> Component:
    _ = request.words.text
    chosen = request.chosen()
    scenario, title = chosen.scenario, chosen.title
    reading = request.shelf.reading(scenario)
    if reading is None:
        return nothing_yet(request, chosen, _("Overview"))
    other = request.held_against(chosen)
    against = request.shelf.reading(other) if other else None
    missing = other_not_yet(request, other) if other and against is None else None
    if reading.searched:
        return of_searches(request, reading, scenario, title, against, missing)
    other_title = request.shelf.title(request.words, request.ask("against")) if against else ""
    path = paths(request, reading, title, against, other_title)
    return html.Div(
        [
            page.head(
                _("Overview"),
                forecast.overview(request.words, reading),
                forecast.with_goals(request.words, scenario, naming.scope(request.words, reading, title)),
                page.preliminary(request, reading),
                to_paper(request, reading),
            ),
            missing,
            grid.row(*[(4, one) for one in key_figures(request, reading)]),
            grid.row((8, path), (4, bottleneck(request, reading))),
            helps(request, scenario, reading),
            html.Div(
                [
                    callout(
                        rich(
                            _(
                                "**Handling times are not identified by what is published.** The published numbers of "
                                "heads, contacts and decisions fit many of them; the ones used here are set so that "
                                "the totals close. Each stands with its range under Sources."
                            )
                        )
                    ),
                    callout(rich(forecast.period(request.words, scenario))),
                ],
                className="tw-notes",
            ),
            command(request.words, naming.reproduce(reading)),
        ],
        className="tw-stack-y",
    )


def of_searches(
    request: Request,
    reading: Reading,
    scenario: Scenario,
    title: str,
    against: Reading | None,
    missing: Component | None,
) -> Component:
    """The page of an office without applications: who finds a slot, who is lost, and how the slots fill."""
    words, _ = request.words, request.words.text
    before = against if against and against.searched else None
    return html.Div(
        [
            page.head(
                _("Overview"),
                searches.finding(words, reading),
                naming.scope(request.words, reading, title),
                page.preliminary(request, reading),
                to_paper(request, reading),
            ),
            missing,
            grid.row(*[(3, one) for one in key_figures(request, reading)]),
            grid.row(*[(8, one) for one in filling(request, reading, before)], (4, endings(request, reading))),
            *race_at_release(request, reading, before),
            helps(request, scenario, reading),
            html.Div(
                [
                    callout(
                        rich(
                            _(
                                "**Lost are those who gave up the search.** Who gave a slot back for good, and who "
                                "missed it and stayed away, stand beside them: adding them up would change which "
                                "policy is best."
                            )
                        )
                    ),
                    callout(
                        rich(
                            _("**The run begins on {first}** and counts what happens in it; nothing is scaled.").format(
                                first=words.day(reading.scenario.starts)
                            )
                        )
                    ),
                ],
                className="tw-notes",
            ),
            command(words, naming.reproduce(reading)),
        ],
        className="tw-stack-y",
    )
