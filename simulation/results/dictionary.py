"""What every column of the ledgers means: unit, and when it is empty. A column without an entry is a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MINUTE = "minutes since 00:00 of the run's first day; before 0 is history"
NEVER = "never"


@dataclass(frozen=True)
class Column:
    """A column of a ledger."""

    name: str
    meaning: str
    unit: str
    empty: str = NEVER


@dataclass(frozen=True)
class Ledger:
    """A table of what happened (Journal)."""

    name: str
    grain: str
    columns: tuple[Column, ...]


_IDENTITY = (
    Column("run", "the run, as `terminwerk runs` names it", "name"),
    Column("replication", "number of the replication in its run, from 1", "number"),
)

CASES = Ledger(
    "cases",
    "one row per case: an application, a wish for a slot, a call attempt, a message, a visit without an application",
    (
        *_IDENTITY,
        Column("case", "number of the case in its replication; the same person in every scenario", "number"),
        Column("kind", "case (application), call, message, visit, or wish (somebody who looks for a slot)", "name"),
        Column("service", "what the customer comes for; as the office file names it", "name"),
        Column("channel", "how it came in", "name", "the way in plays no part"),
        Column("team", "the team that owns the case; of a wish, that of the own site", "name", "no team owns it"),
        Column("arrived", "received, rung, sent, come to the counter, or wished for", MINUTE),
        Column("urgent", "an emergency, first everywhere", "true or false"),
        Column("expires", "the title held so far runs out", MINUTE, "there is no title that runs out"),
        Column("decided", "granted or refused", MINUTE, "not yet, or the case ends without a decision"),
        Column("closed", "card in hand, visit over, or ended otherwise", MINUTE, "still open at the end of the run"),
        Column("outcome", "open, granted, refused, withdrawn, gave_up, abandoned, served, stayed_away", "name"),
        Column("decides", "the route of its service comes to a decision", "true or false", "from before version 3"),
        Column(
            "cause",
            "why somebody asks who would not have come otherwise: open_case, failed_search",
            "name",
            "it came for its own sake, or is from before version 3",
        ),
    ),
)

ACTIVITIES = Ledger(
    "activities",
    "one row per stay in the life of a case; the stays of a closed case join without gap from arrival to closing",
    (
        *_IDENTITY,
        Column("case", "the case, as in cases", "number"),
        Column("step", "what the case undergoes or waits for", "name"),
        Column("team", "the team in whose queue or hands it is", "name", "it is nobody's: it waits for others"),
        Column("owner", "for whom it waits: team, customer, third_party, no_slot, card_production, history", "name"),
        Column("contact", "none, personal, phone or message", "name"),
        Column("queued", "begins; at a desk the later of arrival and booked time", MINUTE),
        Column("started", "a head takes it up, for the first time", MINUTE, "not begun, or nobody works on it"),
        Column("ended", "done, or hung up", MINUTE, "still under way at the end of the run"),
        Column("closed_minutes", "of these minutes the team was closed", "minutes"),
        Column("worked_minutes", "of these minutes a head worked on it", "minutes"),
    ),
)

SLOTS = Ledger(
    "slots",
    "one row per booking of an appointment slot, and one per slot that nobody booked after it was last given back; "
    "`slot` repeats, and a visit of several slots has a row for each, with the same case and the same `booked`",
    (
        *_IDENTITY,
        Column("slot", "number of the slot in its pool", "number"),
        Column("office", "where", "name"),
        Column("service", "what it is booked for", "name", "open to several services, and not booked"),
        Column("pool", "the appointment book it belongs to", "name"),
        Column("starts", "booked time", MINUTE),
        Column("minutes", "length", "minutes"),
        Column(
            "released",
            "can be booked from; after it was given back and held back: again from",
            MINUTE,
            "not on offer: never released, withheld, or given by the office",
        ),
        Column(
            "until",
            "can be booked until, with least lead and rolling window; nobody may from then on",
            MINUTE,
            "no rule releases it, or it is from before version 3",
        ),
        Column("booked", "was booked, or reserved", MINUTE, "not booked"),
        Column(
            "part",
            "which slot of its visit it is, from 1; 0 where nobody booked it",
            "number",
            "from before version 3",
        ),
        Column("case", "for whom", "number", "not booked"),
        Column(
            "state",
            "unreleased, free, booked, attended, no_show, cancelled, unused, lapsed (reserved and never confirmed)",
            "name",
        ),
        Column(
            "freed",
            "this booking was given back, or has lapsed",
            MINUTE,
            "it was kept or missed, or is from before version 2",
        ),
        Column(
            "rule", "the release rule that puts it on offer", "name", "no rule does: given by the office, or unused"
        ),
    ),
)

CAPACITY = Ledger(
    "capacity",
    "one row per team and day",
    (
        *_IDENTITY,
        Column("team", "the team", "name"),
        Column("day", "days since the run's first day", "days"),
        Column("heads_present", "heads present", "heads"),
        Column("open_minutes", "productive minutes of the heads present", "head-minutes"),
        Column("busy_minutes", "handled in them", "head-minutes"),
        Column("overtime_minutes", "worked after closing", "head-minutes"),
        Column("idle_minutes", "lost at a desk to customers who did not come", "head-minutes"),
    ),
)

SEARCHES = Ledger(
    "searches",
    "one row per look of somebody who searches for a slot; none where the office gives the slots",
    (
        *_IDENTITY,
        Column("case", "whose wish it is, as in cases", "number"),
        Column("n", "number of the look in this search, from 1; who loses a slot begins a new search", "number"),
        Column("looked", "when", MINUTE),
        Column("way", "first_minute and after_release (of a release), hours (of the day), bot, wait_list", "name"),
        Column("found", "a slot on offer fitted", "true or false"),
        Column("offered", "start of the first slot on offer that fitted", MINUTE, "none fitted"),
    ),
)

DICTIONARY: Mapping[str, Ledger] = {ledger.name: ledger for ledger in (CASES, ACTIVITIES, SLOTS, CAPACITY, SEARCHES)}
LEDGERS: Mapping[str, tuple[str, ...]] = {
    name: tuple(column.name for column in ledger.columns[len(_IDENTITY) :]) for name, ledger in DICTIONARY.items()
}
"""Columns that a model records, by table; run and replication are added when they are read."""
ADDED: Mapping[str, Mapping[str, str]] = {
    "cases": {"decides": "boolean", "cause": "varchar"},
    "slots": {"freed": "double", "rule": "varchar", "until": "double", "part": "smallint"},
    "searches": {
        "case": "integer", "n": "smallint", "looked": "double", "way": "varchar", "found": "boolean",
        "offered": "double",
    },
}  # fmt: skip
"""Columns that came after version 1 of the tables, with their types: empty where a run or a model has none."""


def without_rows(table: str, origin: str = "''::varchar as run, 1::integer as replication") -> str:
    """SELECT of no row that has the columns added to this table."""
    columns = ", ".join(f'null::{kind} as "{name}"' for name, kind in ADDED[table].items())
    return f"select {origin}, {columns} where false"
