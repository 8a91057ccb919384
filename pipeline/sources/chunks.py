"""A long stream in chunks, worked on by as many processes as there are cores; what comes out is in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
_CHUNK = 4000


def in_chunks(work: Callable[[list[Item]], list[Made]], items: Iterable[Item]) -> Iterator[Made]:
    """What `work` makes of each chunk; a short stream stays in this process, and a long one is never held as a whole."""
    stream = iter(items)
    first, second = list(islice(stream, _CHUNK)), list(islice(stream, _CHUNK))
    if not second:
        yield from work(first)
        return
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Made]]] = deque(pool.submit(work, chunk) for chunk in (first, second))
        while waiting:
            while len(waiting) < 2 * workers and (chunk := list(islice(stream, _CHUNK))):
                waiting.append(pool.submit(work, chunk))
            yield from waiting.popleft().result()
