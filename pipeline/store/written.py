"""Ledgers that people edited in the result folder are set aside before a run writes them anew: nothing is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sqlite_utils import Database

from pipeline.records import Problem


def set_aside(database: Database, paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Rename every file that is not as we wrote it; a problem each tells where it is now."""
    known = dict(database.execute("select name, sha256 from written").fetchall())
    told = []
    for path in paths:
        if path.name in known and path.exists() and _hash(path) != known[path.name]:
            free = next(name for n in range(1, 1000) if not (name := path.with_stem(f"{path.stem}（人工修改{n}）")).exists())
            path.rename(free)
            message = f"{path.name}被人工修改过，已另存为{free.name}；请用 anjuan ledger import 导入其中的改动。"
            told.append(Problem("edited_ledger", message, free.name))
    return tuple(told)


def remember(database: Database, paths: Iterable[Path]) -> None:
    """The files as we wrote them."""
    rows = [(path.name, _hash(path)) for path in paths]
    database.conn.executemany("insert or replace into written values (?, ?)", rows)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
