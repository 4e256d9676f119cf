"""Who took which slot, and what became of it: rows of numbers, turned into the ledger of slots at the end."""

from math import inf, nan
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from simulation.model.ledger import STATES

UNRELEASED, FREE, BOOKED, ATTENDED, NO_SHOW, CANCELLED, UNUSED, LAPSED = range(len(STATES))
AS_THE_ROW = -inf
"""On offer since its row was released, or since it was given back."""
_ROW = np.dtype(
    [("row", "i4"), ("nth", "i4"), ("case", "i4"), ("booked", "f8"), ("freed", "f8"), ("released", "f8"),
     ("service", "i2"), ("state", "i1"), ("part", "i1")]
)  # fmt: skip
_pack = Struct("<iiidddhbb").pack
_time, _code, _whole = Struct("<d").pack_into, Struct("<b").pack_into, Struct("<i").unpack_from
_NTH, _FREED, _STATE = (_ROW.fields[name][1] for name in ("nth", "freed", "state"))  # type: ignore[index]


class Bookings:
    """The bookings of a market; each is known by its number."""

    def __init__(self) -> None:
        self._rows = bytearray()

    def add(
        self, row: int, nth: int, case: int, service: int, now: float, released: float = AS_THE_ROW, part: int = 1
    ) -> int:
        """Somebody takes the n-th slot of a row; returns the number of the booking. `released`: when it was on offer
        again, if it was held back after somebody gave it back. `part`: which slot of the visit it is, from 1."""
        self._rows += _pack(row, nth, case, now, nan, released, service, BOOKED, part)
        return len(self._rows) // _ROW.itemsize - 1

    def settle(self, booking: int, state: int) -> None:
        """What became of a booking."""
        _code(self._rows, booking * _ROW.itemsize + _STATE, state)

    def cancel(self, booking: int, now: float, state: int = CANCELLED) -> int:
        """It is given back, or a reservation has lapsed; returns which slot of its row it was."""
        place = booking * _ROW.itemsize
        _code(self._rows, place + _STATE, state)
        _time(self._rows, place + _FREED, now)
        return int(_whole(self._rows, place + _NTH)[0])

    def table(self) -> NDArray[np.void]:
        """All bookings in the order in which they were made."""
        return np.frombuffer(self._rows, dtype=_ROW)
