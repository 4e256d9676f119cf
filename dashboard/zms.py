"""The command `terminwerk import-zms`: a scenario from openings of ZMS (eappointment), and what looks wrong there."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.options import Format, FormatOption
from dashboard.printing import print_json
from dashboard.typed import BadInput

if TYPE_CHECKING:
    from simulation.observed import Finding, Imported, Zms

HEADS = {
    "not expressible": "Not expressible in the scenario language",
    "lint": "Looks wrong in the file",
    "assumed": "Assumed, because the file does not hold it",
}
MOST_LINES = 12  # of one check; the JSON has all


def import_zms(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON of ZMS: availabilities, or an object with them.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="SCENARIO.toml", help="Default: FILE with the end .toml.")
    ] = None,
    starts: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day of the run. Default: today, while anything opens.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, metavar="N", help="Length of the run.")] = 365,
    force: Annotated[bool, typer.Option("--force", help="Write over a scenario that is there.")] = False,
    format: FormatOption = Format.text,
) -> None:
    """Turn openings of ZMS (eappointment) into a scenario; say what it cannot express, and what looks wrong."""
    from simulation.observed import ObservedError, imported, read_zms
    from simulation.scenario.loading import MOST_BYTES

    target = _target(file, output, force)
    try:
        zms = read_zms(file)
        found = imported(zms, _day(starts), days, date.today())
    except ObservedError as error:
        raise BadInput(str(error)) from error
    if (size := len(found.text.encode())) > MOST_BYTES:
        what = f"would be a scenario of {size:,} bytes, at most {MOST_BYTES:,}; split it by scopes, or use fewer --days"
        raise BadInput(f"{file.name}: {what}")
    figures = _publish(found.text, target, file)
    if format is Format.json:
        print_json(
            _facts(zms, found, file, target) | {"figures": figures, "findings": [vars(f) for f in found.findings]}
        )
        return
    facts = _facts(zms, found, file, target)
    counted = ", ".join(_number(facts[name], one, name) for name, one in NOUNS)
    print(f"{file}: {_number(facts['availabilities'], 'availability', 'availabilities')}")
    print(f"{target}: {counted}; {found.days} days from {found.starts}")
    for kind, head in HEADS.items():
        _print_findings(head, [one for one in found.findings if one.kind == kind])


NOUNS = (("teams", "team"), ("books", "book"), ("services", "service"))


def _facts(zms: Zms, found: Imported, file: Path, target: Path) -> dict[str, Any]:
    counts = {name: len(found.document[name]) for name, _ in NOUNS}
    about = {"file": str(file), "scenario": str(target), "starts": str(found.starts), "days": found.days}
    return about | {"availabilities": len(zms.availabilities)} | counts


def _print_findings(head: str, findings: list[Finding]) -> None:
    if not findings:
        return
    print(f"\n{head} ({len(findings)})")
    for _, same in groupby(sorted(findings, key=lambda one: one.code), key=lambda one: one.code):
        listed = list(same)
        for one in listed[:MOST_LINES]:
            print(f"  {one.place}: {one.what}. Here: {one.instead}.")
        if len(listed) > MOST_LINES:
            print(f"  … and {len(listed) - MOST_LINES} more of this kind, see --format json")


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _day(text: str | None) -> date | None:
    try:
        found = None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"--starts {text}: must be a date like 2025-03-17") from error
    if found is not None and not 1970 <= found.year < 2200:
        raise BadInput(f"--starts {text}: must lie between 1970 and 2200")
    return found


def _target(file: Path, output: Path | None, force: bool) -> Path:
    target = file.with_suffix(".toml") if output is None else output
    if target.suffix != ".toml":
        raise BadInput(f"-o {target}: must end in .toml")
    if target.is_dir() or not target.parent.is_dir():
        raise BadInput(f"-o {target}: {'is a folder' if target.is_dir() else 'there is no such folder'}")
    if target.exists() and file.exists() and target.samefile(file):
        raise BadInput(f"-o {target}: is the file that is read; choose another name")
    if target.exists() and not force:
        raise BadInput(f"{target}: is there already; choose another with -o, or write over it with --force")
    return target


def _publish(text: str, target: Path, file: Path) -> int:
    """Write the scenario whole or not at all: it is checked as a file beside its place, then renamed. Its figures."""
    from simulation.scenario import ScenarioError, load

    try:
        handle, name = tempfile.mkstemp(suffix=".toml", prefix=".import-", dir=target.parent)
    except OSError as error:
        raise BadInput(f"{target}: cannot be written, {error.strerror}") from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        figures = len(load(draft).figures())
        draft.chmod(0o644)
        draft.replace(target)
    except ScenarioError as error:
        raise BadInput(f"{file.name} › {error.place or 'scenario'}: as a scenario {error.what}") from error
    except OSError as error:
        raise BadInput(f"{target}: cannot be written, {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
    return figures
