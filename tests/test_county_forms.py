"""Forms, wordings and ticks of other counties: what they mean, and what their silence does not mean."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import split
from pipeline.extract import extract
from pipeline.extract.served_roles import role_of
from pipeline.extract.ticks import chosen, without_unticked
from pipeline.records import Document
from pipeline.titles import title
from tests.builders import a_page


@pytest.mark.parametrize(
    ("written", "ticked"),
    [
        ("☑直接 □留置 □邮寄", "直接"),
        ("\ufffd直接 □留置 □邮寄", "直接"),
        ("\uf0fe直接 □留置 □邮寄", "直接"),
        ("\uf052直接 \uf0a3留置 \uf0a3邮寄", "直接"),
        ("□直接 □留置 □邮寄", ""),
        ("直接送达", "直接送达"),
    ],
    ids=["a tick", "a tick without a letter", "a tick of a symbol font", "boxes of a symbol font", "nothing ticked", "no boxes"],
)
def test_only_the_ticked_choice_is_chosen(written: str, ticked: str) -> None:
    assert chosen(written) == ticked


def test_the_last_of_empty_choices_is_no_answer() -> None:
    assert "不同意" not in without_unticked("审核结论：\ufffd同意 □修改 □不同意")
    assert "不同意" not in without_unticked("审核结论：□同意 □修改 □不同意")


def test_a_receipt_of_a_seizure_is_not_one_of_the_decision() -> None:
    assert role_of("实施行政强制措施决定书") == "seizure"
    assert role_of("", "某林强措字〔2024〕1号") == "seizure"
    assert role_of("行政处罚决定书") == "decision"


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("关于撤销行政处罚决定的决定书", "other"),
        ("撤销行政处罚决定书", "other"),
        ("林业行政处罚决定书", "decision"),
        ("委托鉴定（认定）书", "appraisal_request"),
        ("调查结案汇报（调查终结）", "investigation_report"),
        ("结案呈报表", "closing_report"),
    ],
)
def test_a_title_says_what_the_paper_is(said: str, role: str) -> None:
    found = title(said)
    assert found is not None and found.role == role


def test_a_page_with_nothing_but_the_day_ends_the_paper_before() -> None:
    first = a_page(1, "林业行政处罚决定书\n某林罚决字〔2024〕第1号\n甲某：\n经查明，你于2024年1月5日滥伐林木。\n某县林业局")
    documents = split.split((first, a_page(2, "30\n二〇二四年四月十一日")))[0].documents
    assert [(paper.role, len(paper.pages)) for paper in documents] == [("decision", 2)]


def values(role: str, text: str, name: str) -> list[Any]:
    return [item.value for item in extract(Document(role, text.split("\n")[0], (a_page(1, text),))) if item.name == name]


@pytest.mark.parametrize(
    ("role", "text", "name", "expected"),
    [
        ("inquiry_record", "询问笔录\n问：我们是某县林业局的甲某、乙某，请看我们的执法证，看清楚了吗？\n答：看清了。", "certificate_shown", ["True"]),
        ("hearing_record", "听证笔录\n当事人：李甲（委托代理人王乙、赵丙）\n案件调查人：钱丁", "agent", ["王乙", "赵丙"]),
        ("filing_approval", "立案审批表\n案由\t砍树\n案情\t2024年1月5日，王甲涉嫌实施滥伐林木的行为。", "cause", ["滥伐林木"]),
        ("publication_record", "公示记录\n（本条信息已于2023年1月20日撤回：处罚决定被撤销）", "withdrawn_date", ["2023-01-20"]),
        ("decision", "行政处罚决定书\n立木蓄积5.6立方米，对应3.4—4倍的裁量幅度，按4倍执行。", "tier_cited", ["3.4-4倍的裁量幅度"]),
        ("decision", "行政处罚决定书\n一、违法事实和证据\n经查明：王甲于2024年1月5日砍伐杨树5株。\n二、理由", "evidence_told", []),
        ("service_receipt", "送达回证\n送达方式：邮寄\n签收时间：2022-10-10\n备注：首次未妥投，改约后本人签收", "served_date", ["2022-10-10"]),
        ("discussion_record", "讨论记录\n讨论结论：会议决定对王甲处以罚款人民币9249元（大写：玖仟贰佰肆拾玖元整）。", "fine_yuan", ["9249"]),
    ],
    ids=["please look at our certificates", "agents in brackets", "a colloquial cause of two signs", "withdrawn on a day",
         "the range alone is cited", "a heading is no list of evidence", "delivered at the second try", "the conclusion's sum"],
)  # fmt: skip
def test_a_wording_of_another_county_is_read(role: str, text: str, name: str, expected: list[str]) -> None:
    assert [str(value) for value in values(role, text, name)] == expected
