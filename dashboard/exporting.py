"""The command `terminwerk export`: a finished run as one file."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from dashboard.exports.file_kinds import FORMATS
from dashboard.options import STORE, RunArgument, StoreOption
from dashboard.printing import say
from dashboard.typed import BadInput

ExportFormat = StrEnum("ExportFormat", list(FORMATS))  # type: ignore[misc]
TABLES = ", ".join(one.name for one in FORMATS.values() if one.tables)
STANDARD_OUTPUT = Path("-")


def export(
    run: RunArgument,
    format: Annotated[ExportFormat, typer.Option("--format", help="Kind of file.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")],
    table: Annotated[
        str,
        typer.Option(
            metavar="TABLE",
            help=f"Of {TABLES}: measures, weeks, days, replications, differences; the ledgers cases, "
            "activities, slots, searches, capacity; events (case_id, activity, resource, start, end).",
        ),
    ] = "measures",
    separator: Annotated[str, typer.Option(metavar=";|,|tab", help="Of a CSV. Default: as the language has it.")] = "",
    decimal: Annotated[str, typer.Option(metavar=".|,", help="Of a CSV. Default: as the language has it.")] = "",
    lang: Annotated[str, typer.Option(metavar="de|en", help="Language of what is written.")] = "de",
    against: Annotated[
        str,
        typer.Option(
            metavar="RUN", help="Hold it against this run. Default: the one it was asked against last; - for none."
        ),
    ] = "",
    beside: Annotated[str, typer.Option(metavar="RUN,RUN", help="Other runs in the table of alternatives.")] = "",
    group: Annotated[str, typer.Option(metavar="KEY=VALUE", help="One group alone, such as team=family.")] = "",
    replication: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="Which one an event log tells, else the first; 0 for all in one log."),
    ] = None,
    address: Annotated[
        str, typer.Option(metavar="URL", help="Where the pages are served; links in files begin with it.")
    ] = "http://127.0.0.1:8050",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    store: StoreOption = STORE,
) -> None:
    """Write a finished run to one file: paper, workbook, slides, tables, database, event log.

    The same export twice is the same bytes. All views of a database open in DuckDB 1.1 or newer. Nothing half-written
    is ever seen under the name of FILE.
    """
    from dashboard.exports import formats
    from dashboard.exports.report import WHOLE, Asked
    from dashboard.shelf import Shelf

    if not store.exists():
        raise BadInput(f"{run}: no such run in {store}, see terminwerk runs")
    key, equals, value = group.partition("=")
    if group and not (key and equals and value):
        raise BadInput(f"--group {group[:80]}: must be KEY=VALUE, such as team=family")
    if not _is_address(address):
        raise BadInput(f"--address {address[:80]!r}: is none of pages; such as https://office.example/terminwerk")
    others = tuple(one.strip() for one in beside.split(",") if one.strip())
    asked = Asked(run, against, others, (key, value) if group else WHOLE, lang, address.rstrip("/"))
    choice = formats.Choice(table, separator, decimal, replication)
    shelf = Shelf(store)
    try:
        if output == STANDARD_OUTPUT:
            with tempfile.TemporaryDirectory(prefix="terminwerk-") as folder:
                made = Path(folder) / "export"
                formats.export(shelf, asked, format.value, choice, made)
                with made.open("rb") as stream:
                    shutil.copyfileobj(stream, sys.stdout.buffer)
        else:
            formats.export(shelf, asked, format.value, choice, output, force)
    except formats.ExportFailed as error:
        if output != STANDARD_OUTPUT:
            raise
        remedy = f"make room in {tempfile.gettempdir()}, where it is made before it is sent"
        raise formats.ExportFailed("standard output", error.what, remedy) from error
    except formats.ExportError as error:
        raise BadInput(str(error)) from error
    manifest, form = shelf.store.manifest(run), FORMATS[format.value]
    if output != STANDARD_OUTPUT:
        what, size = table if form.tables else form.holds, output.stat().st_size
        print(f"{output}: {what} of {manifest.scenario_id}, run {run}, {size:,} bytes")
    if len(manifest.replications) == 1 and (table in formats.MEASURES or form.holds == "report"):
        say("One replication alone has no range: its intervals are empty.")


def _is_address(text: str) -> bool:
    """Whether links may begin with it: a server and a folder, no query, no password."""
    try:
        parts = urlsplit(text)
        sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = parts.hostname is not None and not (parts.query or parts.fragment or "@" in parts.netloc)
    return sound and plain and parts.scheme in ("http", "https") and re.fullmatch(r"[\w.~:/%\[\]-]+", text) is not None
