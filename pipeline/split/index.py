"""The file's own index (卷内目录): what papers it says there are, and on which pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.records import IndexRow, Page
from pipeline.split.grid import grid
from pipeline.titles import title

COLUMNS: Mapping[str, re.Pattern[str]] = {
    "serial": re.compile(r"^(?:序|序号|顺序号?|编?序|件号)$"),
    "title": re.compile(r"题名|标题|(?:文件|文书|材料|资料|目录)?(?:名称|内容)$|^文件$|^文书$|^材料$|^卷内文件$"),
    "number": re.compile(r"文号|字号|文书编号|文件编号|^编号$|^文书?号"),
    "day": re.compile(r"日期|时间|年月日"),
    "page": re.compile(r"页[次号码数]|^页$|起止页|所在页"),
    "other": re.compile(r"责任者|备注|份数|作者|制作(?:人|单位)|密级|来源"),
}
DAY = re.compile(r"((?:19|20)\d\d)[.年/\-](\d{1,2})[.月/\-](\d{1,2})日?|^((?:19|20)\d\d)(\d\d)(\d\d)$")
PAGES = re.compile(r"^第?(\d{1,3})(?:页)?(?:[-—–~～至到/、_]+第?(\d{1,3}))?页?$")
NUMBER = re.compile(r"[(\[〔﹝【{]\d{2,4}[)\]〕﹞】}].*\d|字第|\d号$")
HAN = re.compile(r"[\u4e00-\u9fa5]")


def index(pages: Sequence[Page]) -> tuple[IndexRow, ...]:
    """The rows of the index on these pages; a row without a title is left out."""
    columns: Mapping[int, str] = {}
    rows: list[IndexRow] = []
    for page in pages:
        for cells in grid(page):
            header = _header(cells)
            if header:
                columns = header
                continue
            row = _row(cells, columns)
            if row:
                rows.append(row)
    return _with_last_pages(rows)


def _header(cells: Sequence[str]) -> Mapping[int, str] | None:
    found = {
        at: next((name for name, pattern in COLUMNS.items() if pattern.search(cell)), "other")
        for at, cell in enumerate(cells)
        if cell and len(cell) <= 8
    }
    named = set(found.values()) - {"other"}
    return found if "title" in named and len(named) >= 2 or len(named) >= 3 else None


def _row(cells: Sequence[str], columns: Mapping[int, str]) -> IndexRow | None:
    """A row by its columns where they fit the header, else by what its cells look like."""
    by_name: dict[str, str] = {}
    if columns and max(columns) < len(cells) and all(_fits(columns.get(at, "other"), cell) for at, cell in enumerate(cells)):
        by_name = {columns[at]: cell for at, cell in enumerate(cells) if cell and at in columns}
    if not by_name.get("title"):
        by_name = _by_looks(cells)
    said = by_name.get("title", "")
    if len(HAN.findall(said)) < 2 or said in ("以下空白", "合计", "空白"):
        return None
    known = title(said)
    if known and known.role == "index" and "page" not in by_name:
        return None  # the heading over the table
    pages = PAGES.match(by_name.get("page", ""))
    first = int(pages[1]) if pages else None
    last = int(pages[2]) if pages and pages[2] else None
    return IndexRow(said, known.role if known else None, by_name.get("number") or None, _day(by_name.get("day", "")), first, last)


def _fits(name: str, cell: str) -> bool:
    if not cell:
        return True
    if name == "page":
        return bool(PAGES.match(cell))
    if name == "title":
        return bool(HAN.search(cell)) and not DAY.search(cell)
    return not (name == "day" and title(cell))


def _by_looks(cells: Sequence[str]) -> dict[str, str]:
    """Cells told apart without a header: 12 | 云林罚送字〔2024〕3号 | 送达回证 | 2024.3.5 | 21-22."""
    found: dict[str, str] = {}
    rest: list[str] = []
    for at, cell in enumerate(cells):
        if DAY.search(cell):
            found.setdefault("day", cell)
        elif PAGES.match(cell):
            if at == 0 and "serial" not in found:
                found["serial"] = cell
            else:
                found["page"] = cell
        elif NUMBER.search(cell) and not title(cell):
            found.setdefault("number", cell)
        elif HAN.search(cell):
            rest.append(re.sub(r"^\d{1,3}[.、]?(?=[\u4e00-\u9fa5])", "", cell))
    known = [cell for cell in rest if title(cell)]
    if known:
        found["title"] = max(known, key=len)
    elif rest and "page" in found:
        found["title"] = max(rest, key=len)
    return found


def _day(text: str) -> date | None:
    found = DAY.search(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_last_pages(rows: Sequence[IndexRow]) -> tuple[IndexRow, ...]:
    """Where only the first page is given, a paper ends before the next begins."""
    done = []
    for at, row in enumerate(rows):
        after = rows[at + 1].first_page if at + 1 < len(rows) else None
        if row.last_page is None and row.first_page is not None and after is not None and after >= row.first_page:
            row = replace(row, last_page=max(row.first_page, after - 1))
        done.append(row)
    return tuple(done)
