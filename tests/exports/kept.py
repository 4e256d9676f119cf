"""Runs of an invented office in a store, for the exports that need no scenario; one of a few rows, by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dashboard.exports.formats import Choice, export
from dashboard.exports.report import Asked
from dashboard.shelf import Shelf
from simulation.results import Manifest, Replication, encode, replication_key
from tests.results import ledgers
from tests.results.by_hand import D, stay


def keep(folder: Path, *replications: Replication, days: int = 30, content: str = "a") -> tuple[Shelf, str]:
    """A store with one finished run of these replications."""
    shelf = Shelf(folder)
    keys = tuple((number, replication_key(content, number, "1")) for number in range(1, len(replications) + 1))
    for (_, key), replication in zip(keys, replications, strict=True):
        shelf.store.publish_replication(key, replication)
    created = "2026-01-01T12:00:00+00:00"
    manifest = Manifest("{}", "demo", content, ledgers.STARTS, days, 1, f"{len(keys)}", "1", keys, created=created)
    return shelf, shelf.store.publish_run(manifest)


@cache
def invented(seed: int = 1) -> Replication:
    """Some hundred cases that mean nothing."""
    return encode(ledgers.office(100, 100, 30, seed), ledgers.STARTS, 30)


@cache
def by_hand() -> Replication:
    """Three cases around the night of 30 March 2025, in which the clocks skip an hour: day 13 of the run."""
    night = 13 * D
    at_desk = {"contact": "personal", "team": "service_point"}
    wish = {"kind": "wish", "channel": "online", "service": "registration", "team": "service_point"}
    slot = {"pool": "counter", "rule": "daily", "service": "registration"}
    nine = 14 * D + 540
    return encode(
        ledgers.written(
            cases=[
                wish | {"case": 0, "arrived": night - 10, "closed": nine + 8, "outcome": "served"},
                {"case": 1, "kind": "call", "service": "call", "channel": "phone", "arrived": 600.0, "outcome": "open"},
                wish | {"case": 2, "arrived": -30.0, "closed": 20 * D, "outcome": "gave_up"},
            ],
            activities=[
                stay(0, "registration_slot", night - 10, nine, "no_slot"),
                stay(0, "registration", nine, nine + 8, started=nine + 2, **at_desk),
                stay(1, "call", 600.0, None, contact="phone", team="hotline", started=601.5),
                stay(1, "message", 700.0, None, contact="message", team="hotline"),
            ],
            slots=[
                slot | {"slot": 0, "starts": nine, "case": 0, "booked": night + 150, "state": "attended"},
                slot | {"slot": 1, "starts": nine + 10, "case": 0, "booked": night + 150, "state": "attended"},
                slot | {"slot": 2, "starts": 2 * D, "case": 2, "booked": D, "freed": D + 5, "state": "cancelled"},
                slot | {"slot": 3, "starts": 3 * D, "case": 2, "booked": D + 9, "state": "no_show"},
                {"pool": "counter", "slot": 4, "starts": 4 * D, "state": "unused"},
            ],
            searches=[
                {"case": 0, "n": 1, "looked": night - 10, "way": "hours", "found": False},
                {"case": 0, "n": 2, "looked": night + 150, "way": "hours", "found": True, "offered": nine},
            ],
            capacity=[{"team": "service_point", "day": 0, "heads_present": 1, "open_minutes": 480.0}],
        ),
        ledgers.STARTS,
        30,
    )


def written(kept: tuple[Shelf, str], path: Path, format: str, **more: object) -> Path:
    """The run as a file; `lang` and `group` are asked, the rest is chosen."""
    shelf, run = kept
    asked = {name: more.pop(name) for name in ("lang", "group", "against") if name in more}
    export(shelf, Asked(run, **asked), format, Choice(**more), path, force=True)
    return path
