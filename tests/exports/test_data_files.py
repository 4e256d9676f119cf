"""Tables of a run as CSV, Parquet and Arrow: the rows of the run, unrounded, with the time on the office's clock."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from dashboard.exports.data_files import table_rows
from dashboard.exports.errors import ExportError
from dashboard.exports.formats import EVENTS, LEDGERS, TABLES, Choice
from dashboard.exports.report import Asked
from dashboard.shelf import Shelf
from simulation.results import DICTIONARY, encode
from simulation.results.rows import civil, kept_rows, on_earth
from simulation.study import compare
from tests.exports.kept import by_hand, invented, keep, written
from tests.results import ledgers

Kept = tuple[Shelf, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory.mktemp("office"), invented(1), invented(2))


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory.mktemp("night"), by_hand())


def test_measures_are_those_of_the_command_and_not_rounded(office: Kept, tmp_path: Path) -> None:
    shelf, run = office
    measures = shelf.store.open(run).measures()
    known = compare.rows(measures, measures["key"].unique().to_list())
    found = pl.read_csv(written(office, tmp_path / "m.csv", "csv", lang="en"), infer_schema_length=None)
    assert found.columns[:10] == [
        "run", "scenario", "measure", "statistic", "key", "value", "unit", "mean", "low", "high",
    ]  # fmt: skip
    rows = found.select("measure", "statistic", "key", "value", "unit", "mean", "low", "high").rows()
    groups = [next(iter(row["group"].items()), (None, None)) for row in known]
    assert rows == [
        (row["measure"], row["statistic"], *group, row["unit"], row["mean"], row.get("low"), row.get("high"))
        for row, group in zip(known, groups, strict=True)
    ]


@pytest.mark.parametrize(
    ("lang", "separator", "decimal", "cell", "point"),
    [
        ("de", "", "", ";", ","),
        ("en", "", "", ",", "."),
        ("de", ",", "", ",", "."),
        ("de", "tab", "", "\t", ","),
        ("en", ";", "", ";", "."),
        ("en", ";", ",", ";", ","),
        ("de", ";", ".", ";", "."),
    ],
)
def test_a_csv_has_the_separators_of_the_language_or_those_asked_for(
    office: Kept, tmp_path: Path, lang: str, separator: str, decimal: str, cell: str, point: str
) -> None:
    path = written(office, tmp_path / "m.csv", "csv", lang=lang, separator=separator, decimal=decimal)
    head, first, *_ = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert head.split(cell)[:3] == ["run", "scenario", "measure"]
    mean = first.split(cell)[head.split(cell).index("mean")]
    assert point in mean and float(mean.replace(",", ".")) > 0


def test_one_replication_alone_has_no_range_and_says_so(night: Kept, tmp_path: Path) -> None:
    found = pl.read_parquet(written(night, tmp_path / "m.parquet", "parquet", lang="en"))
    assert found.height > 20
    assert found["low"].null_count() == found["high"].null_count() == found.height
    assert set(found["note"]) == {"one run alone has no range"} and set(found["replications"]) == {1}


@pytest.mark.parametrize("table", LEDGERS)
@pytest.mark.parametrize("format", ["csv", "parquet", "arrow"])
def test_a_ledger_has_the_rows_of_all_replications_and_the_columns_of_the_dictionary(
    office: Kept, tmp_path: Path, table: str, format: str
) -> None:
    shelf, run = office
    path = written(office, tmp_path / "file", format, table=table, lang="en")
    columns = [column.name for column in DICTIONARY[table].columns]
    quoted = ", ".join(f'"{one}"' for one in columns)
    known = shelf.store.open(run).sql(f"select {quoted} from {table}")
    if format == "csv":
        found = pl.read_csv(path, schema_overrides=known.schema)
    else:
        found = {"parquet": pl.read_parquet, "arrow": pl.read_ipc}[format](path)
    assert [name for name in found.columns if not name.endswith("_at")] == columns
    assert found.select(columns).equals(known) and (found.height > 0 or table == "searches")
    moments = {column.name for column in DICTIONARY[table].columns if column.unit.startswith("minutes since")}
    assert {name.removesuffix("_at") for name in found.columns if name.endswith("_at")} == moments


def test_a_moment_stands_as_minutes_and_as_the_clock_on_the_wall_shows_it(night: Kept, tmp_path: Path) -> None:
    found = pl.read_parquet(written(night, tmp_path / "c.parquet", "parquet", table="cases"))
    assert found["arrived"].to_list() == [13 * 1440 - 10, 600, -30]
    assert found["arrived_at"].to_list() == [
        datetime(2025, 3, 29, 23, 50), datetime(2025, 3, 17, 10), datetime(2025, 3, 16, 23, 30)
    ]  # fmt: skip
    assert found["closed_at"].to_list() == [datetime(2025, 3, 31, 9, 8), None, datetime(2025, 4, 6)]
    text = written(night, tmp_path / "c.csv", "csv", table="cases").read_text(encoding="utf-8-sig")
    assert ";2025-03-29 23:50:00;" in text


def test_moments_keep_their_order_where_clocks_skip_or_repeat_an_hour() -> None:
    def shown(*minutes: float, starts: str) -> list[str]:
        day = datetime.fromisoformat(starts).date()
        times = pl.DataFrame({"m": minutes}).select(on_earth(civil(pl.col("m"), day)))
        return times.to_series().dt.strftime("%H:%M:%S%:z").to_list()

    march = shown(119.5, 120, 150, 179.9, 180, 181, starts="2025-03-30")
    assert march == [
        "01:59:30+01:00", "03:00:00+02:00", "03:00:00+02:00", "03:00:00+02:00", "03:00:00+02:00", "03:01:00+02:00",
    ]  # fmt: skip
    october = shown(119.5, 120, 150, 180, starts="2025-10-26")
    assert october == ["01:59:30+02:00", "02:00:00+02:00", "02:30:00+02:00", "03:00:00+01:00"]


def test_a_group_narrows_every_table_that_knows_it(office: Kept, tmp_path: Path) -> None:
    shelf, run = office
    view = shelf.store.open(run)
    for table, mine in (
        ("cases", "team = 'family'"),
        ("capacity", "team = 'family'"),
        ("replications", "key = 'team' and value = 'family'"),
    ):
        found = table_rows(shelf, Asked(run, group=("team", "family")), Choice(table=table)).lazily().collect()
        of = "measures" if table == "replications" else table
        assert found.height == view.sql(f"select count(*) as n from {of} where {mine}")["n"][0] > 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"group": ("team", "nobody")}, "group team=nobody: run .* has no such team; there are .*family"),
        ({"group": ("colour", "red")}, "group colour=red: no measure has this key; there are .*team"),
        ({"group": ("channel", "online"), "table": "slots"}, "slots has no column channel"),
        ({"group": ("team", "family"), "table": "weeks"}, "weeks are counted for the whole office alone"),
        ({"group": ("quarter", "2025-Q1"), "table": "events"}, "cases have no such key; choose team, service or"),
        ({"table": "people"}, "table 'people': there is no such table; there are measures, .* events"),
        ({"separator": "|"}, "separator '|': is none; there are ; , tab"),
        ({"separator": ",", "decimal": ","}, "is the decimal comma, too"),
        ({"table": "events", "replication": 3}, "replication 3: is not there; run .* has 1 to 2"),
        ({"table": "cases", "replication": 2}, "replication 2: cases has all of them; choose an event log"),
        ({"replication": 0}, "replication 0: measures has all of them"),
        ({"lang": "fr"}, "language 'fr': is not spoken here; there are de, en"),
    ],
)
def test_what_is_not_there_is_named_and_nothing_is_written(office: Kept, tmp_path: Path, more: dict, said: str) -> None:
    with pytest.raises(ExportError, match=said.replace("'|'", r"'\|'")):
        written(office, tmp_path / "file", "csv", **more)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_begins_like_a_formula_is_text(tmp_path: Path) -> None:
    row = {"kind": "call", "service": "=1+1", "channel": "@phone", "team": "-hotline", "outcome": "open"}
    tables = ledgers.written(cases=[{"case": 0}])
    tables["cases"] |= {name: ledgers.coded((word,), word) for name, word in row.items()}
    kept = keep(tmp_path / "store", encode(tables, ledgers.STARTS, 30))
    text = written(kept, tmp_path / "c.csv", "csv", table="cases").read_text(encoding="utf-8-sig")
    assert "'=1+1;'@phone;'-hotline" in text
    assert pl.read_parquet(written(kept, tmp_path / "c.parquet", "parquet", table="cases"))["service"][0] == "=1+1"


def test_what_an_older_run_lacks_is_empty(tmp_path: Path) -> None:
    columns = [
        column.name
        for column in DICTIONARY["slots"].columns[2:]
        if column.name not in ("freed", "rule", "until", "part")
    ]
    pl.DataFrame({name: [1] for name in columns}).write_parquet(tmp_path / "slots.parquet")
    found = kept_rows("slots", "aaaaaaaaaaaa", [(3, tmp_path / "slots.parquet")]).collect()
    assert found["replication"].to_list() == [3] and found["freed"].to_list() == found["rule"].to_list() == [None]
    assert kept_rows("searches", "aaaaaaaaaaaa", []).collect().height == 0


@pytest.mark.parametrize("format", ["csv", "parquet", "arrow"])
def test_the_same_table_twice_is_the_same_bytes(office: Kept, tmp_path: Path, format: str) -> None:
    def digest(table: str, replication: int | None = None) -> str:
        path = written(office, tmp_path / "file", format, table=table, replication=replication)
        return hashlib.sha256(path.read_bytes()).hexdigest()

    for table in [one for one in TABLES if one != "differences"]:
        assert digest(table) == digest(table), table
    assert digest(EVENTS, 1) != digest(EVENTS, 2)
