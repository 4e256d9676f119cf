"""Options and arguments that several commands share."""

from __future__ import annotations

from enum import Enum, StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    text = "text"
    json = "json"


class RunFormat(StrEnum):
    text = "text"
    json = "json"
    id = "id"


class Way(Enum):
    higher = "higher"
    lower = "lower"


class TableFormat(StrEnum):
    text = "text"
    json = "json"
    csv = "csv"


def _folder(path: Path) -> Path:
    if path.exists() and not path.is_dir():
        raise typer.BadParameter(f"{path} is no folder.")
    return path


StoreOption = Annotated[
    Path, typer.Option("--store", metavar="DIR", callback=_folder, help="Folder that keeps the runs.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="A table for a person, or one JSON document.")]
WorkersOption = Annotated[
    int | None, typer.Option(metavar="N", help="Worker processes; 0 computes in this process. Default: one a core.")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A running Dask scheduler, tls://host:port, instead of own workers."),
]
RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="Name of a run, see `terminwerk runs`.")]
SeedOption = Annotated[int, typer.Option(metavar="S", help="First seed; replication 2 takes the next, and so on.")]
ReplicationsOption = Annotated[int | None, typer.Option(metavar="N", help="How many replications. Default: 10.")]
STORE = Path("data/results")
