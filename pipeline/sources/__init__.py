"""Sources of a comparison: results, databases, tables, JSON lines, folders of papers (contract.md 2.4)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import read, registers, run
from pipeline.compare.view import Seen
from pipeline.problems import UsageError
from pipeline.registers import Registers
from pipeline.sources.lines import from_database, from_jsonl
from pipeline.sources.tables import from_table
from pipeline.store import NAME

_TABLES = {".xlsx", ".xls", ".csv"}


@dataclass(slots=True)
class Taken:
    """All cases of all sources, each decision once."""

    cases: list[Seen] = field(default_factory=list)
    registers: Registers = Registers()
    problems: list[str] = field(default_factory=list)
    twice: int = 0  # decisions that several sources hold


def take(paths: Sequence[Path]) -> Taken:
    """Read every source. Raises UsageError where one is not there or holds no case."""
    taken = Taken()
    known: dict[object, int] = {}
    names: set[str] = set()
    for path in paths:
        before = len(taken.cases)
        for seen in _cases(path, taken, alone=len(paths) == 1):
            key = (seen.number, seen.decision, seen.fine) if seen.number else None
            held = known.get(key) if key else None
            if held is not None and held < before:  # another source told it: the one with papers stands
                taken.twice += 1
                if taken.cases[held].source and not seen.source:
                    taken.cases[held] = replace(seen, bureau=taken.cases[held].bureau or seen.bureau)
                continue
            name, count = seen.name, 2
            while name in names:
                name, count = f"{seen.name}~{count}", count + 1
            names.add(name)
            if key:
                known.setdefault(key, len(taken.cases))
            taken.cases.append(seen if name == seen.name else replace(seen, name=name))
    if not taken.cases:
        raise UsageError("来源里没有可以比较的案件。")
    return taken


def _cases(path: Path, taken: Taken, *, alone: bool) -> Iterator[Seen]:
    if not path.exists():
        raise UsageError(f"{path}：没有这个文件或文件夹。")
    bureau = "" if alone else path.stem
    if path.is_dir():
        return _folder(path, taken, bureau)
    if path.suffix.lower() == ".db":
        return from_database(path, "" if alone else path.parent.name)
    if path.suffix.lower() == ".jsonl":
        return from_jsonl(path, bureau)
    if path.suffix.lower() in _TABLES:
        return from_table(path, taken.problems)
    return _archive(path, bureau)


def _folder(path: Path, taken: Taken, bureau: str) -> Iterator[Seen]:
    """What a run left there, else the papers in it."""
    if (path / NAME).is_file():
        try:
            return iter(list(from_database(path / NAME, bureau)))
        except UsageError:
            if not (path / "cases.jsonl").is_file():
                raise
    if (path / "cases.jsonl").is_file():
        return from_jsonl(path / "cases.jsonl", bureau)
    found, problems = registers.load_registers(read.collect(path).registers, {})
    taken.registers = found
    taken.problems += [problem.message for problem in problems]
    return _archive(path, bureau)


def _archive(path: Path, bureau: str) -> Iterator[Seen]:
    with tempfile.TemporaryDirectory() as scratch:
        run.review_archive(path, Path(scratch), workers=1)
        yield from list(from_database(Path(scratch) / NAME, bureau))
