"""What is kept and counted: the run store, the views, the measures. Knows ledgers, not the model."""

from simulation.results.dictionary import DICTIONARY
from simulation.results.encoding import encode
from simulation.results.errors import QuestionError, StoreError
from simulation.results.manifest import Manifest
from simulation.results.measure import Measure
from simulation.results.measures import BY_NAME, MEASURES
from simulation.results.replication import SCHEMA_VERSION, Replication, replication_key
from simulation.results.run_view import RunView
from simulation.results.series import ALL as SERIES
from simulation.results.store import Fault, Store

__all__ = [
    "BY_NAME",
    "DICTIONARY",
    "MEASURES",
    "SCHEMA_VERSION",
    "SERIES",
    "Fault",
    "Manifest",
    "Measure",
    "QuestionError",
    "Replication",
    "RunView",
    "Store",
    "StoreError",
    "encode",
    "replication_key",
]
