"""Decisions as they are found: copied from pages line by line, in tables, retold in news; made-up names throughout."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import extract, plain, split
from pipeline.read.plain import text_page
from pipeline.records import CaseRecord, SourceFile

DECIDED = """云岭县林业局
行政处罚决定书
云林罚决字〔2024〕3号
当事人：段文清，男，身份证号：53290119800101001X，住云岭县白马镇。
经查，2024年1月5日，当事人在云岭县白马镇未取得采伐许可证采伐云南松3株。
当事人的行为违反了《森林法》第五十六条第一款的规定。依据《森林法》第七十六条第二款的规定，决定给予如下处罚：
{order}
自收到本决定书之日起十五日内缴至云岭县农商银行。
云岭县林业局
2024年2月8日
"""
TABLE = """行政相对人名称\t云岭县广源木材有限公司
行政处罚决定书文号\t云林罚决字〔2024〕第17号
违法事实\t2024年2月18日，当事人擅自采伐云南松23株。
处罚依据\t《森林法》第七十六条第二款
处罚类别\t罚款
处罚内容\t处罚款12600元
罚款金额（万元）\t1.26
没收违法所得、没收非法财物的金额（万元）\t0
处罚决定日期\t2024-04-22
公示截止期\t2025-04-22
处罚机关\t云岭县林业局
"""
NEWS = """近日，桦林县林业局依法查处一起毁坏林地案件。
2024年3月，护林员巡山时发现，村民谭某在林地内开垦种玉米。经鉴定，毁坏林地面积1860平方米。谭某的行为违反了《中华人民共和国森林法》第三十九条第一款规定。
2024年5月10日，桦林县林业局根据《中华人民共和国森林法》第七十四条第二款规定，对谭某作出责令限期恢复植被，并处罚款11160元的行政处罚。
林业部门提醒，违法占用林地最高可处恢复费用三倍的罚款。
"""


def facts(text: str) -> dict[str, object]:
    page = text_page(SourceFile(Path("a.txt"), "a.txt", "0", "text"), text)
    bundle = split.split([page])[0]
    case: CaseRecord = extract.assemble("a", bundle, [extract.extract(document) for document in bundle.documents])
    return {name: plain.fact_row(fact)["value"] for name, fact in extract.retold(case).facts.items()}


def broken(text: str, width: int) -> str:
    return "\n".join(row[at : at + width] for row in text.split("\n") for at in range(0, max(len(row), 1), width))


@pytest.mark.parametrize("width", [28, 33, 40], ids=["narrow", "middle", "wide"])
def test_rows_broken_at_one_width_read_like_whole_ones(width: int) -> None:
    whole = DECIDED.format(order="1.责令补种树木15株；2.处林木价值三倍的罚款，计人民币壹仟贰佰元整（¥1200.00），上缴国库，由财政局开具票据。") + (
        "如不服本决定，可以在收到本决定书之日起六十日内向云岭县人民政府申请行政复议，也可以在六个月内向云岭县人民法院提起行政诉讼，逾期不起诉又不履行的，申请强制执行。\n"
    )
    assert facts(broken(whole, width)) == facts(whole)


def test_a_line_of_labels_is_not_joined_to_the_next() -> None:
    text = "发布日期：2031-09-01 来源：县政府办公室 浏览次数：31\n" + DECIDED.format(order="罚款人民币1200元。")
    assert facts(text)["authority"] == "云岭县林业局"


@pytest.mark.parametrize(
    ("order", "fine", "penalties"),
    [
        ("罚款人民币伍仟元整(¥5,000.00)。", 5000, ["罚款"]),
        ("罚款0.8万元。", 8000, ["罚款"]),
        ("1.没收违法所得96元；2.罚款6000元。", 6000, ["没收违法所得", "罚款"]),
        ("没收违法所得96元、罚款0.6万元。", 6000, ["没收违法所得", "罚款"]),
        ("罚款3 0 0 0元。", 3000, ["罚款"]),
        ("分别给予：警告、罚款3000元；罚款2000元。合并执行：1.警告；2.罚款人民币伍仟元（5000元）。", 5000, ["警告", "罚款"]),
        ("（1）退还非法占用的土地；（2）罚款900元。", 900, ["罚款", "责令改正类"]),
        ("限于2024年4月1日前自行清除渣土；处以二万五千元罚款。", 25000, ["罚款", "责令改正类"]),
    ],
    ids=["both writings", "ten thousands", "beside gains", "one clause with gains", "spaced digits", "a sum of items", "give back", "clear away"],
)
def test_what_is_decided(order: str, fine: int, penalties: list[str]) -> None:
    found = facts(DECIDED.format(order=order))
    assert (found["fine_yuan"], sorted(found["penalties"])) == (fine, sorted(penalties))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("written", "number"),
    [("云林罚决字〔20 24〕00036号", "云林罚决字〔2024〕00036号"), ("（云）应急罚〔2024〕执法-12号", "（云）应急罚〔2024〕执法-12号")],
    ids=["a blank in the year", "a department before the serial"],
)
def test_numbers(written: str, number: str) -> None:
    assert facts(DECIDED.format(order="罚款500元。").replace("云林罚决字〔2024〕3号", written))["doc_number"] == number


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("被处罚人（自然人）：姓名：段文清　性别：男　住址：云岭县\n被处罚单位：名称：　法定代表人（负责人）：　地址：", "段文清"),
        ("被处罚人（自然人）：姓名：　性别：　住址：\n被处罚单位：名称：云岭县鸿运加工厂　负责人：覃海　地址：云岭县", "云岭县鸿运加工厂"),
        ("当事人：（姓名）段文清 （性别）男 （年龄）58岁", "段文清"),
        ("违法行为人：云岭县白马镇四合村村民 段文清，男", "段文清"),
        ("云岭县白马镇前李村段文清：", "段文清"),
    ],
    ids=["citizen filled", "unit filled", "label in brackets", "villager with his home", "greeted with his home"],
)
def test_the_party(written: str, name: str) -> None:
    text = DECIDED.format(order="罚款500元。").replace("当事人：段文清，男，身份证号：53290119800101001X，住云岭县白马镇。", written)
    assert facts(text.replace("经查，", "经查，当事人", 1).replace("，当事人在", "在"))["party_name"] == name


@pytest.mark.parametrize("text", [TABLE, TABLE.replace("\t", "："), TABLE.replace("\t", "\n")], ids=["cells", "labels", "one cell a line"])
@pytest.mark.parametrize("title", ["行政处罚信息公示表\n", ""], ids=["titled", "bare"])
def test_a_disclosure_table_gives_its_facts(title: str, text: str) -> None:
    found = facts(title + text)
    assert (found["doc_number"], found["fine_yuan"], found["decision_date"], found["penalties"], found["authority"]) == (
        "云林罚决字〔2024〕第17号", 12600, "2024-04-22", ["罚款"], "云岭县林业局",
    )  # fmt: skip


def test_a_column_of_ten_thousands_stands_in_for_the_amount() -> None:
    assert facts("行政处罚信息公示表\n" + TABLE.replace("处罚款12600元", "罚款"))["fine_yuan"] == 12600


def test_news_give_what_they_tell() -> None:
    found = facts(NEWS)
    told = ("authority", "party_name", "fine_yuan", "decision_date", "cause")
    assert [found[name] for name in told] == ["桦林县林业局", "谭某", 11160, "2024-05-10", "毁坏林地"]


def test_news_invent_nothing() -> None:
    assert not {"doc_number", "pay_days", "court", "party_id"} & set(facts(NEWS))


def test_news_without_a_decision_give_nothing() -> None:
    assert facts("林业部门提醒，违法占用林地可处恢复费用三倍以下的罚款。近日，桦林县林业局开展了巡查。\n") == {}


def test_a_proposed_penalty_in_the_news_is_none() -> None:
    assert "fine_yuan" not in facts("2024年5月10日，桦林县林业局告知谭某，拟对其作出罚款11160元的行政处罚，并告知其听证权利。\n")


def test_several_cases_in_one_text_are_nobodys() -> None:
    one = "案例一：谭某毁坏林地案\n桦林县林业局对谭某作出罚款500元的行政处罚。\n"
    assert "fine_yuan" not in facts(one + one.replace("一", "二").replace("谭", "覃").replace("500", "900"))


def test_what_is_retold_is_less_sure() -> None:
    page = text_page(SourceFile(Path("a.txt"), "a.txt", "0", "text"), NEWS)
    bundle = split.split([page])[0]
    case = extract.assemble("a", bundle, [extract.extract(document) for document in bundle.documents])
    as_decision = replace(bundle, documents=tuple(replace(document, role="decision") for document in bundle.documents))
    own = extract.assemble("a", as_decision, [extract.extract(document) for document in as_decision.documents])
    told = extract.retold(case)
    assert told.facts["violated"].confidence < own.facts["violated"].confidence
