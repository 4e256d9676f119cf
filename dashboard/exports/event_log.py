"""The event log of a run: as XES (IEEE 1849), and as the table that programs for process mining read.

A case is a trace. Work of a team is two events, start and complete, with the team as resource: the ledgers know no
persons. Arrival, looks for a slot, bookings and closing are complete events of no resource.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import polars as pl
from polars.io.plugins import register_io_source

from dashboard.exports.errors import ExportError
from dashboard.exports.formats import Choice
from dashboard.exports.report import WHOLE, Asked, Group
from simulation.results.events import COLUMNS, OF_CASE, event_table, events
from simulation.results.rows import ZONE

if TYPE_CHECKING:
    from dashboard.shelf import Shelf
    from simulation.results import Manifest, RunView

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow."""
CASES_AT_ONCE = 10_000
WHEN = "%Y-%m-%dT%H:%M:%S%.3f%:z"
MOMENT = pl.Datetime("us", ZONE)
SCHEMA = pl.Schema(
    [(name, MOMENT if name in ("start", "end") else pl.String()) for name in COLUMNS],
)
EXTENSIONS = ("Concept", "concept"), ("Time", "time"), ("Lifecycle", "lifecycle"), ("Organizational", "org")


def event_rows(view: RunView, replication: int, group: Group) -> pl.LazyFrame:
    """`case_id, activity, resource, start, end` and the service, channel and outcome of the case."""
    numbers, (key, value) = _numbers(view, replication), _narrowing(group)

    def source(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        for frame in event_table(view, numbers, key, value):
            rows = frame if predicate is None else frame.filter(predicate)
            yield rows.select(with_columns) if with_columns is not None else rows

    return register_io_source(source, schema=SCHEMA)


def write_xes(shelf: Shelf, asked: Asked, choice: Choice, path: Path) -> None:
    """Write the log, one replication at a time; with several the names of the cases begin with its number."""
    view = shelf.store.open(asked.run)
    numbers, (key, value) = _numbers(view, choice.replication), _narrowing(asked.group)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_head(view.manifest, numbers))
        for number in numbers:
            prefix = "" if len(numbers) == 1 else f"{number}-"
            for part in _parts(events(view, number, key, value)):
                out.write(_traces(part, prefix))
        out.write("</log>\n")


def _parts(found: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Some thousand cases at a time, each with all its events."""
    begins = found.with_row_index("n").filter((pl.col("case") != pl.col("case").shift(1)).fill_null(True))["n"]
    ends = [*begins[CASES_AT_ONCE::CASES_AT_ONCE], found.height]
    for begin, end in zip([0, *ends[:-1]], ends, strict=True):
        if begin < end:
            yield found[begin:end]


def _traces(found: pl.DataFrame, prefix: str) -> str:
    """The traces of these cases."""
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


def _numbers(view: RunView, replication: int) -> tuple[int, ...]:
    if not replication:
        return view.numbers
    if replication not in view.numbers:
        there = f"run {view.manifest.run} has {view.numbers[0]} to {view.numbers[-1]}"
        raise ExportError(f"replication {replication}", "is not there", f"{there}, 0 is all of them")
    return (replication,)


def _narrowing(group: Group) -> Group:
    if group != WHOLE and group[0] not in ("team", "service", "channel"):
        raise ExportError(f"group {group[0]}={group[1]}", "cases have no such key", "choose team, service or channel")
    return group
