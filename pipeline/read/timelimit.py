"""A page or file that never ends must not hold up the rest."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

PAGE, FILE = 180.0, 900.0  # seconds; a full page takes one, on a busy old machine ten
_PATIENCE = 3  # a decoder deaf to signals gets this many times as long, then its worker process ends


class TooLong(Exception):
    """The time is up."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooLong in the body after so long; where there are no alarms (Windows, other threads) only the worker's end helps."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        _watch(seconds)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
        return
    begun = time.monotonic()
    before = signal.signal(signal.SIGALRM, _ring)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    _watch(seconds)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:  # the limit around this one goes on
            signal.setitimer(signal.ITIMER_REAL, rest := max(0.01, left - (time.monotonic() - begun)))
            _watch(rest)


def _watch(seconds: float) -> None:
    # what hangs inside a decoder hears no signal: its worker process ends, and run.py names the case
    if multiprocessing.parent_process() is not None:
        faulthandler.dump_traceback_later(_PATIENCE * seconds, exit=True, file=_nowhere())


def _ring(number: int, frame: object) -> None:
    raise TooLong


@cache
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)
