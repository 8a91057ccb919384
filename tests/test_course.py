"""The course of a case on its sheet: dated papers with who took part, and dates that only other papers tell."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from pipeline.records import CaseRecord, Document, Evidence, Fact, Field, Page, Person, SourceFile
from pipeline.report.course import course

SOURCE = SourceFile(Path("卷宗.pdf"), "卷宗.pdf", "0", "pdf")
PLACE = Evidence("卷宗.pdf", 2, 0, 1, "x")


def _case(**facts: tuple[date, int]) -> CaseRecord:
    pages = tuple(Page(SOURCE, number, "x") for number in (1, 2, 3))
    documents = (Document("cover", "封面", pages[:1]), Document("inquiry_record", "询问笔录", pages[1:2]), Document("decision", "", pages[2:]))
    said = [
        ("start_time", datetime(2024, 3, 9, 9, 10), 1),
        ("end_time", datetime(2024, 3, 9, 10, 5), 1),
        ("officers", Person("武长青"), 1),
        ("asked_person", "何书远", 1),
        ("date", date(2024, 5, 8), 2),
    ]
    fields = tuple(Field(name, value, PLACE, 1.0, "test", paper) for name, value, paper in said)
    told = {name: Fact(name, day, (Evidence("卷宗.pdf", page, 0, 1, "x"),)) for name, (day, page) in facts.items()}
    return CaseRecord("1", documents, fields, told, pages=pages)


def test_a_paper_stands_with_its_hours_and_people_and_citizens_are_masked() -> None:
    assert course(_case())[0] == ("2024-03-09 09:10—10:05", "询问笔录", "武长青、何某某", "卷宗.pdf第2页")


def test_a_paper_without_a_title_is_called_by_its_role() -> None:
    assert course(_case())[1] == ("2024-05-08", "处罚决定书", "", "卷宗.pdf第3页")


def test_a_date_that_only_another_paper_tells_is_added_in_its_order() -> None:
    rows = course(_case(filing_date=(date(2024, 3, 6), 1)))
    assert rows[0] == ("2024-03-06", "立案", "", "卷宗.pdf第1页")


def test_a_date_that_its_own_paper_tells_is_not_said_twice() -> None:
    assert course(_case(decision_date=(date(2024, 5, 8), 3))) == course(_case())
