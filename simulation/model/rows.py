"""All slots of some books side by side: one row per time and rule, in the order of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulation.model.streams import stream
from simulation.scenario.parts import Offer
from simulation.scenario.supply import furthest_ahead, supply_of

if TYPE_CHECKING:
    from simulation.model.world import World

Times = NDArray[np.float64]
Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Rows:
    """Columns of the slots that people search, as far as they matter for the run; minutes on the one clock.

    `released` is nan where a slot is never on offer; `first` is the number of a row's first slot in its book, `begins`
    among all slots of the market.
    """

    offers: tuple[tuple[Offer, ...], ...]
    book: NDArray[np.int16]
    offer: NDArray[np.int16]
    starts: Times
    released: Times
    until: Times
    count: Numbers
    first: Numbers

    @property
    def begins(self) -> NDArray[np.int64]:
        """Number of the first slot of each row, the slots of all rows counted through."""
        ends: NDArray[np.int64] = np.cumsum(self.count, dtype=np.int64)
        return ends - self.count


def rows_of(world: "World", books: Sequence[str]) -> Rows:
    """The rows of some books. Sites that have a slot at the same time come in a random order, so that none is always
    the first."""
    document = world.document
    supplies = [supply_of(document, key, document.office.days + furthest_ahead(document, books)) for key in books]
    book = np.repeat(np.arange(len(books), dtype=np.int16), [len(supply.starts) for supply in supplies])
    starts, offer, released, until, count = (
        np.concatenate([getattr(supply, name) for supply in supplies])
        for name in ("starts", "offer", "released", "until", "count")
    )
    invited = np.zeros(len(book), dtype=bool)
    for number, supply in enumerate(supplies):
        invited |= (book == number) & np.isin(
            offer, [k for k, offered in enumerate(supply.offers) if offered.kind == "invitation"]
        )
    released[~np.isfinite(released)] = nan
    wanted = ~invited & (count > 0) & ((released < world.horizon) | (starts < world.horizon))
    side_by_side = np.concatenate(
        [
            stream(world.seed, "sites side by side", key).random(len(supply.starts))
            for key, supply in zip(books, supplies, strict=True)
        ]
    )
    order = np.lexsort((side_by_side, starts))
    order = order[wanted[order]]
    first = _numbers(book, count, invited)
    return Rows(
        tuple(supply.offers for supply in supplies), book[order], offer[order], starts[order], released[order],
        until[order], count[order], first[order],
    )  # fmt: skip


def _numbers(book: NDArray[np.int16], count: Numbers, invited: NDArray[np.bool_]) -> Numbers:
    """The number of the first slot of each row, counted by book after the slots that the office gives."""
    numbers = np.zeros(len(count), dtype=np.int32)
    for number in range(int(book.max(initial=-1)) + 1):
        mine = (book == number) & ~invited
        numbers[mine] = count[(book == number) & invited].sum() + np.cumsum(count[mine]) - count[mine]
    return numbers
