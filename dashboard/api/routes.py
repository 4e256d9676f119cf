"""The one table of what can be called: everything the API answers, checks and documents stands here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from dashboard.api import answers, asks, files, numbers, runs, scenarios, starting
from dashboard.exports.report import Report
from dashboard.words import N_


@dataclass(frozen=True)
class Route:
    """One thing that can be called. `answer` is the shape of its JSON, or the MIME type of what is no JSON.

    `call` takes a Call and gives the answer, with a status where it is not the first of `statuses`; those of ABOUT are
    answered by who serves the table.
    """

    name: str
    method: str
    path: str
    summary: str
    answer: Any
    query: type[asks.Query] = asks.Query
    body: type[BaseModel] | None = None
    statuses: tuple[int, ...] = (200,)
    problems: tuple[int, ...] = ()
    call: Callable[..., Any] | None = None


_RUN = (404, 422)

ABOUT = (
    Route("index", "GET", "/", N_("What there is, with links."), answers.Index),
    Route("openapi", "GET", "/openapi.json", N_("This documentation for programs (OpenAPI 3.1)."), dict[str, Any]),
    Route("docs", "GET", "/docs", N_("This documentation for people."), "text/html"),
)
ROUTES = (
    *ABOUT,
    Route(
        "scenarios", "GET", "/scenarios", N_("The scenarios: id, title, reason, base."), answers.Scenarios,
        call=scenarios.every,
    ),
    Route(
        "scenario", "GET", "/scenarios/{scenario}", N_("One scenario: its changes, and every number with its origin."),
        answers.ScenarioWhole, problems=_RUN, call=scenarios.one,
    ),
    Route(
        "runs", "GET", "/runs", N_("The runs: finished, under way, waiting, cancelled, failed."), answers.Runs,
        asks.OfRuns, call=runs.every,
    ),
    Route(
        "start", "POST", "/runs", N_("Start a run, alone or against a base; then follow it at Location."),
        answers.RunWhole, body=asks.Start, statuses=(202, 200), problems=(403, 413, 415, 422, 429), call=starting.start,
    ),
    Route(
        "run", "GET", "/runs/{run}", N_("One run: how far it is, and what it was made of."), answers.RunWhole,
        asks.OfRun, problems=_RUN, call=runs.one,
    ),
    Route(
        "cancel", "POST", "/runs/{run}/cancel", N_("Stop an own run; what is computed is kept."), answers.RunWhole,
        asks.OfRun, asks.Nothing, (202,), (403, 404, 409, 413, 415, 422), starting.cancel,
    ),
    Route(
        "measures", "GET", "/runs/{run}/measures", N_("The measures with their intervals, as far as the run has come."),
        answers.Measures, asks.OfMeasures, problems=_RUN, call=numbers.measures,
    ),
    Route(
        "differences", "GET", "/runs/{run}/differences", N_("Run minus base, paired by replication."),
        answers.Differences, asks.OfDifferences, problems=_RUN, call=numbers.differences,
    ),
    Route(
        "series", "GET", "/runs/{run}/series/{series}", N_("A summary of each replication, such as backlog_by_day."),
        answers.Series, asks.OfSeries, problems=_RUN, call=numbers.series,
    ),
    Route(
        "report", "GET", "/runs/{run}/report", N_("What the council paper says, and the figures behind it."),
        Report, asks.OfReport, problems=(404, 409, 422), call=files.report,
    ),
    Route(
        "export", "GET", "/runs/{run}/export", N_("A finished run as a file, as terminwerk export writes it."),
        "application/octet-stream", asks.OfExport, problems=(404, 409, 422, 507), call=files.file,
    ),
)  # fmt: skip
