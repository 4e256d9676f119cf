"""What the world is: scenario files, checked, frozen and hashed, every number with its source."""

from simulation.scenario.changes import changed
from simulation.scenario.errors import ScenarioError
from simulation.scenario.figures import Figure, FigureRow
from simulation.scenario.loading import load, scenario_ids
from simulation.scenario.office import Book, Contact, Service
from simulation.scenario.scenario import Scenario
from simulation.scenario.searching import Booked
from simulation.scenario.team import Team

__all__ = [
    "Book", "Booked", "Contact", "Figure", "FigureRow", "Scenario", "ScenarioError", "Service", "Team", "changed",
    "load", "scenario_ids",
]  # fmt: skip
