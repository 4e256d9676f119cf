"""Serve the pages with waitress, with the runner beside them that answers the queue."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

THREADS = 8
MOST_BYTES = 16 * 2**20
"""What one request may bring: more than any page sends, and less than fills a disk."""


def serve_pages(store: Path, host: str, port: int, workers: int | None = None, scheduler: str | None = None) -> None:
    """Listen until interrupted or terminated; what is under way then waits in the queue for the next start."""
    from waitress.server import create_server

    from dashboard.app import create
    from simulation.study.runner import Runner

    store.mkdir(parents=True, exist_ok=True)
    runner = Runner(store, workers, scheduler)
    try:
        server = create_server(
            create(store).server,
            host=host,
            port=port,
            threads=THREADS,
            ident="terminwerk",
            max_request_body_size=MOST_BYTES,
        )
    except OSError as error:
        raise OSError(f"http://{host}:{port}: cannot listen there, {error.strerror or error}") from error
    signal.signal(signal.SIGTERM, _leave)
    runner.start()
    print(f"Terminwerk is at http://{_shown(host)}:{server.effective_port}", flush=True)
    try:
        server.run()
    finally:
        runner.stop()
        server.close()


def _leave(number: int, frame: FrameType | None) -> None:
    """End on a termination signal as on an interrupt, so that nothing is left running."""
    sys.exit(0)


def _shown(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "") else f"[{host}]" if ":" in host else host
