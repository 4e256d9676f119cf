"""The event log of a run: as XES (IEEE 1849), and as the table that programs for process mining read.

A case is a trace. Work of a team is two events, start and complete, with the team as resource: the ledgers know no
persons. Arrival, looks for a slot, bookings and closing are complete events of no resource.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import polars as pl

from dashboard.exports.errors import ExportError
from dashboard.exports.formats import Choice
from dashboard.exports.report import WHOLE, Asked, Group
from simulation.results.events import OF_CASE, events

if TYPE_CHECKING:
    from dashboard.shelf import Shelf
    from simulation.results import Manifest, RunView

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow."""
WHEN = "%Y-%m-%dT%H:%M:%S%.3f%:z"
EXTENSIONS = ("Concept", "concept"), ("Time", "time"), ("Lifecycle", "lifecycle"), ("Organizational", "org")


def write_xes(shelf: Shelf, asked: Asked, choice: Choice, path: Path) -> None:
    """Write the log, one replication at a time; with several the names of the cases begin with its number."""
    view = shelf.store.open(asked.run)
    numbers, (key, value) = numbers_of(view, choice.replication), group_of(asked.group)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_head(view.manifest, numbers))
        for number in numbers:
            prefix = "" if len(numbers) == 1 else f"{number}-"
            for found in events(view, number, key, value):
                out.write(_traces(found, prefix))
        out.write("</log>\n")


def _traces(found: pl.DataFrame, prefix: str) -> str:
    """The traces of these cases; nothing of none."""
    if found.is_empty():
        return ""
    words = _quoted(found)
    of_case = [_attribute(name, pl.col(name).replace_strict(words)) for name in OF_CASE]
    case = pl.concat_str(pl.lit(f'<string key="concept:name" value="{prefix}'), pl.col("case"), pl.lit('"/>'))
    head = pl.concat_str(pl.lit("</trace>\n<trace>"), case, *of_case, pl.lit("\n"))
    transition = pl.when("ends").then(pl.lit('"complete"')).otherwise(pl.lit('"start"'))
    event = pl.concat_str(
        pl.when("new").then(head).otherwise(pl.lit("")),
        pl.lit("<event>"),
        _attribute("concept:name", pl.col("activity").replace_strict(words)),
        _attribute("lifecycle:transition", transition),
        pl.concat_str(pl.lit('<date key="time:timestamp" value="'), pl.col("when").dt.strftime(WHEN), pl.lit('"/>')),
        _attribute("org:resource", pl.col("resource").replace_strict(words)),
        pl.lit("</event>\n"),
    )
    return "".join(_steps(found).select(event).to_series()).removeprefix("</trace>\n") + "</trace>\n"


def _steps(found: pl.DataFrame) -> pl.DataFrame:
    """One row an event of XES, in its order: work begins and ends, everything else only ends."""
    rows = found.with_row_index("n")
    begun = rows.filter("work").with_columns(when="start", ends=pl.lit(False))
    ended = rows.filter(pl.col("end").is_not_null()).with_columns(when="end", ends=pl.lit(True))
    return (
        pl.concat([begun, ended])
        .sort("case", "when", "order", "n", "ends")
        .with_columns(new=(pl.col("case") != pl.col("case").shift(1)).fill_null(True))
    )


def _quoted(found: pl.DataFrame) -> dict[str | None, str | None]:
    """Every word of the log as a value of an attribute."""
    columns = [found[name] for name in ("activity", "resource", *OF_CASE)]
    words = {word for column in columns for word in column.unique() if word is not None}
    return {None: None} | {word: quoteattr(NO_XML.sub("\ufffd", word)) for word in sorted(words)}


def _attribute(key: str, quoted: pl.Expr) -> pl.Expr:
    """A text attribute; nothing where it is empty."""
    return pl.concat_str(pl.lit(f'<string key="{key}" value='), quoted, pl.lit("/>")).fill_null("")


def _string(key: str, quoted: str) -> str:
    return f'<string key="{key}" value={quoted}/>'


def _head(manifest: Manifest, numbers: tuple[int, ...]) -> str:
    told = {
        "concept:name": f"{manifest.scenario_id}, run {manifest.run}",
        "run": manifest.run,
        "scenario": manifest.scenario_id,
        "replications": ", ".join(map(str, numbers)),
        "created": manifest.created,
    }
    extensions = "".join(
        f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
        for name, prefix in EXTENSIONS
    )
    unknown = '"unknown"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">\n'
        f'{extensions}<global scope="trace">{_string("concept:name", unknown)}</global>\n'
        f'<global scope="event">{_string("concept:name", unknown)}{_string("lifecycle:transition", unknown)}'
        '<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>\n'
        '<classifier name="Activity" keys="concept:name"/>\n'
        '<classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>\n'
        f"{_string('lifecycle:model', quoteattr('standard'))}\n"
        + "".join(_string(key, quoteattr(NO_XML.sub("\ufffd", text))) + "\n" for key, text in told.items())
    )


def numbers_of(view: RunView, replication: int | None) -> tuple[int, ...]:
    """The replications that a log tells; ExportError for one that is not there."""
    if replication is None:
        return view.numbers[:1]
    if replication == 0:
        return view.numbers
    if replication not in view.numbers:
        there = f"run {view.manifest.run} has {view.numbers[0]} to {view.numbers[-1]}"
        raise ExportError(f"replication {replication}", "is not there", f"{there}, 0 is all of them")
    return (replication,)


def group_of(group: Group) -> Group:
    """The group whose cases a log tells; ExportError for one that cases do not know."""
    if group != WHOLE and group[0] not in ("team", "service", "channel"):
        raise ExportError(f"group {group[0]}={group[1]}", "cases have no such key", "choose team, service or channel")
    return group
