"""Ctrl-C as a wish: the first asks to stop, the second stops at once; so do a termination and a closed terminal."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def interrupts() -> Iterator[threading.Event]:
    """An event that the first interrupt sets: nothing is torn apart in the middle of an import or a transaction.

    A signal that whoever started this process lets it ignore (nohup) stays ignored.
    """
    stop = threading.Event()
    before = {ending: signal.getsignal(ending) for ending in ENDINGS}
    heard = [ending for ending in ENDINGS if before[ending] is not signal.SIG_IGN]

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        for ending in heard:
            signal.signal(ending, signal.default_int_handler)

    for ending in heard:
        signal.signal(ending, ask)
    try:
        yield stop
    finally:
        for ending in heard:
            signal.signal(ending, before[ending])
