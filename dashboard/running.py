"""The command `terminwerk run`: one question, answered here or left to the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.options import (
    STORE,
    ReplicationsOption,
    RunFormat,
    SchedulerOption,
    SeedOption,
    StoreOption,
    WorkersOption,
)
from dashboard.printing import print_answer, print_json, say
from dashboard.typed import BadInput, question, stop_of

if TYPE_CHECKING:
    from simulation.study.questions import Question


def run(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file or the id of a scenario.")],
    against: Annotated[str | None, typer.Option(metavar="BASE", help="Hold it against this one, pair by pair.")] = None,
    set: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change SCENARIO: teams.family.heads=24")
    ] = None,
    replications: ReplicationsOption = None,
    precision: Annotated[
        float | None, typer.Option(metavar="P", help="Instead: until the mean lead time is known to a share, 0.05.")
    ] = None,
    seed: SeedOption = 1,
    later: Annotated[bool, typer.Option("--later", help="Leave it to `terminwerk serve`, and do not wait.")] = False,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    store: StoreOption = STORE,
    format: Annotated[RunFormat, typer.Option("--format", help="A table, JSON, or only the name of the run.")] = (
        RunFormat.text
    ),
) -> None:
    """Simulate a scenario, alone or against a base; what is in the store already is not computed again."""
    from dashboard.interrupts import interrupts

    with interrupts() as stop:
        from simulation.results import Store
        from simulation.study.asking import answer_here

        asked = question(scenario, against, set or [], stop_of(replications, precision), seed)
        if later:
            _leave(asked, store, format)
            return
        with computing(asked.run, workers, scheduler) as (pool, show):
            found = answer_here(asked, Store(store), pool, show, stop=stop)
        if format is RunFormat.json:
            print_json(found.to_dict())
        elif format is RunFormat.id:
            print(found.run)
        else:
            print_answer(found, asked)


@contextmanager
def computing(name: str, workers: int | None, scheduler: str | None) -> Iterator[tuple[Any, Any]]:
    """Where replications are computed, and what shows their progress; an interrupt says what is kept."""
    from dashboard.terminal import progress_bar
    from simulation.study.workers import open_pool

    try:
        pool = open_pool(workers, scheduler)
    except ValueError as error:
        raise BadInput(str(error)) from error
    try:
        with progress_bar(name) as show:
            yield pool, show
    except KeyboardInterrupt:
        say(f"{name}: interrupted; what is computed is kept, the same command goes on from there")
        raise
    finally:
        pool.close()


def _leave(asked: Question, store: Path, format: RunFormat) -> None:
    """Put a question in the queue, for the server of this store to answer."""
    from simulation.results import Store
    from simulation.study.queue import COMMAND_LINE, Queue

    entry = Queue(Store(store).path).ask(asked, COMMAND_LINE)
    if format is RunFormat.json:
        print_json({"run": asked.run, "scenario": asked.scenario.id, "seed": asked.seed, "state": entry.state})
    elif format is RunFormat.id:
        print(asked.run)
    else:
        say(f"{asked.run}: {entry.state}; `terminwerk serve` answers it")
