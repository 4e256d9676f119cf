"""What it costs to make the files of one replication: `python -m tests.results.cost_of_encoding [cases contacts days]`.

Prints CPU seconds and megabytes on top of the ledgers; the default is about a year of the immigration office.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from simulation.results import encode
from tests.results.ledgers import STARTS, office


def megabytes() -> int:
    """Memory of this process now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 1_000_000


def main(cases: int = 46_000, contacts: int = 215_000, days: int = 365) -> None:
    """Encode once and tell."""
    ledgers = office(cases, contacts, days)
    rows = {name: len(table["case" if "case" in table else "day"]) for name, table in vars(ledgers).items()}
    before = highest = megabytes()
    done = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not done.wait(0.002):
            highest = max(highest, megabytes())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        begun = time.process_time()
        replication = encode(ledgers, STARTS, days)
        seconds = time.process_time() - begun
    finally:
        done.set()
        watcher.join()
    print(f"{rows}\n{seconds:.2f} CPU s, {highest - before} MB on top, {replication.size_bytes / 1e6:.1f} MB of files")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
