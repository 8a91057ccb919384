"""Runs → visual lines: which runs share a baseline, how wide the gaps are, which lines go on in the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.runs import Run

# widths in characters (one character is as wide as the line is high)
_TOUCHING = 0.35  # a smaller gap is no gap
_COLUMN = 1.6  # a wider gap parts columns

# what no typesetter breaks: a number or foreign word, with the brackets and points that cling to it
_TOKEN = re.compile(r"[（(〔\[﹝【《“‘]*(?:[A-Za-z0-9.,:%/\-]+|.)[〕\]﹞】）)》”’，。、；：？！,.;:?!%]*", re.DOTALL)
_MEASURE = re.compile(r"[年月日时分元号页条款项人株棵亩份张名次]($|[^\u4e00-\u9fff]|[前内止起至整])")
_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十]+[条项]|[问答][：:]|[^，。；]{2,8}[：:]"
)
_STOPS = ("。", "；", "：", "，", "、", "）", ")", ".", ";", "？", "！")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")
_ENDS = ("。", "；", "：", ";", ":", "！", "？")


@dataclass(frozen=True, slots=True)
class Row:
    """One visual line: runs from left to right and what stands between them."""

    runs: tuple[Run, ...]
    gaps: tuple[str, ...]

    @property
    def x0(self) -> float:
        """The left end."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return max(run.x1 for run in self.runs)

    @property
    def size(self) -> float:
        """The height of one character."""
        return sorted(run.height for run in self.runs)[len(self.runs) // 2]

    @property
    def y0(self) -> float:
        """The top."""
        return min(run.y0 for run in self.runs)

    @property
    def y1(self) -> float:
        """The bottom."""
        return max(run.y1 for run in self.runs)


def rows(runs: Sequence[Run], *, tabs: bool) -> list[Row]:
    """The visual lines, top to bottom; a wide gap is a tab (`tabs`) or, inside a cell, spaces."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda item: (item.middle, item.x0)):
        for line in reversed(lines[-4:]):
            if _same_line(line, run):
                line.append(run)
                break
        else:
            lines.append([run])
    lines.sort(key=lambda line: sum(run.middle for run in line) / len(line))
    return [_row(line, tabs) for line in lines]


def _same_line(line: list[Run], run: Run) -> bool:
    for other in line:
        overlap = min(run.y1, other.y1) - max(run.y0, other.y0)
        if overlap < 0.5 * min(run.height, other.height):
            return False
        # two runs above each other at one place are two lines, however much they overlap
        across = min(run.x1, other.x1) - max(run.x0, other.x0)
        if across > 0.5 * min(run.x1 - run.x0, other.x1 - other.x0) and overlap < 0.8 * min(run.height, other.height):
            return False
    return True


def _row(line: list[Run], tabs: bool) -> Row:
    line.sort(key=lambda run: run.x0)
    merged: list[Run] = []
    gaps: list[str] = []
    for run in line:
        if not merged:
            merged.append(run)
            continue
        before = merged[-1]
        size = min(before.height, run.height) or 1.0
        gap = (run.x0 - before.x1) / size
        if gap < _TOUCHING and before.confidence == run.confidence:
            merged[-1] = Run(
                before.text + run.text,
                before.x0,
                min(before.y0, run.y0),
                max(before.x1, run.x1),
                max(before.y1, run.y1),
                before.confidence,
            )
            continue
        merged.append(run)
        gaps.append(_between(before.text, run.text, gap, tabs))
    return Row(tuple(merged), tuple(gaps))


def _between(before: str, after: str, gap: float, tabs: bool) -> str:
    """What stands in a gap of so many characters: nothing, spaces, or a tab between columns."""
    if gap < _TOUCHING:
        return ""
    if gap < _COLUMN:
        return " "
    # 姓名：____张三 · ____年__月__日 · 送  达  回  证: one thing, however wide its gaps
    one = before.endswith(("：", ":")) or _MEASURE.match(after) or (len(before) == 1 and len(after) == 1 and gap < 4)
    return "\t" if tabs and not one else " " * min(8, max(2, round(gap)))


def wraps(row: Row, after: Row, left: float, right: float, *, centred: bool) -> bool:
    """Whether the sentence goes on in `after`: what starts it would not have fitted at the end of `row`."""
    size = row.size
    if after.y0 - row.y1 > 1.6 * size or not 0.75 <= after.size / size <= 1.33:
        return False
    padding = min(0.8 * size, 0.06 * (right - left))
    room = right - padding - row.x1
    if room > _first_width(after.runs[0].text, size) + 0.35 * size:
        return False
    last, first = row.runs[-1].text, after.runs[0].text
    if last.endswith(_ENDS) and _ITEM.match(first) or not last.endswith(("、", "第")) and _HEADING.match(first):
        return False
    if last.endswith("。") and after.x1 < right - 6 * size and not after.runs[-1].text.endswith(_STOPS):
        return False  # a heading without a number
    if not centred and row.x0 > left + 3.5 * size:
        return False  # set to the right: a signature above its date
    if after.x0 <= row.x0 + 0.6 * size:
        # two paragraphs of one full line each, both indented
        ended = last.endswith(_ENDS) and abs(after.x0 - row.x0) < 0.6 * size
        return centred or not (ended and row.x0 > left + 1.2 * size)
    if not centred and abs(after.x0 - _value(row.runs[-1])) < 0.8 * size:
        return True  # set under the value it goes on from: 住址：某县某乡某村
    return centred and abs((row.x0 + row.x1) - (after.x0 + after.x1)) < size


def _value(run: Run) -> float:
    """Where the value of "label：value" begins; without a label the run's own start."""
    label, colon, _ = run.text.replace(":", "：").partition("：")
    return run.x0 + (run.x1 - run.x0) * (len(label) + 1) / len(run.text) if colon else run.x0


def _first_width(text: str, size: float) -> float:
    """How wide the first piece of a line is that cannot be broken."""
    match = _TOKEN.match(text)
    return size * (sum(0.55 if char.isascii() else 1.0 for char in match.group()) if match else 1.0)
