"""Run by an isolated Python (readers.txt): opens the files named on the command line and says what it finds as JSON."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout


def logs(xes: str, csv: str) -> dict[str, object]:
    """The event logs by pm4py: cases, events, activities, and who was first."""
    import pandas
    import pm4py

    found: dict[str, object] = {}
    log = pm4py.read_xes(xes)
    table = pandas.read_csv(csv)
    table["start"] = pandas.to_datetime(table["start"], utc=True, format="ISO8601")
    frame = pm4py.format_dataframe(table, case_id="case_id", activity_key="activity", timestamp_key="start")
    for name, one in (("xes", log), ("csv", frame)):
        first, last = pm4py.get_start_activities(one), pm4py.get_end_activities(one)
        found[name] = {
            "cases": int(one["case:concept:name"].nunique()), "events": len(one),
            "first": {key: int(n) for key, n in first.items()}, "last": sum(int(n) for n in last.values()),
            "columns": sorted(one.columns), "steps": len(pm4py.discover_dfg(one)[0]),
            "earliest": one["time:timestamp"].min().isoformat(),
        }  # fmt: skip
    return found


def database(file: str) -> dict[str, object]:
    """The rows of every table and noun, by a DuckDB of before 2.0."""
    import duckdb

    with duckdb.connect(file, read_only=True) as con:
        names = [name for (name,) in con.execute("select table_name from information_schema.tables").fetchall()]
        rows = {name: con.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}
        (clock,) = con.execute("select civil(starts, 90)::varchar from runs").fetchone()
        owned = con.execute("select count(*) from owned('closed')").fetchone()[0]
        return {"version": duckdb.__version__, "rows": rows, "clock": clock, "owned": owned}


def columns(parquet: str, arrow: str) -> dict[str, object]:
    """The same table from Parquet and from Arrow, by pyarrow."""
    import pyarrow
    import pyarrow.parquet

    one = pyarrow.parquet.read_table(parquet)
    with pyarrow.OSFile(arrow) as stream:
        other = pyarrow.ipc.open_file(stream).read_all()
    same = one.to_pylist() == other.to_pylist()
    return {"rows": one.num_rows, "columns": one.column_names, "same": same, "moment": str(one["arrived_at"][0])}


if __name__ == "__main__":
    kinds = {"logs": logs, "database": database, "columns": columns}
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        answer = kinds[sys.argv[1]](*sys.argv[2:])
    print(json.dumps(answer))
