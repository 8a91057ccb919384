"""What forms of other counties say: costs, days, clocks, certificates, rows of receipts, keys of choices, why silence proves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.check import check, load_rules
from pipeline.check.gaps import gap
from pipeline.extract import extract
from pipeline.extract.clocks import find_clocks
from pipeline.extract.dates import find_days
from pipeline.extract.labelled import labelled
from pipeline.extract.quantities import quantities
from pipeline.extract.receipt_rows import under
from pipeline.extract.ticks import chosen, without_unticked
from pipeline.law import Law
from pipeline.records import CaseRecord, Document, Finding, Page
from pipeline.registers import Registers
from tests.builders import a_case, a_page, a_settings


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        (
            "恢复植被和林业生产条件所需费用按每平方米15元计，依据省里制定的恢复植被和林业生产条件标准（晋林发〔2021〕35号），共计6300元。",
            6300,
        ),
        ("恢复植被和林业生产条件所需费用经云某县调查规划中心认定为12900元。", 12900),
        ("所需费用按每平方米10元计算，合计人民币4200元。", 4200),
        ("处恢复植被和林业生产条件所需费用0.8倍的罚款，即18000元×0.8=14400元。", 18000),
        ("恢复植被所需费用按每平方米15元计。", None),
        ("恢复植被和林业生产条件所需费用由当事人承担，林木价值共计800元。", None),
    ],
    ids=[
        "behind its rate and standard",
        "found by an agency",
        "behind its rate",
        "in the formula of the fine",
        "a rate alone",
        "another value",
    ],
)
def test_the_cost_of_restoring_is_the_sum_and_not_the_rate(said: str, cost: int | None) -> None:
    found = [one.value for one in quantities(said, 0, len(said)) if one.name == "restore_cost_yuan"]
    assert found == ([] if cost is None else [Decimal(cost)])


def test_proceeds_are_illegal_gains_and_stock_is_not() -> None:
    said = "未售出的苗木货值金额6800元，已售苗木所得1200元。"
    assert [one.value for one in quantities(said, 0, len(said)) if one.name == "illegal_gains_yuan"] == [1200]


@pytest.mark.parametrize(
    "year", ["二\ufffd二四年", "二\ue5e5二四年", "二〇二四年"], ids=["no sign", "a private sign", "the sign itself"]
)
def test_a_year_whose_zero_cannot_be_copied(year: str) -> None:
    assert [one.value for one in find_days(f"某县林业局\n{year}七月十九日")] == [date(2024, 7, 19)]


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("2024年7月3日9时10分起至10时25分止", ("09:10", "10:25")),
        ("2024年7月3日 9:10—10:25", ("09:10", "10:25")),
        ("2024年7月3日下午三时十分至四时半", ("15:10", "16:30")),
        ("2024年7月3日上午11时30分至下午1时", ("11:30", "13:00")),
        ("2024年7月3日9∶10～10∶25", ("09:10", "10:25")),
    ],
)
def test_from_when_to_when(said: str, clock: tuple[str, str]) -> None:
    found = find_clocks(said)[0]
    assert found.end is not None and (f"{found.start:%H:%M}", f"{found.end:%H:%M}") == clock


def people(role: str, text: str) -> dict[str, Any]:
    fields = extract(Document(role, text.split("\n")[0], (a_page(1, text, marks=()),)))
    return {item.value.name: item.value.certificate for item in fields if item.name == "officers"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("inquiry_record", "询问笔录\n询问人：裴志高 执法证号：14990012041\n记录人：佟雅静 执法证号：14990012057"),
        (
            "inspection_record",
            "现场踏查记录\n踏查人员：裴志高（执法证号：14990012041）、佟雅静（执法证号：14990012057）\n记录人：佟雅静",
        ),
        ("inquiry_record", "询问笔录\n询问人\t裴志高、佟雅静\t执法证件编号\t14990012041、14990012057"),
        (
            "inquiry_record",
            "询问笔录\n询问人 裴志高 佟雅静 记录人 佟雅静\n我们是林草局的（出示执法证裴志高14990012041佟雅静14990012057）",
        ),
    ],
    ids=["the recorder's own number", "numbers in brackets", "two numbers in one cell", "numbers shown in the talk"],
)
def test_both_officers_have_their_numbers(role: str, text: str) -> None:
    assert people(role, text) == {"裴志高": "14990012041", "佟雅静": "14990012057"}


def test_a_recorder_without_a_number_is_no_officer() -> None:
    assert people("inquiry_record", "询问笔录\n询问人：裴志高（14990012041）、石大河（14990012057）\n记录人：佟雅静").keys() == {
        "裴志高",
        "石大河",
    }


def test_a_name_below_the_last_words_of_a_record_is_a_signature() -> None:
    text = "询问笔录\n问：说一下经过。\n答：砍了树。\n以上笔录我已看过，和我说的一样。\n濮文山（捺印）2024.7.3\n询问人 裴志高"
    fields = extract(Document("inquiry_record", "询问笔录", (a_page(1, text, marks=()),)))
    assert [item.value for item in fields if item.name == "party_signed"] == [True]


def test_a_receipt_with_a_row_a_paper_gives_its_day_and_signer() -> None:
    rows = "文书名称\t文号\t收件人签名\t收到时间\n行政处罚决定书\t某林罚决〔2024〕5号\t厉大川\t2024年7月31日"
    text = f"送达回证\n受送达人\t厉大川\n{rows}\n送达人\t裴志高"
    fields = {item.name: item.value for item in extract(Document("service_receipt", "送达回证", (a_page(1, text),)))}
    assert (fields["served_date"], fields["signer"]) == (date(2024, 7, 31), "厉大川")


def test_a_row_of_labels_and_values_is_no_head() -> None:
    assert list(under("编号\t1\t收到时间\n甲\t乙\t丙", "收到时间")) == []


@pytest.mark.parametrize("ditto", ["同上", "见立案审批表", "〃", "同决定书"])
def test_a_reference_is_no_value(ditto: str) -> None:
    assert list(labelled(f"当事人：{ditto}\n", "当事人")) == []


@pytest.mark.parametrize(
    ("written", "ticked"),
    [
        ("A（A同意 B修改后同意 C不同意）", "同意"),
        ("[2] 1.直接 2.留置 3.邮寄", "留置"),
        ("①（①直接②留置③邮寄）", "直接"),
        ("A（A.自收到决定书之日起15日内缴至银行 B.当场收缴）", "自收到决定书之日起15日内缴至银行"),
        ("附件3：1.照片 2.图纸", "附件3：1.照片 2.图纸"),
        ("1.责令停止；2.处罚款", "1.责令停止；2.处罚款"),
    ],
)
def test_the_key_of_a_choice_ticks_it(written: str, ticked: str) -> None:
    assert chosen(written) == ticked
    assert len(without_unticked(written)) == len(written)


DECIDED, ACTED = date(2024, 5, 10), date(2024, 3, 1)


def answer(code: str, case: CaseRecord) -> Finding:
    return check(case, [rule for rule in load_rules() if rule.code == code], Law.load(), a_settings(), Registers())[0]


def grassland(text: str, **more: Any) -> CaseRecord:
    papers = [{"role": "decision", "area_mu": 22.5, "text": text}]
    return a_case(cause="非法开垦草原", decision_date=DECIDED, violation_date=ACTED, papers=papers, **more)


def test_a_decision_alone_that_reaches_the_line_to_crime_and_is_silent_is_told() -> None:
    whole = grassland("开垦草原22.5亩")
    alone = replace(whole, documents=whole.documents[:1], pages=whole.pages[:1])
    found = answer("YS-01", alone)
    assert (found.verdict, [item.quote for item in found.evidence]) == ("fail", ["22.5"])
    assert "请查明是否已经移送" in found.message


def test_a_decision_alone_that_tells_of_the_police_is_open() -> None:
    whole = grassland("公安机关不予立案")
    assert answer("YS-01", replace(whole, documents=whole.documents[:1], pages=whole.pages[:1])).verdict == "unsure"


def test_the_lower_line_is_named_where_it_counts() -> None:
    papers = [{"role": "decision", "area_mu": 5.25, "text": "占用公益林林地"}]
    case = a_case(cause="擅自改变林地用途", decision_date=DECIDED, violation_date=ACTED, papers=papers)
    assert "文书写明属于这一情形，按较低的起点" in answer("YS-01", case).message


def test_a_fire_that_burnt_nothing_reaches_no_line() -> None:
    papers = [{"role": "decision", "text": "在林缘烧秸秆，未引起火灾"}]
    case = a_case(cause="未经批准野外用火", decision_date=DECIDED, violation_date=ACTED, papers=papers)
    assert answer("YS-01", case).verdict == "not_applicable"


def test_the_reason_why_silence_proves_nothing_is_the_true_one() -> None:
    whole = a_case(papers=["decision", "inquiry_record"])
    dark = Page(whole.pages[0].source, 9, "", state="unreadable", reason="图像过暗")
    assert gap(replace(whole, pages=(*whole.pages, dark))) == "有页面未能识读"
    assert gap(replace(whole, documents=whole.documents[:1])) == "卷内只有处罚决定书"
    assert (
        gap(replace(whole, pages=tuple(replace(page, origin="ocr", confidence=0.3) for page in whole.pages))) == "有页面没有读清"
    )
    assert gap(whole) == "有的页面没有认出属于哪种文书"


def test_a_name_with_an_unread_sign_is_not_called_missing() -> None:
    case = a_case(
        decision_date=DECIDED, decision={"party_name": "某县宏\ufffd公司"}, unreadable=["party_name"], papers=["decision"]
    )
    assert "某县宏□公司" in answer("DC-22", case).message


def test_who_took_a_paper_is_not_who_it_was_for() -> None:
    text = "送达回证\n今送达沈大雅（滥伐林木案）下列文书：\n《行政处罚决定书》\n收件人\t苏小阳\n收到时间\t2024年10月23日\n经办人\t甘大成 何小超"
    fields = {item.name: item.value for item in extract(Document("service_receipt", "送达回证", (a_page(1, text),)))}
    assert (fields["recipient"], fields["signer"], fields["signer_relation"]) == ("沈大雅", "苏小阳", "unknown")


def test_a_conclusion_of_a_discussion_decides_the_fine() -> None:
    text = "合议记录\n承办人汇报：建议罚款5000元。\n讨论结论：经集体讨论，一致同意1.责令停止违法行为；2.罚款10000元（壹万元整）。"
    fields = [item.value for item in extract(Document("discussion_record", "合议记录", (a_page(1, text),))) if item.name == "fine_yuan"]
    assert fields == [Decimal(10000)]
