"""What happens: a pure function from scenario and seed to ledgers."""

from simulation.model.ledger import Coded, Ledgers
from simulation.model.simulate import MODEL_VERSION, simulate

__all__ = ["MODEL_VERSION", "Coded", "Ledgers", "simulate"]
