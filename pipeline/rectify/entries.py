"""One problem, one entry of the ledgers: found in a file, across files, or told by a clue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from pipeline.masking import discreet
from pipeline.records import CaseRecord, Entry, Evidence, Finding, Person, Review
from pipeline.registers import ClueRow
from pipeline.settings import Settings

# review-standard.md 4.3 线索来源: the origin words a clue register uses → the words of the list
_ORIGINS = {"12345": "12345", "热线": "12345", "复议": "复议", "诉讼": "应诉", "应诉": "应诉", "媒体": "媒体", "舆情": "媒体"}


def of_review(review: Review, settings: Settings) -> tuple[Entry, ...]:
    """The entries of one case: every `fail`; hints stay in the sheet."""
    case = review.case
    return tuple(
        _entry(finding, (case.case_id,), case, settings)
        for finding in review.findings
        if finding.verdict == "fail" and finding.severity != "hint"
    )


def of_archive(findings: Iterable[Finding], cases: Mapping[str, CaseRecord], settings: Settings) -> tuple[Entry, ...]:
    """The entries of the archive findings."""
    out = []
    for finding in findings:
        if finding.verdict == "fail":
            first = next((cases[name] for name in finding.cases or () if name in cases), None)
            out.append(_entry(finding, finding.cases or (), first, settings))
    return tuple(out)


def of_clues(clues: Iterable[ClueRow], settings: Settings) -> tuple[Entry, ...]:
    """The clues as they came: a person decides what they are."""
    return tuple(
        Entry(
            id=_id("clue", str(clue.number or clue.row), clue.content),
            cases=(),
            rule="线索",
            category="其他",
            problem=clue.content,
            detail=clue.about or "",
            law="",
            origin=next((word for key, word in _ORIGINS.items() if clue.origin and key in clue.origin), "投诉"),
            severity="hint",
            verdict="unsure",
            enterprise="公司" in (clue.about or ""),
            unit=settings.agency.name,
            officers=(),
            suggestion="核实后填写处理意见",
        )
        for clue in clues
    )


def _entry(finding: Finding, cases: tuple[str, ...], case: CaseRecord | None, settings: Settings) -> Entry:
    people = case.value("officers") if case and finding.case is not None else ()
    return Entry(
        id=_id(finding.rule, *cases, finding.root or finding.rule)
        if finding.case
        else _id(finding.rule, *cases, finding.message),
        cases=cases,
        rule=finding.rule,
        category=finding.category,
        problem=f"不符合“{finding.title}”的要求" if finding.case else finding.title,  # a rule is titled by what it asks
        detail=_detail(finding, case),
        law="；".join(dict.fromkeys(item.source for item in finding.law)),
        origin="案卷",
        severity=finding.severity,
        verdict=finding.verdict,
        enterprise=bool(case and case.value("party_kind") == "unit"),
        unit=str((case.value("authority") if case else None) or settings.agency.name),
        officers=tuple(item.name for item in people if isinstance(item, Person)) if isinstance(people, tuple) else (),
        suggestion=finding.suggestion,
        unconfirmed=finding.unconfirmed,
    )


def _detail(finding: Finding, case: CaseRecord | None) -> str:
    number = str(case.value("doc_number") or case.case_id) if case and finding.case else ""
    where = "、".join(dict.fromkeys(_where(item) for item in finding.evidence[:3]))
    sources = "、".join(dict.fromkeys(item.source for item in finding.law))  # the lists have a column of their own for these
    message = finding.message.removesuffix(f"依据：{sources}").rstrip("。")
    return discreet("，".join(part for part in (number, where) if part) + (f"：{message}" if message else ""), _citizen(case))


def _citizen(case: CaseRecord | None) -> str:
    """The party's name where it is a person: the lists go to other offices."""
    return str(case.value("party_name") or "") if case and case.value("party_kind") != "unit" else ""


def _where(evidence: Evidence) -> str:
    name = evidence.source.rsplit("/", 1)[-1]
    return f"{name}第{evidence.page}页" if evidence.page is not None else name


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
