"""Everything in a case that happened at a known time: what rules compare and the timeline shows."""

from __future__ import annotations

from datetime import date, datetime

from pipeline.records import CaseRecord, Event, Field, Person

WITH_PEOPLE = ("officers", "recorder", "host", "servers", "reviewer", "discussants", "asked_person", "witness", "attendees")


def events(case: CaseRecord) -> tuple[Event, ...]:
    """One event a paper that is dated, in order of day and time; with the people it names."""
    found = []
    for index, document in enumerate(case.documents):
        start, end = _moment(case, index, "start_time"), _moment(case, index, "end_time")
        day = start.date() if start else _day(case, index, document.role)
        if day is not None:
            found.append(Event(document.role, day, start, end, _people(case, index), index))
    return tuple(
        sorted(
            found,
            key=lambda event: (
                event.day,
                event.start or datetime(event.day.year, event.day.month, event.day.day),
                event.document,
            ),
        )
    )


def _day(case: CaseRecord, index: int, role: str) -> date | None:
    names = (
        ("served_date", "date")
        if role == "service_receipt"
        else ("published_date", "date")
        if role == "publication_record"
        else ("date",)
    )
    for name in names:
        for item in case.of(index, name):
            if isinstance(item.value, date):
                return item.value
    return None


def _moment(case: CaseRecord, index: int, name: str) -> datetime | None:
    return next((item.value for item in case.of(index, name) if isinstance(item.value, datetime)), None)


def _people(case: CaseRecord, index: int) -> tuple[str, ...]:
    people = [_name(item) for name in WITH_PEOPLE for item in case.of(index, name)]
    return tuple(dict.fromkeys(people))


def _name(item: Field) -> str:
    return item.value.name if isinstance(item.value, Person) else str(item.value)
