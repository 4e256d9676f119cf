"""Answer a question in this process, kept in the queue: others see its progress and can cancel it."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable

from simulation.results import Store
from simulation.study.database import now
from simulation.study.questions import Question, StudyError
from simulation.study.queue import COMMAND_LINE, Queue
from simulation.study.runs import Answer, Progress, answer, published
from simulation.study.workers import Pool, Work, replicate

BEAT_SECONDS = 1.0


class Cancelled(StudyError):
    """Someone cancelled the question; what had arrived is kept."""


class Watch:
    """Keeps the entry of a question that is being answered: its progress and heartbeat, and whether to stop."""

    def __init__(self, queue: Queue, ticket: str, stop: threading.Event | None = None) -> None:
        self._queue, self._ticket = queue, ticket
        self._stop = stop or threading.Event()
        self._beaten = 0.0
        self._taken = False

    def progress(self, made: Progress) -> None:
        """How far it is, for whoever looks into the queue."""
        self._queue.progress(self._ticket, made.done, made.of, made.fresh)

    def cancelled(self) -> bool:
        """Asked often; looks into the queue once a second."""
        if time.monotonic() - self._beaten >= BEAT_SECONDS:
            self._beaten = time.monotonic()
            self._taken = self._queue.beat(self._ticket)
        return self._taken or self._stop.is_set()


def answer_here(
    question: Question,
    store: Store,
    pool: Pool,
    progress: Callable[[Progress], None] = lambda _: None,
    owner: str = COMMAND_LINE,
    work: Work = replicate,
    stop: threading.Event | None = None,
) -> Answer:
    """The complete answer; raises Cancelled, StudyError or StoreError, and closes the entry whatever happens.

    `stop`: when set, the question is given up within one replication, as KeyboardInterrupt. While another process
    answers the same question, this one waits and finds the answer in the store. Where the queue cannot be written, on a
    full disk, a question that is in the store already is answered from there.
    """
    queue, ticket = Queue(store.path), question.ticket
    try:
        while queue.begin(question, owner) is None:
            _wait(queue, question, progress, stop or threading.Event())
    except sqlite3.Error:
        kept = published(question, store)
        if kept is None:
            raise
        return kept
    watch = Watch(queue, ticket, stop)

    def tell(made: Progress) -> None:
        watch.progress(made)
        progress(made)

    try:
        found = answer(question, store, pool, progress=tell, cancelled=watch.cancelled, work=work)
    except BaseException as error:
        stopped = isinstance(error, KeyboardInterrupt | SystemExit)
        with contextlib.suppress(sqlite3.Error):  # a full disk is already the error that is on its way
            queue.end(ticket, "cancelled" if stopped else "failed", "" if stopped else in_one_line(error))
        raise
    queue.end(ticket, "done" if found.complete else "cancelled")
    if not found.complete and stop is not None and stop.is_set():
        raise KeyboardInterrupt
    if not found.complete:
        wanted = question.stop.most
        raise Cancelled(
            f"{question.run}: cancelled after {found.replications} of {wanted} replications, which are kept; "
            "the same command goes on from there"
        )
    return found


def _wait(queue: Queue, question: Question, progress: Callable[[Progress], None], stop: threading.Event) -> None:
    """Tell how far the process is that answers the question, and wait a little for it."""
    entry = queue.get(question.ticket)
    if entry is not None and entry.started is not None:
        progress(Progress(entry.done, entry.of, entry.fresh, now() - entry.started))
    if stop.wait(BEAT_SECONDS):
        raise KeyboardInterrupt
    if queue.was_cancelled(question.ticket):
        raise Cancelled(f"{question.run}: cancelled where it was answered; the same command goes on from what is kept")


def in_one_line(error: BaseException) -> str:
    """What went wrong, without line breaks; the kind of error where there is no text."""
    return " ".join(str(error).split()) or type(error).__name__
