"""Registers: tables known by their header row wherever it stands, units, dates, and what a bad table says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.problems import UsageError
from pipeline.registers import DocNumber, doc_number, load_registers
from pipeline.registers.cells import day, days, money, names, yes


def a_table(path: Path, rows: list[list[object]], sheet: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


OFFICERS = [["姓名", "单位", "职务", "证件编号", "执法类别", "执法区域", "有效期起", "有效期止", "法律职业资格"]]
PUBLISHED = [["行政相对人名称", "行政处罚决定书文号", "违法行为类型", "罚款金额（万元）", "处罚决定日期", "处罚机关", "公示日期"]]
CASES = [["案号", "案由", "当事人", "立案日期", "决定书文号", "决定日期", "罚款金额"]]
CLUES = [["编号", "来源", "日期", "涉及单位或人员", "内容"]]
INSPECTIONS = [["检查日期", "检查单位", "被检查单位", "检查事项", "检查人员"]]


def test_each_register_is_known_by_its_header(tmp_path: Path) -> None:
    paths = [
        a_table(tmp_path / "1.xlsx", [*OFFICERS, ["甲一", "某局", "科员", "0400012", "林草", "某县", "2020-01-01", "2026-12-31", "有"]]),
        a_table(tmp_path / "2.xlsx", [*PUBLISHED, ["乙**", "某林罚决字〔2024〕第1号", "滥伐林木", 0.35, "2024-05-06", "某局", "2024-05-10"]]),
        a_table(tmp_path / "3.xlsx", [*CASES, ["2024-1", "滥伐林木", "乙二", "2024-03-01", "某林罚决字〔2024〕1号", "2024-05-06", 3500]]),
        a_table(tmp_path / "4.xlsx", [*CLUES, ["X1", "12345", "2024-02-01", "乙二", "反映砍树"]]),
        a_table(tmp_path / "5.xlsx", [*INSPECTIONS, ["2024-02-01", "某局", "丙公司", "防火", "甲一、甲二"]]),
    ]
    found, problems = load_registers(paths)
    assert problems == ()
    assert found.officers and found.published and found.cases and found.clues and found.inspections
    assert (found.officers[0].certificate, found.officers[0].valid_to, found.officers[0].qualified) == ("0400012", date(2026, 12, 31), True)
    assert (found.published[0].fine_yuan, found.published[0].published_date) == (Decimal("3500.00"), date(2024, 5, 10))
    assert (found.cases[0].fine_yuan, found.cases[0].filing_date, found.cases[0].row) == (Decimal("3500.00"), date(2024, 3, 1), 2)
    assert (found.clues[0].about, found.inspections[0].officers) == ("乙二", ("甲一", "甲二"))


def test_a_header_may_sit_under_title_rows_with_other_words_and_order(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["某县林业局处罚台账"],
        ["填报单位：某县林业局", None, None, "单位：元"],
        ["处罚 时间", "罚款数额（元）", "被处罚人", "文号", "立案时间", "案件编号"],
        ["2024年5月6日", "3,500.00元", "乙二", "某林罚决字〔2024〕1号", "2024.3.1", "2024-1"],
        ["合计", "3500"],
    ]
    found, problems = load_registers([a_table(tmp_path / "台账.xlsx", rows)])
    assert problems == () and found.cases is not None
    (row,) = found.cases
    assert (row.decision_date, row.fine_yuan, row.party, row.row) == (date(2024, 5, 6), Decimal("3500.00"), "乙二", 4)


def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["姓名", "执法证号", "有效期", None, "法律职业资格"],
        [None, None, "起", "止", None],
        ["甲一", "0400012", "2020-01-01", "2026-12-31", "无"],
    ]
    found, problems = load_registers([a_table(tmp_path / "人员.xlsx", rows)])
    assert problems == () and found.officers is not None
    assert [(row.name, row.valid_from, row.valid_to, row.qualified) for row in found.officers] == [
        ("甲一", date(2020, 1, 1), date(2026, 12, 31), False)
    ]


@pytest.mark.parametrize(
    ("head", "figures", "yuan"),
    [
        ("罚款金额（万元）", [0.35, 1.2], ["3500.00", "12000.00"]),
        ("罚款金额(元)", [3500, 12000], ["3500.00", "12000.00"]),
        ("罚款金额", [0.35, 1.2], ["3500.00", "12000.00"]),
        ("罚款金额", [3500, 12000], ["3500.00", "12000.00"]),
        ("罚款金额", ["0.35万元", "12000元"], ["3500.00", "12000.00"]),
    ],
    ids=["header says ten thousands", "header says yuan", "small figures without a word", "large figures without a word", "cells say it"],
)
def test_fines_of_the_published_list_come_out_in_yuan(tmp_path: Path, head: str, figures: list[object], yuan: list[str]) -> None:
    rows: list[list[object]] = [["决定书文号", head, "处罚决定日期", "公开日期"]]
    rows += [[f"某林罚决〔2024〕{n}号", figure, "2024-05-06", "2024-05-10"] for n, figure in enumerate(figures, 1)]
    found, problems = load_registers([a_table(tmp_path / "公示.xlsx", rows)])
    assert problems == () and found.published is not None
    assert [str(row.fine_yuan) for row in found.published] == yuan


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_csv_is_read_in_the_encodings_offices_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "线索.csv"
    path.write_text("编号,来源,日期,被反映人,反映内容\nX1,12345,2024/2/1,乙二,“砍树”，请查处\n", encoding=encoding)
    found, problems = load_registers([path])
    assert problems == () and found.clues is not None
    assert (found.clues[0].day, found.clues[0].content) == (date(2024, 2, 1), "“砍树”,请查处")


def test_years_on_several_sheets_are_one_register(tmp_path: Path) -> None:
    path = a_table(tmp_path / "登记簿.xlsx", [*CASES, ["1", "甲", "乙", "2023-01-01", "某林罚决〔2023〕1号", "2023-02-01", 100]], "2023")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("2024")
    for row in [*CASES, ["2", "甲", "乙", "2024-01-01", "某林罚决〔2024〕1号", "2024-02-01", 200]]:
        sheet.append(row)
    book.save(path)
    found, _ = load_registers([path])
    assert found.cases is not None and [row.fine_yuan for row in found.cases] == [Decimal("100.00"), Decimal("200.00")]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["姓名", "单位", "执法类别", "执法区域"], ["甲一", "某局", "林草", "某县"]], ("missing_column", "证件编号", "有效期止")),
        ([["行政相对人名称", "处罚类别", "处罚决定日期"], ["乙**", "罚款", "2024-05-06"]], ("missing_column", "文号", "没有使用")),
        ([["品名", "数量"], ["树苗", 3]], ("unknown_table", "表头")),
    ],
    ids=["columns some rules need", "the column all need", "no register at all"],
)
def test_a_register_with_missing_columns_says_which(tmp_path: Path, rows: list[list[object]], words: tuple[str, ...]) -> None:
    _, problems = load_registers([a_table(tmp_path / "某表.xlsx", rows)])
    (problem,) = problems
    assert problem.source == "某表.xlsx"
    assert all(word in problem.kind + problem.message for word in ("某表.xlsx", *words)), problem


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 broken", b"plain"])
def test_a_broken_table_is_a_problem_and_not_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    found, problems = load_registers([path])
    assert found.cases is None and [problem.kind for problem in problems] == ["unreadable_register"]


def test_a_register_given_by_option_takes_the_place_of_the_one_found(tmp_path: Path) -> None:
    found_one = a_table(tmp_path / "a.xlsx", [*CASES, ["1", "甲", "乙", "2023-01-01", "某林罚决〔2023〕1号", "2023-02-01", 100]])
    given = a_table(tmp_path / "b.xlsx", [*CASES, ["9", "甲", "乙", "2023-01-01", "某林罚决〔2023〕9号", "2023-02-01", 900]])
    registers, problems = load_registers([found_one], {"register": given})
    assert problems == () and registers.cases is not None and [row.case_number for row in registers.cases] == ["9"]


def test_a_register_given_by_option_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有这个文件"):
        load_registers([], {"roster": tmp_path / "无.xlsx"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("右某罚决字〔2024〕第012号", DocNumber("右某罚决", 2024, 12)),
        ("右某罚决〔2024〕12号", DocNumber("右某罚决", 2024, 12)),
        ("右某 罚决字[2024] 第12号", DocNumber("右某罚决", 2024, 12)),
        ("右某罚决字﹝2024﹞012", DocNumber("右某罚决", 2024, 12)),
        ("右某罚决字（2024）12号", DocNumber("右某罚决", 2024, 12)),
        ("右某当罚决字〔2024〕12号", DocNumber("右某当罚决", 2024, 12)),
        ("右某罚决〔2024〕第12-1号", DocNumber("右某罚决", 2024, 12, "1")),
        ("右某罚决2024", None),
        ("", None),
    ],
)
def test_decision_numbers_written_differently_are_one(text: str, expected: DocNumber | None) -> None:
    assert doc_number(text) == expected


@pytest.mark.parametrize(
    "cell",
    [
        *("2024-03-05", "2024/3/5", "2024.3.5", "20240305", "2024年3月5日", "二〇二四年三月五日", "2024 年 3 月 5 日", "２０２４.3.5"),
        *("2024-03-05 10:00:00", "2024-3-5 10:00", 45356, date(2024, 3, 5)),
    ],
)
def test_a_date_cell_is_read_in_every_usual_writing(cell: object) -> None:
    assert day(cell) == date(2024, 3, 5)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", [None, "", "长期", "2024-02-30", "3月5日", 12])
def test_what_is_no_date_is_none(cell: object) -> None:
    assert day(cell) is None  # type: ignore[arg-type]


def test_small_readings_of_cells() -> None:
    assert days("2020-01-01至2026-12-31") == [date(2020, 1, 1), date(2026, 12, 31)]
    assert (money("￥1,200.5元"), money("1.2万元"), money(0.12, 10000), money("/")) == (
        Decimal("1200.50"),
        Decimal("12000.00"),
        Decimal("1200.00"),
        None,
    )
    assert names("甲一、乙二，丙三") == ("甲一", "乙二", "丙三") and names("王 明") == ("王明",)
    assert (yes("A20240001"), yes("无"), yes("未取得"), yes(None), yes("√")) == (True, False, False, None, True)
