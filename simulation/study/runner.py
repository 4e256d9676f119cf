"""The thread of the web server that answers the queue, several owners side by side."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path

from simulation.results import Store
from simulation.study.asking import Watch, in_one_line
from simulation.study.questions import Question
from simulation.study.queue import Entry, Queue
from simulation.study.runs import Answer, answer
from simulation.study.workers import Pool, Work, open_pool, replicate


class Runner(threading.Thread):
    """Answers waiting questions until `stop()`; what is under way then waits for the next runner, replications kept."""

    def __init__(
        self,
        store: Path,
        workers: int | None = None,
        scheduler: str | None = None,
        at_once: int = 2,
        work: Work = replicate,
        pool: Pool | None = None,
    ) -> None:
        super().__init__(name="terminwerk-runner", daemon=True)
        self._store = Store(store)
        self._queue = Queue(store)
        self._pool = pool or open_pool(workers, scheduler)
        self._at_once = at_once
        self._work = work
        self._stop_asked = threading.Event()
        self._answering: list[threading.Thread] = []

    def run(self) -> None:
        """Answer what waits in the queue, until it is stopped."""
        while not self._stop_asked.is_set():
            self._answering = [thread for thread in self._answering if thread.is_alive()]
            try:
                claimed = self._queue.claim(self._at_once)
            except sqlite3.Error:  # a full disk, a locked file: the server goes on and the queue is asked again
                claimed = None
            if claimed is None:
                self._stop_asked.wait(0.25)
                continue
            thread = threading.Thread(target=self._answer, args=claimed, name=claimed[0].ticket, daemon=True)
            self._answering.append(thread)
            thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Stop within one replication, give back what is not finished, close the workers."""
        self._stop_asked.set()
        if self.is_alive():
            self.join(seconds)
        for thread in self._answering:
            thread.join(seconds)
        self._pool.close()

    def _answer(self, entry: Entry, question: Question) -> None:
        watch = Watch(self._queue, entry.ticket, self._stop_asked)
        try:
            found = answer(
                question, self._store, self._pool, progress=watch.progress, cancelled=watch.cancelled, work=self._work
            )
        except Exception as error:  # whatever fails is this question's failure, not the server's
            with contextlib.suppress(sqlite3.Error):
                self._queue.end(entry.ticket, "failed", in_one_line(error))
        else:
            self._queue.end(entry.ticket, state_of(found, self._stop_asked.is_set()))


def state_of(found: Answer, stopping: bool = False) -> str:
    """Where a question stands after its answer: done, given back because the process stops, or cancelled."""
    if found.complete:
        return "done"
    return "waiting" if stopping else "cancelled"
