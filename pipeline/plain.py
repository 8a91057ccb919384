"""Records → the plain JSON of contract.md: one shape for cases.jsonl, findings.jsonl, `anjuan extract` and the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pipeline.records import (
    BadDate,
    CaseRecord,
    Citation,
    Document,
    Evidence,
    Fact,
    Finding,
    Opinion,
    PartialDate,
    Period,
    Person,
    Problem,
    Provision,
    Review,
    Score,
    Signature,
    Sum,
)

Plain = Any


def line(record: Mapping[str, Plain]) -> str:
    """One line of a jsonl file."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def case_row(review: Review) -> dict[str, Plain]:
    """contract.md 2.1."""
    case = review.case
    return {
        "case": case.case_id,
        "procedure": case.procedure,
        "cause": case.cause,
        **paper_rows(case),
        "score": score_row(review.score),
        "problems": [problem_row(item) for item in case.problems],
    }


def paper_rows(case: CaseRecord) -> dict[str, Plain]:
    """The documents, pages and facts of a case."""
    return {
        "documents": [row for document in case.documents for row in document_rows(document)],
        "pages": pages_row(case),
        "facts": {name: fact_row(fact) for name, fact in sorted(case.facts.items())},
    }


def document_rows(document: Document) -> list[dict[str, Plain]]:
    """One entry a file: a paper that spans files has several."""
    sources: dict[str, list[int | None]] = {}
    for page in document.pages:
        sources.setdefault(page.source.name, []).append(page.number)
    return [
        {
            "role": document.role,
            "title": document.title,
            "source": source,
            "pages": None if None in numbers else numbers,
            "confidence": round(document.confidence, 4),
        }
        for source, numbers in sources.items()
    ]


def pages_row(case: CaseRecord) -> dict[str, Plain]:
    """Pages counted through the whole case in reading order."""
    numbered = list(enumerate(case.pages, 1))
    return {
        "count": len(case.pages),
        "blank": [number for number, page in numbered if page.state == "blank"],
        "unreadable": [number for number, page in numbered if page.state == "unreadable"],
        "rotated": [number for number, page in numbered if page.rotation],
    }


def fact_row(fact: Fact) -> dict[str, Plain]:
    """A fact with its evidence; null with a reason where it cannot be read."""
    if fact.value is None:
        return {"value": None, "reason": fact.reason or "unreadable"}
    row: dict[str, Plain] = {
        "value": value(fact.value),
        "confidence": round(fact.confidence, 4),
        "evidence": [evidence_row(item) for item in fact.evidence],
    }
    if fact.conflicts:
        row["conflicts"] = [
            {"value": value(item.value), "evidence": [evidence_row(place) for place in item.evidence]} for item in fact.conflicts
        ]
    return row


def evidence_row(evidence: Evidence) -> dict[str, Plain]:
    """Where a value stands."""
    row: dict[str, Plain] = {
        "source": evidence.source,
        "page": evidence.page,
        "box": [round(side, 4) for side in evidence.box] if evidence.box else None,
        "quote": evidence.quote,
    }
    if evidence.place:
        row["place"] = evidence.place
    return row


def finding_row(finding: Finding) -> dict[str, Plain]:
    """contract.md 2.2."""
    row: dict[str, Plain] = {"case": finding.case}
    if finding.cases is not None:
        row["cases"] = list(finding.cases)
    return row | {
        "rule": finding.rule,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "title": finding.title,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "law": [law_row(item) for item in finding.law],
        "items": list(finding.items),
        "category": finding.category,
        "root": finding.root,
        "points": number(finding.points),
        "confidence": round(finding.confidence, 4),
        "unconfirmed": finding.unconfirmed,
        "evidence": [evidence_row(item) for item in finding.evidence],
    }


def law_row(provision: Provision) -> dict[str, Plain]:
    """A provision as findings cite it."""
    place = provision.citation
    return {
        "law": place.law,
        "version": provision.version.isoformat() if provision.version else None,
        "article": place.article,
        "paragraph": place.paragraph,
        "item": place.item,
    }


def score_row(score: Score) -> dict[str, Plain]:
    """contract.md 2.1 `score`."""
    return {
        "standard": score.standard,
        "points": number(score.points),
        "points_without_veto": number(score.points_without_veto),
        "band": score.band,
        "coverage": number(score.coverage),
        "vetoes": list(score.vetoes),
    }


def problem_row(problem: Problem) -> dict[str, Plain]:
    """contract.md 2.1 `problems`."""
    return {"kind": problem.kind, "source": problem.source, "page": problem.page, "message": problem.message}


def number(amount: Decimal) -> int | float:
    """A Decimal as JSON prints it: no trailing zeros."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def value(item: object) -> Plain:
    """Any value of pipeline/records in the shapes of contract.md 3.2."""
    match item:
        case Decimal():
            return number(item)
        case datetime():
            return item.isoformat(timespec="minutes")
        case date():
            return item.isoformat()
        case PartialDate():
            return str(item)
        case BadDate():
            return item.text
        case Citation():
            row: dict[str, Plain] = {"law": item.law, "article": item.article, "paragraph": item.paragraph, "item": item.item}
            return row | ({"version": item.version} if item.version else {})
        case Person():
            return {"name": item.name, "certificate": item.certificate}
        case Opinion():
            return {"level": item.level, "text": item.text, "name": item.name, "day": value(item.day)}
        case Signature():
            return {"part": item.part, "name": item.name, "day": value(item.day)}
        case Period():
            return {"count": item.count, "unit": item.unit}
        case Sum():
            return {"factors": [number(factor) for factor in item.factors], "result": number(item.result)}
        case tuple():
            return [value(part) for part in item]
        case Mapping():
            return {key: value(part) for key, part in item.items()}
    return item
