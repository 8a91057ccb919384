"""Spreadsheet files → sheets of rows, cells as they stand (text, number, date or None)."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

Cell = str | int | float | date | None


class TableError(Exception):
    """A file that cannot be read as a table; the message is Chinese and says why."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; row 1 of the file is rows[0]."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of an xlsx, xls or csv file. Raises TableError where it is none, is broken, locked or of a kind that cannot be read."""
    try:
        head = path.read_bytes()[:8]
    except OSError as error:
        raise TableError(f"打不开（{error.strerror}）") from error
    if not head:
        raise TableError("是空文件")
    if head.startswith(b"PK"):
        return tuple(_xlsx(path))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return tuple(_xls(path))
    if path.suffix.lower() != ".csv":
        raise TableError("不是表格文件，或者已损坏")
    return (_csv(path),)


def _xlsx(path: Path) -> Iterator[Sheet]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and validations we do not need
            book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl raises a dozen kinds for a broken file
        raise TableError("不是完好的Excel文件，可能已损坏或者加了密码") from error
    for sheet in book.worksheets:
        yield Sheet(sheet.title, tuple(tuple(_cell(value) for value in row) for row in sheet.iter_rows(values_only=True)))


def _xls(path: Path) -> Iterator[Sheet]:
    try:
        import xlrd
    except ImportError as error:
        raise TableError("是旧版xls（或加密）文件，请另存为xlsx") from error
    try:
        book = xlrd.open_workbook(str(path))
    except Exception as error:  # xlrd raises its own, struct's and zlib's kinds
        raise TableError("不是完好的Excel文件，可能已损坏或者加了密码") from error
    for sheet in book.sheets():
        yield Sheet(sheet.name, tuple(tuple(_xls_cell(cell, book.datemode) for cell in sheet.row(n)) for n in range(sheet.nrows)))


def _xls_cell(cell: Any, datemode: int) -> Cell:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return _cell(xlrd.xldate_as_datetime(cell.value, datemode))
        except (ValueError, OverflowError):
            return str(cell.value)
    return _cell(cell.value) if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) else None


def _csv(path: Path) -> Sheet:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise TableError("不是UTF-8或GBK编码的文字")
    first = "\n".join(text.splitlines()[:10])
    mark = max(",\t;", key=first.count)
    return Sheet("", tuple(tuple(_cell(value) for value in row) for row in csv.reader(io.StringIO(text), delimiter=mark)))


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, (int, float, date)) and not isinstance(value, bool):
        return value
    return None
