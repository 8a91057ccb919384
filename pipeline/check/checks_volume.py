"""The bound volume: page numbers in turn, papers in order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.records import CaseRecord, Document, Evidence, Line, Page

_NUMBER = re.compile(r"[-—–~·第\s]*(\d{1,3})[-—–~·页\s]*")
_EDGE = 0.1  # page numbers stand in the outer tenth of a page's height
_ENOUGH = 0.8  # of the pages that carry numbers: below it what was read is no numbering
_CORNERS = {
    "outer-top": "外上角", "outer-bottom": "外下角", "upper-right": "右上角", "upper-left": "左上角", "lower-right": "右下角", "lower-left": "左下角",
    "top": "页眉正中", "bottom": "页脚正中",
}  # fmt: skip
_ORDERS = {"procedure": "办案程序的先后", "decision_first": "结论在前"}


class _Numbered(NamedTuple):
    place: int  # the page's place in the volume
    number: int
    line: Line
    page: Page


def pages_numbered(question: Question) -> Outcome:
    """The numbers on the edges of the pages go on by one: none twice, none left out."""
    case = question.case
    if _loose(case):
        return not_applicable("材料不是一个有固定页码的文件")
    pages = [(n, page) for n, page in enumerate(case.pages) if page.state != "blank" and n not in _unnumbered(case)]
    found = [one for n, page in pages if (one := printed_number(n, page))]
    if len(found) < max(2, _ENOUGH * len(pages)):
        return unsure("页码没有读全，是否连续请人工核对")
    if sum(other.number <= one.number for one, other in pairwise(found)) > 2:
        return unsure("各文书的页码各自编排，全卷统一的页码没有读到，是否连续请人工核对")
    for one, other in pairwise(found):
        step = other.number - one.number
        if step < 1 or step > other.place - one.place:
            wrong = "重复或者倒置" if step < 1 else "有缺"
            said = f"第{one.number}页之后是第{other.number}页，页码{wrong}"
            sources = (_evidence(one), _evidence(other))
            return failed(said, *sources) if case.complete and _printed(one, other) else unsure(f"{said}，请人工核对", *sources)
    corner = question.settings.page_corner
    if corner and (astray := [one for one in found if not _stands(one, corner)]):
        said = f"第{'、'.join(str(one.number) for one in astray[:5])}页的页码不在规定的位置（{_CORNERS.get(corner, corner)}）"
        return failed(said, *map(_evidence, astray)) if corner in _CORNERS and _printed(*astray) else unsure(f"{said}，请人工核对")
    return passed(f"页码自{found[0].number}至{found[-1].number}连续", _evidence(found[0]), _evidence(found[-1]))


def papers_in_order(question: Question) -> Outcome:
    """The papers stand in the order that the office set (`archive_order`), or plainly in another accepted one."""
    case, wanted = question.case, question.settings.archive_order
    if _loose(case) or not case.complete:
        return not_applicable("材料不是一个读全了的文件，装订顺序由人工核对")
    orders: Mapping[str, Sequence[str]] = question.given["orders"]
    turned = _turned(case, orders[wanted])
    if turned is None:
        return passed(f"卷内文书按{_ORDERS[wanted]}排列")
    said = f"{turned[0].title}排在{turned[1].title}之前"
    sources = (turned[0], turned[1])
    other = next((name for name in orders if name != wanted and _turned(case, orders[name]) is None), None)
    if other:
        return passed(f"卷内文书按{_ORDERS[other]}排列（设置archive_order是{_ORDERS[wanted]}）", *sources)
    return failed(f"{said}，不是按{_ORDERS[wanted]}排列", *sources)


def _loose(case: CaseRecord) -> bool:
    return len({page.source.name for page in case.pages}) != 1 or any(page.number is None for page in case.pages)


def _unnumbered(case: CaseRecord) -> set[int]:
    """Covers, indexes and archive notes carry no numbers by most rules."""
    apart = {page.number for paper in case.papers("cover", "index", "archive_note") for page in paper.pages}
    return {n for n, page in enumerate(case.pages) if page.number in apart}


def printed_number(place: int, page: Page) -> _Numbered | None:
    """The outermost number on the edge of a page: 第1页 共2页 counts the pages of one paper."""
    edges = [line for line in page.lines if line.box and (line.box[3] < _EDGE or line.box[1] > 1 - _EDGE)]
    found = []
    for line in edges:
        match = _NUMBER.fullmatch(page.text[line.start : line.end])
        if match and line.box and line.cell is None and not any("共" in page.text[one.start : one.end] for one in edges if _level(one, line)):
            found.append((min(line.box[1], 1 - line.box[3]), _Numbered(place, int(match[1]), line, page)))
    return min(found, default=(0, None), key=lambda one: one[0])[1]


def _level(one: Line, other: Line) -> bool:
    return bool(one.box and other.box and one.box[1] < other.box[3] and other.box[1] < one.box[3])


def _evidence(one: _Numbered) -> Evidence:
    line, page = one.line, one.page
    return Evidence(page.source.name, page.number, line.start, line.end, page.text[line.start : line.end], line.box, line.place)


def _stands(one: _Numbered, corner: str) -> bool:
    box = one.line.box or (0, 0, 0, 0)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    side = "left" if x < 1 / 3 else "right" if x > 2 / 3 else "middle"
    outer = "right" if one.number % 2 else "left"  # an odd page lies on the right
    wanted = {"outer": outer, "upper": corner.rpartition("-")[2], "lower": corner.rpartition("-")[2]}.get(corner.partition("-")[0], "middle")
    return side == wanted and (y < 0.5) == (corner.partition("-")[0] in ("upper", "top") or corner == "outer-top")


def _printed(*numbered: _Numbered) -> bool:
    return all(one.page.origin == "text" for one in numbered)


def _turned(case: CaseRecord, order: Sequence[str]) -> tuple[Document, Document] | None:
    """Two papers that stand the other way round, the one that comes too early first."""
    first: list[tuple[int, Document]] = []
    for role in order:
        paper = next(((n, paper) for n, paper in enumerate(case.documents) if paper.role == role), None)
        if paper:
            first.append(paper)
    return next(((other, one) for (at, one), (then, other) in pairwise(first) if then < at), None)


CHECKS = (
    Asks(pages_numbered),
    Asks(papers_in_order, orders="map"),
)
