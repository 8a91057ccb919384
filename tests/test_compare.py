"""Comparing all cases: like cases and each archive signal, on both sides of its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.compare import compare, places
from pipeline.compare.rule import load_signals, signals
from pipeline.problems import DataError
from pipeline.records import CaseRecord, Citation, Comparison, Document, Evidence, Fact, Field, Finding, Page, Person, SourceFile
from pipeline.registers import CaseRow, InspectionRow, PublishedRow, Registers
from pipeline.settings import DiscretionTable, Settings, Tier, load

SETTINGS = load(None)
SOURCE = SourceFile(Path("a.pdf"), "a.pdf", "0" * 64, "pdf")
FELLING = Citation("森林法", 76, 2)


def a_case(name: str, *, procedure: Any = "ordinary", confidence: float = 1.0, **facts: Any) -> CaseRecord:
    """A 滥伐林木 case of 4 m³ worth 1000 yuan, fined threefold; a test names only what it is about, None takes a fact away."""
    number = "".join(filter(str.isdigit, name)) or "1"
    usual: dict[str, Any] = {
        "doc_number": f"某林罚决字〔2024〕第{number}号",
        "cause": "滥伐林木",
        "basis": (FELLING,),
        "party_name": f"当事人{name}",
        "party_kind": "citizen",
        "fine_yuan": Decimal(3000),
        "quantities": {"volume_m3": Decimal(4), "value_yuan": Decimal(1000)},
        "decision_date": date(2024, 1, 1) + timedelta(days=int(number)),
        "violation_date": date(2023, 9, 1),
    }
    told = {key: value for key, value in {**usual, **facts}.items() if value is not None}
    built = {
        key: Fact(key, value, (Evidence("a.pdf", 1, 0, 1, str(value)[:20]),), confidence) for key, value in told.items()
    }
    return CaseRecord(name, facts=built, procedure=procedure, cause=told.get("cause"))


def found(code: str, cases: list[CaseRecord], registers: Registers | None = None, settings: Settings = SETTINGS) -> list[Finding]:
    findings = compare(cases, settings, registers or Registers()).findings
    return [finding for finding in findings if finding.rule == code]


def fined(*times: float, volume: float = 4, start: int = 1) -> list[CaseRecord]:
    """Like cases fined these multiples of 1000 yuan."""
    return [
        a_case(f"{n}", fine_yuan=Decimal(str(multiple)) * 1000, quantities={"volume_m3": Decimal(str(volume)), "value_yuan": Decimal(1000)})
        for n, multiple in enumerate(times, start)
    ]


def a_table(*tiers: tuple[float, float, float, float]) -> Settings:
    """Settings with one discretion table: (from m³, to m³, lowest multiple, highest multiple)."""

    def number(value: float) -> Decimal:
        return Decimal(str(value))

    made = tuple(Tier({"volume_m3": (number(a), number(b))}, (number(c), number(d))) for a, b, c, d in tiers)
    table = DiscretionTable("滥伐林木", "value_yuan", "multiple", (date(2020, 7, 1), date(2030, 1, 1)), made)
    return replace(SETTINGS, discretion=(table,))


# --- like cases ------------------------------------------------------------------------------------------------------


def test_a_case_is_placed_among_its_like_cases_in_multiples() -> None:
    placed = places(compare(fined(3, 3.5, 4), SETTINGS, Registers()))
    assert placed["2"] == Comparison(
        "滥伐林木·森林法第七十六条第二款·个人·立木蓄积2至5立方米", "倍数", ("1", "3"), (Decimal("3.00"), Decimal("4.00")), Decimal("3.50")
    )


@pytest.mark.parametrize(
    "other",
    [
        {"cause": "盗伐林木"},
        {"basis": (Citation("森林法", 76, 1),)},
        {"party_kind": "unit"},
        {"quantities": {"volume_m3": Decimal(5), "value_yuan": Decimal(1000)}},
        {"fine_yuan": None},
    ],
    ids=["another cause", "another basis", "a unit", "a higher band", "no fine"],
)
def test_cases_that_differ_are_not_alike(other: Mapping[str, Any]) -> None:
    placed = places(compare([a_case("1"), a_case("2", **other)], SETTINGS, Registers()))
    assert placed == {}


def test_the_same_statute_by_another_name_is_the_same_basis() -> None:
    placed = places(compare([a_case("1"), a_case("2", basis=(Citation("中华人民共和国森林法", 76, 2),))], SETTINGS, Registers()))
    assert set(placed) == {"1", "2"}


# --- XA-03, XA-04, XA-15 ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "cases"),
    [
        ((3.1, 3.1, 3.2, 3.1, 4.6), 1),
        ((4.6, 4.6, 4.5, 4.6, 3.1), 1),
        ((3.1, 3.1, 3.2, 3.1, 3.4), 0),
        ((3.0, 3.6, 4.2, 4.6, 5.0), 0),
        ((3.1, 3.1, 3.2, 4.6), 0),
    ],
    ids=["one above four that agree", "one below", "one a little apart", "no two agree", "too few for a verdict"],
)
def test_unlike_fines_of_like_cases(times: tuple[float, ...], cases: int) -> None:
    assert len(found("XA-03", fined(*times))) == cases


@pytest.mark.parametrize(("last", "fails"), [(3.51, 0), (3.6, 1)])
def test_a_fine_outside_its_tier_where_like_cases_keep_to_it(last: float, fails: int) -> None:
    findings = found("XA-03", fined(3, 3.4, 3.2, 3.1, last, volume=2), settings=a_table((0, 3, 3, 3.5), (3, 8, 3.5, 4)))
    assert len(findings) == fails
    assert all(finding.cases == ("1", "2", "3", "4", "5") and "超出该档次" in finding.message for finding in findings)


def test_a_milder_fine_with_a_reason_is_no_signal() -> None:
    cases = fined(3.1, 3.1, 3.2, 3.1, 2)
    paper = Document("decision", "处罚决定书", ())
    reason = Field("mitigation_word", "减轻", Evidence("a.pdf", 1, 0, 2, "减轻"), 1.0, "test", 0)
    assert len(found("XA-03", cases)) == 1
    assert found("XA-03", [*cases[:4], replace(cases[4], documents=(paper,), fields=(reason,))]) == []


@pytest.mark.parametrize(
    ("amounts", "volumes", "cases"),
    [
        ((3200,) * 5 + (3300, 3400, 3500, 3600, 3700), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 5),
        ((3200,) * 5 + (3300, 3400, 3500, 3600, 3700, 3800), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), None),
        ((3200,) * 4 + (3300,), (1, 2, 3, 4, 5), None),
        ((3200,) * 5, (4, 4, 4, 4, 4), None),
    ],
    ids=["half of ten", "less than half", "only four", "nothing differs"],
)
def test_one_figure_for_all(amounts: tuple[int, ...], volumes: tuple[int, ...], cases: int | None) -> None:
    given = [
        a_case(f"{n}", fine_yuan=Decimal(fine), quantities={"volume_m3": Decimal(volume), "value_yuan": Decimal(1000)})
        for n, (fine, volume) in enumerate(zip(amounts, volumes, strict=True), 1)
    ]
    findings = found("XA-04", given)
    assert [len(finding.cases or ()) for finding in findings] == ([] if cases is None else [cases])
    assert all(finding.category == "一刀切执法" for finding in findings)


def test_the_legal_minimum_for_all_is_one_figure_too() -> None:
    given = [
        a_case(f"{n}", fine_yuan=Decimal(3 * value), quantities={"volume_m3": Decimal(n), "value_yuan": Decimal(value)})
        for n, value in enumerate((500, 700, 900, 1100, 1300), 1)
    ]
    (finding,) = found("XA-04", given)
    assert "法定最低" in finding.message


def test_one_figure_without_any_quantity_is_left_to_a_person() -> None:
    given = [a_case(f"{n}", fine_yuan=Decimal(3200), quantities=None) for n in range(1, 6)]
    assert [finding.verdict for finding in found("XA-04", given)] == ["unsure"]


@pytest.mark.parametrize(("volume", "times", "fails"), [(2.1, 4.9, 1), (2.1, 4.1, 0), (4.2, 4.9, 0)])
def test_the_smallest_act_with_the_heaviest_fine(volume: float, times: float, fails: int) -> None:
    graver = [case for n, v in enumerate((4, 4.5, 4.8), 1) for case in fined(3.1, volume=v, start=n)]
    findings = found("XA-15", [*graver, *fined(times, volume=volume, start=9)])
    assert len(findings) == fails
    assert all(finding.cases == ("1", "2", "3", "9") for finding in findings)


# --- XA-02, XA-13 ----------------------------------------------------------------------------------------------------


def test_a_number_used_twice_is_found_however_it_is_written() -> None:
    given = [a_case("1", doc_number="某林罚决字〔2024〕第005号"), a_case("2", doc_number="某林罚决[2024]5号")]
    (finding,) = found("XA-02", given)
    assert finding.cases == ("1", "2") and finding.verdict == "fail" and len(finding.evidence) == 2


def test_series_of_their_own_may_use_the_same_number() -> None:
    given = [a_case("1", doc_number="某林罚决〔2024〕5号"), a_case("2", doc_number="某林当罚决〔2024〕5号", decision_date=date(2024, 1, 1))]
    assert found("XA-02", given) == []


def test_numbers_that_changed_places_are_one_finding_about_both() -> None:
    days = {n: date(2024, 1, n) for n in range(1, 9)} | {3: date(2024, 1, 6), 6: date(2024, 1, 3)}
    findings = found("XA-02", [a_case(f"{n}", decision_date=day) for n, day in days.items()])
    assert [finding.cases for finding in findings] == [("3", "6")]


def test_numbers_of_one_day_may_stand_in_any_order() -> None:
    assert found("XA-02", [a_case(f"{n}", decision_date=date(2024, 1, 5)) for n in (1, 2, 3)]) == []


def test_an_illegible_number_never_accuses() -> None:
    given = [a_case("1", doc_number="某林罚决〔2024〕5号"), a_case("2", doc_number="某林罚决〔2024〕5号", confidence=0.5)]
    assert [finding.verdict for finding in found("XA-02", given)] == ["unsure"]


@pytest.mark.parametrize(
    ("second", "fails"),
    [
        ({}, 1),
        ({"violation_date": date(2023, 9, 2)}, 0),
        ({"party_name": "别人"}, 0),
        ({"quantities": {"volume_m3": Decimal(7), "value_yuan": Decimal(1900)}}, 0),
        ({"fine_yuan": None}, 0),
        ({"doc_number": "某林罚决字〔2024〕第1号"}, 0),
        ({"violation_place": "乙沟"}, 0),
        ({"violation_date": None}, 1),
    ],
    ids=["same day", "another day", "another party", "other measurements", "no second fine", "one number", "elsewhere", "no day, same measures"],
)
def test_one_act_fined_twice(second: Mapping[str, Any], fails: int) -> None:
    first = a_case("1", party_name="甲某某林场", violation_place="甲沟")
    named = {"party_name": "赵一", "violation_place": "甲沟"}
    findings = found("XA-13", [a_case("1", **named), a_case("2", **{**named, **second})])
    assert len(findings) == fails and first.case_id == "1"
    assert all(finding.law and finding.law[0].citation.article == 29 for finding in findings)


def test_a_masked_name_never_makes_two_cases_one_party() -> None:
    assert found("XA-13", [a_case("1", party_name="赵某"), a_case("2", party_name="赵某")]) == []


# --- XA-01, XA-12 ----------------------------------------------------------------------------------------------------


def a_sitting(name: str, start: str, end: str, officer: Person) -> CaseRecord:
    case = a_case(name)
    document = Document("inquiry_record", "询问笔录", (Page(SOURCE, 1, ""),))
    values = {"start_time": datetime.fromisoformat(start), "end_time": datetime.fromisoformat(end), "officers": officer}
    fields = tuple(Field(key, value, Evidence("a.pdf", 1, 0, 1, key), 1.0, "test", 0) for key, value in values.items())
    return replace(case, documents=(document,), fields=fields)


@pytest.mark.parametrize(
    ("start", "officer", "fails"),
    [
        ("2024-03-05 09:59", Person("钱二", "01"), 1),
        ("2024-03-05 10:00", Person("钱二", "01"), 0),
        ("2024-03-05 09:59", Person("钱二"), 1),
        ("2024-03-05 09:59", Person("钱二", "02"), 0),
        ("2024-03-05 09:59", Person("孙三", "01"), 0),
    ],
    ids=["overlap", "right after", "number unknown", "another of that name", "another officer"],
)
def test_one_officer_in_two_records_at_once(start: str, officer: Person, fails: int) -> None:
    one = a_sitting("1", "2024-03-05 09:00", "2024-03-05 10:00", Person("钱二", "01"))
    findings = found("XA-01", [one, a_sitting("2", start, "2024-03-05 11:00", officer)])
    assert [finding.cases for finding in findings] == [("1", "2")] * fails


def test_one_person_in_all_three_parts_across_files() -> None:
    officers = (Person("钱二"),)
    given = [a_case("1", officers=officers), a_case("2", reviewer="钱二"), a_case("3", host="钱二")]
    assert [finding.cases for finding in found("XA-12", given)] == [("1", "2", "3")]
    assert found("XA-12", given[:2]) == []
    assert found("XA-12", [a_case("1", officers=officers, reviewer="钱二", host="钱二")]) == []


# --- XA-05, XA-06, XA-07, XA-10 --------------------------------------------------------------------------------------


def visits(*days: str, subject: str = "防火") -> Registers:
    rows = tuple(InspectionRow(date.fromisoformat(day), "某局", "丙公司", subject, (), n) for n, day in enumerate(days, 2))
    return Registers(inspections=rows)


@pytest.mark.parametrize(
    ("registers", "fails"),
    [
        (visits("2024-01-01", "2024-01-20", "2024-02-10", "2024-03-01", "2024-03-20"), 1),
        (visits("2024-01-01", "2024-01-20", "2024-02-10", "2024-03-01", "2024-09-20"), 0),
        (visits("2024-01-01", "2024-01-01", "2024-01-01", "2024-03-01", "2024-03-20"), 0),
        (visits("2024-01-01", "2024-01-20", "2024-02-10", "2024-03-01", "2024-03-20", subject="整改复查"), 0),
    ],
    ids=["five in three months", "the fifth much later", "three on one day", "follow-ups"],
)
def test_one_enterprise_inspected_many_times(registers: Registers, fails: int) -> None:
    findings = found("XA-05", [a_case("1", party_name="丙公司", party_kind="unit")], registers)
    assert [finding.cases for finding in findings] == [("1",)] * fails


@pytest.mark.parametrize(("together", "fails"), [(8, 1), (7, 0)])
def test_a_years_cases_opened_within_a_few_weeks(together: int, fails: int) -> None:
    days = [date(2023, 4, 1) + timedelta(days=n) for n in range(together)]
    days += [date(2023, month, 15) for month in (1, 2, 6, 7, 8, 9, 10, 11, 12)]
    findings = found("XA-06", [a_case(f"{n}", filing_date=day) for n, day in enumerate(days, 1)])
    assert len(findings) == fails
    assert all(len(finding.cases or ()) == together and finding.category == "运动式执法" for finding in findings)


def test_opening_days_are_taken_from_the_register_where_the_files_do_not_tell() -> None:
    cases = [a_case(f"{n}") for n in range(1, 13)]
    rows = tuple(
        CaseRow(None, None, None, date(2023, 4, n), f"某林罚决〔2024〕{n}号", None, None, n + 1) for n in range(1, 13)
    )
    assert len(found("XA-06", cases, Registers(cases=rows))) == 1


@pytest.mark.parametrize(("days", "fails"), [(1, 1), (2, 0)])
def test_decisions_on_the_day_after_the_notice(days: int, fails: int) -> None:
    given = [
        a_case(f"{n}", notice_served_date=date(2024, 1, 1) + timedelta(days=n - days)) for n in range(1, 6)
    ]
    assert len(found("XA-07", given)) == fails


def ordered(name: str, due: date, **facts: Any) -> CaseRecord:
    page = Page(SOURCE, 1, "决定")
    field = Field("due_date", due, Evidence("a.pdf", 1, 0, 1, "期限"), 1.0, "test", 0)
    case = a_case(name, quantities={"replant_trees": Decimal(30)}, **facts)
    papers = (Document("decision", "处罚决定书", (page,)), Document("payment_receipt", "票据", (page,)))
    return replace(case, documents=papers, fields=(field,), pages=(page,))


@pytest.mark.parametrize(
    ("due", "accepted", "fails"), [(date(2024, 6, 30), None, 1), (date(2024, 12, 1), None, 0), (date(2024, 6, 30), date(2024, 8, 1), 0)]
)
def test_restoration_without_acceptance_long_after_its_deadline(due: date, accepted: date | None, fails: int) -> None:
    later = a_case("2", decision_date=date(2025, 1, 31))
    findings = found("XA-10", [ordered("1", due, acceptance_date=accepted, payment_date=date(2024, 3, 1)), later])
    assert [finding.cases for finding in findings] == [("1",)] * fails


def test_a_decision_alone_does_not_say_that_nothing_was_accepted() -> None:
    assert found("XA-10", [ordered("1", date(2024, 6, 30)), a_case("2", decision_date=date(2025, 1, 31))]) == []


def test_a_file_with_an_unread_page_is_not_said_to_lack_the_acceptance() -> None:
    case = ordered("1", date(2024, 1, 1), payment_date=date(2024, 1, 5))
    case = replace(case, pages=(*case.pages, Page(SOURCE, 2, "", state="unreadable")))
    assert found("XA-10", [case, a_case("2", decision_date=date(2025, 1, 31))]) == []


# --- XA-08, XA-09, XA-11 ---------------------------------------------------------------------------------------------


def a_paper(name: str, role: str, text: str, person: str | None = None, picture: str | None = None) -> CaseRecord:
    page = Page(SOURCE, 1, text, picture=picture)
    told = [Field("asked_person", person, Evidence("a.pdf", 1, 0, 1, person), 1.0, "test", 0)] if person else []
    return replace(a_case(name), documents=(Document(role, "某文书", (page,)),), fields=tuple(told), pages=(page,))


def a_record(name: str, person: str, *answers: str) -> CaseRecord:
    standard = "问：我们的执法证件看清了吗？\n答：看清了，你们是林业局的执法人员，没有意见。\n"
    asked = "\n".join(f"问：第{n}个问题？\n答：{answer}" for n, answer in enumerate(answers, 1))
    return a_paper(name, "inquiry_record", f"{standard}{asked}\n以上笔录我看过，和我说的一样。", person)


COPIED = ("那天下午我一个人去的后山沟里", "树是我用油锯放倒的一共三十来棵", "木头拉回家盖了羊圈剩下的烧了")
OWN = ("我是秋天跟着表哥一块上的山", "放了两天零半天记不清多少棵了", "卖给了外村收木头的一个车主")


@pytest.mark.parametrize(
    ("first", "second", "person", "fails"),
    [
        (COPIED, COPIED, "李四", 1),
        (COPIED, (*COPIED[:2], OWN[2]), "李四", 0),
        (COPIED, OWN, "李四", 0),
        (COPIED, tuple(answer.replace("后", "后山", 1).replace("棵", "裸") for answer in COPIED), "李四", 1),
        (COPIED, COPIED, "张三", 0),
        (("是的", "没有", "对"), ("是的", "没有", "对"), "李四", 0),
    ],
    ids=["three long answers", "only two", "none", "three with a slip of the scanner or the pen", "the same person again", "short answers"],
)
def test_answers_copied_between_records(first: tuple[str, ...], second: tuple[str, ...], person: str, fails: int) -> None:
    findings = found("XA-08", [a_record("1", "张三", *first), a_record("2", person, *second)])
    assert [finding.cases for finding in findings] == [("1", "2")] * fails


def test_answers_that_everybody_gives_are_the_forms_wording() -> None:
    people = ["张三", "李四", "王五", "赵六", "钱七"]
    assert found("XA-08", [a_record(f"{n}", person, *COPIED) for n, person in enumerate(people, 1)]) == []


@pytest.mark.parametrize(("second", "fails"), [("af89cdb27276120d", 1), ("af89cdb27276120f", 1), ("5076324d8d89edf2", 0)])
def test_one_photograph_in_two_files(second: str, fails: int) -> None:
    cases = [a_paper("1", "photo", "", picture="af89cdb27276120d"), a_paper("2", "photo", "", picture=second)]
    assert [finding.cases for finding in found("XA-09", cases)] == [("1", "2")] * fails


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("经研究，为完成全年罚没收入任务，同意从重。", "完成全年罚没"),
        ("本季度罚款指标尚差三万元。", "罚款指标"),
        ("罚没款按60%比例\n返还我局。", "罚没款按60%比例\n返还"),
        ("不得下达或者变相下达罚款指标。", None),
        ("罚款全部上缴国库，多缴的罚款予以返还当事人。", None),
        ("责令完成造林任务，并处罚款三千元。", None),
    ],
)
def test_words_of_fine_targets_unless_the_paper_forbids_them(text: str, quote: str | None) -> None:
    findings = found("XA-11", [a_paper("1", "discussion_record", text)])
    assert [finding.evidence[0].quote for finding in findings] == ([quote] if quote else [])


# --- XA-14 -----------------------------------------------------------------------------------------------------------


def a_row(n: int, **more: Any) -> CaseRow:
    usual = {"case_number": None, "cause": None, "party": None, "filing_date": None, "doc_number": f"某林罚决〔2024〕{n}号"}
    usual |= {"decision_date": date(2024, 1, 1) + timedelta(days=n), "fine_yuan": Decimal(3000), "row": n + 1}
    return CaseRow(**{**usual, **more})


def listed(n: int, **more: Any) -> PublishedRow:
    usual = {"number": f"某林罚决〔2024〕{n}号", "party": None, "cause": None, "decision_date": date(2024, 1, 1) + timedelta(days=n)}
    usual |= {"published_date": None, "fine_yuan": Decimal(3000), "authority": None, "basis": None, "row": n + 1}
    return PublishedRow(**{**usual, **more})


THREE = [a_case("1"), a_case("2"), a_case("3")]


@pytest.mark.parametrize(
    ("registers", "expected"),
    [
        (Registers(cases=(a_row(1), a_row(2), a_row(3))), []),
        (Registers(cases=(a_row(1), a_row(2))), [("3",)]),
        (Registers(cases=(a_row(1), a_row(2), a_row(3), a_row(9))), [()]),
        (Registers(cases=(a_row(1), a_row(2), a_row(3, fine_yuan=Decimal(3500)))), [("3",)]),
        (Registers(cases=(a_row(1), a_row(2), a_row(3, fine_yuan=Decimal("3000.4")))), []),
        (Registers(cases=(a_row(1), a_row(2), a_row(3, decision_date=date(2024, 2, 9)))), [("3",)]),
        (Registers(cases=(a_row(1), a_row(2, doc_number="某林罚决〔2024〕22号"), a_row(3))), [("2",), ()]),
        (Registers(cases=(a_row(1), a_row(2, doc_number="看不清", case_number="2"), a_row(3))), []),
        (Registers(published=(listed(1), listed(2), listed(3, fine_yuan=Decimal(30000)))), [("3",)]),
        (Registers(published=(listed(1), listed(2, decision_date=date(2024, 2, 9)), listed(3))), [("2",)]),
        (Registers(published=(listed(1, decision_date=date(2022, 1, 1)),)), [("1",)]),
        (Registers(cases=()), []),
    ],
    ids=[
        "all agree", "a file without a row", "a row without a file", "another fine", "rounded to the yuan", "another day",
        "another number", "a misprinted number of a known case", "tenfold in the list", "another day in the list",
        "the list covers other years", "an empty register",
    ],
)  # fmt: skip
def test_register_list_and_archive_side_by_side(registers: Registers, expected: list[tuple[str, ...]]) -> None:
    findings = found("XA-14", THREE, registers)
    assert [finding.cases for finding in findings] == expected
    assert all(finding.verdict == "fail" for finding in findings)


@pytest.mark.parametrize("rounded", ["18773.00", "18770.00", "18800.00"])
def test_a_list_in_ten_thousands_may_round(rounded: str) -> None:
    case = a_case("1", fine_yuan=Decimal("18773.1"))
    assert found("XA-14", [case], Registers(published=(listed(1, fine_yuan=Decimal(rounded)),))) == []


def test_a_no_penalty_decision_need_not_be_published_but_is_registered() -> None:
    cases = [a_case("1"), a_case("2", doc_number="某林罚不决〔2024〕2号", fine_yuan=None, procedure="no_penalty")]
    assert found("XA-14", cases, Registers(published=(listed(1),))) == []
    assert [finding.cases for finding in found("XA-14", cases, Registers(cases=(a_row(1),)))] == [("2",)]


def test_an_archive_that_is_a_sample_of_the_register_is_left_to_a_person() -> None:
    findings = found("XA-14", THREE, Registers(cases=tuple(a_row(n) for n in range(1, 9))))
    assert [(finding.verdict, finding.cases) for finding in findings] == [("unsure", ())]


def test_one_number_missing_in_both_lists_is_one_finding() -> None:
    registers = Registers(cases=(a_row(1), a_row(2), a_row(3), a_row(9)), published=(listed(1), listed(2), listed(3), listed(9)))
    (finding,) = found("XA-14", THREE, registers)
    assert "案件登记簿第10行、公示清单第10行" in finding.message and "9号" in finding.message


# --- all of them -----------------------------------------------------------------------------------------------------


def test_findings_about_the_archive_are_hints_without_a_case() -> None:
    findings = compare(fined(3.1, 3.1, 3.2, 3.1, 4.6), SETTINGS, Registers()).findings
    assert findings and all(item.case is None and item.severity == "hint" and item.suggestion for item in findings)


def test_the_order_of_the_cases_does_not_matter() -> None:
    cases = [*fined(3.1, 3.1, 3.2, 4.6), a_case("9", doc_number="某林罚决字〔2024〕第1号")]
    assert compare(cases, SETTINGS, Registers()).findings == compare(cases[::-1], SETTINGS, Registers()).findings


def test_every_archive_rule_has_a_reason_and_a_kind_of_problem() -> None:
    assert all(signal.why and signal.title and signal.category for signal in signals().values())
    assert set(signals()) >= {f"XA-{n:02d}" for n in range(1, 16)}


def test_a_broken_archive_rule_is_refused_by_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "XA-99.yaml").write_text("title: 甲\n", encoding="utf-8")
    with pytest.raises(DataError, match="XA-99.yaml.*why"):
        load_signals(tmp_path)
