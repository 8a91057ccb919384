"""Records → the rows of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from pipeline import plain
from pipeline.records import Entry, Finding, Review
from pipeline.records.ledger import Item

Row = dict[str, Any]
TABLES = ("cases", "documents", "pages", "facts", "findings", "scores", "items", "problems")


def of_review(review: Review) -> list[tuple[str, list[Row]]]:
    """Table name and rows, for everything known of one case."""
    case, whose = review.case, {"case_id": review.case.case_id}
    head = whose | {
        "procedure": case.procedure,
        "cause": case.cause,
        "pages": len(case.pages),
        "complete": case.complete,
    }
    documents = [
        whose | {"n": n, **row, "pages": _text(row["pages"])}
        for n, document in enumerate(case.documents, 1)
        for row in plain.document_rows(document)
    ]
    pages: list[Row] = [
        whose
        | {
            "n": n,
            "source": page.source.name,
            "number": page.number,
            "state": page.state,
            "rotation": page.rotation,
            "confidence": page.confidence,
            "text": page.text,
            "reason": page.reason,
        }
        for n, page in enumerate(case.pages, 1)
    ]
    facts = []
    for name, fact in sorted(case.facts.items()):
        row = plain.fact_row(fact)
        facts.append(
            whose
            | {
                "name": name,
                "value": _text(row["value"]),
                "confidence": row.get("confidence"),
                "evidence": _text(row.get("evidence")),
                "conflicts": _text(row.get("conflicts")),
                "reason": row.get("reason"),
            }
        )
    score = plain.score_row(review.score)
    items = [
        whose
        | {
            "item": item.item,
            "outcome": item.outcome,
            "full": float(item.full),
            "points": float(item.points),
            "reasons": _text(item.reasons),
            "rules": _text(item.rules),
            "by_hand": item.by_hand,
        }
        for item in review.score.items
    ]
    return [
        ("cases", [head]),
        ("documents", documents),
        ("pages", pages),
        ("facts", facts),
        ("findings", of_findings(review.findings)),
        ("scores", [whose | score | {"vetoes": _text(score["vetoes"])}]),
        ("items", items),
        ("problems", [whose | plain.problem_row(item) for item in case.problems]),
    ]


def of_findings(findings: Iterable[Finding]) -> list[Row]:
    """Findings of all verdicts."""
    out = []
    for finding in findings:
        row = plain.finding_row(finding)
        case_id = row.pop("case")
        listed = {key: _text(row[key]) for key in ("law", "items", "evidence")}
        out.append({"case_id": case_id} | row | listed | {"cases": _text(row.get("cases"))})
    return out


def of_entries(entries: Iterable[Entry], region: Sequence[str]) -> list[Item]:
    """Ledger items as a run finds them; state, deadline and the rest are for people to set."""
    return [
        Item(
            id=entry.id,
            county=region[-1] if region else "",
            case_id="、".join(entry.cases),
            rule=entry.rule,
            category=entry.category,
            subkind=entry.subkind,
            reason=entry.reason,
            problem=entry.problem,
            detail=entry.detail,
            law=entry.law,
            origin=entry.origin,
            severity="待核" if entry.unconfirmed else entry.severity,
            enterprise=entry.enterprise,
            unit=entry.unit,
            person="、".join(entry.officers),
            measure=entry.suggestion,
            found=now(),
        )
        for entry in entries
    ]


def now() -> str:
    """The time for audit rows: the only clock in the store, and in no output file."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
