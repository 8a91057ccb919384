"""When a paper reached the party: the receipts that name it, the written waivers, the periods told in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.check.absence import surely_absent
from pipeline.check.question import Question, Source
from pipeline.check.reading import last_day
from pipeline.records import CaseRecord, Field

_FACTS = {
    "prior_notice": "notice_served_date",
    "hearing_notice_rights": "hearing_notice_served_date",
    "decision": "decision_served_date",
}


@dataclass(frozen=True, slots=True)
class Service:
    """The days on which a paper was received, as the receipts give them; empty where that was not read."""

    days: tuple[date, ...]
    sources: tuple[Source, ...]
    receipts: bool | None  # False: surely no receipt for it


def service(question: Question, role: str) -> Service:
    """Service of the paper of that role."""
    case = question.case
    known = question.days(_FACTS[role]) if role in _FACTS else None
    if known is not None and not known.trouble:
        return Service(tuple(day for day in known.values if isinstance(day, date)), known.sources, True)
    fields = [item for index in _receipts(case, role) for item in case.of(index, "served_date")]
    days = tuple(
        dict.fromkeys(item.value for item in fields if isinstance(item.value, date) and last_day(item.value) == item.value)
    )
    if days:
        return Service(days, tuple(fields), True)
    return Service((), known.sources if known else (), receipt_for(case, role))


def receipt_for(case: CaseRecord, role: str) -> bool | None:
    """Whether some receipt delivers a paper of that role; None where a receipt's papers, or a page, could not be read."""
    if _receipts(case, role):
        return True
    if surely_absent(case, "service_receipt"):
        return False
    unknown = [
        index
        for index, paper in enumerate(case.documents)
        if paper.role == "service_receipt" and not any(True for _ in case.of(index, "delivered_role"))
    ]
    return None if unknown or not case.complete else False


def waived(question: Question, name: str) -> tuple[date | None, Field] | None:
    """The day of a written waiver (field `waived_statement` or `waived_hearing`) and the field, None where there is none."""
    case = question.case
    for item in case.all(name):
        if item.value is True:
            days = [found.value for found in case.of(item.document, "date") if isinstance(found.value, date)]
            served = [found.value for found in case.of(item.document, "served_date") if isinstance(found.value, date)]
            return (next(iter(days + served), None), item)
    return None


def _receipts(case: CaseRecord, role: str) -> list[int]:
    return [
        index
        for index, paper in enumerate(case.documents)
        if paper.role == "service_receipt" and any(item.value == role for item in case.of(index, "delivered_role"))
    ]
