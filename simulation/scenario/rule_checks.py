"""What the release rules of a book say must be possible: slots are released before they start, on open days, and no
more of them than there are.

Each check yields (place, what is wrong and what would be right).
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulation.scenario.calendar import WEEKDAYS, Day, clock, closed_days
from simulation.scenario.document import Document
from simulation.scenario.errors import Fault
from simulation.scenario.figures import percent
from simulation.scenario.office import Book
from simulation.scenario.parts import Cell, Part
from simulation.scenario.release_clocks import BookDays
from simulation.scenario.releases import AnyRule, Batch
from simulation.scenario.samples import Sample
from simulation.scenario.supply import Grid, openings_of

MONDAY = date(1900, 1, 1)
AHEAD_DAYS = 400
"""How far from the run a date may lie: further away it is a slip of the pen."""


def hours_in_words(intervals: Day) -> str:
    """Opening hours as the file has them."""
    return ", ".join(f"{clock(opens)}-{clock(closes)}" for opens, closes in intervals)


def _fits(part: Part, cells: tuple[Cell, ...]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(clock times, which of them the part may take)."""
    at, opens, _ = np.asarray(cells, dtype=np.float64).reshape(-1, 3).T
    return at, part.fits(at, opens)


def late_faults(place: str, rule: AnyRule, starts: date, days: list[Sample]) -> Iterator[Fault]:
    """A rule that releases slots after their start, or after they could last be booked."""
    if rule.dated:
        return
    for sample in days:
        for part in rule.takes(sample.day, BookDays(starts)) if sample.cells else ():
            at, fits = _fits(part, sample.cells)
            if fits.all() or (part.some_late and (fits.any() or not sample.regular)):
                continue
            lead = f", and may be booked until {part.lead:g} minutes before it starts" if part.lead else ""
            slot = clock(at.max() if part.some_late else at[~fits].min())
            yield place, f"on {sample.label} {rule.too_late(part, slot + lead)}"
            return


def batch_faults(document: Document, book: Book, place: str, rule: AnyRule) -> Iterator[Fault]:
    """A batch that is released on a closed day, has a closed day or no slot among its dates, or comes too late."""
    office = document.office
    if not isinstance(rule, Batch):
        return
    if rule.closes <= rule.opens:
        yield f"{place} › until", f"{clock(rule.closes)} is not after from, {clock(rule.opens)}; swap them"
        return
    first, last = office.starts - timedelta(days=AHEAD_DAYS), office.starts + timedelta(days=office.days + AHEAD_DAYS)
    for on in (rule.on, *rule.dates):
        if not first <= on <= last:
            where = "on" if on == rule.on else "dates"
            yield f"{place} › {where}", f"{on} is far from the run, which starts {office.starts}; check the year"
            return
    if not _works(document, book, rule.on):
        yield (
            f"{place} › on",
            f"{rule.on} ({WEEKDAYS[rule.on.weekday()]}) is a closed day; release the slots on another",
        )
    grid, days = Grid(book), dict(openings_of(document, book, (last - office.starts).days))
    for on in rule.dates:
        day = (on - office.starts).days
        if day < 0:
            continue
        if day not in days:
            closed = f"{on} ({WEEKDAYS[on.weekday()]}) is a closed day"
            yield f"{place} › dates", f"{closed}; give it opening hours of its own, or leave it out"
            continue
        window = tuple(cell for cell in grid.cells(on, days[day]) if rule.opens <= cell[0] < rule.closes)
        if not window:
            hours = hours_in_words(days[day])
            yield f"{place} › dates", f"{on} has no slot from {clock(rule.opens)} to {clock(rule.closes)}; open {hours}"
            continue
        part = rule.takes(day, BookDays(office.starts))[0]
        at, fits = _fits(part, window)
        if not fits.all():
            yield (
                f"{place} › on",
                f"slots of {on} are released {rule.on} at {clock(rule.at)}, but one is at {clock(at[~fits].min())}; "
                "release them earlier",
            )
        slots = sum(cell[2] for cell in window)
        if slots and rule.quantity is not None and rule.quantity.value > slots:
            yield (
                f"{place} › quantity",
                f"is {rule.quantity.value:g}, but {on} has {slots} slots there; make it smaller",
            )


def _works(document: Document, book: Book, on: date) -> bool:
    """Whether the book or any team with hours of its own is open on a date; without any hours, always."""
    office = document.office
    shut = 0 in closed_days(on, 1, office.holidays, office.closed)
    tables = [book.hours, *(team.hours for team in document.teams.values() if team.hours is not None)]
    hours = [document.hours_named(table) for table in tables if table is not None]
    return not shut if not hours else any(table.on(on, closed=shut) for table in hours)


def quantity_faults(table: str, rules: dict[str, AnyRule], starts: date, days: list[Sample]) -> Iterator[Fault]:
    """More slots than a weekday has, or than there are to fit a rule."""
    numbers = {name: r for name, r in rules.items() if r.quantity is not None and not r.dated}
    for sample in (sample for sample in days if sample.regular and sample.cells):
        total, wanted = sum(slots for _, _, slots in sample.cells), 0
        for name, rule in numbers.items():
            parts = rule.takes(sample.day, BookDays(starts))
            mine = sum(part.quantity or 0 for part in parts)
            wanted += mine
            fits = _fits(parts[0], sample.cells)[1] if parts else np.empty(0)
            there = sum(cell[2] for cell, fit in zip(sample.cells, fits, strict=bool(parts)) if fit)
            if mine and (mine > there or wanted > total):
                together = "" if mine > there else f", {wanted} with the rules before it"
                has = f"has only {f'{there} that fit' if there < min(mine, total) else total}"
                yield (
                    f"{table} › {name} › quantity",
                    f"takes {mine} slots{together}, but {sample.label} {has}; make it smaller",
                )
                return


def share_faults(table: str, rules: dict[str, AnyRule]) -> Iterator[Fault]:
    """Shares of more than everything, and two rules that both take all that is left."""
    plain = {name: rule for name, rule in rules.items() if not rule.dated}
    for weekday in range(7):
        here = {name: rule for name, rule in plain.items() if rule.takes(weekday, BookDays(MONDAY))}
        shares = {name: rule.share.value for name, rule in here.items() if rule.share is not None}
        if sum(shares.values()) > 1 + 1e-9:
            listed = ", ".join(f"{name} {percent(share)}" for name, share in shares.items())
            yield table, f"shares add up to {percent(sum(shares.values()))} ({listed}); make them 100 % at most"
            return
        rest = [name for name, rule in here.items() if rule.share is None and rule.quantity is None]
        if len(rest) > 1:
            yield (
                f"{table} › {rest[1]}",
                f"takes all that is left, as {rest[0]} does; give one of them a share or a quantity",
            )
            return
    batches = [(name, rule) for name, rule in rules.items() if isinstance(rule, Batch)]
    for n, (name, rule) in enumerate(batches):
        for other, earlier in batches[:n]:
            both = set(rule.dates) & set(earlier.dates)
            overlap = both and rule.opens < earlier.closes and earlier.opens < rule.closes
            if overlap and all(one.quantity is None for one in (rule, earlier)) and _whole(rule) + _whole(earlier) > 1:
                yield f"{table} › {name}", f"releases slots of {min(both)} that {other} releases, too; keep one"


def crowd_faults(document: Document, book: Book, table: str, rules: dict[str, AnyRule]) -> Iterator[Fault]:
    """Batches that together ask for more than all slots of a time; who takes the rest asks for none."""
    starts, grid = document.office.starts, Grid(book)
    batches = {name: rule for name, rule in rules.items() if isinstance(rule, Batch)}
    days = dict(openings_of(document, book, document.office.days + AHEAD_DAYS)) if len(batches) > 1 else {}
    for on in sorted({on for rule in batches.values() for on in rule.dates}):
        cells = grid.cells(on, days.get((on - starts).days, ()))
        here = {name: rule for name, rule in batches.items() if on in rule.dates}
        for at in sorted({rule.opens for rule in here.values()}):
            asked = {name: _asked(rule, cells) for name, rule in here.items() if rule.opens <= at < rule.closes}
            if len(asked) > 1 and sum(asked.values()) > 1 + 1e-9:
                listed = ", ".join(f"{name} {percent(share)}" for name, share in asked.items())
                yield (
                    f"{table} › {[*asked][-1]}",
                    f"with the other batches asks for {percent(sum(asked.values()))} of the slots of {on} at "
                    f"{clock(at)} ({listed}); make them 100 % at most",
                )
                return


def _asked(rule: Batch, cells: tuple[Cell, ...]) -> float:
    """The share of the slots in its window that a batch asks for."""
    if rule.quantity is None:
        return rule.share.value if rule.share is not None else 0.0
    there = sum(slots for at, _, slots in cells if rule.opens <= at < rule.closes)
    return rule.quantity.value / there if there else 0.0


def _whole(rule: Batch) -> float:
    return rule.share.value if rule.share is not None else 1.0
