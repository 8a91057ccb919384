"""When a paper reached the party: the receipts that name it, the written waivers, the periods told in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.check.absence import surely_absent
from pipeline.check.question import Question, Source
from pipeline.check.reading import last_day, text_of
from pipeline.records import CaseRecord, Document, Field

NOTICES = ("prior_notice", "hearing_notice_rights")
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


_GIVEN_UP = r"(?:放弃|不(?:再)?(?:要求|申请|提出|进行|作|做)(?:任何)?)[^。；\n]{0,12}"
_RIGHTS = {"waived_statement": "(?:陈述|申辩)", "waived_hearing": "听证"}
# the form's own words about what silence means, a question, a choice not made
_NOT_YET = re.compile("视为|逾期|如果?|若|可以|有权|是否|未(?:书面)?放弃|没有放弃|□|○|？$")


def spoken_of(question: Question, name: str) -> Document | None:
    """A paper in whose words the party gives that right up, where no field says so for sure."""
    pattern = re.compile(_GIVEN_UP + _RIGHTS[name])
    for paper in question.case.papers("waiver", "service_receipt", "defence_record", "inquiry_record", *NOTICES):
        text = text_of(paper)
        for match in pattern.finditer(text):
            if not _NOT_YET.search(text[max(0, match.start() - 14) : match.end() + 1]):
                return paper
    return None


def _receipts(case: CaseRecord, role: str) -> list[int]:
    return [
        index
        for index, paper in enumerate(case.documents)
        if paper.role == "service_receipt" and any(item.value == role for item in case.of(index, "delivered_role"))
    ]
