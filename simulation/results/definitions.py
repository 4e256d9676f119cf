"""What each measure (Kennzahl) says, in German and in English: the text behind every number that is shown."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.results.case_definitions import CASES
from simulation.results.desk_definitions import DESKS
from simulation.results.search_definitions import SEARCHES
from simulation.results.slot_definitions import SLOTS
from simulation.results.words import Words

DEFINITIONS: Mapping[str, tuple[Words, Words]] = {**CASES, **DESKS, **SLOTS, **SEARCHES}
"""Measure -> (German, English)."""
