"""The facts of contract.md 3.2: for each, which paper's word counts first; other papers' words are kept as conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.extract.facts_lists import lists
from pipeline.extract.facts_served import served
from pipeline.extract.settle import Said, settle, unreadable_roles
from pipeline.records import UNREAD, Bundle, Document, Fact, Field

DECISION = ("decision", "summary_decision", "no_penalty_decision")
NOTICES = ("prior_notice", "hearing_notice_rights")
BEFORE = ("decision_approval", "discussion_record", "legal_review", "opinion", "investigation_report")
PARTY = (
    *DECISION,
    *NOTICES,
    "opinion",
    "investigation_report",
    "filing_approval",
    "decision_approval",
    "party_identity",
    "closing_report",
    "address_confirmation",
    "inquiry_record",
    "service_receipt",
)
Sources = tuple[tuple[str, tuple[str, ...]], ...]

# fact: (field, roles in order of whose word counts) …; the first that says anything gives the value
ONE: dict[str, Sources] = {
    "doc_number": (
        ("number", DECISION),
        ("doc_number", ("closing_report", "cover", "payment_receipt", "restoration_acceptance", "demand_notice")),
        ("published_number", ("publication_record",)),
    ),
    "authority": (
        ("authority", (*DECISION, *NOTICES, "decision_approval", "filing_approval", "rectification_order", "closing_report")),
    ),
    "cause": (
        (
            "cause",
            (
                *DECISION,
                *NOTICES,
                "opinion",
                "investigation_report",
                "legal_review",
                "discussion_record",
                "decision_approval",
                "filing_approval",
                "closing_report",
                "cover",
                "source_register",
            ),
        ),
    ),
    "party_name": (("party_name", PARTY),),
    "party_kind": (("party_kind", PARTY),),
    "party_trader": (("party_trader", PARTY),),
    "party_id": (
        (
            "party_id",
            (*DECISION, *NOTICES, "opinion", "investigation_report", "filing_approval", "party_identity", "closing_report"),
        ),
    ),
    "party_address": (
        ("party_address", (*DECISION, *NOTICES, "opinion", "investigation_report", "filing_approval", "party_identity")),
    ),
    "legal_representative": (
        ("legal_representative", (*DECISION, *NOTICES, "opinion", "investigation_report", "filing_approval", "party_identity")),
    ),
    "violation_date": (("violation_date", (*DECISION, *NOTICES, "opinion", "investigation_report", "filing_approval")),),
    "violation_end": (("violation_end", (*DECISION, *NOTICES, "opinion", "investigation_report", "filing_approval")),),
    "discretion_basis": (("discretion_basis", (*DECISION, *NOTICES, *BEFORE)),),
    "fine_yuan": (("fine_yuan", ("decision", "summary_decision", "decision_approval", "discussion_record")),),
    "fine_times": (("fine_times", ("decision", "summary_decision", "decision_approval", "discussion_record")),),
    "fine_rate_per_m2": (("fine_rate_per_m2", ("decision", "summary_decision", "decision_approval", "discussion_record")),),
    "confiscated_yuan": (("confiscated_yuan", ("decision", "summary_decision")),),
    "illegal_gains_yuan": (("illegal_gains_yuan", (*DECISION, *NOTICES, "investigation_report")),),
    "pay_days": (("pay_days", DECISION),),
    "reconsideration_days": (("reconsideration_days", DECISION),),
    "suit_months": (("suit_months", DECISION),),
    "reconsideration_to": (("reconsideration_to", DECISION),),
    "court": (("court", DECISION),),
    "statement_right": (("statement_right", (*NOTICES, *DECISION)),),
    "hearing_right": (("hearing_right", ("hearing_notice_rights", "prior_notice", *DECISION)),),
    "reviewer": (("reviewer", ("legal_review",)),),
    "host": (("host", ("hearing_record", "hearing_report", "hearing_notice")),),
    "recorder": (("recorder", ("discussion_record", "hearing_record")),),
    "clue_date": (("date", ("source_register",)), ("clue_date", ("filing_approval",))),
    "filing_date": (
        ("date", ("filing_approval",)),
        ("filing_date", ("closing_report", "opinion", "decision_approval", "cover", "extension_approval", "legal_review")),
    ),
    "inspection_date": (("date", ("inspection_record",)),),
    "seizure_date": (("date", ("seizure",)),),
    "investigation_end_date": (("date", ("investigation_report",)),),
    "legal_review_submitted_date": (("submitted_date", ("legal_review",)),),
    "legal_review_date": (("date", ("legal_review",)),),
    "discussion_date": (("date", ("discussion_record",)),),
    "hearing_request_date": (("date", ("hearing_application",)),),
    "hearing_date": (("date", ("hearing_record",)),),
    "decision_approval_date": (("date", ("decision_approval",)),),
    "decision_date": (
        ("date", DECISION),
        ("decision_date", ("closing_report", "cover", "payment_receipt")),
        ("published_decision_date", ("publication_record",)),
    ),
    "payment_date": (("date", ("payment_receipt",)),),
    "demand_date": (("date", ("demand_notice",)),),
    "court_date": (("date", ("enforcement_application",)),),
    "publication_date": (("published_date", ("publication_record",)), ("date", ("publication_record",))),
    "acceptance_date": (("acceptance_date", ("restoration_acceptance",)),),
    "closing_date": (("closing_date", ("closing_report", "cover")),),
    "archive_date": (("archive_date", ("cover", "archive_note")),),
}
# a block of another form, where the file holds no paper of its own for it
BLOCKS: dict[str, Sources] = {
    "legal_review_date": (("legal_review_date", ("opinion", "decision_approval", "investigation_report")),),
    "reviewer": (("reviewer", ("opinion", "decision_approval", "investigation_report")),),
}
# several papers of one role are several events here, not one fact told twice
OWN_EVENT = frozenset(
    {
        "inspection_date",
        "seizure_date",
        "payment_date",
        "demand_date",
        "court_date",
        "hearing_date",
        "discussion_date",
        "legal_review_date",
        "legal_review_submitted_date",
        "acceptance_date",
        "publication_date",
        "reviewer",
        "recorder",
        "host",
    }
)
# a paper that only proposes cannot contradict what was decided, but must be seen to differ
WEIGHED = {"fine_yuan": ("decision", "summary_decision", *BEFORE, *NOTICES)}


def facts(bundle: Bundle, fields: Sequence[Field]) -> dict[str, Fact]:
    """Every fact the papers give, and those that stand on a paper nobody can read."""
    documents = bundle.documents
    known: dict[str, Fact] = {}
    told = _by_name(documents, fields)
    said = {name for name, _ in told}
    for name, sources in ONE.items():
        if name in BLOCKS and not any(document.role == "legal_review" for document in documents):
            sources = BLOCKS[name]
        if name in WEIGHED:
            sources = (*sources, (sources[0][0], WEIGHED[name]))
        if said.isdisjoint(field for field, _ in sources):
            continue
        fact = settle(name, _said(documents, told, name, sources), decided=_roles_of(sources[0]))
        if fact and not (name == "fine_yuan" and _only_proposed(documents, fields, name)):
            known[name] = Fact(name, None, reason="unreadable", confidence=0.0) if _unread(fact) else fact
    known.update({fact.name: fact for fact in served(documents, fields)})
    known.update({fact.name: fact for fact in lists(documents, fields)})
    unread = unreadable_roles(bundle)
    for name in _resting_on(unread):
        if name not in known:
            known[name] = Fact(name, None, reason="unreadable", confidence=0.0)
    return dict(sorted(known.items()))


def _unread(fact: Fact) -> bool:
    """Whether a sign of the value could not be made out, and no other paper has it."""
    return isinstance(fact.value, str) and UNREAD in fact.value


def _by_name(documents: Sequence[Document], fields: Sequence[Field]) -> dict[tuple[str, str], list[Field]]:
    """The fields by name and by the role of their paper."""
    told: dict[tuple[str, str], list[Field]] = {}
    for item in fields:
        told.setdefault((item.name, documents[item.document].role), []).append(item)
    return told


def _said(documents: Sequence[Document], told: Mapping[tuple[str, str], Sequence[Field]], name: str, sources: Sources) -> Iterator[Said]:
    """Every paper's word, in order of whose counts first."""
    seen: set[int] = set()
    rank = 0
    for field_name, roles in sources:
        for role in roles:
            papers: dict[int, Field] = {}
            for item in told.get((field_name, role), ()):
                if item.document not in seen:
                    best = papers.get(item.document)
                    if best is None or item.confidence > best.confidence:
                        papers[item.document] = item
            for item in list(papers.values())[: 1 if name in OWN_EVENT else None]:
                seen.add(item.document)
                yield Said(rank, role, item, any(page.origin == "ocr" for page in documents[item.document].pages))
            rank += 1


def _roles_of(source: tuple[str, tuple[str, ...]]) -> tuple[str, ...]:
    return source[1]


def _only_proposed(documents: Sequence[Document], fields: Sequence[Field], name: str) -> bool:
    roles = {documents[item.document].role for item in fields if item.name == name}
    return not roles & {"decision", "summary_decision", "decision_approval", "discussion_record"}


def _resting_on(roles: Iterable[str]) -> Iterator[str]:
    """The facts whose first source is a paper of one of these roles."""
    wanted = set(roles)
    for name, sources in ONE.items():
        role = next((role for role in sources[0][1] if role in wanted), None)
        if (
            role
            and (role == sources[0][1][0] or role in DECISION)
            and name
            not in (
                "party_trader",
                "violation_end",
                "fine_times",
                "fine_rate_per_m2",
                "confiscated_yuan",
                "illegal_gains_yuan",
                "discretion_basis",
                "legal_representative",
                "hearing_right",
            )
        ):
            yield name
    for name, role in (
        ("notice_date", "prior_notice"),
        ("hearing_notice_date", "hearing_notice_rights"),
        ("discussants", "discussion_record"),
        ("preservation_date", "preservation"),
        ("inquiry_date", "inquiry_record"),
    ):
        if role in wanted:
            yield name
    if "decision" in wanted:
        for name in ("violated", "basis", "penalties"):
            yield name
