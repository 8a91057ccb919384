"""Cases read in child processes: one that crashes or raises costs its own case and no other."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from pipeline.records import CaseFiles, CaseRecord, Problem

Records = tuple[CaseRecord, ...]
Read = Callable[[CaseFiles], Records]  # a module's function: children find it by its name

GIVEN_UP = "internal_error"


def each(read: Read, todo: Mapping[str, CaseFiles], workers: int) -> Iterator[tuple[str, CaseFiles, Records]]:
    """Every case as it gets ready, read in `workers` children (0: in this process)."""
    left = dict(todo)
    if workers == 0:
        yield from ((key, files, _safely(read, files)) for key, files in left.items())
        return
    while left:
        context = get_context("spawn")
        pool = ProcessPoolExecutor(min(workers, len(left)), mp_context=context, initializer=_start, initargs=(workers,))
        try:
            waiting: dict[Future[Records], str] = {pool.submit(_safely, read, files): key for key, files in left.items()}
            while waiting:
                finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    key = waiting[future]
                    yield key, left[key], future.result()
                    del waiting[future], left[key]
        except BrokenProcessPool:
            if workers == 1:  # one child takes the cases in order, so the first that is left killed it
                key = next(iter(left))
                yield key, left[key], _given_up(left.pop(key), "读取时程序崩溃或内存不足")
            workers = 1
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _start(workers: int) -> None:
    os.environ["ANJUAN_THREADS"] = str(max(1, (os.cpu_count() or 1) // workers))


def _safely(read: Read, files: CaseFiles) -> Records:
    try:
        return read(files)
    except Exception as error:  # the batch goes on; the message names the place for us
        where = traceback.extract_tb(error.__traceback__)[-1]
        return _given_up(files, f"程序内部错误 {type(error).__name__}: {error}（{Path(where.filename).name}:{where.lineno}）")


def _given_up(files: CaseFiles, why: str) -> Records:
    message = f"{files.case_id}：{why}，本案未能评查。请把本条连同文件来源告知开发者。"
    source = files.files[0].name if len(files.files) == 1 else None
    return (CaseRecord(files.case_id, problems=(*files.problems, Problem(GIVEN_UP, message, source))),)
