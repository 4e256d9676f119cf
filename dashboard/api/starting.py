"""Start a run, and stop one: the same checks, the same queue and the same turns as on the pages."""

from __future__ import annotations

from typing import Any

from dashboard.api.answers import RunWhole
from dashboard.api.asks import MOST_DOTS, MOST_PATH, MOST_REPLICATIONS, MOST_VALUE, MOST_WAITING, Start
from dashboard.api.call import Call
from dashboard.api.problems import Problem, shown, unfit
from dashboard.api.runs import known, whole
from dashboard.whatif import text_of
from dashboard.words.measures import STATES
from simulation.results import StoreError
from simulation.scenario import Scenario, ScenarioError, changed
from simulation.study.listing import published_here
from simulation.study.questions import DEFAULT_REPLICATIONS, Precision, Question, Replications


def start(call: Call) -> tuple[RunWhole, int]:
    """Put a question in the queue (202); one that the store answers is not asked again (200)."""
    question = _question(call, call.body)
    if not _answered(call, question):
        live = [entry for entry in call.shelf.queue.entries(call.owner) if entry.live]
        if len(live) >= MOST_WAITING and question.ticket not in [entry.ticket for entry in live]:
            text = call.words.text("{n} runs of yours are on their way; wait for one, or cancel one.")
            raise Problem(429, text.format(n=len(live)), Retry_After="60")
        call.shelf.queue.ask(question, call.owner)
    found = known(call, question.run, question.against_run or "")
    return whole(call, found), 200 if found.published else 202


def cancel(call: Call) -> tuple[RunWhole, int]:
    """Stop what this client asked for, within one replication; what is computed is kept."""
    _ = call.words.text
    run, against = call.run, call.query.against.strip("-")
    found = known(call, run, against)
    stopped = call.shelf.queue.cancel(f"{run}~{against}" if against else run, call.owner)
    if not stopped:
        if found.entry is not None and found.entry.live:
            raise Problem(403, _("Only who asked for run {run} can cancel it.").format(run=run))
        raise Problem(409, _("Run {run} is not on its way: {state}.").format(run=run, state=_(STATES[found.state])))
    return whole(call, known(call, run, against)), 202


def _question(call: Call, body: Start) -> Question:
    if body.replications is not None and body.precision is not None:
        raise call.bad("precision", call.words.text("cannot stand beside replications; choose one"))
    scenario = _scenario(call, "scenario", body.scenario)
    changes = _checked(call, body.set)
    if changes:
        try:
            scenario = changed(scenario, changes)
        except ScenarioError as error:
            raise unfit(call.words, error, "set") from error
    against = None if body.against is None else _scenario(call, "against", body.against)
    stop = (
        Replications(body.replications or DEFAULT_REPLICATIONS)
        if body.precision is None
        else Precision(body.precision, most=MOST_REPLICATIONS)
    )
    return Question(scenario, against, body.seed, stop)


def _scenario(call: Call, place: str, name: str) -> Scenario:
    """By id or key: a name of a file is no id, and no file of the server is read."""
    try:
        return call.shelf.scenario(name)
    except ScenarioError as error:
        raise unfit(call.words, error, place) from error


def _checked(call: Call, changes: dict[str, Any]) -> dict[str, Any]:
    """Paths and values short enough to be parsed quickly, as the command line and links have them."""
    _ = call.words.text
    for path, value in changes.items():
        place = f"set.{shown(path, quotes=False)}"
        if len(path) > MOST_PATH or path.count(".") > MOST_DOTS:
            what = _("must be a path of at most {n} characters and {dots} dots").format(n=MOST_PATH, dots=MOST_DOTS)
            raise call.bad(place, what, 422)
        if len(text_of(value)) > MOST_VALUE:
            raise call.bad(place, _("must be shorter than {n} characters").format(n=MOST_VALUE), 422)
    return changes


def _answered(call: Call, question: Question) -> bool:
    """Whether the store has the whole answer, sound."""
    try:
        for side in range(len(question.sides)):
            run = question.manifest(side).run
            if not published_here(call.shelf.store, run):
                return False
            call.shelf.store.open(run)
    except StoreError:
        return False
    return True
