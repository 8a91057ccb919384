"""One paper at a time (`anjuan extract`, `anjuan text`), and comparing without files (`anjuan compare`)."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline import compare, plain, read, registers, report, run
from pipeline.problems import OutputError, UsageError
from pipeline.read.kinds import kind_of
from pipeline.read.show import as_json
from pipeline.records import CaseFiles, CaseRecord, Citation, Evidence, Fact, PartialDate, Person, Problem, Reading, SourceFile
from pipeline.settings import load
from pipeline.store import NAME

_DATES = "_date"


def extract_file(path: Path) -> dict[str, Any]:
    """contract.md 2.3 `anjuan extract`: documents, facts and problems of one file."""
    source = _source(path)
    if isinstance(source, Problem):
        return {"documents": [], "facts": {}, "problems": [plain.problem_row(source)]}
    records = run.review_case(CaseFiles(path.stem, (source,)))
    rows = plain.paper_rows(records[0])
    return {
        "documents": [row for record in records for document in record.documents for row in plain.document_rows(document)],
        "facts": rows["facts"],
        "problems": [plain.problem_row(problem) for record in records for problem in record.problems],
    }


def text_file(path: Path) -> dict[str, Any]:
    """contract.md 2.3 `anjuan text`: pages, lines and seals of one file."""
    source = _source(path)
    reading = Reading((), (source,)) if isinstance(source, Problem) else read.read(source)
    return as_json(reading)


def compare_sources(sources: Sequence[Path], out: Path, settings_file: Path | None) -> int:
    """contract.md 2.4: compare what the sources tell, write findings.jsonl and 处罚一致性; the number of findings."""
    settings = load(settings_file)
    cases: dict[str, CaseRecord] = {}
    found = registers.Registers()
    for source in sources:
        for case in _cases(source):
            cases.setdefault(case.case_id, case)
    if not cases:
        raise UsageError("来源里没有可以比较的案件。")
    comparisons, findings = compare.compare(list(cases.values()), settings, found)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}：不能建立结果文件夹（{error.strerror}）。") from error
    with report.jsonl(out / "findings.jsonl") as keep:
        for finding in findings:
            keep(plain.finding_row(finding))
    report.write_comparison(out, list(cases.values()), comparisons, findings)
    return len(findings)


def _source(path: Path) -> SourceFile | Problem:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return Problem("unreadable_file", f"{path}：打不开（{error.strerror}）。请检查路径和权限。", path.name)
    return SourceFile(path, path.name, digest, kind_of(path))


def _cases(source: Path) -> Iterable[CaseRecord]:
    if not source.exists():
        raise UsageError(f"{source}：没有这个文件或文件夹。")
    if (source / "cases.jsonl").is_file():
        return _from_jsonl(source / "cases.jsonl")
    if source.name == NAME:
        return _from_jsonl(source.with_name("cases.jsonl"))
    if source.suffix == ".jsonl":
        return _from_jsonl(source)
    if source.suffix.lower() in {".xlsx", ".xls", ".csv"}:
        return _from_table(source)
    with tempfile.TemporaryDirectory() as scratch:
        run.review_archive(source, Path(scratch), workers=1)
        return list(_from_jsonl(Path(scratch) / "cases.jsonl"))


def _from_jsonl(path: Path) -> Iterable[CaseRecord]:
    out = []
    with path.open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            try:
                row = json.loads(text)
                facts = {name: _fact(name, fact) for name, fact in row["facts"].items()}
                out.append(CaseRecord(row["case"], facts=facts, procedure=row.get("procedure"), cause=row.get("cause")))
            except (KeyError, TypeError, ValueError) as error:
                raise UsageError(f"{path}：第{number}行不是案件（{error}）。") from error
    return out


def _fact(name: str, row: Mapping[str, Any]) -> Fact:
    evidence = tuple(
        Evidence(item["source"], item.get("page"), 0, 0, item.get("quote", ""), None, item.get("place"))
        for item in row.get("evidence", ())
    )
    return Fact(name, _value(name, row.get("value")), evidence, row.get("confidence", 1.0), reason=row.get("reason"))


def _value(name: str, value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, list):
        return tuple(_value(name, item) for item in value)
    if isinstance(value, dict) and "law" in value:
        return Citation(value["law"], value.get("article"), value.get("paragraph"), value.get("item"), value.get("version"))
    if isinstance(value, dict) and "certificate" in value:
        return Person(value["name"], value["certificate"])
    if isinstance(value, dict):
        return {key: _value(key, item) for key, item in value.items()}
    if name.endswith(_DATES):
        parts = [int(part) for part in value.split("-")]
        return date(*parts) if len(parts) == 3 else PartialDate(*parts)
    return value


def _from_table(path: Path) -> Iterable[CaseRecord]:
    found, problems = registers.load_registers((), {"published": path})
    if found.published is None:
        raise UsageError(problems[0].message if problems else f"{path}：不是公示清单。")
    for row in found.published:
        told: dict[str, Any] = {
            "doc_number": row.number,
            "cause": row.cause,
            "party_name": row.party,
            "decision_date": row.decision_date,
            "fine_yuan": row.fine_yuan,
            "authority": row.authority,
        }
        place = (Evidence(path.name, None, 0, 0, row.number, None, f"row {row.row}"),)
        facts = {name: Fact(name, value, place) for name, value in told.items() if value is not None}
        yield CaseRecord(row.number, facts=facts, procedure="ordinary", cause=row.cause)
