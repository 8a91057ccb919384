from dataclasses import replace
from pathlib import Path

from pipeline.records import CaseRecord, Document, IndexRow, Page, SourceFile

SOURCE = SourceFile(Path("卷.pdf"), "卷.pdf", "0", "pdf")


def a_page(number: int, state: str = "read") -> Page:
    return Page(SOURCE, number, "文" if state == "read" else "", state=state)  # type: ignore[arg-type]


DECISION = Document("decision", "行政处罚决定书", (a_page(1),))
FILING = Document("filing_approval", "立案审批表", (a_page(2),))
WHOLE = CaseRecord("甲", (DECISION, FILING), pages=(a_page(1), a_page(2), a_page(3, "blank")))


def test_a_paper_is_surely_absent_only_where_every_page_is_read_and_filed() -> None:
    assert WHOLE.absent("legal_review") is True
    assert WHOLE.absent("decision") is False


def test_an_unreadable_page_forbids_saying_absent() -> None:
    assert replace(WHOLE, pages=(*WHOLE.pages, a_page(4, "unreadable"))).absent("legal_review") is None


def test_a_page_without_a_role_forbids_saying_absent() -> None:
    assert replace(WHOLE, pages=(*WHOLE.pages, a_page(4))).absent("legal_review") is None


def test_an_index_that_names_every_paper_says_what_the_unreadable_page_is() -> None:
    rows = (
        IndexRow("行政处罚决定书", "decision", None, None, 1, 2),
        IndexRow("集体讨论记录", "discussion_record", None, None, 3, 3),
    )
    case = replace(WHOLE, pages=(*WHOLE.pages, a_page(4, "unreadable")), index=rows)
    assert case.absent("legal_review") is True
    assert case.absent("discussion_record") is None


def test_an_empty_case_lacks_nothing_for_sure() -> None:
    assert CaseRecord("空").absent("decision") is None


def test_a_decision_alone_says_nothing_of_what_else_there_was() -> None:
    assert replace(WHOLE, documents=(DECISION,), pages=(a_page(1),)).absent("legal_review") is None
