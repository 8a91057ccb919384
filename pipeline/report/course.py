"""What happened when and who took part: the dated papers of a case, and the dates that only other papers tell."""

from __future__ import annotations

from datetime import date

from pipeline.check.words import words
from pipeline.extract.events import events
from pipeline.masking import masked
from pipeline.records import CaseRecord, Document, Event, PartialDate
from pipeline.report.words import TIMELINE, place

_PRIVATE = ("party_name", "asked_person", "witness", "signer", "agent")  # whose names a sheet masks


def course(case: CaseRecord) -> tuple[tuple[str, str, str, str], ...]:
    """Rows of day and time, step, people, place, in order of time; citizens' names masked."""
    private = {str(item.value) for name in _PRIVATE for item in case.all(name)}
    happened = events(case)
    rows = [_event(case, event, private) for event in happened]
    dated = {(str(event.day), spot) for event in happened for spot in _spots(case.documents[event.document])}
    for name, label in TIMELINE:
        fact = case.facts.get(name)
        values = fact.value if fact and isinstance(fact.value, tuple) else (fact.value if fact else None,)
        for value in values:
            told = fact.evidence[0] if fact and fact.evidence else None
            known = told is not None and (str(value), (told.source, told.page)) in dated
            if isinstance(value, date | PartialDate) and not known:
                rows.append((str(value), label, "", place(told) if told else ""))
    return tuple(sorted(rows, key=lambda row: row[0]))


def _event(case: CaseRecord, event: Event, private: set[str]) -> tuple[str, str, str, str]:
    hours = "—".join(moment.strftime("%H:%M") for moment in (event.start, event.end) if moment)
    document = case.documents[event.document]
    people = "、".join(masked(name) if name in private else name for name in event.people)
    return f"{event.day} {hours}".strip(), document.title or words()["roles"][event.what], people, _where(document)


def _spots(document: Document) -> set[tuple[str, int | None]]:
    return {(page.source.name, page.number) for page in document.pages}


def _where(document: Document) -> str:
    page = document.pages[0]
    name = page.source.name.rsplit("/", 1)[-1]
    return name if page.number is None else f"{name}第{page.number}页"
