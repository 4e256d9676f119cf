"""Which runs there are: those in the store, and those of the queue that are not there yet."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulation.results import Manifest, RunView, Store
from simulation.study.questions import Question, StudyError
from simulation.study.queue import Entry, Queue
from simulation.study.runs import Tally, view

STOP_SECONDS, LOOK_SECONDS = 60.0, 0.2


def listed(store: Path) -> list[dict[str, Any]]:
    """One row a run, newest first: run, scenario, against, against_run, seed, replications, state, done, of, ..."""
    kept = {manifest.run: manifest for manifest in Store(store).runs()}
    entries = [entry for entry in Queue(store).entries() if entry.state != "done" or entry.run in kept]
    named = {name for entry in entries for name in (entry.run, entry.against_run)}
    rows = [_asked(entry, kept.get(entry.run)) for entry in entries]
    rows += [_kept(manifest) for run, manifest in kept.items() if run not in named]
    rows += [
        _kept(kept[entry.against_run]) for entry in entries if _apart(entry, entries) and entry.against_run in kept
    ]
    unique = {(row["run"], row["against_run"]): row for row in reversed(rows)}
    return sorted(unique.values(), key=lambda row: str(row["asked"]), reverse=True)


def find_view(store: Store, run: str) -> RunView | None:
    """A run by name: published, or as far as it has come."""
    if published_here(store, run):
        return store.open(run)
    found = _find_question(store.path, run)
    if found is None:
        return None
    question, side = found
    number = Tally(question, store).number
    return view(question, side, number, store) if number else None


def published_here(store: Store, run: str) -> bool:
    """Whether the store has a run of this name, sound or damaged."""
    return run.isalnum() and (store.path / "runs" / run).is_dir()


def stop(path: Path, run: str, seconds: float = STOP_SECONDS) -> None:
    """Cancel a run and wait until whoever computes it has stopped; StudyError when that takes longer."""
    queue, until = Queue(path), time.monotonic() + seconds
    if not any(entry.live for entry in _naming(queue, run)):
        return
    queue.cancel(run)
    while any(entry.live for entry in _naming(queue, run)):
        if time.monotonic() > until:
            raise StudyError(f"{run}: is still at a replication; delete it when terminwerk runs says cancelled")
        time.sleep(LOOK_SECONDS)


def forget(path: Path, run: str, owner: str | None = None) -> bool:
    """Delete a run with what only it needs; a run under way is cancelled first. False when there is none.

    `owner`: only that owner's is cancelled; one of somebody else keeps its replications and publishes the run again.
    What was asked against this run keeps its own answer and the name of its base.
    """
    store, queue = Store(path), Queue(path)
    if any(entry.live for entry in _naming(queue, run)):
        queue.cancel(run, owner)
    entries, known = _naming(queue, run), published_here(store, run)
    closed = [entry for entry in entries if not entry.live and (entry.run == run or entry.state != "done")]
    counted = [entry for entry in queue.entries() if entry.state != "done" and entry not in closed]
    own, needed = _keys(queue, closed), _keys(queue, counted)
    if known:
        store.delete(run, keep=needed)
    store.drop(own, keep=needed)
    for entry in closed:
        queue.forget(entry.ticket)
    return known or bool(entries)


def _naming(queue: Queue, run: str) -> list[Entry]:
    return [entry for entry in queue.entries() if run in (entry.run, entry.against_run)]


def _keys(queue: Queue, entries: list[Entry]) -> set[str]:
    """Replications that these questions count on."""
    keys: set[str] = set()
    for entry in entries:
        question = queue.question(entry.ticket)
        if question is not None:
            sides = range(len(question.sides))
            keys |= {question.key(side, number) for side in sides for number in range(1, question.stop.most + 1)}
    return keys


def _find_question(store: Path, run: str) -> tuple[Question, int] | None:
    queue = Queue(store)
    for entry in queue.entries():
        if run in (entry.run, entry.against_run, entry.ticket):
            question = queue.question(entry.ticket)
            if question is not None:
                return question, int(run == entry.against_run)
    return None


def _apart(entry: Entry, entries: list[Entry]) -> bool:
    """Whether the base of this question has no row of its own yet."""
    return entry.against_run is not None and all(other.run != entry.against_run for other in entries)


def _asked(entry: Entry, manifest: Manifest | None) -> dict[str, Any]:
    sides = 1 if entry.against is None else 2
    return {
        "run": entry.run,
        "scenario": entry.scenario,
        "against": entry.against,
        "against_run": entry.against_run,
        "seed": entry.seed,
        "state": entry.state,
        "replications": len(manifest.replications) if manifest else entry.done // sides,
        "done": entry.done,
        "of": entry.of,
        "asked": datetime.fromtimestamp(entry.created, UTC).isoformat(timespec="seconds"),
        "owner": entry.owner,
        "message": entry.message,
    }


def _kept(manifest: Manifest) -> dict[str, Any]:
    number = len(manifest.replications)
    return {
        "run": manifest.run,
        "scenario": manifest.scenario_id,
        "against": None,
        "against_run": None,
        "seed": manifest.seed,
        "state": "done",
        "replications": number,
        "done": number,
        "of": number,
        "asked": manifest.created,
        "owner": "",
        "message": "",
    }
