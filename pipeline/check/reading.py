"""What one paper says: its fields, its words, and whether silence may be believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipeline.check.gaps import CLEAR
from pipeline.check.question import Known, Question
from pipeline.check.words import label
from pipeline.records import CaseRecord, Document, Field, PartialDate

DECISIONS = ("decision", "summary_decision", "no_penalty_decision")


def own(question: Question, name: str, *roles: str) -> Known:
    """The word of the first of these papers that has it (contract.md 2.2: that paper's word, whatever others say)."""
    for role in roles:
        fields = sorted(question.case.all(name, role), key=lambda item: -item.confidence)
        if fields:
            return Known(name, (fields[0].value,), (fields[0],))
    papers = question.case.papers(*roles)
    return Known(name, (), papers[:1], f"{label(papers[0].role if papers else roles[0])}没有读到{label(name)}")


def of_decision(question: Question, name: str) -> Known:
    """The decision's word, whichever kind of decision it is."""
    return own(question, name, *DECISIONS)


def settled(question: Question, name: str) -> Known:
    """A fact by its home paper's word. Where that was read from a picture the other papers' values stay candidates."""
    known = question.days(name)
    clear = all(getattr(source, "confidence", 1.0) >= 0.99 for source in known.sources)
    return Known(name, known.values[:1], known.sources, known.trouble) if clear else known


def text_of(document: Document) -> str:
    """All words of a paper without blanks, as search goes by."""
    return "".join(_joined(page.text) for page in document.pages)


@lru_cache(maxsize=256)
def _joined(text: str) -> str:
    # dozens of rules ask the same page
    return re.sub(r"\s", "", text)


def speaks(papers: Iterable[Document], words: Iterable[str]) -> bool | None:
    """Whether one of the words stands in one of the papers; None where a paper was read too badly to say no."""
    patterns = [re.compile(word) for word in words]
    papers = tuple(papers)
    if any(pattern.search(text_of(paper)) for paper in papers for pattern in patterns):
        return True
    return False if papers and all(readable(paper) for paper in papers) else None


def readable(paper: Document) -> bool:
    """Whether the paper was read well enough to say that something is not in it."""
    return all(page.state == "read" and (page.origin == "text" or page.confidence >= CLEAR) for page in paper.pages)


def told(question: Question, roles: Iterable[str], fields: Iterable[str], words: Iterable[str]) -> bool | None:
    """Whether these papers tell it, by a field or by one of the words; None where they were read too badly to say no."""
    roles = tuple(roles)
    if any(field.value is not False for name in fields for field in question.case.all(name, *roles)):
        return True
    return speaks(question.case.papers(*roles), words)


def quantities(question: Question) -> Mapping[str, Decimal]:
    """The case's quantities as a mapping, empty where none was read."""
    value = question.case.value("quantities")
    return {key: Decimal(str(number)) for key, number in value.items()} if isinstance(value, Mapping) else {}


def texts(known: Known) -> tuple[str, ...]:
    """A list fact (penalties) as strings, empty where it was not read."""
    value = known.value
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, tuple) else (str(value),)


def numbers(fields: Iterable[Field]) -> list[Decimal]:
    """The different numbers among the fields, best first."""
    ordered = sorted(fields, key=lambda item: -item.confidence)
    return list(dict.fromkeys(Decimal(str(item.value)) for item in ordered if isinstance(item.value, Decimal | int)))


def last_day(value: Any) -> date | None:
    """The last day a date may mean: itself, or the end of the month or year it names."""
    if isinstance(value, date):
        return value
    if isinstance(value, PartialDate):
        year, month = (value.year, value.month + 1) if value.month and value.month < 12 else (value.year + 1, 1)
        return date.fromordinal(date(year, month, 1).toordinal() - 1)
    return None


def act_ended(case: CaseRecord) -> tuple[date, date] | None:
    """The first and the last day on which the deed may have ended; None where no day of it was read."""
    value = case.value("violation_end") or case.value("violation_date")
    if isinstance(value, date):
        return value, value
    if isinstance(value, PartialDate):
        last = last_day(value)
        return (date(value.year, value.month or 1, 1), last) if last else None
    return None


def yuan(value: Decimal | int) -> str:
    """A sum as a reader writes it: 12600元, 0.5元."""
    text = f"{Decimal(value):f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}元"
