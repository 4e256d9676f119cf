"""An office small enough to be counted on paper: 100 days from Monday, 17 March 2025."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl
import pytest

from simulation.model import simulate
from simulation.results import DICTIONARY, MEASURES, Replication, encode
from simulation.scenario import load
from tests.results import ledgers
from tests.results.by_hand import D, found, stay


@pytest.fixture(scope="module")
def small() -> Replication:
    """Four applications, one of them from the backlog; three calls, a message, a walk-in, a hand-over."""
    family = {"kind": "case", "channel": "online", "service": "family_reunion", "team": "family", "outcome": "granted"}
    family |= {"decides": True}
    handover = family | {"service": "study", "team": "service_point", "outcome": "served", "decides": False}
    call = {"kind": "call", "service": "query_call", "channel": "phone", "team": "hotline", "outcome": "served"}
    call |= {"cause": "open_case"}
    message = {"kind": "message", "service": "query_message", "channel": "message", "team": "coordination"}
    message |= {"cause": "open_case"}
    walk_in = {"kind": "visit", "service": "adhoc", "channel": "adhoc", "team": "service_point", "outcome": "served"}
    ringing = {"contact": "phone", "team": "hotline"}
    at_desk = {"contact": "personal", "team": "service_point"}
    tables = ledgers.written(
        cases=[
            # decided after 10 days, closed after 60
            family | {"case": 0, "arrived": 0.0, "decided": 10 * D, "closed": 60 * D, "expires": 5 * D},
            # from the backlog: decided after 100 days, card still in production
            family | {"case": 1, "arrived": -40 * D, "decided": 60 * D, "expires": 90 * D},
            # undecided at the end, 98 days old
            family | {"case": 2, "arrived": 2 * D, "outcome": "open", "channel": "post"},
            # withdrawn after 20 days: closed, never decided
            family | {"case": 3, "team": "employment", "arrived": 10 * D, "closed": 30 * D, "outcome": "withdrawn"},
            call | {"case": 4, "service": "call", "cause": None, "arrived": 600.0, "closed": 605.25},
            call | {"case": 5, "arrived": 600.0, "closed": 606.0},
            call | {"case": 6, "arrived": 610.0, "closed": 612.0, "outcome": "abandoned"},
            message | {"case": 7, "arrived": 700.0, "outcome": "open"},
            walk_in | {"case": 8, "arrived": D + 540.0, "closed": D + 600},
            # its service comes to no decision: no application
            handover | {"case": 9, "arrived": 5 * D, "closed": 6 * D},
        ],
        activities=[
            stay(0, "intake", 0.0, D, team="coordination", started=600.0, closed_minutes=900.0, worked_minutes=20.0),
            stay(0, "documents", 1 * D, 6 * D, "customer"),
            stay(0, "check", 6 * D, 10 * D, team="family", started=9 * D, worked_minutes=100.0, closed_minutes=2 * D),
            stay(0, "slot", 10 * D, 20 * D + 540, "no_slot"),
            stay(0, "visit", 20 * D + 540, 21 * D, started=20 * D + 550, worked_minutes=15.0, **at_desk),
            stay(0, "card", 21 * D, 60 * D, "card_production"),
            stay(1, "history", -40 * D, 0.0, "history"),
            stay(1, "check", 0.0, 60 * D, team="family", started=59 * D, worked_minutes=60.0),
            stay(1, "card", 60 * D, None, "card_production"),
            stay(2, "check", 2 * D, None, team="family"),
            stay(3, "check", 10 * D, 30 * D, team="employment"),
            stay(4, "call", 600.0, 605.25, started=600.25, **ringing),
            stay(5, "call", 600.0, 606.0, started=601.0, **ringing),
            stay(6, "call", 610.0, 612.0, **ringing),
            stay(7, "message", 700.0, None, team="coordination", contact="message"),
            stay(9, "slot", 5 * D, 6 * D, "no_slot"),
            stay(8, "adhoc", D + 540, D + 600, started=D + 580, **at_desk),
        ],
        slots=[
            {"slot": 0, "starts": 20 * D + 540, "booked": 10 * D, "case": 0, "state": "attended"},
            {"slot": 1, "starts": 3 * D + 540, "state": "unused"},
        ],
        capacity=[
            {"team": "family", "day": 0, "heads_present": 2, "open_minutes": 800.0, "busy_minutes": 600.0},
            {"team": "family", "day": 1, "heads_present": 1, "open_minutes": 400.0, "busy_minutes": 400.0},
            {"team": "hotline", "day": 0, "open_minutes": 400.0, "busy_minutes": 200.0, "overtime_minutes": 30.0},
            {"team": "service_point", "day": 1, "idle_minutes": 60.0},
        ],
    )
    return encode(tables, ledgers.STARTS, 100)


@pytest.mark.parametrize(
    ("measure", "statistic", "key", "value", "number"),
    [
        ("decisions_per_year", "total", "", "", 2 * 3.65),
        ("decisions_per_year", "total", "team", "family", 2 * 3.65),
        ("decisions_per_year", "total", "week", "2025-W13", 1 * 365 / 7),  # day 10 is Thursday, 27 March
        ("contacts_per_year", "total", "", "", 2 * 3.65),
        ("contacts_per_year", "total", "way", "adhoc", 1 * 3.65),
        ("lead_time", "mean", "", "", 40.0),  # 60 and 20 days
        ("lead_time", "median", "", "", 40.0),
        ("lead_time", "p90", "", "", 56.0),
        ("lead_time", "mean", "team", "employment", 20.0),
        ("decision_time", "mean", "", "", 55.0),  # 10 and 100 days
        ("decision_time", "mean", "quarter", "2025-Q2", 100.0),  # day 60 is 16 May
        ("access_time", "mean", "", "", 10.375),
        ("waiting_time", "mean", "", "", 25.0),  # 10 and 40 minutes
        ("waiting_time", "mean", "way", "appointment", 10.0),
        ("waiting_time", "mean", "service", "adhoc", 40.0),
        ("waited_over_15_minutes", "share", "", "", 0.5),
        ("share_over_three_months", "share", "", "", 0.5),
        ("open_share_over_three_months", "share", "", "", 1.0),
        ("titles_expired", "share", "", "", 0.5),
        ("backlog", "mean", "", "", (10 + 60 + 98 + 20) / 100),
        ("backlog", "end", "", "", 1.0),
        ("backlog", "mean", "channel", "post", 0.98),
        ("utilisation", "mean", "", "", 1200 / 1600),
        ("utilisation", "mean", "team", "family", 1000 / 1200),
        ("overtime", "total", "", "", 0.5 * 3.65),
        ("idle_by_no_show", "total", "team", "service_point", 1.0 * 3.65),
        ("calls_answered_in_20s", "share", "", "", 1 / 3),
        ("calls_abandoned", "share", "", "", 1 / 3),
        ("speed_of_answer", "mean", "", "", 37.5),  # 15 and 60 seconds
        ("failure_demand", "total", "", "", 2 * 3.65),  # who hung up comes again
        ("failure_demand", "total", "channel", "message", 1 * 3.65),
        ("no_show_share", "share", "", "", 0.0),
        ("lead_time_by_owner", "mean", "owner", "customer", 5 / 2),
        ("lead_time_by_owner", "mean", "owner", "card_production", 39 / 2),
        ("lead_time_by_owner", "mean", "owner", "working", 135 / D / 2),
        ("lead_time_by_owner", "mean", "owner", "team_closed", (900 / D + 2) / 2),
        ("lead_time_by_owner", "mean", "team", "family", 4.0),  # over the one case that came there
    ],
)
def test_a_measure_is_what_one_counts_on_paper(
    small: Replication, measure: str, statistic: str, key: str, value: str, number: float
) -> None:
    assert found(small, measure, statistic, key, value) == pytest.approx(number, abs=1e-12)


def test_the_owners_of_lead_time_add_up_to_its_mean(small: Replication) -> None:
    rows = pl.read_parquet(io.BytesIO(small.files["measures"])).filter(measure="lead_time_by_owner", key="owner")
    assert rows["number"].sum() == pytest.approx(40.0, abs=1e-9)


def test_a_group_without_data_has_no_row(small: Replication) -> None:
    assert found(small, "decision_time", "mean", "team", "employment") is None
    assert found(small, "lead_time", "mean", "service", "work_permit") is None


def test_a_service_that_decides_nothing_has_no_applications(small: Replication) -> None:
    assert found(small, "lead_time", "mean", "service", "study") is None
    assert found(small, "backlog", "mean", "service", "study") is None


def test_the_backlog_by_day_shows_where_the_undecided_lie(small: Replication) -> None:
    frame = pl.read_parquet(io.BytesIO(small.files["backlog_by_day"])).filter(~pl.col("decided"))
    days = {day: frame.filter(day=day).sort("stage").select("stage", "cases").rows() for day in (0, 3, 8, 50, 70, 100)}
    assert days == {
        0: [("check", 1), ("intake", 1)],
        3: [("check", 2), ("documents", 1)],
        8: [("check", 3)],
        50: [("check", 2)],
        70: [("check", 1)],
        100: [("check", 1)],
    }


def test_the_stages_after_the_decision_are_marked(small: Replication) -> None:
    frame = pl.read_parquet(io.BytesIO(small.files["backlog_by_day"])).filter(pl.col("decided"))
    assert frame.filter(day=15).select("stage", "cases").rows() == [("slot", 1)]
    assert frame.filter(day=100).select("stage", "cases").rows() == [("card", 1)]


def test_the_ages_of_the_backlog_are_whole_weeks(small: Replication) -> None:
    frame = pl.read_parquet(io.BytesIO(small.files["backlog_ages"]))
    weeks = frame.filter(day=28).sort("weeks").select("weeks", "cases")
    assert weeks.rows() == [(2, 1), (3, 1), (9, 1)]  # 18, 26 and 68 days
    assert frame.filter(day=100).select("stage", "weeks", "cases").rows() == [("check", 14, 1)]  # 98 days


def test_a_cohort_counts_open_cases_as_not_decided_yet(small: Replication) -> None:
    frame = pl.read_parquet(io.BytesIO(small.files["cohorts"])).filter(value="family", quarter="2025-Q1")
    assert frame.select("cases", "decided", "median_days", "p90_days").rows() == [(2, 1, 10.0, None)]


def test_the_histogram_has_a_case_in_the_bin_of_its_day(small: Replication) -> None:
    frame = pl.read_parquet(io.BytesIO(small.files["histogram"])).filter(measure="decision_time", key="")
    assert frame.sort("bin").select("bin", "count").rows() == [(10, 1), (100, 1)]


def test_an_empty_office_has_no_rows_and_no_fault() -> None:
    empty = encode(ledgers.written(), ledgers.STARTS, 10)
    assert all(len(pl.read_parquet(io.BytesIO(content))) == 0 for content in empty.files.values())


def test_a_textbook_queue_without_decisions_counts_its_open_cases() -> None:
    case = {"kind": "case", "service": "study", "team": "education", "outcome": "served"}
    tables = ledgers.written(
        cases=[
            case | {"case": 0, "arrived": 0.0, "closed": 2 * D},
            case | {"case": 1, "arrived": D, "outcome": "open"},
        ],
        activities=[
            stay(0, "check", 0.0, 2 * D, team="education", started=D, worked_minutes=D),
            stay(1, "check", D, None, team="education"),
        ],
    )
    replication = encode(tables, ledgers.STARTS, 4)
    assert found(replication, "backlog", "mean") == pytest.approx((2 + 3) / 4)
    assert found(replication, "backlog", "end") == 1
    assert found(replication, "lead_time", "mean") == 2
    assert found(replication, "decisions_per_year") is None


def test_a_missed_slot_and_the_next_one_are_two_waits() -> None:
    slot = {"service": "study", "case": 0}
    tables = ledgers.written(
        cases=[{"case": 0, "kind": "case", "service": "study", "team": "education", "arrived": 0.0, "outcome": "open"}],
        activities=[
            stay(0, "slot", 1 * D, 4 * D, "no_slot"),  # cancelled then
            stay(0, "slot", 4 * D, 9 * D, "no_slot"),  # missed
            stay(0, "slot", 10 * D, 12 * D + 5, "no_slot"),  # came five minutes late
        ],
        slots=[
            slot | {"slot": 0, "starts": 7 * D, "booked": 1 * D, "state": "cancelled"},
            slot | {"slot": 1, "starts": 9 * D, "booked": 4 * D, "state": "no_show"},
            slot | {"slot": 2, "starts": 12 * D, "booked": 10 * D, "state": "attended"},
        ],
    )
    replication = encode(tables, ledgers.STARTS, 20)
    assert found(replication, "access_time", "mean") == pytest.approx((8 + 2) / 2)
    assert found(replication, "no_show_share") == 0.5


def test_every_measure_is_explained_in_two_languages() -> None:
    for measure in MEASURES:
        for words in (measure.de, measure.en):
            assert words.name and words.definition and words.excluded, measure.name
        assert measure.formula and measure.unit


def test_no_column_of_a_ledger_is_undocumented() -> None:
    for name, columns in ledgers.COLUMNS.items():
        assert [column.name for column in DICTIONARY[name].columns] == ["run", "replication", *columns]
        assert all(column.meaning and column.unit and column.empty for column in DICTIONARY[name].columns)


def test_what_the_model_records_is_in_the_dictionary() -> None:
    scenario = load(Path(__file__).parents[1] / "theory" / "erlang_a.toml")
    replication = encode(simulate(scenario, 1), scenario.starts, scenario.days)
    for name, ledger in DICTIONARY.items():
        columns = pl.read_parquet(io.BytesIO(replication.files[name])).columns
        assert columns == [column.name for column in ledger.columns[2:]]
