"""Measures of a run as rows for data files: for the whole office and by each key, with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard.exports.errors import ExportError
from dashboard.exports.report import WHOLE, Asked
from dashboard.words import Words
from simulation.results import BY_NAME
from simulation.results.run_view import APART
from simulation.study import compare

if TYPE_CHECKING:
    from dashboard.shelf import Shelf
    from simulation.results import RunView

NAMES = ("measure", "statistic", "key", "value")
KEYS = {summary: key for key, summary in APART.items()}
_TEXT = dict.fromkeys(("run", "scenario", *NAMES, "unit"), pl.String)
_INTERVAL = {"low": pl.Float64, "high": pl.Float64, "replications": pl.Int32, "name": pl.String, "note": pl.String}
MEAN = {**_TEXT, "mean": pl.Float64, **_INTERVAL}
DIFFERENCE = {
    "run": pl.String, "against": pl.String, **_TEXT, "before": pl.Float64, "after": pl.Float64,
    "difference": pl.Float64, **_INTERVAL,
}  # fmt: skip


def measure_rows(shelf: Shelf, asked: Asked, table: str) -> pl.DataFrame:
    """Rows of `measures`, `weeks`, `days`, `differences`, or (one by one) `replications`.

    The numbers are those of `terminwerk measures` and of the pages, not rounded. `low` and `high` are the 95 %
    interval; where one replication has none they are empty, and `note` says so.
    """
    view = shelf.store.open(asked.run)
    if asked.group != WHOLE and table in KEYS:
        where = f"group {asked.group[0]}={asked.group[1]}"
        raise ExportError(where, f"{table} are counted for the whole office alone", "choose the table measures")
    if table == "differences":
        return _differences(shelf, asked, view)
    measures = _narrowed(view.measures(KEYS.get(table, "")), asked)
    if table == "replications":
        run = pl.lit(asked.run).alias("run")
        return measures.select(run, "replication", *NAMES, "unit", "number").sort("replication", maintain_order=True)
    about = {"run": asked.run, "scenario": view.manifest.scenario_id}
    rows = _rows(measures, Words(asked.lang))
    return pl.DataFrame([about | row for row in rows], schema=MEAN, orient="row")


def _narrowed(measures: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    if asked.group == WHOLE:
        return measures
    key, value = asked.group
    return measures.filter((pl.col("key") == key) & (pl.col("value") == value))


def _rows(measures: pl.DataFrame, words: Words) -> list[dict[str, Any]]:
    """Mean and interval of each measure, statistic and group."""
    keys = measures["key"].unique().sort().to_list()
    finite = measures.filter(pl.col("number").is_finite())
    counted = {tuple(row[:4]): row[4] for row in finite.group_by(NAMES).len().iter_rows()}
    found = []
    for row in compare.rows(measures, keys):
        key, value = next(iter(row["group"].items()), ("", ""))
        n = counted[row["measure"], row["statistic"], key, value]
        note = words.text("one run alone has no range") if n < 2 else ""
        found.append({**row, "key": key, "value": value, "replications": n, "name": _name(row, words), "note": note})
    return found


def _name(row: dict[str, Any], words: Words) -> str:
    measure = BY_NAME.get(row["measure"])
    return getattr(measure, words.lang).name if measure else ""


def _differences(shelf: Shelf, asked: Asked, view: RunView) -> pl.DataFrame:
    """Run minus the one that its report is held against, paired by replication; before and after over the pairs."""
    from dashboard.exports.report_subject import ALONE, subject_of

    before = None if asked.against == ALONE else subject_of(shelf, asked).before
    if before is None:
        raise ExportError("table differences", "needs a run to hold it against", "name it with --against")
    both = compare.pairs(*(_narrowed(one.measures(), asked) for one in (view, before.view)))
    sides = {"before": pl.col("before"), "after": pl.col("number"), "difference": pl.col("number") - pl.col("before")}
    rows = {
        name: {_place(row): row for row in _rows(both.with_columns(number=side), Words(asked.lang))}
        for name, side in sides.items()
    }
    about = {"run": asked.run, "against": before.run, "scenario": view.manifest.scenario_id}
    found = [
        about | row | {name: rows[name][place]["mean"] for name in sides} for place, row in rows["difference"].items()
    ]
    return pl.DataFrame(found, schema=DIFFERENCE, orient="row")


def _place(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in NAMES)
