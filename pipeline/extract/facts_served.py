"""Facts that rest on a receipt together with the paper it delivers, and on combined notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.extract.links import deliveries
from pipeline.extract.receipts import came_back
from pipeline.extract.settle import Said, settle
from pipeline.records import Document, Fact, Field

DECISIONS = ("decision", "no_penalty_decision", "summary_decision")


def served(documents: Sequence[Document], fields: Sequence[Field]) -> Iterator[Fact]:
    """notice_date, hearing_notice_date, preservation_date and every …_served_date."""
    links = deliveries(documents, fields)
    notice = _last(documents, fields, ("prior_notice",))
    hearing = _last(documents, fields, ("hearing_notice_rights",))
    # 事先（听证）告知书, 处罚及听证告知书: one paper, both notices
    if hearing is None and _tells(fields, notice, "hearing_right"):
        hearing = notice
    elif notice is None and _tells(fields, hearing, "statement_right"):
        notice = hearing
    yield from _dated("notice_date", fields, notice)
    yield from _dated("hearing_notice_date", fields, hearing)
    yield from _received(
        "notice_served_date", documents, fields, links, notice, told=[item for item in fields if item.name == "notice_served_date"]
    )
    yield from _received("hearing_notice_served_date", documents, fields, links, hearing)
    invitation = _last(documents, fields, ("hearing_notice",))
    received = list(_received("hearing_invitation_date", documents, fields, links, invitation))
    yield from received or _dated("hearing_invitation_date", fields, invitation)
    yield from _preserved(documents, fields)
    decision = next((index for role in DECISIONS for index, document in enumerate(documents) if document.role == role), None)
    delivered = list(_received("decision_served_date", documents, fields, links, decision))
    yield from delivered or _handed_over(documents, fields, decision)


def _tells(fields: Sequence[Field], paper: int | None, right: str) -> bool:
    return paper is not None and any(item.name == right and item.document == paper for item in fields)


def _last(documents: Sequence[Document], fields: Sequence[Field], roles: Sequence[str]) -> int | None:
    """The last notice given before the decision: a second notice takes the place of the first."""
    papers = [index for index, document in enumerate(documents) if document.role in roles]
    if len(papers) < 2:
        return papers[0] if papers else None
    decided = next((item.value for item in fields if item.name == "date" and documents[item.document].role in DECISIONS), None)
    days = {
        paper: next((item.value for item in fields if item.document == paper and item.name == "date"), None) for paper in papers
    }
    in_time = [
        paper for paper in papers if isinstance(day := days[paper], date) and (not isinstance(decided, date) or day <= decided)
    ]
    return max(in_time, key=lambda paper: (days[paper], paper)) if in_time else papers[-1]


def _dated(name: str, fields: Sequence[Field], paper: int | None) -> Iterator[Fact]:
    fact = settle(name, [Said(0, "", item) for item in fields if item.document == paper and item.name == "date"][:1])
    if fact:
        yield fact


def _received(
    name: str,
    documents: Sequence[Document],
    fields: Sequence[Field],
    links: dict[int, tuple[int, ...]],
    paper: int | None,
    told: Sequence[Field] = (),
) -> Iterator[Fact]:
    """The day on the receipt; another paper's word only ever contradicts, it never replaces a receipt."""
    if paper is None:
        return
    days = [item for item in fields if item.name == "served_date" and paper in links.get(item.document, ())]
    ways = {item.document: str(item.value) for item in fields if item.name == "service_way"}
    days = days or [
        item
        for item in fields
        if item.name == "date"
        and paper in links.get(item.document, ())
        and not came_back("".join(page.text for page in documents[item.document].pages), ways.get(item.document))
    ]
    if days:
        first = min(
            days, key=lambda item: (item.value, item.document) if isinstance(item.value, date) else (date.max, item.document)
        )
        fact = settle(name, [Said(0, "service_receipt", first), *(Said(1, "", item) for item in told)], ("service_receipt",))
        if fact:
            yield fact


def _preserved(documents: Sequence[Document], fields: Sequence[Field]) -> Iterator[Fact]:
    steps = {item.document: item.value for item in fields if item.name == "preservation_step"}
    papers = [index for index, document in enumerate(documents) if document.role == "preservation"]
    for step in ("notice", "list"):
        for paper in papers:
            if steps.get(paper) == step:
                yield from _dated("preservation_date", fields, paper)
                return


def _handed_over(documents: Sequence[Document], fields: Sequence[Field], decision: int | None) -> Iterator[Fact]:
    """A decision made on the spot and signed for there was served that day."""
    if decision is None or documents[decision].role != "summary_decision":
        return
    if any(item.name == "delivered_on_spot" and item.value is True and item.document == decision for item in fields):
        yield from _dated("decision_served_date", fields, decision)
