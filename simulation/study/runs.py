"""Answer a question: compute the replications that the store lacks, publish each as it arrives, then the runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from simulation.results import RunView, Store, StoreError
from simulation.study.compare import Row, differences, rows
from simulation.study.questions import Question
from simulation.study.stopping import Stopping
from simulation.study.workers import Pool, Task, Work, replicate


@dataclass(frozen=True)
class Progress:
    """How far a question is: `done` of `of` replications (both sides count), `fresh` of them computed just now."""

    done: int
    of: int
    fresh: int
    seconds: float


@dataclass(frozen=True)
class Answer:
    """What a question brought: rows as in `compare`. `complete` is False when it was cancelled or is still going."""

    run: str
    against_run: str | None
    scenario: str
    against: str | None
    seed: int
    replications: int
    seconds: float
    measures: list[Row]
    differences: list[Row] | None
    complete: bool

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `terminwerk run`."""
        content: dict[str, Any] = {
            "run": self.run,
            "scenario": self.scenario,
            "against": self.against,
            "against_run": self.against_run,
            "seed": self.seed,
            "replications": self.replications,
            "seconds": round(self.seconds, 3),
            "measures": self.measures,
        }
        return content if self.differences is None else content | {"differences": self.differences}


def answer(
    question: Question,
    store: Store,
    pool: Pool,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    work: Work = replicate,
) -> Answer:
    """Answer from the store, or compute what is missing; raises StudyError or StoreError in one line.

    Replications of scenario and base alternate, so that pairs arrive early. What is kept already is not computed again,
    and what arrived stays when the question is cancelled; the answer has no rows then, `so_far` has them.
    """
    began = time.monotonic()
    kept = published(question, store)
    if kept is not None:
        size = kept.replications * len(question.sides)
        progress(Progress(size, size, 0, 0.0))
        return kept
    tally = Tally(question, store)
    progress(Progress(tally.done, tally.of, 0, 0.0))
    fresh = 0
    arriving = pool.replications(tally.missing(), cancelled, work)
    try:
        while not tally.complete:
            arrived = next(arriving, None)
            if arrived is None:
                break
            task, replication = arrived
            store.publish_replication(question.key(task.side, task.number), replication)
            tally.count(task.side, task.number)
            fresh += 1
            progress(Progress(tally.done, tally.of, fresh, time.monotonic() - began))
    finally:
        if hasattr(arriving, "close"):
            arriving.close()
    if tally.complete:
        progress(Progress(tally.done, tally.of, fresh, time.monotonic() - began))
        for side in range(len(question.sides)):
            store.publish_run(question.manifest(side, tally.number, **tally.notes))
    views = tally.views(tally.number) if tally.complete else []
    return _answer(question, views, tally.number, time.monotonic() - began, tally.complete)


def published(question: Question, store: Store) -> Answer | None:
    """The answer when all its runs are in the store and sound, else None."""
    began = time.monotonic()
    try:
        views = [store.open(question.manifest(side).run) for side in range(len(question.sides))]
    except StoreError:
        return None
    number = len(views[0].manifest.replications)
    return _answer(question, views, number, time.monotonic() - began, True)


def so_far(question: Question, store: Store) -> Answer | None:
    """The answer from the pairs that are kept by now, None before the first."""
    done = published(question, store)
    if done is not None:
        return done
    tally = Tally(question, store)
    return _answer(question, tally.views(tally.number), tally.number, 0.0, False) if tally.number else None


def view(question: Question, side: int, number: int, store: Store) -> RunView:
    """One side of a question with its first replications, published or not."""
    manifest = question.manifest(side, number)
    return store.view(manifest, manifest.replications)


def _answer(question: Question, views: list[RunView], number: int, seconds: float, complete: bool) -> Answer:
    frames = [one.measures() for one in views]
    return Answer(
        run=question.run,
        against_run=question.against_run,
        scenario=question.scenario.id,
        against=None if question.against is None else question.against.id,
        seed=question.seed,
        replications=number,
        seconds=seconds,
        measures=rows(frames[0]) if frames else [],
        differences=_differences(frames) if question.against is not None else None,
        complete=complete,
    )


def _differences(frames: list[pl.DataFrame]) -> list[Row]:
    return differences(frames[0], frames[1]) if frames else []


@dataclass
class Tally:
    """Which replications of a question are kept, and which are still to compute."""

    question: Question
    store: Store
    stopping: Stopping = field(init=False)
    _kept: set[tuple[int, int]] = field(init=False, default_factory=set)
    _whole: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.stopping = Stopping(self.question.stop, self._measures)
        numbers = range(1, self.question.stop.most + 1)
        self._note({(side, n) for n in numbers for side in self._sides if self.store.has(self.question.key(side, n))})

    def count(self, side: int, number: int) -> None:
        """Take note of a replication that was just published; one that both sides share counts for both."""
        key = self.question.key(side, number)
        self._note({(one, number) for one in self._sides if self.question.key(one, number) == key})

    @property
    def number(self) -> int:
        """Replications of every side that are kept without a gap, at most as many as the stopping rule wants."""
        return self._whole if self.stopping.number is None else min(self._whole, self.stopping.number)

    @property
    def complete(self) -> bool:
        """Whether the stopping rule has said how many replications it takes, and they are there."""
        return self.stopping.number is not None and self.number == self.stopping.number

    @property
    def done(self) -> int:
        """Replications that are there, of both sides, at most those that are wanted."""
        return min(len(self._kept), self.of)

    @property
    def of(self) -> int:
        """Replications that are wanted, of both sides, as far as is known."""
        return self.stopping.expected * len(self.question.sides)

    @property
    def _sides(self) -> range:
        return range(len(self.question.sides))

    @property
    def notes(self) -> dict[str, Any]:
        """What the stopping rule saw, for the manifest."""
        return self.stopping.notes

    def missing(self) -> Iterator[Task]:
        """The replications to compute, pair after pair; one that both sides share is computed once.

        What another question publishes meanwhile is counted when its turn comes.
        """
        content = [scenario.to_json() for scenario in self.question.sides]
        for number in range(1, self.question.stop.most + 1):
            asked: set[str] = set()
            for side in range(len(content)):
                key = self.question.key(side, number)
                if key in asked or (side, number) in self._kept:
                    continue
                asked.add(key)
                if self.store.has(key):
                    self.count(side, number)
                else:
                    yield Task(side, number, content[side], self.question.seed_of(number))

    def views(self, number: int) -> list[RunView]:
        """Each side with its first replications."""
        return [view(self.question, side, number, self.store) for side in self._sides]

    def _note(self, kept: set[tuple[int, int]]) -> None:
        """Take these (side, number) as kept, then look once whether they are enough: a look reads all measures."""
        self._kept |= kept
        while all((side, self._whole + 1) in self._kept for side in self._sides):
            self._whole += 1
        self.stopping.look(self.number)

    def _measures(self, number: int) -> list[pl.DataFrame]:
        return [one.measures() for one in self.views(number)]
