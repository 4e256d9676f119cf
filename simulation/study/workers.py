"""Where replications are computed: in this process, on worker processes of this machine, or on a Dask scheduler."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import itertools
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from simulation.study.questions import StudyError

if TYPE_CHECKING:
    from simulation.model import Ledgers
    from simulation.results import Replication
    from simulation.scenario import Scenario

Work = Callable[[str, int], "Replication"]
NICENESS = 15
MOST_WORKERS = 256
DEATHS_ALLOWED = 1
LOOK_SECONDS = 0.25
REPLACE_SECONDS = 2.0
GIVE_UP_SECONDS = 60.0
CONNECT_SECONDS = 20.0
ENVIRONMENT = {"MALLOC_ARENA_MAX": 1, "MALLOC_MMAP_THRESHOLD_": 262_144, "MALLOC_TRIM_THRESHOLD_": 65_536}
"""Of a worker process: one arena, and columns in pages of their own, so that what is freed goes back to the system."""


@dataclass(frozen=True)
class Task:
    """One replication of one side of a question: `number` counts from 1."""

    side: int
    number: int
    scenario: str
    seed: int


def replicate(scenario: str, seed: int) -> Replication:
    """Simulate one replication: a pure function of (scenario JSON, seed), to Parquet bytes with their hashes."""
    from simulation.results import encode
    from simulation.scenario import Scenario

    asked = Scenario.from_json(scenario)
    return encode(_ledgers(asked, seed), asked.starts, asked.days)


def _ledgers(asked: Scenario, seed: int) -> Ledgers:
    from simulation.model import simulate

    ledgers = simulate(asked, seed)
    _give_back()
    return ledgers


def step_back() -> int:
    """Lower the priority of the calling thread to idle, so that pages stay quick; return the niceness."""
    missing = NICENESS - os.getpriority(os.PRIO_PROCESS, 0)
    return os.nice(max(missing, 0))


def replicate_idly(work: Work, scenario: str, seed: int) -> Replication:
    """What a worker process is sent: the same function, at idle priority (which Linux keeps by thread)."""
    step_back()
    gc.collect()
    _give_back()
    try:
        return work(scenario, seed)
    finally:
        gc.collect()
        _give_back()


def _give_back() -> None:
    """Return freed memory to the system: what comes next would otherwise find it in pieces and take more."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # a C library without it keeps what it has
            ctypes.CDLL(None).malloc_trim(0)


class Pool(Protocol):
    """Something that turns tasks into replications, in the order in which they come ready."""

    def replications(
        self, tasks: Iterable[Task], cancelled: Callable[[], bool], work: Work = replicate
    ) -> Iterator[tuple[Task, Replication]]:
        """Each task with its replication, in the order in which they are done; ends early once `cancelled`."""

    def close(self) -> None:
        """Let the workers go."""


class InProcess:
    """`--workers 0`: one after the other in this process, for tests and debugging."""

    def replications(
        self, tasks: Iterable[Task], cancelled: Callable[[], bool], work: Work = replicate
    ) -> Iterator[tuple[Task, Replication]]:
        """One after the other, in this process."""
        for task in tasks:
            if cancelled():
                return
            yield task, work(task.scenario, task.seed)

    def close(self) -> None:
        """Nothing to close."""


class Cluster:
    """Worker processes of this machine behind temporary TLS on 127.0.0.1, or the workers of a running scheduler.

    Several threads may ask for replications at once: each keeps only a few tasks in flight, so all of them move on.
    """

    def __init__(self, workers: int | None = None, scheduler: str | None = None) -> None:
        if scheduler is not None and not scheduler.startswith("tls://"):
            raise ValueError(f"--scheduler {scheduler}: must be an address like tls://host:8786")
        self._workers = workers or usable_cores()
        self._scheduler = scheduler
        self._opening = threading.Lock()
        self._local: Any = None
        self._open: Any = None
        self._short_since: float | None = None

    @property
    def _client(self) -> Any:
        """The connection, made when the first replication is needed: what the store answers starts no process."""
        with self._opening:
            if self._open is None:
                with _children_without_interrupts():
                    self._local = _local_cluster(self._workers) if self._scheduler is None else None
                self._open = _client(self._local, self._scheduler)
                self._open.run(step_back, on_error="ignore")
            return self._open

    def replications(
        self, tasks: Iterable[Task], cancelled: Callable[[], bool], work: Work = replicate
    ) -> Iterator[tuple[Task, Replication]]:
        """Yield replications as they arrive; a dead worker costs a retry. Cancelled: stop within one replication."""
        waiting = iter(tasks)
        flying: dict[Any, Task] = {}
        deaths: dict[Task, int] = {}
        ready: SimpleQueue[Any] = SimpleQueue()
        try:
            while not cancelled():
                for task in itertools.islice(waiting, max(self.width() - len(flying), 0)):
                    flying[self._send(task, work, ready)] = task
                if not flying:
                    return
                try:
                    future = ready.get(timeout=LOOK_SECONDS)
                except Empty:
                    self._replace_lost_workers()
                    continue
                task = flying.pop(future)
                if self._died(future, task, deaths):
                    flying[self._send(task, work, ready)] = task
                else:
                    result = future.result()
                    del future  # or the worker would keep its copy until the next one is ready
                    yield task, result
        finally:
            if flying:
                self._client.cancel(list(flying), force=True)

    def _send(self, task: Task, work: Work, ready: SimpleQueue[Any]) -> Any:
        future = self._client.submit(replicate_idly, work, task.scenario, task.seed, pure=False)
        future.add_done_callback(ready.put)
        return future

    def _died(self, future: Any, task: Task, deaths: dict[Task, int]) -> bool:
        """Whether to try again; raises StudyError when the replication itself failed or workers die again and again."""
        from distributed import KilledWorker

        if future.status == "finished":
            return False
        error = future.exception() if future.status == "error" else None
        deaths[task] = deaths.get(task, 0) + 1
        if error is not None and not isinstance(error, KilledWorker):
            raise StudyError(f"replication with seed {task.seed} failed: {type(error).__name__}: {error}") from error
        if deaths[task] > DEATHS_ALLOWED:
            raise StudyError(f"replication with seed {task.seed}: its workers died again and again, is memory short?")
        return True

    def width(self) -> int:
        """Tasks in flight: one in each worker thread and one behind it."""
        return max(2 * self._threads(), 2)

    def _threads(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        if threads >= (self._workers if self._local is not None else 1):
            self._short_since = None
        elif self._short_since is None:
            self._short_since = time.monotonic()
        return threads

    def _replace_lost_workers(self) -> None:
        """A killed worker comes back by itself, but not when it died while it started: ask for another one.

        Raises StudyError when there is no worker at all for long.
        """
        if self._short_since is None:
            return
        short_seconds = time.monotonic() - self._short_since
        if self._local is not None and short_seconds > REPLACE_SECONDS:
            self._local.scale(self._workers)
        if short_seconds > GIVE_UP_SECONDS and not self._client.nthreads():
            raise StudyError(f"{self._scheduler or 'this machine'}: no worker for {GIVE_UP_SECONDS:.0f} seconds")

    @property
    def started(self) -> bool:
        """Whether its workers are there."""
        return self._open is not None

    def pids(self) -> list[int]:
        """Process ids of the workers."""
        pids: list[int] = sorted(self._client.run(os.getpid).values())
        return pids

    def niceness(self) -> list[int]:
        """Priority of each worker process; 0 is normal, 19 the most modest."""
        found: list[int] = list(self._client.run(os.getpriority, os.PRIO_PROCESS, 0).values())
        return found

    def loaded(self) -> set[str]:
        """Top-level packages that any worker has imported."""
        return {name.partition(".")[0] for names in self._client.run(_loaded).values() for name in names}

    def addresses(self) -> list[str]:
        """Of the scheduler and the workers."""
        return [self._client.scheduler.address, *self._client.nthreads()]

    def close(self) -> None:
        """End the workers, also those that were killed."""
        with self._opening:
            for part in (self._open, self._local):
                if part is not None:
                    with contextlib.suppress(TimeoutError):  # killed, and a busy machine takes its time to bury them
                        part.close(timeout=5)
            self._open = self._local = None

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def open_pool(workers: int | None = None, scheduler: str | None = None) -> InProcess | Cluster:
    """The pool that was asked for: workers 0 is this process, None is one worker for each usable core."""
    if workers is not None and workers < 0:
        raise ValueError(f"--workers: must be at least 0, is {workers}")
    if workers is not None and workers > MOST_WORKERS:
        raise ValueError(
            f"--workers: must be at most {MOST_WORKERS}, is {workers}; --scheduler takes those of other machines"
        )
    if scheduler is None and workers == 0:
        return InProcess()
    return Cluster(workers, scheduler)


def _loaded() -> list[str]:
    return list(sys.modules)


def usable_cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@contextlib.contextmanager
def _children_without_interrupts() -> Iterator[None]:
    """Threads and processes that begin in here never see Ctrl-C or a closed terminal: this process alone decides.

    The signal mask passes on to them and to the workers that they start later. An interrupt meanwhile comes at the end.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    resource_tracker.ensure_running()  # it would lift the mask of an interrupt
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _local_cluster(workers: int) -> Any:
    import logging

    import dask
    from distributed import LocalCluster
    from distributed.security import Security

    dask.config.set(
        {
            **{f"distributed.nanny.pre-spawn-environ.{name}": value for name, value in ENVIRONMENT.items()},
            "distributed.worker.profile.enabled": False,  # its samples lie between what a run frees
            "distributed.scheduler.http.routes": [],
            "distributed.deploy.lost-worker-timeout": "5s",
            "distributed.scheduler.worker-saturation": 2.0,
            "distributed.scheduler.allowed-failures": 3,
        }
    )
    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        protocol="tls://",
        security=Security.temporary(),  # type: ignore[no-untyped-call]
        dashboard_address=None,
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},  # else it takes port 8787
        worker_dashboard_address=None,
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    )


def _client(local: Any, scheduler: str | None) -> Any:
    import dask
    from distributed import Client

    if local is None and not dask.config.get("distributed.comm.tls.ca-file", None):
        raise StudyError(f"--scheduler {scheduler}: needs certificates, see distributed.comm.tls in Dask's settings")
    try:
        return Client(local or scheduler, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as error:  # whatever is wrong with the address or the certificates, it is not reached
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise StudyError(f"--scheduler {scheduler}: cannot be reached ({reason})") from error
