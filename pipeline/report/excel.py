"""Tables → xlsx: the sheet of a case, and every list and ledger. Text is written as text, never as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from pipeline.report.sheet import Row, Sheet, Table

_LINE = Side(style="thin", color="999999")
_BORDER = Border(_LINE, _LINE, _LINE, _LINE)
_HEAD = PatternFill("solid", fgColor="E8EEF4")
_WRAP = Alignment(wrap_text=True, vertical="top")
_CENTRE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet of a case: a front page and one tab a table."""
    front = Table("评分表", ("项目", "内容"), (2, 8), (*sheet.header, *(("结论", line) for line in sheet.result)))
    signed = Table("签名", ("签名栏", ""), (3, 7), tuple((text, "") for text in sheet.signatures))
    write_tables(path, sheet.title, (front, *sheet.tables, signed))


def write_tables(path: Path, title: str, tables: Sequence[Table], foot: Row = ()) -> None:
    """Write tables as tabs of one workbook, each with its title, a frozen head row, a filter, and print set to one page wide."""
    book = Workbook(write_only=True)
    book.properties.creator = "anjuan"
    for table in tables:
        tab = book.create_sheet(table.title.translate(_FORBIDDEN)[:31])
        _set_up(tab, table)
        tab.append([_cell(tab, title if table is tables[0] else table.title, Font(bold=True, size=14), Alignment(), None)])
        tab.append([_cell(tab, head, Font(bold=True), _CENTRE, _HEAD) for head in table.heads])
        for row in table.rows:
            tab.append([_cell(tab, value, None, _WRAP, None) for value in row])
        for line in foot:
            tab.append([_cell(tab, line, None, Alignment(), None, border=False)])
    book.save(path)


def _set_up(tab: Any, table: Table) -> None:
    unit = 130 / sum(table.widths)
    for n, part in enumerate(table.widths, 1):
        tab.column_dimensions[get_column_letter(n)].width = max(5, unit * part)
    tab.freeze_panes = "A3"
    tab.auto_filter.ref = f"A2:{get_column_letter(len(table.heads))}{2 + len(table.rows)}"
    tab.page_setup.orientation, tab.page_setup.paperSize = "landscape", 9
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, 0
    tab.sheet_properties.pageSetUpPr.fitToPage = True
    tab.print_title_rows = "1:2"


def _cell(tab: Any, value: str, font: Font | None, alignment: Alignment, fill: PatternFill | None, *, border: bool = True) -> Any:
    cell = WriteOnlyCell(tab, value)
    if isinstance(value, str):
        cell.data_type = "s"  # "=1+1" in a paper is words, not a formula
    if font:
        cell.font = font
    if fill:
        cell.fill = fill
    if border and fill is None and alignment is _WRAP or fill:
        cell.border = _BORDER
    cell.alignment = alignment
    return cell
