"""The ledger of slots: every booking, and every slot of the run that nobody holds in the end."""

from math import nan
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulation.model.bookings import AS_THE_ROW, CANCELLED, LAPSED, UNRELEASED, UNUSED
from simulation.model.ledger import STATES, Coded, Table

if TYPE_CHECKING:
    from simulation.model.market import Market
    from simulation.model.world import World

COLUMNS = {
    "slot": "i4", "service": "i2", "pool": "i2", "rule": "i2", "starts": "f8", "minutes": "f8", "released": "f8",
    "until": "f8", "booked": "f8", "part": "i2", "freed": "f8", "case": "i4", "state": "i2",
}  # fmt: skip
Columns = dict[str, NDArray[np.generic]]


def slots_table(world: "World", office: str) -> Table:
    """Columns of `slots`, book by book in the order of time."""
    parts = [_of_book(book.rows(world.horizon)) for book in world.books.values()]
    parts += [_of_market(world, market) for market in world.markets]
    joined = {
        name: np.concatenate([np.empty(0, kind), *(part.pop(name).astype(kind) for part in parts)])
        for name, kind in COLUMNS.items()
    }
    names = {
        "service": tuple(world.document.services), "pool": tuple(world.document.books), "rule": world.rules,
        "state": STATES,
    }  # fmt: skip
    table: Table = {name: Coded(column, names[name]) if name in names else column for name, column in joined.items()}
    return {"slot": table.pop("slot"), "office": Coded(np.zeros(len(joined["slot"]), np.int16), (office,)), **table}


def _of_book(rows: NDArray[np.float64]) -> Columns:
    names = (
        "slot", "service", "pool", "starts", "minutes", "released", "until", "booked", "part", "case", "state", "freed",
        "rule",
    )  # fmt: skip
    return {name: rows[:, k] for k, name in enumerate(names)}


def _of_market(world: "World", market: "Market") -> Columns:
    rows, held = market.rows, market.bookings.table()
    begins = rows.begins
    books = list(world.document.books)
    taken = np.zeros(int(rows.count.sum()), dtype=bool)
    kept = held[~np.isin(held["state"], (CANCELLED, LAPSED))]
    taken[begins[kept["row"]] + kept["nth"]] = True
    row = np.repeat(np.arange(len(rows.count)), rows.count)
    nth = np.arange(len(taken)) - begins[row]
    again = np.repeat(rows.released, rows.count)
    for (held_row, held_nth), released in market.held_back.items():
        again[begins[held_row] + held_nth] = released
    over = ~taken & (rows.starts[row] < world.horizon)
    row, nth, again = row[over], nth[over], again[over]
    nobody, never = np.full(len(row), -1), np.full(len(row), nan)
    state = np.where(np.isnan(rows.released[row]), UNRELEASED, UNUSED)
    both = np.concatenate([held["row"], row])
    book = rows.book[both]
    number = rows.first[both] + np.concatenate([held["nth"], nth])
    booked = np.concatenate([held["booked"], never])
    pool = np.asarray([books.index(key) for key in market.books])[book]
    rules = [[world.rules.index(offer.name) for offer in offers] for offers in rows.offers]
    widest = max(map(len, rules))
    rule = np.asarray([codes + [-1] * (widest - len(codes)) for codes in rules])[book, rows.offer[both]]
    minutes = np.asarray([world.document.books[key].grid_minutes for key in market.books])[book]
    until = np.where(np.isnan(rows.released[both]), nan, rows.until[both])
    first = np.where(held["released"] == AS_THE_ROW, rows.released[held["row"]], held["released"])
    order = np.lexsort((booked, number, rows.starts[both], pool))
    return {
        "slot": number[order], "service": np.concatenate([held["service"], nobody])[order], "pool": pool[order],
        "rule": rule[order], "starts": rows.starts[both][order], "minutes": minutes[order],
        "released": np.concatenate([first, again])[order], "until": until[order],
        "booked": booked[order], "part": np.concatenate([held["part"], np.zeros(len(row))])[order],
        "freed": np.concatenate([held["freed"], never])[order],
        "case": np.concatenate([held["case"], nobody])[order],
        "state": np.concatenate([held["state"], state])[order],
    }  # fmt: skip
