"""Markets: the books that the same services search together, and the names of their offers."""

from simulation.scenario.document import Document
from simulation.scenario.office import Book
from simulation.scenario.searching import Booked
from simulation.scenario.sharing import Plan
from simulation.scenario.supply import rules_of


def offer_names(document: Document, book: Book) -> list[str]:
    """Names of a book's offers, as the ledger of slots shows them."""
    return [offer.name for offer in Plan(document.office.starts, rules_of(document, book), []).offers]


def markets_of(document: Document) -> list[tuple[str, ...]]:
    """The books that people search, in one group those that a service searches together, in the order of the file."""
    groups: list[set[str]] = []
    for service in document.services.values():
        if isinstance(service, Booked):
            mine = set(service.sites())
            joined = [group for group in groups if group & mine]
            groups = [group for group in groups if not group & mine] + [mine.union(*joined)]
    markets = (tuple(key for key in document.books if key in group) for group in groups)
    return sorted(markets, key=lambda books: list(document.books).index(books[0]))
