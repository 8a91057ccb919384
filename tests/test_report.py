import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from pipeline import plain, rectify, report
from pipeline.check import load_rules
from pipeline.check.score import score as give_score
from pipeline.check.standard import load_standard
from pipeline.compare import compare
from pipeline.law import Law, datafile
from pipeline.masking import discreet, masked
from pipeline.records import (
    CaseRecord,
    Citation,
    Document,
    Evidence,
    Fact,
    Finding,
    Page,
    PartialDate,
    Person,
    Problem,
    Provision,
    Review,
    Score,
    SourceFile,
)
from pipeline.registers import Registers
from pipeline.report import lists
from pipeline.report.drawing import FONT, svg
from pipeline.report.sheet import sheet
from pipeline.report.timeline import timeline
from pipeline.report.words import TIMELINE, place
from pipeline.settings import load
from pipeline.store.rows import of_entries

LAW = Provision(
    "legal_review",
    "法制审核",
    date(2021, 7, 15),
    True,
    None,
    Citation("行政处罚法", 58, 1),
    "行政处罚法（2021修订）第五十八条第一款",
    date(2021, 7, 15),
)
EVIDENCE = Evidence("甲/卷宗.pdf", 15, 0, 4, "=同意", (0.1, 0.6, 0.9, 0.7))
FAIL = Finding(
    "甲",
    "FS-04",
    "fail",
    "veto",
    "法制审核在决定之后",
    "审核2024-05-20，决定2024-05-18",
    "补正",
    (LAW,),
    ("审核5",),
    evidence=(EVIDENCE,),
)
UNSURE = Finding("甲", "GZ-09", "unsure", "veto", "听证告知", "没有设置听证标准")
STANDARD = load_standard()


def a_review() -> Review:
    page = Page(SourceFile(Path("卷宗.pdf"), "甲/卷宗.pdf", "0", "pdf"), 1, "行政处罚决定书")
    facts = {
        "fine_yuan": Fact("fine_yuan", Decimal("12600.00"), (EVIDENCE,)),
        "party_name": Fact("party_name", "林某山"),
        "decision_date": Fact("decision_date", date(2024, 5, 18), (EVIDENCE,)),
        "violation_date": Fact("violation_date", PartialDate(2024, 3)),
        "officers": Fact("officers", (Person("甲某", "0100"),)),
    }
    problems = (Problem("unreadable_page", "第31页无法识读：图像过暗", "甲/卷宗.pdf", 31),)
    case = CaseRecord(
        "甲", (Document("decision", "行政处罚决定书", (page,)),), (), facts, "ordinary", "滥伐林木", (page,), problems=problems
    )
    score, findings = give_score((FAIL, UNSURE), case, STANDARD, load(None))
    return Review(case, findings, score)


def words_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_sheet_shows_problem_page_words_article_and_that_a_page_could_not_be_read(tmp_path: Path) -> None:
    report.write_sheets(a_review(), STANDARD, load(None), tmp_path)
    text = words_of(tmp_path / "sheets" / "甲.docx")
    for words in ("卷宗.pdf第15页", "=同意", "第五十八条第一款", "第31页无法识读", "评查组长签名", "无法判断", "拟否决"):
        assert words in text


def test_word_and_excel_show_the_same_rows(tmp_path: Path) -> None:
    review = a_review()
    report.write_sheets(review, STANDARD, load(None), tmp_path)
    text = words_of(tmp_path / "sheets" / "甲.docx")
    book = openpyxl.load_workbook(tmp_path / "sheets" / "甲.xlsx")
    for table in sheet(review, STANDARD, load(None)).tables:
        tab = book[table.title.partition("（")[0]]
        rows = [tuple(as_printed(cell) for cell in row) for row in tab.iter_rows(min_row=3)]
        assert rows == [tuple(row) for row in table.rows]
        assert all(cell in text for row in table.rows for cell in row)


def as_printed(cell):
    if isinstance(cell.value, int | float):
        return f"{cell.value:.0%}" if "%" in cell.number_format else f"{cell.value:g}"
    return cell.value or ""


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    report.write_sheets(a_review(), STANDARD, load(None), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "sheets" / "甲.xlsx")
    assert all(cell.data_type != "f" for tab in book for row in tab.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("name", "shown"), [("林某山", "林某某"), ("王五", "王某"), ("", ""), ("云岭县木业有限公司", "云岭县木业有限公司")]
)
def test_a_citizen_is_masked_on_sheets(name: str, shown: str) -> None:
    assert masked(name) == shown


def test_a_place_in_a_word_file_is_said_in_chinese() -> None:
    assert place(Evidence("甲/2.docx", None, 0, 1, "", place="table 2, row 5, cell 3")) == "2.docx（表2第5行第3格）"


def test_jsonl_lines_have_the_shape_of_the_contract() -> None:
    row = json.loads(plain.line(plain.case_row(a_review())))
    assert row["facts"]["fine_yuan"]["value"] == 12600
    assert row["facts"]["violation_date"]["value"] == "2024-03"
    assert row["documents"] == [
        {"role": "decision", "title": "行政处罚决定书", "source": "甲/卷宗.pdf", "pages": [1], "confidence": 1.0}
    ]
    finding = json.loads(plain.line(plain.finding_row(FAIL)))
    assert finding["law"] == [{"law": "行政处罚法", "version": "2021-07-15", "article": 58, "paragraph": 1, "item": None}]
    assert "cases" not in finding


def test_lists_hold_every_fail_once_and_no_unsure(tmp_path: Path) -> None:
    review = a_review()
    items = of_entries(rectify.of_review(review, load(None)), ())
    report.write_lists(tmp_path, (lists.line(review),), items, (), {"FS-04": "法制审核在决定之后"}, load(None))
    for name in ("问题清单", "自查台账", "整治台账"):
        tab = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").active
        assert tab is not None
        rows = [row for row in tab.iter_rows(min_row=3, values_only=True) if row[0] and str(row[0]).isdigit()]
        assert len(rows) == 1, name
        assert any("卷宗.pdf第15页" in str(cell) for cell in rows[0])


def test_an_entry_keeps_its_id_from_run_to_run() -> None:
    first, second = (rectify.of_review(a_review(), load(None))[0].id for _ in range(2))
    assert first == second


def test_comparison_page_is_one_file_and_escapes(tmp_path: Path) -> None:
    facts = {"fine_yuan": Fact("fine_yuan", Decimal(500)), "party_kind": Fact("party_kind", "citizen")}
    case = CaseRecord("<甲>", facts=facts, cause="滥伐林木")
    report.write_comparison(tmp_path, compare([case], load(None), Registers()))
    page = (tmp_path / "处罚一致性.html").read_text(encoding="utf-8")
    assert "&lt;甲&gt;" in page
    assert "<甲>" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")  # the name of SVG, not an address


def test_points_of_a_score_that_is_not_given_are_not_shown_as_clean() -> None:
    empty = Score("标准", Decimal(0), Decimal(0), None, Decimal("0.5"), (), ())
    shown = sheet(Review(CaseRecord("乙"), (), empty), STANDARD, load(None))
    assert any("不评定" in line for line in shown.result)


DAYS = {
    name: Fact(name, day)
    for name, day in (
        ("filing_date", date(2024, 2, 1)),
        ("notice_served_date", date(2024, 5, 6)),
        ("hearing_notice_served_date", date(2024, 5, 6)),
        ("decision_date", date(2024, 5, 10)),
        ("decision_served_date", date(2024, 5, 13)),
    )
}


def a_line(**verdicts):
    findings = [Finding("甲", rule.replace("_", "-"), verdict, "veto", rule, "") for rule, verdict in verdicts.items()]
    drawing = timeline(CaseRecord("甲", facts=DAYS), findings)
    assert drawing is not None
    return drawing


def test_a_timeline_shows_each_day_and_the_legal_periods_in_working_days() -> None:
    drawing = a_line(GZ_11="fail", SD_01="pass", JD_01="unsure")
    assert "申请听证期限5个工作日，5月11日届满，不符合" in drawing.title
    assert "送达期限7个工作日，5月20日届满" in drawing.title
    assert "办案期限90日，5月6日届满，待核" in drawing.title
    text = svg(drawing)
    assert (text.count(">2.1<"), text.count(">5.13<"), text.count("2024年")) == (1, 1, 1)


@pytest.mark.parametrize(("verdict", "red"), [("fail", True), ("pass", False), ("unsure", False)])
def test_only_what_a_rule_found_broken_is_red(verdict: str, red: bool) -> None:
    assert ("#C00000" in svg(a_line(GZ_11=verdict))) is red


def test_a_period_no_rule_looked_at_is_not_drawn() -> None:
    assert "听证" not in a_line(SD_01="pass").title


def test_a_timeline_is_a_picture_in_the_word_sheet_and_drawn_in_the_page(tmp_path: Path) -> None:
    review = a_review()
    review = replace(review, case=replace(review.case, facts={**review.case.facts, **DAYS}))
    report.write_sheets(review, STANDARD, load(None), tmp_path)
    assert len(docx.Document(str(tmp_path / "sheets" / "甲.docx")).inline_shapes) == 1
    page = (tmp_path / "sheets" / "甲.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "src=" not in page  # nothing comes from elsewhere


def test_the_shipped_font_writes_every_word_of_the_timeline() -> None:
    written = {char for _, label in TIMELINE for char in label}
    written |= {
        char for row in datafile.load(Path(report.__file__).with_name("windows.yaml"))["windows"] for char in row["label"]
    }
    assert written <= {chr(code) for code in TTFontFile(str(FONT)).charToGlyph}


def test_rules_and_dates_of_the_timeline_exist() -> None:
    data = datafile.load(Path(report.__file__).with_name("windows.yaml"))
    rules = {rule.code for rule in load_rules()}
    days = {name for name, _ in TIMELINE}
    assert {row["rule"] for row in data["windows"]} | set(data["days"]) <= rules
    assert {name for row in data["windows"] for name in (*row["from"], row["to"]) if name} | set(data["days"].values()) <= days
    assert {row["law"] for row in data["windows"] if "law" in row} <= set(Law.load().names())


def test_lists_that_go_to_other_offices_mask_the_citizen() -> None:
    assert discreet("林大山（110101199003074610）没有签名", "林大山") == "林某某（110101********4610）没有签名"


def test_all_veto_items_stand_on_the_sheet_each_with_its_result() -> None:
    shown = next(table for table in sheet(a_review(), STANDARD, load(None)).tables if table.title.startswith("否决项"))
    results = {row[0]: row[2] for row in shown.rows}
    assert len(results) == 25
    assert (results["否决14"], results["否决13"], results["否决6"]) == ("拟否决", "待人工核对", "人工判断")


def test_stage_points_add_up_to_the_total() -> None:
    shown = next(table for table in sheet(a_review(), STANDARD, load(None)).tables if table.title == "分阶段得分")
    for column in range(1, 5):
        assert sum(Decimal(row[column]) for row in shown.rows[:-1]) == Decimal(shown.rows[-1][column])


def test_ledgers_print_on_one_page_width_with_heads_and_choices(tmp_path: Path) -> None:
    review = a_review()
    items = of_entries(rectify.of_review(review, load(None)), ())
    report.write_lists(tmp_path, (lists.line(review),), items, (), {}, load(None))
    tab = openpyxl.load_workbook(tmp_path / "整治台账.xlsx").active
    assert tab is not None
    assert (tab.freeze_panes, tab.print_title_rows, tab.page_setup.fitToWidth) == ("A3", "$1:$2", 1)
    assert {rule.formula1 for rule in tab.data_validations.dataValidation} == {
        '"待核实,属实,不属实,整治中,已完成,已销号,退回"', '"未启动,整改中,已完成,长期坚持"', '"是,否"',
    }  # fmt: skip
    assert len(list(tab.conditional_formatting)) == 1
