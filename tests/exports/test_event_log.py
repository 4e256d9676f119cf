"""The event log: what happened to whom and who did it, as XES and as a table."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from dashboard.shelf import Shelf
from simulation.results import encode
from tests.exports.kept import by_hand, invented, keep, written
from tests.results import ledgers

Kept = tuple[Shelf, str]
XES = "{http://www.xes-standard.org/}"


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Three cases of which two replications tell the same."""
    return keep(tmp_path_factory.mktemp("night"), by_hand(), by_hand())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory.mktemp("office"), invented(1), invented(2))


def lines(kept: Kept, folder: Path, **more: object) -> list[str]:
    return written(kept, folder / "e.csv", "csv", table="events", **more).read_bytes().decode().split("\r\n")[:-1]


def test_the_table_tells_a_case_from_arrival_to_closing_with_the_team_that_worked(night: Kept, tmp_path: Path) -> None:
    head, *rows = lines(night, tmp_path)
    assert head == "case_id,activity,resource,start,end,service,channel,outcome"
    told = [row.removesuffix(",registration,online,served") for row in rows if row.startswith("0,")]
    assert told == [
        "0,arrived,,2025-03-29T23:50:00.000+01:00,2025-03-29T23:50:00.000+01:00",
        "0,search,,2025-03-29T23:50:00.000+01:00,2025-03-29T23:50:00.000+01:00",
        "0,search,,2025-03-30T03:00:00.000+02:00,2025-03-30T03:00:00.000+02:00",
        "0,appointment_booked,,2025-03-30T03:00:00.000+02:00,2025-03-30T03:00:00.000+02:00",
        "0,registration,service_point,2025-03-31T09:02:00.000+02:00,2025-03-31T09:08:00.000+02:00",
        "0,closed,,2025-03-31T09:08:00.000+02:00,2025-03-31T09:08:00.000+02:00",
    ]


def test_work_under_way_has_no_end_and_what_nobody_took_up_is_no_event(night: Kept, tmp_path: Path) -> None:
    assert [row.split(",")[:5] for row in lines(night, tmp_path) if row.startswith("1,")] == [
        ["1", "arrived", "", "2025-03-17T10:00:00.000+01:00", "2025-03-17T10:00:00.000+01:00"],
        ["1", "call", "hotline", "2025-03-17T10:01:30.000+01:00", ""],
    ]


def test_bookings_given_back_and_missed_are_events_of_the_case(night: Kept, tmp_path: Path) -> None:
    assert [row.split(",")[1] for row in lines(night, tmp_path) if row.startswith("2,")] == [
        "arrived", "appointment_booked", "appointment_cancelled", "appointment_booked", "appointment_missed", "closed",
    ]  # fmt: skip


def test_a_log_of_all_replications_says_which_one_in_the_name_of_the_case(night: Kept, tmp_path: Path) -> None:
    alone, both = lines(night, tmp_path, replication=2)[1:], lines(night, tmp_path, replication=0)[1:]
    assert both == [f"{number}-{row}" for number in (1, 2) for row in alone]
    names = [one.get("value") for one in traces(night, tmp_path, replication=0) for one in one.iter() if is_name(one)]
    assert [name for name in names if name and "-" in name] == ["1-0", "1-1", "1-2", "2-0", "2-1", "2-2"]


def test_a_group_leaves_the_events_of_its_cases(night: Kept, tmp_path: Path) -> None:
    rows = lines(night, tmp_path, group=("channel", "online"))[1:]
    assert {row.split(",")[0] for row in rows} == {"0", "2"}


def test_xes_has_a_trace_a_case_and_two_events_for_work(night: Kept, tmp_path: Path) -> None:
    first, second, third = traces(night, tmp_path)
    about = {one.get("key"): one.get("value") for one in first.findall(XES + "string")}
    assert about == {"concept:name": "0", "service": "registration", "channel": "online", "outcome": "served"}
    told = [told_of(event) for event in first.findall(XES + "event")]
    assert told[-3:] == [
        ("registration", "start", "2025-03-31T09:02:00.000+02:00", "service_point"),
        ("registration", "complete", "2025-03-31T09:08:00.000+02:00", "service_point"),
        ("closed", "complete", "2025-03-31T09:08:00.000+02:00", None),
    ]
    assert [told_of(event)[:2] for event in second.findall(XES + "event")] == [
        ("arrived", "complete"),
        ("call", "start"),
    ]
    assert len(third.findall(XES + "event")) == 6


def test_both_logs_tell_the_same(office: Kept, tmp_path: Path) -> None:
    rows = [row.split(",") for row in lines(office, tmp_path)[1:]]
    events = [event for trace in traces(office, tmp_path) for event in trace.findall(XES + "event")]
    work = [row for row in rows if row[2]]
    assert len(work) > 100
    assert len(events) == len(rows) + len([row for row in work if row[4]])
    assert len(traces(office, tmp_path)) == len({row[0] for row in rows})
    starts = [told_of(event) for event in events if told_of(event)[1] == "start"]
    assert sorted((one[0], one[3], one[2]) for one in starts) == sorted((row[1], row[2], row[3]) for row in work)


def test_what_xml_forbids_is_replaced_and_what_it_reads_is_escaped(tmp_path: Path) -> None:
    hostile = "<b>\u0000\u0007\ufffe&\"'\n\U0001f600\u202e"
    tables = ledgers.written(cases=[{"case": 0, "arrived": 1.0}])
    row = {"kind": "call", "service": hostile, "channel": "]]>", "outcome": "open"}
    tables["cases"] |= {name: ledgers.coded((word,), word) for name, word in row.items()}
    kept = keep(tmp_path / "store", encode(tables, ledgers.STARTS, 30))
    (trace,) = traces(kept, tmp_path)
    about = {one.get("key"): one.get("value") for one in trace.findall(XES + "string")}
    assert about["service"] == "<b>\ufffd\ufffd\ufffd&\"'\n\U0001f600\u202e" and about["channel"] == "]]>"


def test_a_log_of_nobody_is_a_log(tmp_path: Path) -> None:
    kept = keep(tmp_path / "store", encode(ledgers.written(), ledgers.STARTS, 30))
    assert traces(kept, tmp_path) == [] and len(lines(kept, tmp_path)) == 1


def test_the_same_log_twice_is_the_same_bytes(office: Kept, tmp_path: Path) -> None:
    one, other = (written(office, tmp_path / name, "xes", replication=0).read_bytes() for name in ("a.xes", "b.xes"))
    assert one == other


def traces(kept: Kept, folder: Path, **more: object) -> list[ElementTree.Element]:
    return ElementTree.parse(written(kept, folder / "e.xes", "xes", **more)).getroot().findall(XES + "trace")


def is_name(one: ElementTree.Element) -> bool:
    return one.tag == XES + "string" and one.get("key") == "concept:name"


def told_of(event: ElementTree.Element) -> tuple[str | None, ...]:
    about = {one.get("key"): one.get("value") for one in event}
    keys = ("concept:name", "lifecycle:transition", "time:timestamp", "org:resource")
    return tuple(about.get(key) for key in keys)
