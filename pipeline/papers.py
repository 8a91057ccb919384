"""One paper at a time: `anjuan extract` and `anjuan text`, read in a child process so that a file which crashes it is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import extract, plain, pool, read, run
from pipeline.read.kinds import kind_of
from pipeline.read.show import as_json
from pipeline.records import CaseFiles, Problem, Reading, SourceFile
from pipeline.settings import load


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be read."""

    path: Path
    passwords: tuple[str, ...] = ()
    pictures: Path | None = None  # a folder for what was read, drawn on the pages


def extract_files(paths: Sequence[Path], settings_file: Path | None = None) -> Iterator[dict[str, Any]]:
    """contract.md 2.3 `anjuan extract`: documents, facts and problems of each file, in the order given."""
    passwords = load(settings_file).passwords
    return _each(extract_file, [Task(path, passwords) for path in paths], _no_facts)


def text_files(
    paths: Sequence[Path], settings_file: Path | None = None, pictures: Path | None = None
) -> Iterator[dict[str, Any]]:
    """contract.md 2.3 `anjuan text`: pages, lines and seals of each file, in the order given."""
    passwords = load(settings_file).passwords
    return _each(text_file, [Task(path, passwords, pictures) for path in paths], _no_text)


def extract_file(task: Task) -> dict[str, Any]:
    """Documents, facts and problems of one file."""
    source = _source(task.path)
    if isinstance(source, Problem):
        return {"documents": [], "facts": {}, "problems": [plain.problem_row(source)]}
    records = run.review_case(CaseFiles(task.path.stem, (source,), passwords=task.passwords))
    rows = plain.paper_rows(extract.retold(records[0]) if len(records) == 1 else records[0])
    return {
        "documents": [row for record in records for document in record.documents for row in plain.document_rows(document)],
        "facts": rows["facts"],
        "problems": [plain.problem_row(problem) for record in records for problem in record.problems],
    }


def text_file(task: Task) -> dict[str, Any]:
    """Pages, lines and seals of one file."""
    source = _source(task.path)
    if isinstance(source, Problem):
        return as_json(Reading((), (source,)))
    with read.with_passwords(task.passwords):
        reading = read.read(source)
        if task.pictures:
            from pipeline.read.drawn import draw

            draw(reading.pages, task.pictures)
    return as_json(reading)


def _each(
    work: Callable[[Task], dict[str, Any]], tasks: Sequence[Task], give_up: Callable[[Task, str], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    # one child, so that the results come in order
    return (made for _, _, made in pool.each(work, {str(number): task for number, task in enumerate(tasks)}, 1, give_up))


def _no_facts(task: Task, why: str) -> dict[str, Any]:
    return {"documents": [], "facts": {}, "problems": [plain.problem_row(_unread(task, why))]}


def _no_text(task: Task, why: str) -> dict[str, Any]:
    return as_json(Reading((), (_unread(task, why),)))


def _unread(task: Task, why: str) -> Problem:
    return Problem(pool.GIVEN_UP, f"{task.path.name}：{why}，未能读取。请把本条连同文件告知开发者。", task.path.name)


def _source(path: Path) -> SourceFile | Problem:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return SourceFile(path, path.name, digest, kind_of(path))
    except OSError as error:
        return Problem("unreadable_file", f"{path}：打不开（{error.strerror}）。请检查路径和权限。", path.name)
