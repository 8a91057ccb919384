"""A table of one case a line (信息公开表) is turned upright: every heading before its own cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Character = tuple[str, int, int, int]  # character, page index, raw start, raw end
WIDE = 5  # columns: a form of label and value beside each other has fewer labels in one row
HEADING = re.compile(
    r"序号|(?:案件|项目|单位|企业|当事人|相对人|违法).{0,6}(?:名称|姓名|编号|类型)|.{0,10}(?:文号|书号|案号)"
    r"|.{0,6}(?:被处罚人|当事人|相对人|处罚对象)(?:姓名|名称)?.{0,8}"
    r"|.{0,8}(?:事实|案情|情况|案由|依据|条款|种类|类别|内容|结果|决定|金额|罚款|履行|备注|期限|方式|状态)"
    r"|.{0,24}（万?元）|.{0,8}(?:日期|时间)|.{0,8}(?:机关|机构|单位|部门|主体)|.{0,6}(?:代码|号码|证号|法定代表人|负责人|地址|地点)"
)


def upright(characters: Sequence[Character]) -> list[Character]:
    """The same characters with "heading：cell" lines where a heading row has exactly one row below it; else as they are."""
    lines = _stacked(_beneath(list(_lines(characters))))
    turned: list[Character] = []
    at = 0
    while at < len(lines):
        heads = _filled(lines[at]) if sum(one[0] == "\t" for one in lines[at]) >= WIDE - 1 else []
        below = _cells(lines[at + 1])[: len(heads)] if heads and at + 1 < len(lines) else []
        if at + 2 >= len(lines) and 2 < len(below) < len(heads) and _is_heading(heads):
            heads = heads[: len(below)]  # the copy ends in the middle of the row
        more = bool(heads) and at + 2 < len(lines) and len(_cells(lines[at + 2])) == len(heads) and any(_cells(lines[at + 2]))
        if len(heads) >= WIDE and len(below) == len(heads) and not more and _is_heading(heads) != _is_heading(below):
            if _is_heading(below):  # copied upside down: the row above its headings
                heads, below = below, heads
            for head, cell in zip(heads, below, strict=True):
                turned += [*head, *_mark("：", head or cell), *cell, *_mark("\n", cell or head)]
            at += 2
        else:
            turned += lines[at]
            at += 1
    return turned


def coloned(characters: Sequence[Character]) -> list[Character]:
    """A table that a copy made into lines of heading, space, cell: with a colon for the space."""
    lines = list(_lines(characters))
    words = ["".join(one[0] for one in line).rstrip("\n") for line in lines]
    spaced = [
        bool("\t" not in word and (head := word.split(" ", 1))[1:] and head[1].strip() and len(head[0]) <= 20 and HEADING.fullmatch(head[0]))
        for word in words
    ]
    if sum(spaced) < WIDE or sum(spaced) * 2 < sum(map(bool, words)):
        return list(characters)
    made: list[Character] = []
    for line, word, turned in zip(lines, words, spaced, strict=True):
        at = word.index(" ") if turned else -1
        made += [*line[:at], ("：", *line[at][1:]), *line[at + 1 :]] if turned else line
    return made


def _beneath(lines: Sequence[list[Character]]) -> list[list[Character]]:
    """A table that a copy broke into one cell a line: all headings, then the cells of its only row."""
    words = ["".join(one[0] for one in line).strip(" \t\n") for line in lines]
    heads = [bool(HEADING.fullmatch(word.replace(" ", ""))) and len(word) <= 20 for word in words]
    first = next((at for at in range(len(heads)) if all(heads[at : at + WIDE]) and at + WIDE <= len(heads)), len(heads))
    count = next((at for at in range(first, len(heads)) if not heads[at]), len(heads)) - first
    cells = words[first + count :]
    if not WIDE <= count <= len(cells) < 2 * count or sum(heads[first + count : first + 2 * count]) * 3 > count:
        return list(lines)
    made = [[*head[:-1], *_mark("：", head), *cell] for head, cell in zip(lines[first : first + count], lines[first + count :], strict=False)]
    return [*lines[:first], *made, *lines[first + 2 * count :]]


def _stacked(lines: Sequence[list[Character]]) -> list[list[Character]]:
    """A table that a copy broke into one cell a line: heading, cell, heading, cell."""
    words = ["".join(one[0] for one in line).strip() for line in lines]
    heads = [bool(HEADING.fullmatch(word)) and len(word) <= 20 for word in words]
    paired, at = set(), 0
    while at + 1 < len(lines):
        # 处罚类别 / 罚款 / 处罚内容: a cell may read like a heading, but then a heading follows it
        if heads[at] and words[at + 1] and (not heads[at + 1] or at + 2 < len(lines) and heads[at + 2]):
            paired.add(at)
            at += 1
        at += 1
    if len(paired) < WIDE or len(paired) * 3 < sum(map(bool, words)):
        return list(lines)
    return [[*line[:-1], *_mark("：", line)] if at in paired else line for at, line in enumerate(lines)]


def _lines(characters: Sequence[Character]) -> Iterator[list[Character]]:
    line: list[Character] = []
    for one in characters:
        line.append(one)
        if one[0] == "\n":
            yield line
            line = []
    if line:
        yield line


def _cells(line: Sequence[Character]) -> list[list[Character]]:
    cells: list[list[Character]] = [[]]
    for one in line:
        if one[0] == "\t":
            cells.append([])
        elif one[0] != "\n":
            cells[-1].append(one)
    return cells


def _filled(line: Sequence[Character]) -> list[list[Character]]:
    """The cells of a row without empty ones at its end."""
    cells = _cells(line)
    while cells and not "".join(one[0] for one in cells[-1]).strip():
        cells.pop()
    return cells


def _is_heading(cells: Sequence[Sequence[Character]]) -> bool:
    words = ["".join(one[0] for one in cell) for cell in cells]
    return all(len(word) <= 20 for word in words) and sum(bool(HEADING.fullmatch(word)) for word in words) >= 0.7 * len(words)


def _mark(character: str, beside: Sequence[Character]) -> list[Character]:
    if not beside:
        return []
    _, index, _, end = beside[-1]
    return [(character, index, end, end)]
