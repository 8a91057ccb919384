"""What a decision alone tells of the procedure behind it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.extract.narrative import narrated
from pipeline.records import Document, Line, Page, SourceFile

HEAD = "青石县林业局行政处罚决定书\n"


def _facts(body: str) -> dict[str, object]:
    text = HEAD + body
    source = SourceFile(Path("决定书.txt"), "决定书.txt", "0", "text")
    page = Page(source, None, text, (Line(0, len(text), None, "paragraph 1"),))
    return {fact.name: fact.value for fact in narrated([Document("decision", "", (page,))])}


@pytest.mark.parametrize(
    ("body", "name", "day"),
    [
        pytest.param("2024年3月6日，经负责人批准立案。", "filing_date", (2024, 3, 6), id="filed"),
        pytest.param("立案时间：2024年3月6日", "filing_date", (2024, 3, 6), id="a label in front"),
        pytest.param("案件来源：2024年3月4日护林员巡查上报。3月6日受理并立案。", "clue_date", (2024, 3, 4), id="a clue under its label"),
        pytest.param("我局于2024年3月6日立案，3月9日两名执法人员到场勘查。", "inspection_date", (2024, 3, 9), id="short day, inspected"),
        pytest.param("证据：现场勘验笔录（2024年3月9日）、鉴定意见。", "inspection_date", (2024, 3, 9), id="behind the paper's name"),
        pytest.param("2024年4月8日，我局向你送达《行政处罚事先告知书》。", "notice_served_date", (2024, 4, 8), id="served"),
        pytest.param("2024年4月8日作出《行政处罚告知书》，次日直接送达。", "notice_served_date", (2024, 4, 9), id="served the day after"),
        pytest.param("4月8日制作、2024年4月10日送达《行政处罚告知书》。", "notice_served_date", (2024, 4, 10), id="made and served in a row"),
        pytest.param("2024年4月8日送达《行政处罚听证告知书》。", "hearing_notice_date", (2024, 4, 8), id="hearing notice"),
        pytest.param("2024年4月8日送达《听证通知书》。", "hearing_invitation_date", (2024, 4, 8), id="an invitation is no notice"),
        pytest.param("4月8日你申请听证，2024年4月20日举行听证会。", "hearing_date", (2024, 4, 20), id="hearing"),
        pytest.param("2024年4月3日经法制审核，4月5日局案件审理委员会集体讨论。", "discussion_date", (2024, 4, 5), id="discussed"),
        pytest.param("2024年4月3日，局法制股审核认为程序合法。", "legal_review_date", (2024, 4, 3), id="reviewed"),
    ],
)
def test_a_day_beside_the_words_of_a_step_is_its_day(body: str, name: str, day: tuple[int, int, int]) -> None:
    assert _facts(body)[name] == date(*day)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        pytest.param("责令你于2024年5月1日前接受检查验收。", "inspection_date", id="a day to come"),
        pytest.param("采伐许可证有效期至2024年3月6日，立案后查明。", "filing_date", id="the end of a licence"),
        pytest.param("2024年4月8日你未申请听证。", "hearing_request_date", id="not asked for"),
        pytest.param("如不服本决定，可在60日内申请复议。2024年4月8日立案。", "filing_date", id="behind the remedies"),
    ],
)
def test_a_day_of_something_else_is_none(body: str, name: str) -> None:
    assert name not in _facts(body)


def test_records_of_inquiry_in_a_row_are_all_told() -> None:
    body = "证据：询问笔录3份（2024年3月9日何某、3月10日武某、3月12日何某）；勘验笔录。"
    assert _facts(body)["inquiry_date"] == (date(2024, 3, 9), date(2024, 3, 10), date(2024, 3, 12))


def test_days_that_share_one_verb_are_all_told() -> None:
    assert _facts("2024年3月3日、3月9日分别对何某、武某进行询问。")["inquiry_date"] == (date(2024, 3, 3), date(2024, 3, 9))


def test_who_led_recorded_and_took_part_is_told() -> None:
    told = _facts("2024年4月20日由武长青主持、白玉成记录举行听证。4月25日局长何书远、副局长温晓岚集体讨论。")
    assert (told["host"], told["recorder"], told["discussants"]) == ("武长青", "白玉成", ("何书远", "温晓岚"))


def test_a_record_in_a_list_of_evidence_does_not_date_itself_by_the_deed() -> None:
    assert "inquiry_date" not in _facts("2024年4月29日，当事人推倒宣传碑，有现场照片、询问笔录为证。")
