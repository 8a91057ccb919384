"""The papers of one case and their fields become a CaseRecord: what the file as a whole says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.extract.acting import acting, outdone
from pipeline.extract.facts import DECISION, facts
from pipeline.extract.judge import judged
from pipeline.extract.learned import learned
from pipeline.extract.named import named
from pipeline.extract.narrative import narrated
from pipeline.extract.voted import voted
from pipeline.records import Bundle, CaseRecord, Document, Fact, Field, Problem, Procedure

Weigh = Callable[[Sequence[Document], Sequence[Field], dict[str, Fact]], dict[str, Fact]]


def assemble(
    case_id: str, bundle: Bundle, fields: Sequence[Sequence[Field]], problems: Sequence[Problem] = (), *, weigh: Weigh = judged
) -> CaseRecord:
    """File every field under its paper and work out the facts; `fields[i]` belong to `bundle.documents[i]`. `weigh` says how sure they are."""
    filed = voted(bundle.documents, [replace(field, document=index) for index, own in enumerate(fields) for field in own])
    known = facts(bundle, filed)
    decided = all(document.role in DECISION for document in bundle.documents)
    if decided:
        told = {fact.name: fact for fact in (*named(bundle.documents), *acting(bundle.documents), *narrated(bundle.documents))}
        known = dict(sorted((told | {name: fact for name, fact in known.items() if not outdone(fact, told.get(name))}).items()))
    known = weigh(bundle.documents, filed, known)
    if decided:
        known = dict(sorted((known | {fact.name: fact for fact in learned(bundle.documents, known)}).items()))
    cause = known.get("cause")
    return CaseRecord(
        case_id=case_id,
        documents=bundle.documents,
        fields=filed,
        facts=known,
        procedure=_procedure(bundle, known),
        cause=cause.value if cause and isinstance(cause.value, str) else None,
        pages=bundle.pages,
        index=bundle.index,
        problems=(*problems, *bundle.problems),
    )


def _procedure(bundle: Bundle, known: dict[str, Fact]) -> Procedure | None:
    roles = {document.role for document in bundle.documents} | {row.role for row in bundle.index if row.role}
    if (
        "hearing_record" in roles
        or "hearing_report" in roles
        or "hearing_application" in roles
        or "hearing_notice" in roles
        or "hearing_date" in known
    ):
        return "hearing"
    decisions = [document for document in bundle.documents if document.role in ("decision", "summary_decision")]
    if decisions and all(document.role == "summary_decision" or "当场" in document.title for document in decisions):
        return "summary"
    if "no_penalty_decision" in roles and "decision" not in roles:
        return "no_penalty"
    return "ordinary" if roles - {"other", "cover", "index"} else None
