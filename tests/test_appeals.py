"""Where and how long to complain or sue, in the words of many counties. Made-up throughout."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.remedies import remedies
from pipeline.extract.tidy import tidy
from pipeline.records import Document, Line, Page, SourceFile

BODY, COURT = "青浦岭县人民政府", "青浦岭县人民法院"


def _told(words: str) -> dict[str, object]:
    text = "青浦岭县水务局\n行政处罚决定书\n决定罚款5000元。罚款自收到本决定书之日起15日内缴至青浦岭县农商银行。\n" + words
    page = Page(SourceFile(Path("a.txt"), "a.txt", "0", "text"), None, text, (Line(0, len(text), None, "paragraph 1"),))
    document = Document("decision", "", (page,))
    return {one.name: one.value for one in remedies(document, tidy(document))}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(f"如不服，可在60日内向{BODY}申请复议；或者在6个月内直接向{COURT}起诉。", id="the usual words"),
        pytest.param(f"可在60日内向{BODY}（地址：中心街1号，电话0888-1）申请复议，在6个月内向{COURT}（法苑路1号）提起诉讼。", id="addresses between"),
        pytest.param(f"可在六十日内向 {BODY} 申请复议，或六个月内向  {COURT}  提起诉讼。", id="blanks of a form"),
        pytest.param(f"可在收到之日起六十日内到{BODY}复议，或六个月内到{COURT}诉讼。", id="to the body"),
        pytest.param(f"可自收到之日起六十日内提请{BODY}行政复议，或六个月内诉至{COURT}。", id="asked of the body"),
        pytest.param(f"六十日内可申请{BODY}复议，六个月内可向{COURT}起诉。", id="no preposition"),
        pytest.param(f"申请复议的期限为六十日，受理机关是{BODY}；提起行政诉讼的期限为六个月，受理法院是{COURT}。", id="who receives"),
        pytest.param(f"行政复议机关为{BODY}，申请期限六十日；管辖法院为{COURT}，起诉期限六个月。", id="competent court"),
        pytest.param(f"复议机关：{BODY}（60日内）\n诉讼法院：{COURT}（6个月内）", id="labels"),
        pytest.param(f"可以申请行政复议（复议机关：{BODY}，60日内），或者提起行政诉讼（管辖法院：{COURT}，6个月内）。", id="labels in brackets"),
        pytest.param(f"复议：60日，{BODY}；诉讼：6个月，{COURT}。", id="periods first"),
        pytest.param(f"复议60日/{BODY}，诉讼6个月/{COURT}。", id="slashes"),
        pytest.param(f"救济：{BODY}复议60日；{COURT}诉讼6个月。", id="bodies first"),
        pytest.param(f"60日内→{BODY}（行政复议）；6个月内→{COURT}（行政诉讼）。", id="arrows"),
        pytest.param(f"复议向{BODY}提出（60日），诉讼向{COURT}提起（6个月）。", id="remedy first"),
        pytest.param(f"60日内可依法向所属的{BODY}申请复议；6个月内向本机关所在地{COURT}提起诉讼。", id="of the place"),
        pytest.param(f"可在60日内（2023年8月8日前）向{BODY}申请复议，或在6个月内（2023年12月9日前）向{COURT}提起诉讼。", id="last days told"),
    ],
)
def test_body_and_court_are_named(words: str) -> None:
    told = _told(words)
    assert [told.get(key) for key in ("reconsideration_to", "reconsideration_days", "court", "suit_months")] == [BODY, 60, COURT, 6]


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        pytest.param("可在6个月内向有管辖权的人民法院提起行政诉讼。", "court", id="any court"),
        pytest.param(f"逾期不履行的，本局将向{COURT}申请强制执行。", "court", id="enforcement"),
        pytest.param("6月12日送达告知书，你未提起行政诉讼。", "suit_months", id="a month of the year"),
        pytest.param("2023年11月10日移送检察院审查起诉。", "suit_months", id="a crime"),
        pytest.param("保质期6个月。可向人民法院起诉。", "suit_months", id="another period"),
    ],
)
def test_what_is_no_remedy_is_not_given(words: str, absent: str) -> None:
    assert absent not in _told(words)


def test_a_copy_cut_off_in_the_middle_still_tells_the_days() -> None:
    assert _told("不服本决定的，可于接到本决定书之日起六十日内，向")["reconsideration_days"] == 60
