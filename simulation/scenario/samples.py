"""The kinds of day that a book with desks has: what the checks look at instead of every day."""

from dataclasses import dataclass
from datetime import timedelta

from simulation.scenario.calendar import WEEKDAYS, dates_of
from simulation.scenario.document import Document
from simulation.scenario.office import Book
from simulation.scenario.parts import Cell
from simulation.scenario.supply import Grid, hours_of_book, openings_of


@dataclass(frozen=True)
class Sample:
    """A kind of day of a book: a weekday, or a date that differs from its weekday; its grid times that have slots."""

    label: str
    day: int
    cells: tuple[Cell, ...]
    regular: bool


def samples(document: Document, book: Book) -> list[Sample]:
    """The kinds of day that a book has in the run, each once."""
    starts, grid = document.office.starts, Grid(book)
    hours = hours_of_book(document, book)
    dated = [span for key in book.grid if (span := dates_of(key)) is not None]
    found: dict[tuple[int, tuple[Cell, ...]], Sample] = {}
    for day, intervals in openings_of(document, book, document.office.days):
        on = starts + timedelta(days=day)
        cells = grid.cells(on, intervals)
        own = intervals != hours.week[on.weekday()] or any(first <= on <= last for first, last in dated)
        if (on.weekday(), cells) not in found:
            label = on.isoformat() if own else WEEKDAYS[on.weekday()]
            some = tuple(cell for cell in cells if cell[2])
            found[on.weekday(), cells] = Sample(label, day, some, not own)
    return list(found.values())
