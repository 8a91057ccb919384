"""A file, a folder or a result folder → its copy without private data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline import read, run
from pipeline.problems import OutputError, UsageError
from pipeline.records import CaseFiles, CaseRecord
from pipeline.redact import painted, written
from pipeline.redact.people import known
from pipeline.redact.secrets import Known, covered, secrets

_RESULTS = "cases.jsonl"  # what makes a folder a result folder
_WRITTEN: dict[str, Callable[[Path, Path, written.Mask], None]] = {
    ".docx": written.word, ".xlsx": written.excel, ".jsonl": written.json_lines, ".txt": written.plain_text,
    ".csv": written.plain_text, ".html": written.plain_text, ".htm": written.plain_text,
}  # fmt: skip
_PICTURED = ("pdf", "image")
_COVERED = ("party_identity",)  # papers whose pictures are covered whole


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of one file: its copy, or None and why there is none."""

    source: Path
    made: Path | None
    hidden: int = 0  # places masked
    trouble: str | None = None


def redact(source: Path, out: Path, *, officials: bool = True) -> Iterator[Copy]:
    """Write copies into the folder `out`; the source is never changed. `officials` False: officers keep their names and certificates.

    A case is known by all its papers, a result folder by its database. Raises UsageError where there is nothing to copy,
    OutputError where `out` cannot be written or is inside the source.
    """
    if not source.exists():
        raise UsageError(f"{source}：没有这个文件或文件夹。")
    if source.is_dir() and out.resolve().is_relative_to(source.resolve()):
        raise OutputError(f"{out}：不能放在要脱敏的文件夹里面。请另选 -o 文件夹。")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}：不能建立文件夹（{error.strerror}）。") from error
    place = partial(_place, source, out)
    if source.is_dir() and (source / _RESULTS).exists():
        secret = known(_stored(source), officials=officials)
        for path in _files(source):
            yield _written(path, place(path), secret, officials)
        return
    everybody = Known()
    done = set()
    for case in _cases(source):
        records = run.review_case(case)
        secret = known(records, officials=officials)
        everybody = Known(everybody.names | secret.names, everybody.places | secret.places)
        for path in dict.fromkeys(file.path for file in case.files):
            done.add(path)
            if path.suffix.lower() in _WRITTEN:
                yield _written(path, place(path), secret, officials)
            else:
                yield _painted(path, place(path), secret, officials, records)
    for path in _files(source):  # registers
        if path not in done:
            yield _written(path, place(path), everybody, officials)


def _cases(source: Path) -> tuple[CaseFiles, ...]:
    """The cases of an archive; the files of a folder without folders belong together, whatever they are."""
    cases = read.collect(source).cases
    if not source.is_dir() or any(path.is_dir() for path in source.iterdir()):
        return cases
    return (CaseFiles(source.name, tuple(file for case in cases for file in case.files)),)


def _files(source: Path) -> list[Path]:
    return sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]


def _place(source: Path, out: Path, path: Path) -> Path:
    place = out / (path.relative_to(source) if source.is_dir() else path.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _written(path: Path, place: Path, secret: Known, officials: bool) -> Copy:
    """The copy of a file of text."""
    write = _WRITTEN.get(path.suffix.lower())
    if write is None:
        return Copy(path, None, trouble="没有复制：不是案卷文书；数据库里有全部原文")
    counted = 0

    def mask(text: str) -> str:
        nonlocal counted
        found = secrets(text, secret, certificates=officials)
        counted += len(found)
        return covered(text, found)

    try:
        write(path, place, mask)
    except (OSError, ValueError, KeyError, UsageError) as error:
        return Copy(path, None, trouble=f"不能改写（{error}）")
    return Copy(path, place, counted)


def _painted(path: Path, place: Path, secret: Known, officials: bool, records: Sequence[CaseRecord]) -> Copy:
    """The copy of a file of pages, as pictures in a PDF."""
    pages = [page for record in records for page in record.pages if page.source.path == path]
    if not pages or any(page.source.kind not in _PICTURED for page in pages):
        return Copy(path, None, trouble="不能脱敏，请先解压或者另存为docx、PDF")
    whole = frozenset(
        (page.source.name, page.number)
        for record in records
        for document in record.documents
        for page in document.pages
        if document.role in _COVERED and page.origin == "ocr"
    )
    place = place.with_name(place.name + ("" if place.suffix.lower() == ".pdf" else ".pdf"))
    bars = painted.pages(pages, place, lambda text: secrets(text, secret, certificates=officials), whole)
    return Copy(path, place, bars)


def _stored(folder: Path) -> Sequence[CaseRecord]:
    """The records of a result folder, from its database."""
    from pipeline.store import NAME, Store

    if not (folder / NAME).exists():
        raise UsageError(f"{folder}：结果文件夹里没有 {NAME}，不知道哪些是姓名。请重新评查。")
    store = Store(folder / NAME)
    try:
        return store.records()
    finally:
        store.close()
