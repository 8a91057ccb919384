"""XLSX and CSV among a case's papers (tallies, lists) → one Page: a row a line, cells parted by tabs."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator

from pipeline.read.plain import decode
from pipeline.records import Line, Page, Problem, Reading, SourceFile


def read_sheet(source: SourceFile) -> Reading:
    """All sheets of the workbook, one after the other."""
    try:
        rows = list(_csv(source) if source.path.suffix.lower() == ".csv" else _workbook(source))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, csv.Error):
        message = f"{source.name}：表格损坏或不完整，未能打开，请另存为xlsx。"
        return Reading((), (Problem("damaged", message, source.name),))
    lines: list[Line] = []
    parts: list[str] = []
    length = 0
    for table, row, place, cells in rows:
        for column, cell in enumerate(cells):
            if column:
                parts.append("\t")
                length += 1
            if cell:
                where = f"{place}, cell {column + 1}"
                lines.append(Line(length, length + len(cell), None, where, cell=(table, row, column)))
                parts.append(cell)
                length += len(cell)
        parts.append("\n")
        length += 1
    if not lines:
        return Reading((), (Problem("empty", f"{source.name}：表格里没有内容，请重新导出。", source.name),))
    return Reading((Page(source, None, "".join(parts).rstrip("\n"), tuple(lines)),))


def _workbook(source: SourceFile) -> Iterator[tuple[int, int, str, list[str]]]:
    import openpyxl

    values = openpyxl.load_workbook(source.path, read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(source.path, read_only=True)
    try:
        for number, (sheet, other) in enumerate(zip(values.worksheets, formulas.worksheets, strict=True)):
            both = zip(sheet.iter_rows(values_only=True), other.iter_rows(values_only=True), strict=True)
            # a program that only writes leaves a formula without its value: better the formula than nothing
            yield from _numbered(
                number, ([_shown(a if a is not None else b) for a, b in zip(*rows, strict=True)] for rows in both)
            )
    finally:
        values.close()
        formulas.close()


def _csv(source: SourceFile) -> Iterator[tuple[int, int, str, list[str]]]:
    text = decode(source.path.read_bytes())
    if text is None:
        raise ValueError(source.name)
    yield from _numbered(0, csv.reader(io.StringIO(text)))


def _numbered(table: int, rows: Iterable[list[str]]) -> Iterator[tuple[int, int, str, list[str]]]:
    for row, cells in enumerate(rows):
        if any(cells):
            yield table, row, f"table {table + 1}, row {row + 1}", cells


def _shown(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    # a date cell without a time of day
    return (text[:-9] if text.endswith(" 00:00:00") else text).replace("\n", " ").replace("\t", " ").strip()
