"""`make bench`: our model beside the textbook idiom and a bare loop in C, in turn, each in a process of its own.

Prints a table, and one JSON document as its last line. The machine may be slow or busy: only ratios of one round are
compared, and their median is quoted.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from simulation.study.workers import ENVIRONMENT

HERE = Path(__file__).parent
ROUNDS = 5
OFFICES = {"immigration-2025": ROUNDS, "road-traffic-2025": 3, "citizen-2025": 3}
"""A year of each in so many rounds, side by side with the textbook's year."""


def compiled(folder: str) -> str | None:
    """The C loop as a program; None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    program = f"{folder}/office_limit"
    subprocess.run([compiler, "-O2", str(HERE / "office_limit.c"), "-o", program, "-lm"], check=True)
    return program


def measured(command: list[str], **environment: str) -> dict[str, Any]:
    """The JSON line that a command prints."""
    variables = os.environ | environment
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE.parents[1], env=variables)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    """Run the rounds, print the table and the line."""
    own = [sys.executable, "-m", "tests.benchmarks.own"]
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        limit = compiled(folder)
        for number in range(1, ROUNDS + 1):
            seed = str(number)
            row = {
                "textbook": measured([sys.executable, str(HERE / "textbook_office.py"), seed])["cpu_seconds"],
                "office": measured([*own, str(HERE / "office.toml"), seed])["cpu_seconds"],
                "limit": measured([limit, seed])["cpu"] if limit else None,
            }
            for ref, times in OFFICES.items():
                if number <= times:
                    row[ref] = measured([*own, ref, seed])["cpu_seconds"]
            rounds.append(row)
            told = ", ".join(f"{k} {v:.2f} s" for k, v in row.items() if v is not None)
            print(f"round {number}: {told}", flush=True)
    environment = {name: str(value) for name, value in ENVIRONMENT.items()}
    result: dict[str, dict[str, Any]] = {
        "benchmark_office": {
            "textbook_ratio": round(median(r["textbook"] / r["office"] for r in rounds), 2),
            "limit_ratio": round(median(r["office"] / r["limit"] for r in rounds), 1) if limit else None,
        },
    }
    for ref in OFFICES:
        mine = [r for r in rounds if ref in r]
        worker = measured([*own, ref, "1", "encode"], **environment)
        result[ref.replace("-", "_")] = {
            "textbook_cost": round(median(r[ref] / r["textbook"] for r in mine), 2),
            "cpu_seconds": round(median(r[ref] for r in mine), 2),
            "rss_mb": round(worker["rss_mb"]),
        }
    office = result["benchmark_office"]
    print(f"benchmark office   {office['textbook_ratio']} times as fast as the textbook idiom")
    print(f"                   {office['limit_ratio']} times the time of the loop in C")
    for ref in OFFICES:
        found = result[ref.replace("-", "_")]
        print(f"{ref:18} {found['textbook_cost']} textbook years of the benchmark office a replicated year")
        print(f"                   {found['rss_mb']} MB at most in a worker that replicates three times")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
