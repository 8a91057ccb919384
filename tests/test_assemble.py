"""What a file as a whole says: whose word counts, what is a conflict, which receipt belongs to which paper. All made up."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.extract import assemble
from pipeline.extract.events import events
from pipeline.extract.links import deliveries, key
from pipeline.extract.served_roles import role_of
from pipeline.extract.settle import same
from pipeline.records import (
    BadDate,
    Bundle,
    CaseRecord,
    Citation,
    Document,
    Evidence,
    Field,
    IndexRow,
    Page,
    Person,
    SourceFile,
    Value,
)

SOURCE = SourceFile(Path("file.pdf"), "case/file.pdf", "0", "pdf")
Paper = tuple[str, dict[str, Value | list[Value]]]


def a_file(*papers: Paper, unreadable: tuple[int, ...] = (), index: tuple[IndexRow, ...] = (), sure: float = 0.95) -> CaseRecord:
    """A case of one-page papers with the given fields."""
    pages = tuple(Page(SOURCE, at + 1, "", state="unreadable" if at in unreadable else "read") for at in range(len(papers)))
    documents = tuple(Document(role, role, (page,)) for (role, _), page in zip(papers, pages, strict=True))
    fields = []
    for at, (_, told) in enumerate(papers):
        evidence = Evidence(SOURCE.name, at + 1, 0, 0, "")
        values = [(name, value) for name, given in told.items() for value in (given if isinstance(given, list) else [given])]
        fields.append([Field(name, value, evidence, sure, "test") for name, value in values])
    return assemble("made-up", Bundle(documents, pages, index), fields)


def test_the_decision_has_the_first_word_and_the_notice_is_a_conflict() -> None:
    case = a_file(("prior_notice", {"fine_yuan": Decimal(4200)}), ("decision", {"fine_yuan": Decimal(4500)}))
    assert case.value("fine_yuan") == 4500
    assert [conflict.value for conflict in case.facts["fine_yuan"].conflicts] == [Decimal(4200)]


def test_a_fine_only_proposed_is_no_fine() -> None:
    assert (
        "fine_yuan"
        not in a_file(
            ("prior_notice", {"fine_yuan": Decimal(4200)}), ("investigation_report", {"fine_yuan": Decimal(4200)})
        ).facts
    )


def test_a_file_of_the_cover_alone_still_tells_its_filing_day() -> None:
    assert a_file(("cover", {"filing_date": date(2023, 3, 6)})).value("filing_date") == date(2023, 3, 6)


def test_every_field_is_filed_under_its_paper() -> None:
    case = a_file(("cover", {"filing_date": date(2023, 3, 6)}), ("decision", {"date": date(2023, 4, 10)}))
    assert [field.document for field in case.fields] == [0, 1]


def test_a_day_that_does_not_exist_is_never_a_fact() -> None:
    assert "decision_date" not in a_file(("decision", {"date": BadDate("2月30日")})).facts


def test_a_masked_name_is_no_conflict() -> None:
    case = a_file(("decision", {"party_name": "冯有田"}), ("closing_report", {"party_name": "冯某某"}))
    assert case.facts["party_name"].conflicts == ()


def test_receipts_find_their_papers_by_number() -> None:
    case = a_file(
        ("decision", {"number": "平林罚决字〔2023〕7号", "date": date(2023, 4, 10)}),
        ("service_receipt", {"delivered_number": "平林罚决〔2023〕第007号", "served_date": date(2023, 4, 12)}),
        ("prior_notice", {"number": "平林罚告〔2023〕7号", "date": date(2023, 3, 20)}),
        ("service_receipt", {"delivered_number": "平林罚告〔2023〕7号", "served_date": date(2023, 3, 21)}),
    )
    assert (case.value("decision_served_date"), case.value("notice_served_date")) == (date(2023, 4, 12), date(2023, 3, 21))


def test_receipts_find_their_papers_by_title_where_numbers_are_missing() -> None:
    case = a_file(
        ("prior_notice", {"date": date(2023, 3, 20)}),
        ("service_receipt", {"delivered_role": "prior_notice", "served_date": date(2023, 3, 21)}),
        ("hearing_notice_rights", {"date": date(2023, 3, 20)}),
        ("service_receipt", {"delivered_role": "hearing_notice_rights", "served_date": date(2023, 3, 22)}),
    )
    assert (case.value("notice_served_date"), case.value("hearing_notice_served_date")) == (date(2023, 3, 21), date(2023, 3, 22))


def test_one_receipt_for_two_notices() -> None:
    case = a_file(
        ("prior_notice", {"date": date(2023, 3, 20)}),
        ("hearing_notice_rights", {"date": date(2023, 3, 20)}),
        ("service_receipt", {"delivered_role": ["prior_notice", "hearing_notice_rights"], "served_date": date(2023, 3, 21)}),
    )
    assert case.value("notice_served_date") == case.value("hearing_notice_served_date") == date(2023, 3, 21)


def test_the_receipt_of_an_order_is_not_that_of_the_notice() -> None:
    case = a_file(
        ("prior_notice", {"date": date(2023, 3, 20)}),
        ("rectification_order", {"date": date(2023, 3, 7)}),
        ("service_receipt", {"delivered_role": "rectification_order", "served_date": date(2023, 3, 7)}),
    )
    assert "notice_served_date" not in case.facts


def test_without_a_receipt_the_decisions_word_does_not_stand_in() -> None:
    case = a_file(("prior_notice", {"date": date(2023, 3, 20)}), ("decision", {"notice_served_date": date(2023, 3, 21)}))
    assert "notice_served_date" not in case.facts


def test_a_combined_notice_dates_both() -> None:
    case = a_file(("prior_notice", {"date": date(2023, 3, 20), "hearing_right": True}))
    assert case.value("hearing_notice_date") == case.value("notice_date") == date(2023, 3, 20)


def test_a_second_notice_takes_the_place_of_the_first() -> None:
    case = a_file(
        ("prior_notice", {"date": date(2023, 3, 20)}),
        ("prior_notice", {"date": date(2023, 4, 3)}),
        ("decision", {"date": date(2023, 4, 20)}),
    )
    assert case.value("notice_date") == date(2023, 4, 3)


def test_officers_take_their_numbers_from_any_paper() -> None:
    case = a_file(
        ("filing_approval", {"officers": [Person("陶志远"), Person("范小军")]}),
        ("inspection_record", {"officers": [Person("陶志远", "14020011"), Person("袁大勇", "14020019")]}),
        ("inquiry_record", {"officers": [Person("范小军", "14020012"), Person("陶志远", "14020011")]}),
    )
    assert case.value("officers") == (Person("陶志远", "14020011"), Person("范小军", "14020012"))


def test_a_name_misread_once_takes_the_usual_writing() -> None:
    case = a_file(
        ("summary_decision", {"officers": [Person("焦平"), Person("范小军")]}),
        ("other", {"officers": [Person("焦志平", "14020033")]}),
        ("closing_report", {"officers": [Person("焦志平")]}),
    )
    assert case.value("officers") == (Person("焦志平", "14020033"), Person("范小军"))


@pytest.mark.parametrize(
    ("papers", "procedure"),
    [
        ((("decision", {}),), "ordinary"),
        ((("summary_decision", {}),), "summary"),
        ((("no_penalty_decision", {}),), "no_penalty"),
        ((("hearing_record", {}), ("decision", {})), "hearing"),
        ((("cover", {}),), None),
    ],
    ids=["decision", "on the spot", "no penalty", "a hearing was held", "nothing but a cover"],
)
def test_procedure(papers: tuple[Paper, ...], procedure: str | None) -> None:
    assert a_file(*papers).procedure == procedure


def test_no_penalty_means_no_penalties() -> None:
    assert a_file(("no_penalty_decision", {"date": date(2023, 4, 10)})).value("penalties") == ()


def test_orders_to_correct_stand_last() -> None:
    assert a_file(("decision", {"penalties": ["责令改正类", "罚款"]})).value("penalties") == ("罚款", "责令改正类")


def test_quantities_are_the_decisions_and_others_conflict() -> None:
    case = a_file(("decision", {"trees": Decimal(36)}), ("inspection_record", {"trees": Decimal(34)}))
    assert case.value("quantities") == {"trees": Decimal(36)}
    assert [conflict.value for conflict in case.facts["quantities"].conflicts] == [{"trees": Decimal(34)}]


def test_citations_of_another_paragraph_conflict() -> None:
    one, other = Citation("森林法", 76, 2), Citation("森林法", 76, 1)
    case = a_file(("decision", {"basis": [one]}), ("prior_notice", {"basis": [other]}))
    assert case.value("basis") == (one,)
    assert [conflict.value for conflict in case.facts["basis"].conflicts] == [(other,)]


def test_days_of_inquiry_are_one_a_record() -> None:
    assert a_file(("inquiry_record", {"date": date(2023, 3, 8)}), ("inquiry_record", {"date": date(2023, 3, 7)})).value(
        "inquiry_date"
    ) == (date(2023, 3, 8), date(2023, 3, 7))


def test_a_paper_that_cannot_be_read_leaves_its_facts_unread() -> None:
    case = a_file(("decision", {"date": date(2023, 4, 10)}), ("legal_review", {}), unreadable=(1,))
    assert case.facts["legal_review_date"].reason == "unreadable"


def test_the_index_names_the_paper_of_an_unreadable_page() -> None:
    row = IndexRow("法制审核意见书", "legal_review", None, None, 9, 9)
    case = a_file(("decision", {"date": date(2023, 4, 10)}), ("other", {}), unreadable=(1,), index=(row,))
    assert case.facts["legal_review_date"].value is None


def test_handwriting_does_not_outweigh_two_printed_papers() -> None:
    pages = tuple(Page(SOURCE, at + 1, "") for at in range(3))
    documents = tuple(
        Document(role, role, (page,)) for role, page in zip(("decision", "prior_notice", "opinion"), pages, strict=True)
    )
    field = Field("party_name", "冯有由", Evidence(SOURCE.name, 1, 0, 0, ""), 0.5, "test")
    fields = [[field], [replace(field, value="冯有田", confidence=0.95)], [replace(field, value="冯有田", confidence=0.95)]]
    assert assemble("made-up", Bundle(documents, pages), fields).value("party_name") == "冯有田"


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("平林罚决字〔2023〕第007号", "平林罚决〔2023〕7号", True),
        ("平林罚决字〔2023〕7号", "平林罚决字〔2023〕8号", False),
        ("平林罚决字〔2023〕7号", "平林罚告字〔2023〕7号", False),
    ],
    ids=["written this way or that", "another serial", "another paper"],
)
def test_numbers(one: str, other: str, equal: bool) -> None:
    assert (key(one) == key(other)) is equal


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("林业行政处罚先行告知书", "prior_notice"),
        ("行政处罚事先（听证）告知书", "prior_notice"),
        ("听证权利告知书", "hearing_notice_rights"),
        ("举行听证通知书", "hearing_notice"),
        ("行政处罚决定书", "decision"),
        ("当场行政处罚决定书", "summary_decision"),
        ("不予行政处罚决定书", "no_penalty_decision"),
        ("责令停止违法行为通知书", "rectification_order"),
        ("履行行政处罚决定催告书", "demand_notice"),
        ("先行登记保存证据通知书", "preservation"),
        ("证人证言", None),
    ],
)
def test_role_of_a_served_title(title: str, role: str | None) -> None:
    assert role_of(title) == role


@pytest.mark.parametrize(
    ("name", "one", "other", "equal"),
    [
        ("party_name", "冯*田", "冯有田", True),
        ("party_name", "冯有田", "冯有天", False),
        ("authority", "平川县林业局", "平川县林业局（印章）", True),
        ("party_id", "1409811981****4039", "140981198105164039", True),
    ],
    ids=["masked", "another name", "with its seal", "masked number"],
)
def test_same(name: str, one: str, other: str, equal: bool) -> None:
    assert same(name, one, other) is equal


def test_events_carry_people_and_times() -> None:
    start, end = datetime(2023, 3, 7, 9, 10), datetime(2023, 3, 7, 10, 5)
    case = a_file(
        ("decision", {"date": date(2023, 4, 10)}),
        (
            "inquiry_record",
            {"start_time": start, "end_time": end, "officers": [Person("陶志远", "14020011")], "recorder": "苗雨"},
        ),
    )
    first = events(case)[0]
    assert (first.what, first.start, first.end, first.people, first.document) == (
        "inquiry_record",
        start,
        end,
        ("陶志远", "苗雨"),
        1,
    )


def test_a_receipt_without_any_words_belongs_to_the_paper_before_it() -> None:
    case = a_file(("decision", {}), ("service_receipt", {"served_date": date(2023, 4, 12)}))
    assert deliveries(case.documents, case.fields) == {1: (0,)}


def a_scan(*papers: Paper, sure: float = 0.8) -> CaseRecord:
    """The same, read from pictures."""
    pages = tuple(Page(SOURCE, at + 1, "", origin="ocr") for at in range(len(papers)))
    documents = tuple(Document(role, role, (page,)) for (role, _), page in zip(papers, pages, strict=True))
    fields = [
        [Field(name, value, Evidence(SOURCE.name, at + 1, 0, 0, ""), sure, "test") for name, value in told.items() if not isinstance(value, list)]
        for at, (_, told) in enumerate(papers)
    ]
    return assemble("made-up", Bundle(documents, pages), fields)


NUMBERS: tuple[Paper, ...] = (
    ("prior_notice", {"number": "青林罚告字〔2023〕第2号"}),
    ("opinion", {"number": "青林罚意字〔2023〕第2号"}),
    ("cover", {"number": "青林罚立字〔2023〕第2号"}),
)


@pytest.mark.parametrize("read", ["决字〔2023〕第2号", "日青林罚决字〔2023〕第2号"], ids=["head lost", "a sign too many"])
def test_a_number_a_scan_got_wrong_is_put_right_by_the_other_numbers(read: str) -> None:
    case = a_scan(("decision", {"number": read}), ("closing_report", {"doc_number": "青林罚决字〔2023〕第2号"}), *NUMBERS)
    assert case.value("doc_number") == "青林罚决字〔2023〕第2号"


@pytest.mark.parametrize("read", ["长岑县林业局", "岭县林业局", "长岭县林亚局"], ids=["one sign misread", "head lost", "another misread"])
def test_a_body_a_scan_got_wrong_is_the_one_the_other_papers_name(read: str) -> None:
    others = [(role, {"authority": "长岭县林业局"}) for role in ("prior_notice", "opinion", "cover", "tenure")]
    assert a_scan(("decision", {"authority": read}), *others).value("authority") == "长岭县林业局"  # type: ignore[arg-type]


def test_a_body_of_another_rank_stays_another_body() -> None:
    others = [(role, {"authority": "长岭市林业局"}) for role in ("prior_notice", "opinion", "cover", "tenure")]
    assert a_scan(("decision", {"authority": "长岭县林业局"}), *others).value("authority") == "长岭县林业局"  # type: ignore[arg-type]


def test_a_day_years_from_the_others_is_not_sure() -> None:
    others = [(role, {"date": date(2020, 3, 5)}) for role in ("prior_notice", "opinion", "cover")]
    case = a_scan(("decision", {"date": date(2002, 4, 1)}), *others, sure=0.97)  # type: ignore[arg-type]
    assert case.facts["decision_date"].confidence < 0.9


def test_an_amount_read_less_clearly_is_what_two_others_say() -> None:
    said = [(role, {"fine_yuan": Decimal(12600)}) for role in ("decision_approval", "discussion_record")]
    assert a_scan(("decision", {"fine_yuan": Decimal(12900)}), *said).value("fine_yuan") == 12600  # type: ignore[arg-type]


def test_a_clear_amount_stands_against_two_others() -> None:
    said = [(role, {"fine_yuan": Decimal(12600)}) for role in ("decision_approval", "discussion_record")]
    assert a_scan(("decision", {"fine_yuan": Decimal(12900)}), *said, sure=0.96).value("fine_yuan") == 12900  # type: ignore[arg-type]


def test_a_name_with_an_unread_sign_is_no_value() -> None:
    fact = a_file(("legal_review", {"reviewer": "\ufffd国栋"})).facts["reviewer"]
    assert (fact.value, fact.reason) == (None, "unreadable")
