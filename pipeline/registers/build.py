"""The rows under a register's header → records."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from statistics import median
from typing import Any

from pipeline.registers import cells
from pipeline.registers.rows import CaseRow, ClueRow, InspectionRow, OfficerRow, PublishedRow
from pipeline.registers.tables import Cell, Sheet

_FOOT = ("合计", "总计", "小计", "填表人", "填报人", "制表", "说明", "备注:", "注:", "审核人")
_WAN = 10000

Row = Callable[[str], Cell]  # the cell of that column, None where there is no such column


def rows_of(register: str, sheet: Sheet, start: int, columns: Mapping[str, int], fine_unit: str) -> list[Any]:
    """The records of one table; rows without the register's key, totals and notes are left out."""
    build = _BUILDERS[register]
    unit = _unit(register, sheet, start, columns, fine_unit)
    made = []
    for number, row in enumerate(sheet.rows[start:], start + 1):
        filled = [cell for cell in row if cell is not None]
        if len(filled) < 2 or str(filled[0]).replace(" ", "").replace("：", ":").startswith(_FOOT):
            continue

        def at(name: str, row: tuple[Cell, ...] = row) -> Cell:
            index = columns.get(name)
            return row[index] if index is not None and index < len(row) else None

        record = build(at, number, unit)
        if record is not None:
            made.append(record)
    return made


def _unit(register: str, sheet: Sheet, start: int, columns: Mapping[str, int], said: str) -> int:
    """What the fine's column counts in: its header's word, a title row's, else (published lists) told from the figures' size."""
    if "fine" not in columns:
        return 1
    titles = "".join(str(cell) for row in sheet.rows[: start - 1] for cell in row if isinstance(cell, str))
    said = said or "".join(re.findall(r"单位[:：]\s*(万?元)", titles))
    if "万" in said:
        return _WAN
    if "元" in said or register != "published":
        return 1
    index = columns["fine"]
    figures = [row[index] for row in sheet.rows[start:] if index < len(row)]
    known = [float(figure) for figure in figures if isinstance(figure, (int, float)) and figure]
    # The national list counts in 万元; a median of 50 would be half a million yuan, which no county's forestry list has.
    return 1 if known and median(known) >= 50 else _WAN


def _officer(at: Row, number: int, unit: int) -> OfficerRow | None:
    name = cells.words(at("person"))
    if name is None:
        return None
    validity = at("validity")
    span: list[date | None] = [*cells.days(validity)] if isinstance(validity, str) else [cells.day(validity)]
    span = span or [None]
    return OfficerRow(
        name=name,
        unit=cells.words(at("unit")),
        post=cells.words(at("post")),
        certificate=cells.words(at("certificate")),
        kind=cells.words(at("kind")),
        area=cells.words(at("area")),
        valid_from=cells.day(at("valid_from")) or (span[0] if len(span) > 1 else None),
        valid_to=cells.day(at("valid_to")) or span[-1],
        qualified=cells.yes(at("qualified")),
    )


def _published(at: Row, number: int, unit: int) -> PublishedRow | None:
    doc_number = cells.words(at("number"))
    if doc_number is None:
        return None
    return PublishedRow(
        number=doc_number,
        party=cells.words(at("party_in_public")) or cells.words(at("party")),
        cause=cells.words(at("cause")),
        decision_date=cells.day(at("decision_date")),
        published_date=cells.day(at("published_date")),
        fine_yuan=cells.money(at("fine"), unit),
        authority=cells.words(at("authority")),
        basis=cells.words(at("basis")),
        row=number,
    )


def _case(at: Row, number: int, unit: int) -> CaseRow | None:
    case_number, doc_number = cells.words(at("case_number")), cells.words(at("doc_number"))
    if case_number is None and doc_number is None:
        return None
    return CaseRow(
        case_number=case_number,
        cause=cells.words(at("cause")),
        party=cells.words(at("party")),
        filing_date=cells.day(at("filing_date")),
        doc_number=doc_number,
        decision_date=cells.day(at("decision_date")),
        fine_yuan=cells.money(at("fine"), unit),
        row=number,
    )


def _clue(at: Row, number: int, unit: int) -> ClueRow | None:
    content = cells.words(at("content"))
    if content is None:
        return None
    return ClueRow(
        number=cells.words(at("number")),
        origin=cells.words(at("origin")),
        day=cells.day(at("date")),
        about=cells.words(at("about")),
        content=content,
        row=number,
    )


def _inspection(at: Row, number: int, unit: int) -> InspectionRow | None:
    inspected = cells.words(at("inspected"))
    if inspected is None:
        return None
    return InspectionRow(
        day=cells.day(at("date")),
        inspector=cells.words(at("inspector")),
        inspected=inspected,
        subject=cells.words(at("subject")),
        officers=cells.names(at("officers")),
        row=number,
    )


_BUILDERS: Mapping[str, Callable[[Row, int, int], Any]] = {
    "officers": _officer,
    "published": _published,
    "cases": _case,
    "clues": _clue,
    "inspections": _inspection,
}
