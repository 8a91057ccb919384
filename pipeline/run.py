"""The steps in order: one case, and a whole archive. Children read, the parent alone writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import compare, extract, fingerprint, plain, pool, read, rectify, registers, report, split
from pipeline.check import check, load_rules
from pipeline.check.score import score
from pipeline.check.standard import SHIPPED, Standard, load_standard
from pipeline.law import Law
from pipeline.lawdesk.texts import files_of
from pipeline.problems import EmptyArchive, OutputError
from pipeline.records import CaseFiles, CaseLine, CaseRecord, Comparison, Entry, Finding, Review, Rule, Summary
from pipeline.registers import Registers
from pipeline.settings import Settings, load
from pipeline.store import NAME, Store

Progress = Callable[[int, int, str], None]  # done, all, the case just finished


def review_case(files: CaseFiles) -> tuple[CaseRecord, ...]:
    """Read one case's files to the end of extraction; several records where the file holds several cases.

    Never raises for a bad paper: what could not be done is a Problem of the case.
    """
    with read.with_passwords(files.passwords):
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
    law_texts: Path | None = None,
    workers: int = 1,
    progress: Progress = lambda done, total, case: None,
) -> Summary:
    """Review every case of an archive and write all results into `out`; nothing is done again whose inputs did not change.

    Raises UsageError before anything is written where the archive or the settings cannot be used, OutputError where `out` cannot.
    """
    given = register_files or {}
    collected = read.collect(archive, skip=tuple(given.values()))
    settings_file, standard = settings_file or collected.settings, standard or SHIPPED
    settings = load(settings_file)
    found, trouble = registers.load_registers(collected.registers, given)
    if archive.is_dir() and out.resolve().is_relative_to(archive.resolve()):
        raise EmptyArchive(f"{out}：结果文件夹不能在案卷文件夹里面。请另选 -o 文件夹。")
    rules, law, scale = load_rules(), Law.load(), load_standard(standard)
    inputs = (settings_file, standard, *collected.registers, *given.values(), *(files_of(law_texts) if law_texts else ()))
    store = Store(out / NAME)
    try:
        cases = {fingerprint.of_case(files): replace(files, passwords=settings.passwords) for files in collected.cases}
        whole = fingerprint.of_run(cases, inputs, (collected.problems, archive.resolve()))
        last = store.last_run(whole)
        if last and report.complete(out, last.lines):
            return last
        fresh = _read_all(store, cases, workers, progress)
        slim = {record.case_id: record for record in map(_slim, _records(store, cases))}
        study = compare.compare(list(slim.values()), settings, found)
        comparisons, compared = compare.places(study), study.findings
        judge = _Judge(rules, law, scale, settings, found, tuple(finding for finding in compared if finding.case is not None))
        across = tuple(finding for finding in compared if finding.case is None)
        reviews = (judge(record, comparisons) for record in _records(store, cases))
        lines, entries = _write_cases(out, store, settings, scale, law_texts, reviews, across)
        for gone in store.forget_sheets(line.case for line in lines):
            report.put_away(gone, out)
        entries += rectify.of_archive(across, slim, settings) + rectify.of_clues(found.clues or (), slim, settings)
        problems = (*collected.problems, *trouble, *store.set_aside(report.ledgers(out)))
        store.save_findings(across)
        items = [item for item in store.save_entries(entries, settings.region) if item.shown]
        titles = {rule.code: rule.title for rule in rules} | {item.rule: item.title for item in compared}
        report.write_lists(out, lines, items, problems, titles, settings)
        store.remember(report.ledgers(out))
        report.write_comparison(out, study)
        summary = Summary(lines, across, problems)
        failed = _with(slim, pool.GIVEN_UP, "changed")
        again = failed | _with(slim, "encrypted")  # a password may be given next time
        store.end(whole, None if failed else summary, [key for key, files in cases.items() if files.case_id not in again])
        return replace(summary, read_again=fresh)
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class _Judge:
    rules: Sequence[Rule]
    law: Law
    standard: Standard
    settings: Settings
    registers: Registers
    compared: Sequence[Finding]  # what comparing says of single cases

    def __call__(self, case: CaseRecord, comparisons: Mapping[str, Comparison]) -> Review:
        findings = check(case, self.rules, self.law, self.settings, self.registers)
        own = (finding for finding in self.compared if finding.case == case.case_id)
        findings = tuple(sorted((*findings, *own), key=lambda finding: finding.rule))
        given, findings = score(findings, case, self.standard, self.settings)
        return Review(case, findings, given, comparisons.get(case.case_id))


def _read_all(store: Store, wanted: Mapping[str, CaseFiles], workers: int, progress: Progress) -> int:
    todo = {key: files for key, files in wanted.items() if not store.has_case(key)}
    done = len(wanted) - len(todo)
    for key, files, records in pool.each(review_case, todo, workers, pool.given_up):
        store.keep_case(key, files.case_id, records)
        done += 1
        progress(done, len(wanted), files.case_id)
    return len(todo)


def _write_cases(
    out: Path,
    store: Store,
    settings: Settings,
    standard: Standard,
    texts: Path | None,
    reviews: Iterator[Review],
    across: Sequence[Finding],
) -> tuple[tuple[CaseLine, ...], tuple[Entry, ...]]:
    """One review at a time: database rows, sheets where they changed, lines of both jsonl files."""
    lines: list[CaseLine] = []
    entries: list[Entry] = []
    store.begin()
    with report.jsonl(out / "cases.jsonl") as cases, report.jsonl(out / "findings.jsonl") as findings:
        for review in reviews:
            store.save(review)
            key = report.sheet_key(review, standard, settings, texts)
            if store.sheet_key(review.case.case_id) != key or not report.has_sheets(review.case.case_id, out):
                report.write_sheets(review, standard, settings, out, texts)
                store.keep_sheet(review.case.case_id, key)
            cases(plain.case_row(review))
            for finding in review.findings:
                if finding.verdict in ("fail", "unsure"):
                    findings(plain.finding_row(finding))
            lines.append(report.line(review))
            entries += rectify.of_review(review, settings)
        for finding in across:
            findings(plain.finding_row(finding))
    return tuple(lines), tuple(entries)


def _records(store: Store, keys: Mapping[str, CaseFiles]) -> Iterator[CaseRecord]:
    for key, files in keys.items():
        records = store.read_case(key)
        if records is None:  # never leave a case out in silence
            raise OutputError(f"{NAME}：{files.case_id}的存储内容已损坏。请删除结果文件夹里的 {NAME} 后再次运行。")
        yield from records


def _with(records: Mapping[str, CaseRecord], *kinds: str) -> set[str]:
    """The cases that have such a problem, a part NAME#2 as NAME."""
    found = {name for name, record in records.items() if any(problem.kind in kinds for problem in record.problems)}
    return found | {name.rpartition("#")[0] for name in found}


def _slim(record: CaseRecord) -> CaseRecord:
    """Without the places of lines, so that thousands fit in memory for the comparison."""
    documents = tuple(replace(paper, pages=tuple(replace(page, lines=()) for page in paper.pages)) for paper in record.documents)
    pages = tuple(replace(page, lines=(), text="") for page in record.pages)
    return replace(record, documents=documents, pages=pages)
