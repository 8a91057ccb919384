"""A page or file that never ends must not hold up the rest."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PAGE, FILE = 180.0, 900.0  # seconds; a full page takes one, on a busy old machine ten


class TooLong(Exception):
    """The time is up."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooLong in the body after so long. Where there are no alarms (Windows, other threads) and in a decoder that is
    deaf to them, pool.py ends the process instead."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return
    begun = time.monotonic()
    before = signal.signal(signal.SIGALRM, _ring)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:  # the limit around this one goes on
            signal.setitimer(signal.ITIMER_REAL, max(0.01, left - (time.monotonic() - begun)))


def _ring(number: int, frame: object) -> None:
    raise TooLong
