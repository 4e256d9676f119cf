"""Which scenario file stands for which reference case, how its ledgers are read, and the rule for "it agrees"."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from simulation.model import simulate
from simulation.scenario import changed, load
from simulation.study.statistics import Interval, interval
from tests.theory import readings

HERE = Path(__file__).parent
CASES = {case["id"]: case for case in json.loads((HERE / "reference_cases.json").read_text())["cases"]}
REPLICATIONS = 20


@dataclass(frozen=True)
class TextbookOffice:
    """A scenario file that is a textbook queue. `unit` is the case's unit of time in minutes; `busy`: above rho 0.85.

    `quick_days` is the length of a short run for the default suite; 0 keeps the case for the slow one. `any_width` are
    metrics whose exact value must lie in the interval, however wide: 5 % of a variance at rho 0.95 would take an hour.
    """

    file: str
    case: str
    read: Callable[..., dict[str, float]] = readings.station
    unit: float = 1.0
    busy: bool = False
    quick_days: int = 0
    any_width: frozenset[str] = frozenset()

    @property
    def widest(self) -> float:
        """The widest half-width that counts as an answer, as a share of the exact value."""
        return 0.05 if self.busy else 0.03

    def exact(self) -> dict[str, float]:
        """The case's metrics that a ledger can show: no parameters of the formula (a, rho, sigma)."""
        metrics: dict[str, float] = CASES[self.case]["metrics"]
        return {name: value for name, value in metrics.items() if name not in {"a", "rho", "sigma"}}


def replicate(office: TextbookOffice, seed: int, days: int = 0) -> dict[str, float]:
    """One replication, as metrics."""
    scenario = load(HERE / f"{office.file}.toml")
    if days:
        scenario = changed(scenario, {"office.days": days})
    return office.read(simulate(scenario, seed), scenario, office.unit, CASES[office.case]["parameters"])


def answers(office: TextbookOffice, pool: ProcessPoolExecutor) -> Iterator[tuple[str, float, Interval]]:
    """(metric, exact value, interval of the replications at level 1 - 0.01/m) for the m metrics of the case."""
    runs: list[dict[str, Any]] = list(pool.map(partial(replicate, office), range(1, REPLICATIONS + 1)))
    exact = {name: value for name, value in office.exact().items() if name in runs[0]}
    for name, value in exact.items():
        yield name, value, interval([run[name] for run in runs], 1 - 0.01 / len(exact))


OFFICES = [
    TextbookOffice("mm1_half", "MM1_0.5", quick_days=20),
    TextbookOffice("mm1_full", "MM1_0.95", busy=True, any_width=frozenset({"var_L"})),
    TextbookOffice("mmc_2", "MMc_c2"),
    TextbookOffice("mmc_5", "MMc_c5", quick_days=4),
    TextbookOffice("service_point", "MMc_servicepoint", unit=60),
    TextbookOffice("loss_5", "MMcc_5", readings.lines, quick_days=1),
    TextbookOffice("loss_5_constant", "MMcc_5", readings.lines),
    TextbookOffice("loss_5_lognormal", "MMcc_5", readings.lines),
    TextbookOffice("loss_100", "MMcc_100", readings.lines, busy=True),
    TextbookOffice("loss_100_constant", "MMcc_100", readings.lines, busy=True),
    TextbookOffice("loss_100_lognormal", "MMcc_100", readings.lines, busy=True),
    TextbookOffice("delay", "MMinf", unit=1440, quick_days=400),
    TextbookOffice("delay_constant", "MMinf", unit=1440),
    TextbookOffice("erlang_a", "MMc+M_critical", readings.lines, busy=True, quick_days=1),
    TextbookOffice("hotline", "MMc+M_hotline", readings.lines, unit=60, busy=True),
    TextbookOffice("md1", "MD1", quick_days=8),
    TextbookOffice("mu1", "MU1"),
    TextbookOffice("mln1", "MLN1"),
    TextbookOffice("mtri1", "MTRI"),
    TextbookOffice("md3", "MDc3", busy=True),
    TextbookOffice("dm1", "DM1"),
    TextbookOffice("priorities", "PRIO_NP_MM1", readings.two_classes, quick_days=8),
    TextbookOffice("tandem", "TANDEM", readings.two_stations, quick_days=8),
    TextbookOffice("retrial", "RETRIAL_MM1", readings.redials, quick_days=8),
    TextbookOffice("from_empty", "MM1_TRANSIENT", readings.by_the_clock, unit=5, quick_days=40),
    TextbookOffice("office_day", "MtMc_DAY", readings.by_the_clock, unit=60, quick_days=10),
    TextbookOffice("pipeline", "MtGinf", readings.pipeline, unit=1440, quick_days=200),
    TextbookOffice("pipeline_constant", "MtGinf", readings.pipeline, unit=1440),
    TextbookOffice("slot_book", "DAILY_SLOTS", readings.slot_book, unit=1440, busy=True),
    TextbookOffice("searched_book", "DAILY_SLOTS", readings.slot_book, unit=1440, busy=True, quick_days=400),
    TextbookOffice("session", "APPT_SESSION_k1", readings.session, quick_days=60),
]

NO_OFFICE = {
    "MM1K": "a waiting room with a last seat is no rule of an office; function mm1k",
    "E2M1": "arrivals with Erlang gaps are no rule of an office; function gm1",
    "PRIO_PR_MM1": "nobody is sent away from a desk for a more urgent person; function preemptive",
    "MMc_N10": "a closed circle of ten customers is no office; function finite_source",
    "MMc_N50": "a closed circle of fifty customers is no office; function finite_source",
    "CLOSED_MVA": "a closed circle of customers is no office; function closed_network",
    "MM1_VAC": "back-office jobs are taken up when somebody has asked for them; function mg1_with_vacations",
    "BALK": "nobody knows the length of the queue before joining it; function discouraged",
    "GEOM_TRIES": "tries of a few people, tests/model/test_seekers.py; function tries",
    "KINGMAN": "an approximation, not an exact value; function allen_cunneen",
    "STAT_CI": "a function of the study room; interval",
    "STAT_MSER5": "a function of the study room; mser5",
}
