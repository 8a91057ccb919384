"""Which paper a service receipt delivers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.records import Document, Field

SERVED = frozenset(
    {
        "decision",
        "summary_decision",
        "no_penalty_decision",
        "prior_notice",
        "hearing_notice_rights",
        "hearing_notice",
        "rectification_order",
        "demand_notice",
        "preservation",
        "seizure",
        "appraisal",
        "rights_notice",
        "instalment",
        "extension_approval",
        "transfer_letter",
    }
)
DECISIONS = ("decision", "no_penalty_decision", "summary_decision")


def deliveries(documents: Sequence[Document], fields: Sequence[Field]) -> dict[int, tuple[int, ...]]:
    """Receipt → the papers it delivers: by number, else by what the title says, else the paper before it."""
    own = _numbers(fields, "number")
    told = _numbers(fields, "delivered_number")
    roles: dict[int, list[str]] = {}
    for item in fields:
        if item.name == "delivered_role":
            roles.setdefault(item.document, []).append(str(item.value))
    links: dict[int, tuple[int, ...]] = {}
    for receipt, document in enumerate(documents):
        if document.role != "service_receipt":
            continue
        found = [
            paper
            for number in told.get(receipt, [])
            for paper, numbers in own.items()
            if paper != receipt and key(number) in map(key, numbers) and documents[paper].role in SERVED
        ]
        for role in roles.get(receipt, []):
            wanted = DECISIONS if role in DECISIONS else (role,)
            if any(documents[paper].role in wanted for paper in found):
                continue
            papers = [index for index, other in enumerate(documents) if other.role in wanted]
            near = _nearest(receipt, papers, links)
            if near is None and role == "hearing_notice_rights":
                near = _nearest(
                    receipt,
                    [index for index, other in enumerate(documents) if other.role == "prior_notice" and "听证" in other.title],
                    links,
                )
            if near is not None:
                found.append(near)
        if not found and not told.get(receipt) and not roles.get(receipt):
            before = [index for index in range(receipt) if documents[index].role in SERVED]
            found = [index for index in before[-1:] if index == receipt - 1]
        links[receipt] = tuple(dict.fromkeys(found))
    return links


def key(number: str) -> str:
    """A number without what clerks write this way or that: 第, 字, brackets, zeros in front."""
    year = re.search(r"(?:19|20)\d\d", number)
    serial = re.search(r"(\d+)号?$", number)
    if not year or not serial:
        return re.sub(r"\W", "", number)
    return f"{re.sub(r'[字第〔（ ]', '', number[: year.start()])}|{year[0]}|{int(serial[1])}"


def _numbers(fields: Sequence[Field], name: str) -> Mapping[int, list[str]]:
    numbers: dict[int, list[str]] = {}
    for item in fields:
        if item.name == name:
            numbers.setdefault(item.document, []).append(str(item.value))
    return numbers


def _nearest(receipt: int, papers: Sequence[int], taken: Mapping[int, tuple[int, ...]]) -> int | None:
    """The closest paper in front of the receipt that no other receipt has, else behind it, else any."""
    used = {paper for linked in taken.values() for paper in linked}
    free = [paper for paper in papers if paper not in used] or list(papers)
    before = [paper for paper in free if paper < receipt]
    return before[-1] if before else (free[0] if free else None)
