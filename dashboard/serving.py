"""Serve the pages with waitress, with the runner beside them that answers the queue."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from dashboard.api.openapi import HOME
from dashboard.api.problems import TOO_LARGE, Problem
from dashboard.words import LANGUAGES, Words

THREADS = 8


class Refusal(ErrorTask):
    """What comes before the pages are asked: a request too large for the API is refused as the API refuses."""

    def execute(self) -> None:
        path = getattr(self.request, "path", "")
        if self.request.error.code != 413 or not path.startswith(HOME):
            super().execute()
            return
        words = Words(LANGUAGES[0])
        answer = Problem(413, words.text(TOO_LARGE).format(n=MOST_BYTES // 1024)).response(words, path)
        body = answer.get_data()
        self.status = answer.status
        self.response_headers.extend((name, value) for name, value in answer.headers if name != "Content-Length")
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    error_task_class = Refusal


MOST_BYTES = 16 * 2**20
"""What one request may bring: more than any page sends, and less than fills a disk."""


def serve_pages(
    store: Path,
    host: str,
    port: int,
    workers: int | None = None,
    scheduler: str | None = None,
    names: Sequence[str] = (),
) -> None:
    """Listen until interrupted or terminated; what is under way then waits in the queue for the next start.

    `names`: hosts beside `host` and loopback for which it answers.
    """
    from waitress.server import create_server

    from dashboard.app import create
    from simulation.study.runner import Runner

    store.mkdir(parents=True, exist_ok=True)
    runner = Runner(store, workers, scheduler)
    try:
        server = create_server(
            create(store, hosts=(host, *names)).server,
            host=host,
            port=port,
            threads=THREADS,
            ident="terminwerk",
            max_request_body_size=MOST_BYTES,
        )
    except OSError as error:
        raise OSError(f"http://{host}:{port}: cannot listen there, {error.strerror or error}") from error
    for one in (server, *getattr(server, "map", {}).values()):
        one.channel_class = Channel
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
