"""Work done in child processes, watched by this one: what crashes or never ends costs its own page, or its own case, and no other."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.read import trail
from pipeline.read.timelimit import FILE, PAGE
from pipeline.records import CaseFiles, CaseRecord, Problem

Task = TypeVar("Task")
Made = TypeVar("Made")

GIVEN_UP = "internal_error"
_PATIENCE = 3  # what is deaf to the alarm of its own process gets this many times as long, then its process ends
_DEADLY = 20  # pages of one case that may each cost a process
_MEMORY = 4_000_000_000  # bytes of data a child may hold
_CRASHED, _ENDLESS = "读取时程序崩溃或内存不足", "读取没有结束"


def given_up(files: CaseFiles, why: str) -> tuple[CaseRecord, ...]:
    """The record of a case that could not be reviewed at all."""
    message = f"{files.case_id}：{why}，本案未能评查。请把本条连同文件来源告知开发者。"
    source = files.files[0].name if len(files.files) == 1 else None
    return (CaseRecord(files.case_id, problems=(*files.problems, Problem(GIVEN_UP, message, source))),)


def each(
    work: Callable[[Task], Made], todo: Mapping[str, Task], workers: int, give_up: Callable[[Task, str], Made]
) -> Iterator[tuple[str, Task, Made]]:
    """Every task as it gets ready, done in `workers` children (0: in this process); `work` is a module's function."""
    if workers == 0:
        yield from ((key, task, _safely(work, task, give_up)) for key, task in todo.items())
        return
    waiting = deque(_Job(key, task) for key, task in todo.items())
    children = [_start(work, give_up, workers) for _ in range(min(workers, len(waiting)))]
    try:
        while waiting or any(child.job for child in children):
            for child in children:
                if child.job is None and waiting:
                    child.take(waiting.popleft())
            wait([child.connection for child in children if child.job], timeout=1.0)
            for child in list(children):
                job = child.job
                if job is None:
                    continue
                made, lost = child.news()
                if lost:
                    children.remove(child)
                    children.append(_start(work, give_up, workers))
                    if job.place and len(job.deadly) < _DEADLY:
                        waiting.appendleft(_Job(job.key, job.task, {**job.deadly, job.place: lost}))
                    else:
                        yield job.key, job.task, give_up(job.task, lost)
                elif made:
                    yield job.key, job.task, made[0]
    finally:
        for child in children:
            child.end()


@dataclass(slots=True)
class _Job(Generic[Task]):
    key: str
    task: Task
    deadly: Mapping[trail.Place, str] = field(default_factory=dict)  # what killed a child before
    place: trail.Place | None = None  # what is being read


@dataclass(slots=True)
class _Child(Generic[Task, Made]):
    process: BaseProcess
    connection: Connection
    job: _Job[Task] | None = None
    since: float = 0.0

    def take(self, job: _Job[Task]) -> None:
        self.job, self.since = job, time.monotonic()
        try:
            self.connection.send((job.task, job.deadly))
        except OSError:
            return  # it died while idle: news() will tell

    def news(self) -> tuple[list[Made], str | None]:
        """What the child made, if it is ready; why it was lost, if it was."""
        try:
            while self.job and self.connection.poll():
                message = self.connection.recv()
                self.since = time.monotonic()
                if isinstance(message, _Finished):
                    self.job = None
                    return [message.made], None
                self.job.place = message
        except (EOFError, OSError):
            self.end()
            return [], _CRASHED
        limit = PAGE if self.job and self.job.place and self.job.place[1] else FILE
        if time.monotonic() - self.since > _PATIENCE * limit:
            self.end()
            return [], _ENDLESS
        return [], None

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


@dataclass(frozen=True, slots=True)
class _Finished:
    made: Any


def _start(work: Callable[[Task], Made], give_up: Callable[[Task, str], Made], workers: int) -> _Child[Task, Made]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work, give_up, workers), daemon=True)
    process.start()
    theirs.close()  # or the end of the child would not be heard
    return _Child(process, ours)


def _serve(connection: Connection, work: Callable[[Task], Made], give_up: Callable[[Task, str], Made], workers: int) -> None:
    """The life of a child: tasks in, places and results out, until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and ends us
    os.environ["ANJUAN_THREADS"] = str(max(1, (os.cpu_count() or 1) // workers))
    _hold_down()
    trail.follow(connection.send)
    try:
        while True:
            task, deadly = connection.recv()
            trail.avoid(deadly)
            connection.send(_Finished(_safely(work, task, give_up)))
    except (EOFError, OSError):
        return


def _hold_down() -> None:
    """Let a file that swallows all memory end this process, not the machine (Linux alone counts it so)."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most), most))


def _safely(work: Callable[[Task], Made], task: Task, give_up: Callable[[Task, str], Made]) -> Made:
    try:
        return work(task)
    except Exception as error:  # the batch goes on; the message names the place for us
        where = traceback.extract_tb(error.__traceback__)[-1]
        return give_up(task, f"程序内部错误 {type(error).__name__}: {error}（{Path(where.filename).name}:{where.lineno}）")
