"""People who booked before the run: slots that were released by then are partly taken when it starts."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from simulation.model.draws import codes
from simulation.model.public import People

if TYPE_CHECKING:
    from simulation.model.market import Market
    from simulation.model.seekers import Seekers
    from simulation.model.world import World


@dataclass(frozen=True)
class _Taken:
    row: int
    number: int
    booked: float
    channels: tuple[str, ...]
    """Who may book the slot; empty: everybody."""


def take_at_start(world: "World", market: "Market", services: "list[Seekers]") -> None:
    """Fill the share of each book that is taken at the start, by the services that may book there, as their volumes
    go. A book meets the same people whatever other books there are."""
    rows: dict[int, list[int]] = {}
    for row in market.released_before():
        rows.setdefault(market.book_of(row), []).append(row)
    for book in sorted(rows):
        for k, slots in sorted(_taken(world, market, services, book, rows[book]).items()):
            people = _people(world, market, services[k], book, slots)
            for i, slot in enumerate(slots):
                services[k].has_booked_before(people, i, slot.row, slot.booked)


def _taken(
    world: "World", market: "Market", services: "list[Seekers]", book: int, rows: list[int]
) -> dict[int, list[_Taken]]:
    """Slots of a book that are taken, by the place of the service in the list."""
    key = market.books[book]
    chance, whose, when = (world.keyed("taken at the start", key, what) for what in ("chance", "whose", "when"))
    share = world.document.books[key].taken_at_start.value
    taken: dict[int, list[_Taken]] = {}
    for row in rows:
        offer, released, until = market.offer_of(row), market.released(row), min(market.until[row], 0.0)
        for number in market.slot_numbers(row):
            if chance.draw(number) >= share:
                continue
            booked = released + (until - released) * when.draw(number)
            for_all = booked >= market.starts[row] - offer.for_all_minutes
            channels = () if for_all else offer.channels
            fitting = [
                k for k, s in enumerate(services)
                if book in s.books and s.facts.slots == 1 and (for_all or not offer.services or s.key in offer.services)
                and (s.facts.channels or not channels)
            ]  # fmt: skip
            bounds = list(accumulate(_a_year(services[k]) * services[k].site_share(book) for k in fitting))
            if bounds and bounds[-1] > 0:
                k = fitting[min(bisect_right(bounds, whose.draw(number) * bounds[-1]), len(fitting) - 1)]
                taken.setdefault(k, []).append(_Taken(row, number, booked, channels))
    return taken


def _a_year(service: "Seekers") -> float:
    return service.facts.arrivals.per_year_about() if service.facts.arrivals else 0.0


def _people(world: "World", market: "Market", service: "Seekers", book: int, slots: list[_Taken]) -> People:
    """Those who hold the slots: their own site is the one where they booked, and they may book there."""
    key = market.books[book]
    people = People(service, f"before the start at {key}", len(slots))
    which = world.keyed("taken at the start", key, "channel")
    channel = list(people.channel)
    for i, slot in enumerate(slots):
        admitted = [world.channels.index(name) for name in slot.channels]
        if admitted and channel[i] not in admitted:
            channel[i] = admitted[int(which.draw(slot.number) * len(admitted))]
    people.channel = codes(np.asarray(channel))
    people.site = codes(np.full(len(slots), service.books.index(book)))
    return people
