"""公示, 全过程记录 and 法制审核 of a bureau: materials, records, withdrawal, the thirty fields, drafts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

import cli
from pipeline.law import Law
from pipeline.rectify import judged
from pipeline.registers import OfficerRow, PublishedRow
from pipeline.report.drawing import png
from pipeline.systems import double, guide, legal, materials, publicity, recording
from pipeline.systems.line import BAD, GOOD, NONE, OPEN
from tests.builders import a_case, a_settings
from tests.test_rectify_clues import REVIEW

DAY = date(2026, 8, 20)


def a_table(path: Path, *rows: tuple[object, ...]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def answers(folder: Path, name: str) -> list[tuple[str, str]]:
    return [(line.verdict, line.told) for line in materials.check(materials.load(folder), DAY) if line.subject.startswith(name)]


OFFICERS = ("姓名", "工作单位", "职务", "执法证号", "执法类别", "执法区域", "有效期至")


def test_a_complete_list_of_officers_is_good(tmp_path: Path) -> None:
    a_table(
        tmp_path / "a.xlsx",
        ("某某县林业局执法人员一览",),
        OFFICERS,
        ("石田", "林业局", "科员", "14060001", "林草", "某某县", "2027-01-01"),
    )
    assert answers(tmp_path, "行政执法人员清单") == [(GOOD, "6个栏目齐全，1行")]


def test_a_missing_column_an_empty_cell_an_expired_and_a_double_certificate_are_told(tmp_path: Path) -> None:
    rows = [
        ("石田", "林业局", "科员", "14060001", "林草", "2026-08-19"),
        ("林木", "林业局", "", "14060001", "林草", "2026-08-20"),
    ]
    a_table(tmp_path / "a.xlsx", tuple(head for head in OFFICERS if head != "执法区域"), *rows)
    told = " ".join(text for verdict, text in answers(tmp_path, "行政执法人员清单") if verdict == BAD)
    for words in ("缺少栏目：执法区域", "“职务”有1行没有填写", "证件编号重复：14060001", "1个证件到2026-08-20已过有效期"):
        assert words in told


def test_a_random_inspection_list_is_known_by_its_columns(tmp_path: Path) -> None:
    a_table(
        tmp_path / "附件三.xlsx",
        ("序号", "抽查事项", "抽查主体", "抽查依据", "抽查对象", "抽查内容", "抽查比例", "抽查方式"),
        (1, *["甲"] * 7),
    )
    assert answers(tmp_path, "随机抽查事项清单") == [(BAD, "缺少栏目：抽查频次")]


GUIDE = """事项名称：林业行政处罚
执法依据：《中华人民共和国森林法》
受理机构：林业局执法股
办理流程：立案—调查—决定
办理时限：九十日
监督方式：12345
责任追究：按规定追究
办公时间：周一至周五
办公地址：某某县某某街1号
"""


@pytest.mark.parametrize(
    ("more", "verdict"),
    [("办公电话：0349-0000000\n", GOOD), ("办公电话：\n", BAD), ("", BAD)],
    ids=["all ten", "empty", "missing"],
)
def test_a_service_guide_has_its_ten_items(tmp_path: Path, more: str, verdict: str) -> None:
    (tmp_path / "指南.txt").write_text(GUIDE + more, encoding="utf-8")
    found = answers(tmp_path, "行政执法服务指南")
    assert found[0][0] == verdict
    assert verdict == GOOD or "办公电话" in found[0][1]


def test_a_repealed_basis_and_an_old_date_are_told(tmp_path: Path) -> None:
    old = (
        GUIDE.replace("《中华人民共和国森林法》", "《植物检疫条例》《林业行政处罚听证规则》《中华人民共和国民法通则》")
        + "办公电话：1\n更新日期：2024年1月1日\n"
    )
    (tmp_path / "指南.txt").write_text(old, encoding="utf-8")
    assert any("已超过一年" in text for _, text in answers(tmp_path, "行政执法服务指南"))


def test_what_was_not_handed_in_is_not_called_missing_from_the_bureau(tmp_path: Path) -> None:
    assert {line.verdict for line in materials.check(materials.load(tmp_path), DAY)} == {NONE}


PUBLISHED = PublishedRow(
    "东林罚决字〔2024〕3号", "石某", "滥伐林木", date(2024, 5, 10), date(2024, 5, 15), Decimal(6000), None, None, 2
)


@pytest.mark.parametrize(
    ("day", "verdict"), [(date(2024, 7, 24), GOOD), (date(2024, 7, 25), BAD)], ids=["the third working day", "a day later"]
)
def test_a_reversed_decision_leaves_the_list_in_time(day: date, verdict: str) -> None:
    paper = judged.paper(REVIEW.replace("2024年7月20日", "2024年7月19日"), "复议.txt")
    assert paper is not None
    (line,) = publicity.withdrawn([paper], [PUBLISHED], Law.load(), day)
    assert line.verdict == verdict


def test_private_numbers_in_the_list_are_told() -> None:
    assert publicity.masked(["石某\t14060219900101001X", "石某\t140602********001X"]).told == "没有隐去：第1行身份证号码"
    assert publicity.masked(["石某\t1406**********001X"]).verdict == GOOD


def test_each_step_is_there_dated_and_matching() -> None:
    case = a_case(
        filing_date=date(2024, 3, 1), papers=["filing_approval", "decision", "service_receipt"], decision_date=date(2024, 5, 1)
    )
    found = {mark.what: mark.verdict for mark in recording.marks(case, {"SD-01": "fail"}) if mark.sort == "文字"}
    assert found == {"立案": GOOD, "调查": BAD, "取证": BAD, "审查": BAD, "决定": GOOD, "送达": BAD, "执行": BAD}


def test_a_page_that_cannot_be_read_leaves_a_step_open() -> None:
    found = {mark.what: mark.verdict for mark in recording.marks(a_case(papers=["decision"], complete=False), {})}
    assert found["立案"] == OPEN


@pytest.mark.parametrize(
    ("papers", "verdict"),
    [
        (["seizure"], BAD),
        (["seizure", {"role": "av_record", "text": "音像记录清单 扣押 2024年3月5日10时 硬盘01"}], GOOD),
        (["seizure", {"role": "av_record", "text": "音像记录清单 扣押 2024年3月6日10时 硬盘01"}], OPEN),
        ([], "不适用"),
    ],
    ids=["no recording of a seizure", "recorded", "recorded on another day", "no seizure"],
)
def test_pictures_and_sound_of_a_seizure(papers: list[object], verdict: str) -> None:
    marks = recording.marks(a_case(papers=["decision", *papers], seizure_date=date(2024, 3, 5)), {})
    assert {mark.what: mark.verdict for mark in marks}["行政强制"] == verdict


def test_statistics_add_up_and_the_picture_can_be_drawn() -> None:
    cases = [a_case(papers=["decision"]), a_case(papers=["decision", "filing_approval"], officers=["石田"])]
    marks = [mark for case in cases for mark in recording.marks(case, {})]
    by_step, by_unit, by_officer, lacking = recording.tables(marks)
    counted = sum(int(cell) for row in by_step.rows for cell in row[2:5])
    assert (
        counted
        == sum(mark.verdict in (GOOD, BAD, OPEN) for mark in marks)
        == sum(int(cell) for row in by_unit.rows for cell in row[2:5])
    )
    assert {row[0] for row in by_officer.rows} == {"石田", "未识别"}
    assert len(lacking.rows) == sum(mark.verdict in (BAD, OPEN) for mark in marks)
    assert png(recording.picture(marks))[:4] == b"\x89PNG"


@pytest.mark.parametrize(("yuan", "wan"), [("7667", "0.7667"), ("10000", "1"), ("0.01", "0.000001"), ("123456.78", "12.345678")])
def test_sums_are_published_in_ten_thousands(yuan: str, wan: str) -> None:
    assert double.wan(Decimal(yuan)) == wan


def test_the_thirty_fields_are_there_and_what_is_missing_is_told() -> None:
    facts = {
        "doc_number": "东林罚决字〔2024〕第003号",
        "party_name": "石田",
        "party_kind": "citizen",
        "fine_yuan": 7667,
        "decision_date": date(2024, 5, 10),
    }
    upload, checks = double.export([a_case(papers=["decision"], cause="滥伐林木", penalties=["罚款", "责令改正类"], **facts)])
    assert len(upload.heads) == 30
    row = dict(zip(upload.heads, upload.rows[0], strict=True))
    assert (row["罚款金额（万元）"], row["处罚类别"], row["行政相对人类别"]) == ("0.7667", "罚款；其他", "自然人")
    told = {field for _, field, _, _ in checks.rows}
    assert "自然人证件号码" in told
    assert "法定代表人" not in told


def test_reviewers_are_five_in_a_hundred() -> None:
    def officers(count: int) -> list[OfficerRow]:
        return [
            OfficerRow(f"人{n}", "法制股" if n == 0 else "执法队", None, None, None, None, None, None, None) for n in range(count)
        ]

    cases = [a_case(papers=["decision"])]
    told = [legal.check(cases, {"例": {}}, officers(count), a_settings(), Law.load(), DAY)[-1].verdict for count in (20, 21)]
    assert told == [GOOD, OPEN]


def test_who_must_be_reviewed_and_is() -> None:
    case = a_case(
        papers=["decision", "legal_review"],
        legal_review_submitted_date=date(2024, 4, 1),
        legal_review_date=date(2024, 4, 8),
        reviewer="林木",
    )
    lines = legal.check([case], {"例": {"FS-01": "pass", "FS-04": "fail"}}, None, a_settings(), Law.load(), DAY)
    told = {line.subject: (line.verdict, line.told) for line in lines}
    assert told["应审尽审"][0] == GOOD
    assert told["审核在决定之前"] == (BAD, "符合0件，不符合1件，无法判断0件：例")
    assert legal.table([case]).rows[0][5] == "7"


def test_chart_and_guide_follow_the_law_of_the_day() -> None:
    settings = a_settings(agency={"name": "某某县林业局", "government": "某某县人民政府"})
    now, then = (str(guide.chart(settings, day).blocks) for day in (DAY, date(2020, 1, 1)))
    assert "行政处罚法(2021修订)" in now
    assert "行政处罚法(2021修订)" not in then
    assert "某某县人民政府" in str(guide.guide(settings, DAY).blocks)


def test_the_command_writes_all_papers(tmp_path: Path) -> None:
    archive, given = tmp_path / "案卷", tmp_path / "材料"
    archive.mkdir()
    given.mkdir()
    (archive / "甲.txt").write_text(
        "某某县林业局\n行政处罚决定书\n某林罚决字〔2024〕第1号\n罚款人民币600元。\n2024年5月10日", encoding="utf-8"
    )
    (given / "指南.txt").write_text(GUIDE, encoding="utf-8")
    arguments = [
        "three-systems",
        str(archive),
        "-o",
        str(tmp_path / "out"),
        "--materials",
        str(given),
        "--date",
        "2026-08-20",
        "--workers",
        "0",
        "-q",
    ]
    result = CliRunner().invoke(cli.anjuan, arguments)
    assert result.exit_code == 0, result.output
    assert "[不符合] 公示  行政执法服务指南（指南.txt）：缺少或没有填写：办公电话" in result.output
    names = {path.name for path in (tmp_path / "out" / "三项制度").iterdir()}
    sheets = {"三项制度检查.xlsx", "双公示.xlsx", "双公示校验.xlsx"}
    assert names == sheets | {"三项制度检查报告.docx", "全过程记录.svg", "执法流程图.svg", "执法流程图.docx", "服务指南.docx"}
    assert docx.Document(str(tmp_path / "out" / "三项制度" / "服务指南.docx")).tables[0].rows[10].cells[0].text == "办公电话"
