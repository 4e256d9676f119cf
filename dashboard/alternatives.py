"""What else was considered: the kept what-ifs of a base, each with what it brings and what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import whatif
from dashboard.reading import Reading
from dashboard.shelf import Shelf
from dashboard.words import Words
from dashboard.words.key_figures import Earlier
from dashboard.words.measures import MEASURES
from simulation.results import StoreError
from simulation.scenario import Scenario, ScenarioError
from simulation.study.statistics import Interval

Keys = tuple[tuple[str, str], ...]
HELPS: Keys = (("decision_time", "mean"), ("access_time", "median"), ("decisions_per_year", "total"))
HELPS_SEARCHERS: Keys = (("search_success", "per_person"), ("access_time", "median"), ("slots_kept", "total"))


@dataclass(frozen=True)
class Considered:
    """A scenario beside the base: its name (its run, when it has none), its run, and the differences by measure."""

    name: str
    scenario: Scenario
    reading: Reading
    over: Mapping[tuple[str, str], Interval]

    @property
    def unsaved(self) -> bool:
        """Whether it is a run of the command line or an unsaved what-if, known by its run only."""
        return len(self.name) == 12 and self.name.isalnum()

    def title(self, words: Words, shelf: Shelf, base: Scenario) -> str:
        """A scenario by its title; an unsaved what-if by its changes."""
        if self.name.startswith("W-"):
            return shelf.title(words, self.name)
        said = words.listing(whatif.describe(words, base, self.scenario.changes)) if self.unsaved else ""
        return said or words.name(self.scenario.title)


def keys_of(reading: Reading) -> Keys:
    """By which measures alternatives are told apart, the deciding one first."""
    return HELPS_SEARCHERS if reading.searched else HELPS


def considered(shelf: Shelf, base: Scenario, reading: Reading, owner: str) -> list[Considered]:
    """The kept runs that share this base and met the same people, the best first."""
    found = []
    for name, scenario, one in shelf.beside(base, owner):
        if one.meets(reading):
            found.append(against(shelf, name, scenario, one, reading))
    return best_first([one for one in found if one.over], keys_of(reading))


def against(shelf: Shelf, name: str, scenario: Scenario, one: Reading, base: Reading) -> Considered:
    differences = shelf.differences(one, base)
    over = {key: differences[(*key, "", "")] for key in keys_of(base) if (*key, "", "") in differences}
    return Considered(name, scenario, one, over)


def best_first(found: Sequence[Considered], keys: Keys) -> list[Considered]:
    """In the order of the first measure."""
    first = keys[0]
    sign = -1 if MEASURES[first].better == "higher" else 1
    return sorted(found, key=lambda one: sign * one.over[first].mean if first in one.over else 0.0)


def late_before(shelf: Shelf, reading: Reading) -> Earlier | None:
    """The share over three months of the earlier year that the office names, once it was run: it has no goal."""
    before = reading.scenario.document.pages.before
    if reading.searched or before is None or before.scenario == reading.scenario.id:
        return None
    try:
        found = shelf.reading(shelf.scenario(before.scenario))
    except (ScenarioError, StoreError):
        return None
    over = found.over("share_over_three_months", "share") if found else None
    return (before.year, over) if over else None
