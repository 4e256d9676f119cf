"""What really happened, or is planned elsewhere: readers of other systems' files. They never write to an original."""

from simulation.observed.errors import ObservedError
from simulation.observed.findings import Finding
from simulation.observed.zms import Zms
from simulation.observed.zms_reading import read_zms
from simulation.observed.zms_scenario import Imported, imported

__all__ = ["Finding", "Imported", "ObservedError", "Zms", "imported", "read_zms"]
