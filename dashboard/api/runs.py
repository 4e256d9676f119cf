"""Which runs there are, how far each is, and what it was made of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from dashboard.api.answers import Facts, RunLine, Runs, RunWhole
from dashboard.api.call import Call
from dashboard.api.problems import Problem
from simulation.results import Manifest
from simulation.study.listing import listed, published_here
from simulation.study.questions import Question
from simulation.study.queue import Entry


def every(call: Call) -> Runs:
    """Newest first; the names of those who asked stay here, because a name is what cancels."""
    query = call.query
    rows = [
        RunLine(**{key: row[key] for key in RunLine.model_fields if key != "mine"}, mine=row["owner"] == call.owner)
        for row in listed(call.shelf.path)
        if query.scenario in ("", row["scenario"]) and query.state in ("", row["state"])
    ]
    return Runs(runs=rows[query.offset : query.offset + query.limit], total=len(rows))


def one(call: Call) -> RunWhole:
    return whole(call, known(call, call.run, call.query.against.strip("-")))


@dataclass(frozen=True)
class Known:
    """A run that is in the store, in the queue, or in both; `against` where it is looked at as one of a pair.

    `base` is the scenario of `against`.
    """

    run: str
    against: str
    manifest: Manifest
    published: bool
    entry: Entry | None
    base: str | None = None

    @property
    def state(self) -> str:
        return "done" if self.published or self.entry is None else self.entry.state

    @property
    def far(self) -> tuple[int, int]:
        """Replications that are there, of how many; both sides of a pair count."""
        if self.published or self.entry is None:
            asked_with = self.entry is not None and self.entry.run == self.run and self.entry.against_run
            n = len(self.manifest.replications) * (2 if self.against or asked_with else 1)
            return n, n
        return self.entry.done, self.entry.of


def known(call: Call, run: str, against: str = "") -> Known:
    """Problem 404 for a run that nobody asked for, StoreError for a damaged one."""
    shelf = call.shelf
    there = [published_here(shelf.store, name) for name in (run, *([against] if against else []))]
    asked = [
        one
        for one in shelf.queue.entries()
        if ((one.run, one.against_run) == (run, against) if against else run in (one.run, one.against_run))
    ]
    entry = next((one for one in asked if one.live), asked[0] if asked else None)
    if entry is not None and entry.state == "done" and not all(there):
        entry = None  # it was answered once and its run deleted since
    if all(there):
        base = shelf.store.manifest(against).scenario_id if against else None
        return Known(run, against, shelf.store.manifest(run), True, entry, base)
    if entry is None:
        raise call.no_run(run if not there[0] else against)
    question = shelf.question(entry)
    if question is None:
        raise call.no_run(run)
    return Known(run, against, _asked_for(question, run), False, entry)


def whole(call: Call, found: Known) -> RunWhole:
    manifest, entry = found.manifest, found.entry
    done, of = found.far
    pair = entry if entry is not None and entry.run == found.run else None
    scenario = json.loads(manifest.scenario)
    return RunWhole(
        run=found.run,
        scenario=manifest.scenario_id,
        against=found.base or (pair.against if pair else None),
        against_run=found.against or (pair.against_run if pair else None),
        seed=manifest.seed,
        state=found.state,
        replications=len(manifest.replications) or done // (2 if pair and pair.against else 1),
        done=done,
        of=of,
        asked=manifest.created if found.published else "",
        message=pair.message if pair and not found.published else "",
        mine=entry is not None and entry.owner == call.owner,
        facts=Facts(
            starts=manifest.starts,
            days=manifest.days,
            stop=json.loads(manifest.stop),
            changes=scenario["changes"],
            content_hash=manifest.content_hash,
            model_version=manifest.model_version,
            schema_version=manifest.schema_version,
            created=manifest.created if found.published else "",
            versions=dict(manifest.versions),
        ),
        before_it=call.shelf.queue.position(entry.ticket) if entry and entry.state == "waiting" else 0,
        seconds_left=entry.seconds_left() if entry and not found.published else None,
        links=_links(found),
    )


def unfinished(call: Call, found: Known) -> Problem:
    """What is refused while a run goes on, and after it was stopped."""
    _ = call.words.text
    done, of = found.far
    if found.entry is not None and found.entry.live:
        text = _("Run {run} is still going, {done} of {of} replications are there; ask again when it is done.")
    else:
        text = _("Run {run} was stopped, {done} of {of} replications are there; start it again, what is there is kept.")
    more: dict[str, Any] = {"Retry_After": "10"} if found.entry is not None and found.entry.live else {}
    return Problem(409, text.format(run=found.run, done=done, of=of), **more)


def _asked_for(question: Question, run: str) -> Manifest:
    side = next((side for side in range(len(question.sides)) if question.manifest(side).run == run), 0)
    return question.manifest(side)


def _links(found: Known) -> dict[str, str]:
    home = f"/api/v1/runs/{found.run}"
    against = f"?against={found.against}" if found.against else ""
    links = {"self": home + against, "measures": f"{home}/measures", "page": f"/runs#{found.run}"}
    if found.against:
        links["differences"] = f"{home}/differences{against}"
    if found.published:
        links |= {"report": f"{home}/report{against}", "paper": f"{home}/export?format=pdf"}
    else:
        links["cancel"] = f"{home}/cancel{against}"
    return links
