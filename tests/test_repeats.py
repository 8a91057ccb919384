"""A page that lies in a bundle twice is told, and forms filled in for two people are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records import Line, Page, SourceFile
from pipeline.split import split
from pipeline.split.repeats import repeated

SOURCE = SourceFile(Path("卷.pdf"), "卷.pdf", "", "pdf")
ROWS = (
    "询问笔录",
    "被询问人：张明山    性别：男    身份证号：140000198001010011",
    "问：你何时何地采伐了这些杨树？",
    "答：去年冬天在北沟采伐的，一共二十三株，没有办理采伐许可证。",
    "问：采伐的林木现在在什么地方？",
    "答：一部分拉回家里做了檩条，其余的还堆放在北沟口的路边。",
)


def page(number: int, rows: tuple[str, ...], unsure: int | None = None) -> Page:
    """A scanned page of these rows; the one at `unsure` is hardly legible."""
    text, lines = "", list[Line]()
    for place, row in enumerate(rows):
        lines.append(Line(len(text), len(text) + len(row), None, confidence=0.6 if place == unsure else 0.98))
        text += row + "\n"
    return Page(SOURCE, number, text[:-1], tuple(lines), origin="ocr", confidence=0.6)


@pytest.mark.parametrize(
    ("second", "unsure", "told"),
    [
        pytest.param(ROWS, None, [2], id="word for word"),
        pytest.param((*ROWS[:3], ROWS[3].replace("三株", "五株"), *ROWS[4:]), 3, [2], id="differs where the reader was not sure"),
        pytest.param((*ROWS[:3], ROWS[3].replace("三株", "五株"), *ROWS[4:]), None, [], id="differs where both were read surely"),
        pytest.param((ROWS[0], ROWS[1].replace("张明山", "李四海"), *ROWS[2:]), None, [], id="the same form for another person"),
        pytest.param(ROWS[:3], None, [], id="only the first lines"),
    ],
)
def test_a_sheet_scanned_again(second: tuple[str, ...], unsure: int | None, told: list[int]) -> None:
    assert [problem.page for problem in repeated([page(1, ROWS), page(2, second, unsure)])] == told


def test_a_short_form_left_empty_says_nothing() -> None:
    assert not list(repeated([page(1, ("照片粘贴处", "拍摄人：")), page(2, ("照片粘贴处", "拍摄人："))]))


def test_both_copies_stay_pages_of_the_paper_and_the_problem_names_them() -> None:
    (bundle,) = split([page(1, ROWS), page(2, ROWS)])
    assert [problem.message for problem in bundle.problems if problem.kind == "duplicate_page"] == [
        "第2页与第1页内容相同，请核对是否重复扫描或者重复装订"
    ]
    assert len(bundle.pages) == 2
