"""One replication in a process of its own, told in JSON: `python -m tests.benchmarks.own SCENARIO SEED [encode]`.

CPU seconds are those of `simulate` with its ledgers as tables, imports and checks before. `encode` does what a worker
does, three times, and tells the most memory that the process ever held; a worker's environment is the caller's to set.
"""

import json
import resource
import sys
import time

from simulation.model import simulate
from simulation.scenario import load


def main(scenario_ref: str, seed: int) -> dict[str, object]:
    """CPU seconds, rows, mean wait by team in minutes, and peak memory in MB."""
    scenario = load(scenario_ref)
    begin = time.process_time()
    ledgers = simulate(scenario, seed)
    seconds = time.process_time() - begin
    activities, waits = ledgers.activities, {}
    team, took = activities["team"], activities["started"] - activities["queued"]  # type: ignore[operator]
    for code, name in enumerate(team.names):  # type: ignore[union-attr]
        mine = (team.codes == code) & (activities["ended"] == activities["ended"])  # type: ignore[union-attr]
        waits[name] = float(took[mine].mean()) if mine.any() else None
    return {"cpu_seconds": seconds, "rows": len(team), "wait": waits, "rss_mb": peak_mb()}


def as_worker(scenario_ref: str, seed: int) -> dict[str, object]:
    """The most memory in MB of a process that replicates three times as a worker does, with a worker's imports."""
    import distributed  # noqa: F401

    from simulation.study.workers import replicate, replicate_idly

    content = load(scenario_ref).to_json()
    for following in range(3):
        replicate_idly(replicate, content, seed + following)
    return {"rss_mb": peak_mb()}


def peak_mb() -> float:
    """The most memory that this process ever held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    measured = as_worker if "encode" in sys.argv[3:] else main
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
