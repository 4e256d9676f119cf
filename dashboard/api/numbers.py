"""What came out of a run: measures, differences to another, and series."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from dashboard.api.call import Call
from dashboard.api.problems import ONE_OF, Problem, shown
from dashboard.api.runs import Known, known
from dashboard.shelf import scenario_of
from simulation.results import RunView
from simulation.results.series import ALL
from simulation.study.compare import KEYS, Row, differences_by, measures_by
from simulation.study.listing import find_view
from simulation.study.pairs import strangers

SERIES = {one.name: one for one in ALL}


def measures(call: Call) -> dict[str, Any]:
    """The rows of `terminwerk measures`."""
    found = known(call, call.run)
    view = _view(call, found)
    rows = _rows(call, lambda keys: measures_by(view, keys) if view else [])
    return {
        "run": found.run,
        "scenario": found.manifest.scenario_id,
        "seed": found.manifest.seed,
        "replications": len(view.numbers) if view else 0,
        "preliminary": not found.published,
        "measures": rows,
    }


def differences(call: Call) -> dict[str, Any]:
    """Run minus base; two runs that did not meet the same people make no pairs."""
    found, base = known(call, call.run), known(call, call.query.against)
    one, other = found.manifest, base.manifest
    if (one.seed, one.model_version) != (other.seed, other.model_version):
        text = call.words.text(
            "Runs {run} and {base} make no pairs: first seeds {seeds}, versions of the model {versions}; "
            "start both with the same seed."
        )
        seeds, versions = (one.seed, other.seed), (one.model_version, other.model_version)
        raise Problem(
            422,
            text.format(
                run=one.run,
                base=other.run,
                seeds=f"{seeds[0]}, {seeds[1]}",
                versions=f"{versions[0]}, {versions[1]}",
            ),
        )
    odd = strangers(scenario_of(one.scenario), scenario_of(other.scenario), f"run {one.run}", f"run {other.run}")
    if odd is not None:
        raise odd
    view, before = _view(call, found), _view(call, base)
    rows = _rows(call, lambda keys: differences_by(view, before, keys) if view and before else [])
    return {
        "run": found.run,
        "against": base.run,
        "seed": one.seed,
        "replications": len(set(view.numbers) & set(before.numbers)) if view and before else 0,
        "preliminary": not (found.published and base.published),
        "differences": rows,
    }


def series(call: Call) -> dict[str, Any]:
    """One summary, row by row, in parts."""
    name = call.place["series"]
    if name not in SERIES:
        text = call.words.text("There is no series {name}; there are {known}.")
        raise Problem(404, text.format(name=shown(name, quotes=False), known=", ".join(SERIES)))
    found = known(call, call.run)
    view = _view(call, found)
    frame = _sound(view.series(name)) if view else pl.DataFrame()
    offset, limit = call.query.offset, call.query.limit
    more = offset + limit < frame.height
    home = f"/api/v1/runs/{found.run}/series/{name}"
    return {
        "run": found.run,
        "series": name,
        "grain": SERIES[name].grain,
        "preliminary": not found.published,
        "columns": frame.columns,
        "rows": [list(row) for row in frame.slice(offset, limit).iter_rows()],
        "total": frame.height,
        "offset": offset,
        "next": f"{home}?limit={limit}&offset={offset + limit}" if more else None,
    }


def _view(call: Call, found: Known) -> RunView | None:
    """The run, as far as it has come; None before its first replication."""
    return call.shelf.store.open(found.run) if found.published else find_view(call.shelf.store, found.run)


def _rows(call: Call, counted: Callable[[list[str]], list[Row]]) -> list[Row]:
    """Rows by the keys of the link, or those of its group alone."""
    _ = call.words.text
    keys = [key.strip() for key in call.query.by.split(",") if key.strip()]
    unknown = next((key for key in keys if key not in KEYS), None)
    if unknown is not None:
        raise call.bad("by", _(ONE_OF).format(expected=", ".join(KEYS), value=shown(unknown)))
    key, value = call.group
    if not key:
        return counted(keys)
    if key not in KEYS:
        raise call.bad("group", _(ONE_OF).format(expected=", ".join(KEYS), value=shown(key)))
    if keys and keys != [key]:
        raise call.bad("by", _("cannot stand beside group, because measures are counted by one key at a time"))
    rows = [row for row in counted([key]) if key in row["group"]]
    found = [row for row in rows if row["group"][key] == value]
    if not found and rows:
        there = sorted({row["group"][key] for row in rows})[:60]
        raise call.bad(
            "group", _("has no {value}; there are {known}").format(value=shown(value), known=", ".join(there))
        )
    return found


def _sound(frame: pl.DataFrame) -> pl.DataFrame:
    """Numbers that are none become null: JSON knows neither NaN nor infinity."""
    floats = pl.selectors.float()
    return frame.with_columns(pl.when(floats.is_finite()).then(floats).otherwise(None).name.keep())
