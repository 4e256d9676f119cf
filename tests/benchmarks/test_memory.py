"""What a worker process holds at most, imports and its second and third replication included."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.study.workers import ENVIRONMENT

pytestmark = pytest.mark.benchmark
MOST_MB = {"immigration-2025": 300, "road-traffic-2025": 400, "citizen-2025": 400}
PROCESS = """
import json, resource, sys
import distributed
from simulation.scenario import load
from simulation.study.workers import replicate, replicate_idly
scenario, peaks = load(sys.argv[1]).to_json(), []
for seed in (1, 2, 3):
    replicate_idly(replicate, scenario, seed)
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
print(json.dumps(peaks))
"""
WORKER = """
import json, sys
from pathlib import Path
from simulation.scenario import load
from simulation.study.workers import Cluster, Task
scenario, peaks = load(sys.argv[1]).to_json(), []
with Cluster(1) as pool:
    for _ in pool.replications([Task(0, seed, scenario, seed) for seed in (1, 2, 3)], lambda: False):
        status = Path(f"/proc/{pool.pids()[0]}/status").read_text()
        peaks.append(int(status.partition("VmHWM:")[2].split()[0]) / 1024)
print(json.dumps(peaks))
"""


@pytest.mark.parametrize("ref", MOST_MB)
@pytest.mark.parametrize("code", [PROCESS, WORKER], ids=["a process that does the same", "a worker of the cluster"])
def test_a_worker_stays_within_its_memory(ref, code):
    environment = os.environ | {name: str(value) for name, value in ENVIRONMENT.items()}
    command = [sys.executable, "-c", code, ref]
    done = subprocess.run(command, env=environment, cwd=Path(__file__).parents[2], capture_output=True, check=True)
    peaks = json.loads(done.stdout)
    assert len(peaks) == 3 and max(peaks) <= MOST_MB[ref], peaks
