"""One problem, one entry of the ledgers: found in a file, across files, or told by a clue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from pipeline.masking import discreet
from pipeline.records import CaseRecord, Entry, Evidence, Finding, Person, Review
from pipeline.rectify import clues, kinds
from pipeline.registers import ClueRow
from pipeline.settings import Settings


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


def of_clues(rows: Iterable[ClueRow], cases: Mapping[str, CaseRecord], settings: Settings) -> tuple[Entry, ...]:
    """The clues of a register, tied to the cases of the archive."""
    told = [clues.of_row(row, "线索登记") for row in rows]
    enterprises = frozenset(name for name, case in cases.items() if case.value("party_kind") == "unit")
    return clues.entries(told, map(clues.known_of, cases.values()), settings.agency.name, enterprises)


def _entry(finding: Finding, cases: tuple[str, ...], case: CaseRecord | None, settings: Settings) -> Entry:
    people = case.value("officers") if case and finding.case is not None else ()
    kind = kinds.of_rule(finding.rule, finding.category)
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
        subkind=kind.subkind,
        reason=kind.reason,
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
