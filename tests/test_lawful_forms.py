"""Odd but lawful ways of filling in forms: none of them may become an accusation."""

from __future__ import annotations

import re

import pytest

from tests.lawful_file import PAPERS, accusations, lawful_case

# what is odd: the paper, the words there, and what another clerk writes instead
WRITTEN: dict[str, tuple[str, str, str]] = {
    "slashes in unused cells": ("决定回证", "备注：", "代收人：/\n见证人：／\n代收理由：/\n备注：/"),
    "无 in unused cells": ("决定回证", "备注：", "代收人：无\n见证人：无\n备注：无"),
    "dashes in unused cells": ("决定回证", "备注：", "代收人：——\n见证人：——\n备注：—"),
    "a blank witness of a receipt signed by the party": ("决定回证", "备注：", "代收人（签名）：\n见证人（签名）：\n备注："),
    "one row a paper, ditto marks below": (
        "决定回证",
        "送达文书名称及文号：行政处罚决定书 青林罚决〔2024〕8号\n",
        "文书名称\t文号\t收件人签名\t收到时间\n行政处罚决定书\t青林罚决〔2024〕8号\t厉大川\t2024年7月22日\n缴款通知书\t〃\t〃\t〃\n",
    ),
    "a day split over cells": ("决定回证", "收到日期：2024年7月22日", "收到日期\t2024\t年\t7\t月\t22\t日"),
    "a Chinese day with its hour": ("决定回证", "收到日期：2024年7月22日", "送达时间：二〇二四年七月二十二日上午十时"),
    "the day below the signature": ("决定回证", "：厉大川\n收到日期：2024年7月22日", "：厉大川\n2024年7月22日"),
    "ticks in brackets": ("决定回证", "：直接送达", "：直接送达（√）留置送达（ ）邮寄送达（ ）公告送达（ ）"),
    "a way chosen by its number": ("决定回证", "：直接送达", "：[1] 1.直接 2.留置 3.邮寄 4.公告"),
    "a way chosen by a circled number": ("决定回证", "：直接送达", "：①（①直接②留置③邮寄④公告）"),
    "all ways printed and none chosen": ("决定回证", "：直接送达", "：直接/留置/邮寄/公告送达"),
    "the son took it": (
        "决定回证",
        "（签名）：厉大川",
        "（签名）：\n代收人（签名）：厉小满 与受送达人关系：同住成年儿子\n代收理由：本人外出",
    ),
    "a signature that is a picture": ("决定回证", "（签名）：厉大川", "（签名）：[签名图片]"),
    "a number with zeros": ("决定回证", "〔2024〕8号", "[2024]第008号"),
    "two papers on one receipt": (
        "告知回证",
        "及文号：行政处罚事先（听证）告知书 青林罚告〔2024〕8号",
        "：1.行政处罚事先（听证）告知书（青林罚告〔2024〕8号）；2.鉴定意见告知书",
    ),
    "a clock of 24 hours": ("勘验", "9时10分至10时20分", "09:10—10:20"),
    "a clock of 12 hours": ("询问", "15时00分至15时40分", "下午3时至3时40分"),
    "a record over noon": ("勘验", "9时10分至10时20分", "上午11时30分至下午1时10分"),
    "a clock in words": ("询问", "15时00分至15时40分", "下午三时许至三时四十分"),
    "a record over midnight": ("询问", "2024年6月25日15时00分至15时40分", "2024年6月25日23时30分至次日0时20分"),
    "no witness needed": ("勘验", "见证人：牛有田（护林员）\n", "见证人：无（当事人在场）\n"),
    "a refusal that is noted": ("勘验", "（签名）：厉大川 2024年6月25日", "（签名）：当事人拒绝签名，见证人在场"),
    "names spread out": ("询问", "询问人：邱远山", "询问人：邱 远 山"),
    "numbers in one cell for two": (
        "询问",
        "询问人：邱远山 执法证号：14990018001\n记录人：卞秋月 执法证号：14990018002",
        "询问人：邱远山、卞秋月\n执法证号：14990018001、14990018002\n记录人：卞秋月",
    ),
    "the recorder signs as an officer": (
        "询问",
        "询问人（签名）：邱远山\n记录人（签名）：卞秋月",
        "执法人员（签名）：邱远山 卞秋月\n记录人：",
    ),
    "an address that is the same": ("证人", "住址：青石县柳坪乡后沟村9号", "住址：同上"),
    "a conclusion chosen by its letter": ("审核", "审核意见：同意。", "审核意见：A（A同意 B修改后同意 C不同意）"),
    "a conclusion ticked in brackets": ("审核", "审核意见：同意。", "审核意见：（√）同意（ ）不同意（ ）退回补充"),
    "a conclusion in other words": ("审核", "审核意见：同意。", "审核意见：经审核，未发现违法之处，可以提请讨论。"),
    "minutes that end with the chair's word": ("讨论", "讨论结论：一致同意，", "骆长风：那就这么定，照承办意见办，"),
    "a foot in Chinese numerals": ("决定", "（印章）\n2024年7月19日", "（印章）\n二〇二四年七月十九日"),
    "a foot whose zero cannot be copied": ("决定", "（印章）\n2024年7月19日", "（印章）\n二\ufffd二四年七月十九日"),
    "a fine in capitals first": ("决定", "6000元（陆仟元整）", "人民币陆仟元整（¥6,000.00）"),
    "a ticket paid by the son": ("票据", "缴款人：厉大川", "缴款人：厉小满（代厉大川）"),
    "an approval by tick": ("立案", "同意。 骆长风", "☑同意 □不同意 骆长风"),
    "a party named by reference": ("结案", "当事人：厉大川\n立案日期", "当事人：同决定书\n立案日期"),
    "a cover that refers to the report": ("封面", "结案时间：2024年11月12日", "结案时间：详见结案报告"),
}


def test_the_file_itself_is_without_fault() -> None:
    assert accusations(lawful_case()) == {}


@pytest.mark.parametrize("odd", WRITTEN.values(), ids=WRITTEN.keys())
def test_an_odd_way_of_filling_in_is_no_fault(odd: tuple[str, str, str]) -> None:
    paper, words, instead = odd
    assert words in PAPERS[paper]
    assert accusations(lawful_case(**{paper: PAPERS[paper].replace(words, instead)})) == {}


def test_service_by_electronic_way_needs_no_witness() -> None:
    receipt = PAPERS["决定回证"].replace(
        "直接送达\n受送达人（签名）：厉大川\n收到日期", "电子送达（微信）\n受送达人（签名）：\n到达系统日期"
    )
    agreed = "送达地址（方式）确认书\n受送达人：厉大川\n本人同意采用电子方式送达，微信号13900000000。\n受送达人（签名）：厉大川\n2024年6月25日"
    assert accusations(lawful_case(决定回证=receipt, 电子确认=agreed)) == {}


def test_a_decision_signed_for_on_its_face_needs_no_receipt() -> None:
    signed = f"{PAPERS['决定']}\n当事人签收：厉大川 2024年7月22日"
    assert accusations(lawful_case(决定=signed, 决定回证="")) == {}


def test_a_review_written_in_the_opinion_needs_no_paper_of_its_own() -> None:
    block = "法制机构意见：\n经审核，同意。 计明礼 2024年7月5日\n行政机关负责人意见：\n同意。 骆长风 2024年7月6日"
    opinion = PAPERS["意见"].replace("行政机关负责人意见：\n同意。 骆长风 2024年7月3日", block)
    assert accusations(lawful_case(意见=opinion, 审核="")) == {}


def test_notices_may_be_two_papers_on_one_receipt() -> None:
    told, hearing = (
        PAPERS["告知"].replace("（听证）", ""),
        PAPERS["告知"].replace("事先（听证）", "听证").replace("罚告", "罚听告"),
    )
    told = told.replace("；根据第六十三条、第六十四条，你有权要求听证，可以在收到本告知书之日起五个工作日内提出", "")
    hearing = hearing.replace(
        "根据《中华人民共和国行政处罚法》第四十四条、第四十五条，你可以在收到本告知书之日起五个工作日内陈述、申辩；", ""
    )
    papers = "《行政处罚事先告知书》青林罚告〔2024〕8号、《行政处罚听证告知书》青林罚听告〔2024〕8号"
    receipt = PAPERS["告知回证"].replace("行政处罚事先（听证）告知书 青林罚告〔2024〕8号", papers)
    assert accusations(lawful_case(告知=told, 听证告知=hearing, 告知回证=receipt)) == {}


@pytest.mark.parametrize(
    ("paper", "words", "instead", "rule"),
    [
        ("决定回证", "：直接送达", "：[2] 1.直接 2.留置 3.邮寄", "SD-04"),
        ("审核", "审核意见：同意。", "审核意见：C（A同意 B修改后同意 C不同意）", "FS-05"),
        ("询问", "询问人（签名）：邱远山\n记录人（签名）：卞秋月", "询问人（签名）：邱远山\n记录人（签名）：", "GD-06"),
        ("告知", "；根据第六十三条、第六十四条，你有权要求听证，可以在收到本告知书之日起五个工作日内提出", "", "GZ-09"),
    ],
    ids=["left without witness", "review says no", "recorder did not sign", "only the title says hearing"],
)
def test_the_same_forms_with_a_fault_are_found(paper: str, words: str, instead: str, rule: str) -> None:
    assert words in PAPERS[paper]
    assert rule in accusations(lawful_case(**{paper: PAPERS[paper].replace(words, instead)}))


def test_signatures_that_nobody_can_read_are_no_fault() -> None:
    signed = {name: re.sub(r"(（签名）：|受送达人：)[㐀-鿿 ]+(?=[\n\d])", r"\1〔字迹不清〕", f"{text}\n").strip() for name, text in PAPERS.items()}
    assert accusations(lawful_case(**signed)) == {}
