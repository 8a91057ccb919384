"""The steps in order: one case, and a whole archive. The only concurrency is here; the parent alone writes."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from pipeline import compare, extract, plain, read, rectify, registers, report, split
from pipeline.check import check, load_rules
from pipeline.check.score import score
from pipeline.check.standard import SHIPPED, Standard, load_standard
from pipeline.law import Law
from pipeline.problems import EmptyArchive
from pipeline.records import CaseFiles, CaseRecord, Comparison, Entry, Finding, Problem, Review, Rule
from pipeline.registers import Registers
from pipeline.settings import Settings, load
from pipeline.store import NAME, Store

Progress = Callable[[int, int, str], None]  # done, all, the case just finished


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, for the table at its end."""

    out: Path
    cases: int
    read_again: int
    reviews: tuple[report.Line, ...]
    archive_findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]


def review_case(files: CaseFiles) -> tuple[CaseRecord, ...]:
    """Read one case's files to the end of extraction; several records where the file holds several cases.

    Never raises for a bad paper: what could not be done is a Problem of the case.
    """
    readings = [read.read(source) for source in files.files]
    pages = [page for reading in readings for page in reading.pages]
    problems = [*files.problems, *(problem for reading in readings for problem in reading.problems)]
    bundles = split.split(pages)
    names = [files.case_id] if len(bundles) == 1 else [f"{files.case_id}#{n}" for n in range(1, len(bundles) + 1)]
    records = []
    for name, bundle in zip(names, bundles, strict=True):
        fields = [extract.extract(document) for document in bundle.documents]
        records.append(extract.assemble(name, bundle, fields, problems))
    return tuple(records)


def review_archive(
    archive: Path,
    out: Path,
    *,
    settings_file: Path | None = None,
    register_files: Mapping[str, Path] | None = None,
    standard: Path | None = None,
    workers: int = 1,
    progress: Progress = lambda done, total, case: None,
) -> Summary:
    """Review every case of an archive and write all results into `out`.

    Raises UsageError before anything is written where the archive or the settings cannot be used, OutputError where `out` cannot.
    """
    given = tuple((register_files or {}).values())
    collected = read.collect(archive, skip=given)
    settings = load(settings_file or collected.settings)
    found, register_problems = registers.load_registers(collected.registers, register_files or {})
    if _inside(out, archive):
        raise EmptyArchive(f"{out}：结果文件夹不能在案卷文件夹里面。请另选 -o 文件夹。")
    rules, law, scale = load_rules(), Law.load(), load_standard(standard or SHIPPED)
    store = Store(out / NAME)
    try:
        keys = [_key(files) for files in collected.cases]
        fresh = _read_all(store, dict(zip(keys, collected.cases, strict=True)), workers, progress)
        store.forget_except(keys)
        judge = _Judge(rules, law, scale, settings, found)
        cases = _slim(store, keys)
        comparisons, archive_findings = compare.compare(cases, settings, found)
        problems = (*collected.problems, *register_problems)
        reviews = (judge(record, comparisons) for record in _records(store, keys))
        lines, entries = _write_cases(out, store, settings, scale, reviews, archive_findings)
        slim = {case.case_id: case for case in cases}
        entries += rectify.of_archive(archive_findings, slim, settings) + rectify.of_clues(found.clues or (), settings)
        store.save_findings(archive_findings)
        store.save_entries(entries)
        titles = {rule.code: rule.title for rule in rules} | {item.rule: item.title for item in archive_findings}
        report.write_lists(out, lines, entries, problems, titles, settings)
        report.write_comparison(out, cases, comparisons, archive_findings)
        store.commit()
        return Summary(out, len(lines), fresh, lines, archive_findings, problems)
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class _Judge:
    rules: Sequence[Rule]
    law: Law
    standard: Standard
    settings: Settings
    registers: Registers

    def __call__(self, case: CaseRecord, comparisons: Mapping[str, Comparison]) -> Review:
        findings = check(case, self.rules, self.law, self.settings, self.registers)
        given, findings = score(findings, case, self.standard, self.settings)
        return Review(case, findings, given, comparisons.get(case.case_id))


def _write_cases(
    out: Path, store: Store, settings: Settings, standard: Standard, reviews: Iterator[Review], archive: Sequence[Finding]
) -> tuple[tuple[report.Line, ...], tuple[Entry, ...]]:
    """One review at a time: database rows, sheets where they changed, lines of both jsonl files."""
    lines: list[report.Line] = []
    entries: list[Entry] = []
    store.begin()
    with report.jsonl(out / "cases.jsonl") as cases, report.jsonl(out / "findings.jsonl") as findings:
        for review in reviews:
            store.save(review)
            key = report.sheet_key(review, standard, settings)
            if store.sheet_key(review.case.case_id) != key or not report.has_sheets(review.case.case_id, out):
                report.write_sheets(review, standard, settings, out)
                store.keep_sheet(review.case.case_id, key)
            cases(plain.case_row(review))
            for finding in review.findings:
                if finding.verdict in ("fail", "unsure"):
                    findings(plain.finding_row(finding))
            lines.append(report.line(review))
            entries += rectify.of_review(review, settings)
        for finding in archive:
            findings(plain.finding_row(finding))
    return tuple(lines), tuple(entries)


def _read_all(store: Store, wanted: Mapping[str, CaseFiles], workers: int, progress: Progress) -> int:
    todo = {key: files for key, files in wanted.items() if store.read_case(key) is None}
    done = len(wanted) - len(todo)
    for key, files, records in _in_pool(todo, workers):
        store.keep_case(key, files.case_id, records)
        done += 1
        progress(done, len(wanted), files.case_id)
    return len(todo)


def _in_pool(todo: Mapping[str, CaseFiles], workers: int) -> Iterator[tuple[str, CaseFiles, tuple[CaseRecord, ...]]]:
    """Read cases in `workers` child processes (0: in this one); what kills a child is given up with a problem, the rest go on."""
    left = dict(todo)
    if workers == 0:
        yield from ((key, files, _safely(files)) for key, files in left.items())
        return
    while left:
        pool = ProcessPoolExecutor(
            min(workers, len(left)), mp_context=get_context("spawn"), initializer=_start, initargs=(workers,)
        )
        try:
            waiting: dict[Future[tuple[CaseRecord, ...]], str] = {pool.submit(_safely, files): key for key, files in left.items()}
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


def _safely(files: CaseFiles) -> tuple[CaseRecord, ...]:
    try:
        return review_case(files)
    except Exception as error:  # the batch goes on; the report names the place for us
        where = traceback.extract_tb(error.__traceback__)[-1]
        return _given_up(files, f"程序内部错误 {type(error).__name__}: {error}（{Path(where.filename).name}:{where.lineno}）")


def _given_up(files: CaseFiles, why: str) -> tuple[CaseRecord, ...]:
    message = f"{files.case_id}：{why}，本案未能评查。请把本条连同文件来源告知开发者。"
    source = files.files[0].name if len(files.files) == 1 else None
    return (CaseRecord(files.case_id, problems=(*files.problems, Problem("internal_error", message, source))),)


def _records(store: Store, keys: Sequence[str]) -> Iterator[CaseRecord]:
    for key in keys:
        yield from store.read_case(key) or ()


def _slim(store: Store, keys: Sequence[str]) -> list[CaseRecord]:
    """The records without lines and boxes, so that thousands fit in memory for the comparison."""
    return [
        replace(record, pages=tuple(replace(page, lines=(), text="") for page in record.pages))
        for record in _records(store, keys)
    ]


def _key(files: CaseFiles) -> str:
    digest = hashlib.sha256(_version().encode())
    digest.update(files.case_id.encode())
    for source in files.files:
        digest.update(f"{source.name}\0{source.sha256}\0".encode())
    for problem in files.problems:
        digest.update(problem.message.encode())
    return digest.hexdigest()


@cache
def _version() -> str:
    """What reading depends on besides the files: our own code and data up to extraction."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for folder in ("read", "split", "extract"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".yaml", ".json"}:
                digest.update(path.read_bytes())
    digest.update((root / "records.py").read_bytes())
    return digest.hexdigest()


def _inside(out: Path, archive: Path) -> bool:
    return archive.is_dir() and out.resolve().is_relative_to(archive.resolve())
