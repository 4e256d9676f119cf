"""The command `terminwerk`: simulate an office, ask what came out, serve the pages.

Exit codes: 0; 1 for a failure; 2 for bad input, with one line on standard error; 130 when interrupted.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.exporting import export
from dashboard.options import (
    STORE,
    Format,
    FormatOption,
    RunArgument,
    SchedulerOption,
    StoreOption,
    TableFormat,
    WorkersOption,
)
from dashboard.printing import cell, english, print_csv, print_json, print_measures, say, table
from dashboard.racing import race
from dashboard.running import run
from dashboard.typed import BadInput, load
from dashboard.zms import import_zms

if TYPE_CHECKING:
    from simulation.results import RunView, Store

app = typer.Typer(
    name="terminwerk",
    help="A public office simulated: its appointments, its waiting, its backlog, and what would change them.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
KNOWN = ("StudyError", "StoreError", "QuestionError", "QueueError", "ExportFailed", "ScenarioError")
"""Errors whose text is one line for a person; by name, because importing them takes longer than the help."""


@app.command()
def scenarios(store: StoreOption = STORE, format: FormatOption = Format.text) -> None:
    """List the scenarios that come along, each with its reason."""
    from simulation.scenario import load, scenario_ids

    known = [load(name) for name in scenario_ids()]
    if format is Format.json:
        listed = [{"id": one.id, "base": one.base, "title": one.title, "why": one.why} for one in known]
        print_json({"scenarios": listed})
        return
    table(
        ["scenario", "base", "what it is"], [[one.id, one.base or "", english(one.why or one.title)] for one in known]
    )


@app.command()
def validate(
    scenario: Annotated[str, typer.Argument(metavar="FILE", help="A scenario file or the id of a scenario.")],
    store: StoreOption = STORE,
    format: FormatOption = Format.text,
) -> None:
    """Check a scenario: every key, every number, every source."""
    checked = load(scenario)
    if format is Format.json:
        print_json({"scenario": checked.id, "valid": True, "figures": len(checked.figures())})
        return
    print(f"{scenario}: sound, {len(checked.figures())} figures, each with its source")


app.command()(run)
app.command()(race)
app.command("import-zms")(import_zms)
app.command()(export)


@app.command()
def runs(store: StoreOption = STORE, format: FormatOption = Format.text) -> None:
    """List the runs: finished, under way, waiting, cancelled, failed."""
    from simulation.study.listing import listed

    found = listed(store) if store.exists() else []
    if format is Format.json:
        print_json({"runs": found})
        return
    heads = ["run", "scenario", "against", "seed", "state", "replications", "asked", "message"]
    table(heads, [[cell(one.get(head)) for head in heads] for one in found])


@app.command()
def cancel(run: RunArgument, store: StoreOption = STORE, format: FormatOption = Format.text) -> None:
    """Stop a run within one replication; what it has computed is kept."""
    from simulation.study.queue import Queue

    entries = Queue(store).cancel(run) if store.exists() else []
    if not entries:
        raise BadInput(f"{run}: not waiting and not running in {store}, see terminwerk runs")
    if format is Format.json:
        print_json({"run": run, "cancelled": [entry.ticket for entry in entries]})
        return
    print(f"{run}: cancelled")


@app.command()
def delete(run: RunArgument, store: StoreOption = STORE, format: FormatOption = Format.text) -> None:
    """Remove a run and what only it needs."""
    from simulation.study.listing import forget, stop

    if store.exists():
        stop(store, run)
    if not store.exists() or not forget(store, run):
        raise BadInput(f"{run}: no such run in {store}, see terminwerk runs")
    if format is Format.json:
        print_json({"run": run, "deleted": True})
        return
    print(f"{run}: deleted")


@app.command()
def measures(
    run: RunArgument,
    by: Annotated[
        str,
        typer.Option(
            metavar="KEYS",
            help="Also by one key each: team,service,channel,pool,way,rule,owner,quarter,week,day. "
            "JSON without it: by team, service, channel and pool, as `run` gives it.",
        ),
    ] = "",
    store: StoreOption = STORE,
    format: Annotated[TableFormat, typer.Option("--format", help="A table, JSON, or CSV.")] = TableFormat.text,
) -> None:
    """Show what came out of a run, with intervals."""
    from simulation.study.compare import GROUPS, KEYS, measures_by

    keys = [key.strip() for key in by.split(",") if key.strip()]
    unknown = [key for key in keys if key not in KEYS]
    if unknown:
        raise BadInput(f"--by {by}: {unknown[0]} is none of {', '.join(KEYS)}")
    view = _view(run, store)
    found = measures_by(view, keys or (GROUPS[1:] if format is TableFormat.json else ()))
    if format is TableFormat.json:
        manifest = view.manifest
        about = {"run": run, "scenario": manifest.scenario_id, "seed": manifest.seed}
        print_json(about | {"replications": len(manifest.replications), "measures": found})
    elif format is TableFormat.csv:
        print_csv(found, keys)
    else:
        print_measures(found)


@app.command()
def verify(store: StoreOption = STORE, format: FormatOption = Format.text) -> None:
    """Read every kept file and compare it with its hash."""
    from simulation.results.store import Fault
    from simulation.study import database

    if not store.exists():
        raise BadInput(f"{store}: there is no store here; --store names its folder")
    faults = _store(store).verify()
    if queue := database.fault(store):
        faults.append(Fault("", database.FILE, queue))
    if format is Format.json:
        print_json({"faults": [{"run": one.run, "file": one.file, "what": one.what} for one in faults]})
    elif not faults:
        print(f"{store}: sound")
    for fault in faults:
        say(str(fault))
    if faults:
        raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8050,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Also answer browsers that ask for this name, such as behind a proxy."),
    ] = None,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    store: StoreOption = STORE,
) -> None:
    """Serve the pages, and answer what they ask."""
    from dashboard.serving import serve_pages

    try:
        serve_pages(store, host, port, workers, scheduler, allow_host or [])
    except ValueError as error:
        raise BadInput(str(error)) from error


def main() -> None:
    """The console script: one line and an exit code for whatever goes wrong."""
    _open_what_is_closed()
    try:
        code = app(args=sys.argv[1:] or ["--help"], prog_name="terminwerk", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except KeyboardInterrupt:
        code = 130
    except Exception as error:
        code = _told(error)
    sys.exit(code if isinstance(code, int) else 0)


def _open_what_is_closed() -> None:
    """Whoever closes standard output or error (`>&-`) wants to see nothing; nothing else may get its number either."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))


def _told(error: Exception) -> int:
    """Say in one line what went wrong; a traceback only for whoever sets TERMINWERK_TRACEBACK."""
    if os.environ.get("TERMINWERK_TRACEBACK"):
        import traceback

        traceback.print_exc()
    if isinstance(error, BadInput):
        say(str(error))
        return 2
    if hasattr(error, "format_message"):  # what typer found wrong with the options
        say(f"{error.format_message()} See terminwerk --help.")
        return 2
    if isinstance(error, OSError):
        say(f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error))
    elif any(kind.__name__ in KNOWN for kind in type(error).__mro__):
        say(str(error))
    else:
        say(f"{type(error).__name__}: {error}")
    return 1


def _store(path: Path) -> Store:
    from simulation.results import Store

    return Store(path)


def _view(run: str, store: Path) -> RunView:
    from simulation.study.listing import find_view

    view = find_view(_store(store), run) if store.exists() else None
    if view is None:
        raise BadInput(f"{run}: no such run in {store}, see terminwerk runs")
    return view


if __name__ == "__main__":
    main()
