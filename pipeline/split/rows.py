"""The lines of a page, the mark that tells which page of its paper it is, and the number on its corner."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records import Box, Line, Page
from pipeline.titles import plain

COUNT = "([0-9一二三四五六七八九十]{1,3})"
# 第 2 页 共 3 页 · 共3页第2页 · 第2页/共3页
MARK = re.compile(rf"第{COUNT}页[,，/、(（]*共{COUNT}页|共{COUNT}页[,，/、]*第{COUNT}页")
CORNER = re.compile(r"^[-—–~·•(（]*(?:第)?(\d{1,3})(?:页)?[-—–~·•)）]*$")
DOC_NUMBER = re.compile(r"[(\[〔﹝【{]?(?:19|20)\d\d[)\]〕﹞】}]?.{0,3}\d+号|字第.*号|[(\[〔﹝【{](?:19|20)?\d{0,2}[)\]〕﹞】}]第?.{0,6}号")
HAN = re.compile(r"[\u4e00-\u9fa5]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page's text."""

    start: int
    end: int
    text: str
    bare: str
    line: Line | None


@dataclass(frozen=True, slots=True)
class Mark:
    """第2页共3页."""

    page: int
    of: int


def rows(page: Page) -> tuple[Row, ...]:
    """The lines of the page's text that are not empty."""
    starts = {line.start: line for line in page.lines}
    found: list[Row] = []
    position = 0
    for text in page.text.split("\n"):
        lead = len(text) - len(text.lstrip())
        bare = plain(text)
        if bare:
            found.append(Row(position, position + len(text), text, bare, starts.get(position) or starts.get(position + lead)))
        position += len(text) + 1
    return tuple(found)


def mark(page: Page) -> Mark | None:
    """Which page of its paper this is, as printed at its head or foot."""
    bare = plain(page.text)
    found = None
    for edge in (bare[:80], bare[-60:]):
        found = MARK.search(edge) or found
    if not found:
        return None
    a, b = (found[1], found[2]) if found[1] else (found[4], found[3])
    page_number, of = _count(a), _count(b)
    return Mark(page_number, of) if 0 < page_number <= of else None


def corner(page_rows: tuple[Row, ...]) -> int | None:
    """The number written on the page's corner."""
    read = [
        (not row.bare.isdigit(), int(found[1]))
        for row in (*page_rows[:2], *page_rows[-2:])
        if (found := CORNER.match(row.bare)) and "页" not in row.bare and (row.line is None or _at_edge(row.line.box))
    ]
    return min(read)[1] if read else None  # bare digits first: "- 2 -" is rather a paper's own count


def _at_edge(box: Box | None) -> bool:
    return box is None or box[3] < 0.12 or box[1] > 0.88


def _count(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.partition("十") if "十" in text else ("", "", text)
    digit = {c: n for n, c in enumerate("零一二三四五六七八九")}
    return (digit.get(tens, 1) * 10 if "十" in text else 0) + (digit.get(ones, 0) if ones else 0)
