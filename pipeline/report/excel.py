"""Tables → xlsx: the sheet of a case, and every list and ledger. Text is written as text, never as a formula."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.report.sheet import Row, Sheet, Table
from pipeline.report.words import COLOURS

_FONT = "宋体"
_PLAIN, _BOLD, _TITLE = (Font(name=_FONT, size=size, bold=bold) for size, bold in ((10, False), (10, True), (14, True)))
_LINE = Side(style="thin", color="999999")
_BORDER = Border(_LINE, _LINE, _LINE, _LINE)
_HEAD = PatternFill("solid", fgColor="E8EEF4")
_OVERDUE = PatternFill("solid", bgColor="FFC7CE")
_WRAP = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(vertical="top", horizontal="center")
_CENTRE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_LEFT, _TOP = Alignment(), Alignment(vertical="center")
_STYLES: WeakKeyDictionary[Any, dict[Any, Any]] = (
    WeakKeyDictionary()
)  # of each workbook being written: kind of cell → its style there
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet of a case: a front page and one tab a table."""
    front = Table("评分表", ("项目", "内容"), (2, 8), (*sheet.header, *(("结论", line) for line in sheet.result)))
    signed = Table("签名", ("签名栏", ""), (3, 7), tuple((text, "") for text in sheet.signatures))
    write_tables(path, sheet.title, (front, *sheet.tables, signed))


def write_tables(path: Path, title: str, tables: Sequence[Table], foot: Row = (), mark: str = "") -> None:
    """Write tables as tabs of one workbook, each with its title, a frozen head row, a filter, and print set to one page wide.

    `mark` stands on a hidden tab: which export this is, for the day it comes back edited.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "anjuan"
    for table in tables:
        tab = book.create_sheet(table.title.partition("（")[0].translate(_FORBIDDEN)[:31])
        _set_up(tab, table, len(foot))
        tab.append([_cell(tab, title if table is tables[0] else table.title, _TITLE, _TOP, None)])
        tab.append([_cell(tab, head, _BOLD, _CENTRE, _HEAD) for head in table.heads])
        for row in table.rows:
            tab.append([_value(tab, head, value, table) for head, value in zip(table.heads, row, strict=True)])
        for line in foot:
            tab.append([_cell(tab, line, _PLAIN, _LEFT, None)])
    if mark:
        hidden = book.create_sheet("anjuan")
        hidden.sheet_state = "hidden"
        hidden.append([mark])
    book.save(path)


def write_plain(path: Path, table: Table) -> None:
    """A table as another program takes it in: one tab, the heads in the first row, text all through."""
    book = Workbook(write_only=True)
    tab = book.create_sheet(table.title[:31])
    for row in (table.heads, *table.rows):
        tab.append([_cell(tab, value, None, _LEFT, None) for value in row])
    book.save(path)


def _set_up(tab: Any, table: Table, foot: int) -> None:
    wide = len(table.heads) > 12
    unit = (200 if wide else 130) / sum(table.widths)
    widths = [max(6, unit * part) for part in table.widths]
    for n, width in enumerate(widths, 1):
        tab.column_dimensions[get_column_letter(n)].width = width
    tab.row_dimensions[1].height = 26
    for n, row in enumerate((table.heads, *table.rows), 2):  # not every program sizes rows to wrapped text by itself
        lines = max(_lines(text, width) for text, width in zip(row, widths, strict=True))
        tab.row_dimensions[n].height = min(409, 14 * lines + 4)
    last, rows = get_column_letter(len(table.heads)), len(table.rows)
    tab.freeze_panes = "A3"
    tab.auto_filter.ref = f"A2:{last}{2 + rows}"
    tab.page_setup.orientation, tab.page_setup.paperSize = (
        "landscape",
        8 if wide else 9,
    )  # A3 where there are many columns, else A4
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, 0
    tab.sheet_properties.pageSetUpPr.fitToPage = True
    tab.page_margins.left = tab.page_margins.right = 0.4
    tab.print_title_rows = "1:2"
    tab.print_area = f"A1:{last}{2 + rows + foot}"
    tab.oddFooter.center.text = "第&P页 共&N页"
    for head, choices in table.choices.items():
        letter = get_column_letter(table.heads.index(head) + 1)
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        rule.add(f"{letter}3:{letter}{max(3, 2 + rows)}")
        tab.data_validations.append(rule)
    if table.overdue:
        due, done = (get_column_letter(table.heads.index(head) + 1) for head in table.overdue)
        red = FormulaRule(formula=[f'AND(ISNUMBER(${due}3),${due}3<TODAY(),${done}3<>"是")'], fill=_OVERDUE)
        tab.conditional_formatting.add(f"A3:{last}{max(3, 2 + rows)}", red)


def _lines(text: str, width: float) -> int:
    """How many lines that text takes in a column: a Chinese character is two units wide."""
    if len(text) * 1.82 <= width - 1.2 and "\n" not in text:
        return 1
    spaces = [sum(1.82 if ord(char) > 0x2000 else 1.0 for char in part) for part in text.split("\n")]
    return sum(max(1, math.ceil(space / (width - 1.2))) for space in spaces)


def _value(tab: Any, head: str, text: str, table: Table) -> Any:
    font = _coloured(COLOURS[text]) if text in COLOURS else _PLAIN
    if head not in table.numbers:
        return _cell(tab, text, font, _WRAP, None)
    try:
        number = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return _cell(tab, text, font, _WRAP, None)
    share = text.endswith("%")
    return _cell(
        tab, int(number) if number == int(number) and not share else number, font, _MIDDLE, None, "0%" if share else "General"
    )


def _cell(
    tab: Any, value: str | float, font: Font | None, alignment: Alignment, fill: PatternFill | None, form: str = "General"
) -> Any:
    cell = WriteOnlyCell(tab, value)
    if isinstance(value, str):
        cell.data_type = "s"  # "=1+1" in a paper is words, not a formula
    styles = _STYLES.setdefault(tab.parent, {})
    key = (
        id(font),
        id(alignment),
        id(fill),
        form,
    )  # setting a style looks it up by all of its parts: once a kind of cell is enough
    if key not in styles:
        if font:
            cell.font = font
        if fill:
            cell.fill = fill
        if alignment in (_WRAP, _MIDDLE) or fill:
            cell.border = _BORDER
        cell.alignment = alignment
        cell.number_format = form
        styles[key] = cell._style
    cell._style = styles[key]
    return cell


@cache
def _coloured(colour: str) -> Font:
    return Font(name=_FONT, size=10, color=colour, bold=True)
