"""One row of a table → a case to compare: what columns tell, else what the account of the facts tells in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from pipeline.compare.traits import traits
from pipeline.compare.view import Basis, Seen, basis_of
from pipeline.extract.cause import deed
from pipeline.extract.quantities import quantities
from pipeline.extract.statutes import cite
from pipeline.law import offences
from pipeline.registers import doc_number
from pipeline.registers.cells import day, money, names, words
from pipeline.registers.tables import Cell

_AREAS = {"亩": "area_mu", "公顷": "area_ha"}
_MEASURED = ("volume_m3", "trees", "animals", "value_yuan", "restore_cost_yuan", "illegal_gains_yuan")
_UNIT_WORDS = re.compile(r"法人|非法人|单位|企业|组织|机构|公司")
_CITIZEN_WORDS = re.compile(r"自然人|个人|公民|个体")
_UNIT_NAME = re.compile(r"公司|厂|合作社|林场|农场|牧场|养殖场|学校|医院|委员会|村委|中心|集团|项目部|工程队|矿|电站|局$|所$|院$|队$|站$")
_FINED = re.compile(r"罚款(?:人民币)?[^\d。；]{0,12}(\d[\d,]*(?:\.\d+)?\s*(?:万元|元))")
_TIMES = re.compile(r"(\d+(?:\.\d+)?)倍")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by column, and what the columns count in."""

    source: str
    number: int
    cells: Mapping[str, Cell]
    units: Mapping[str, str]
    fine_unit: int


def cases_of(rows: list[Row]) -> list[Seen]:
    """The cases of many rows; totals and notes fall out."""
    return [seen for seen in map(seen_of, rows) if seen is not None]


def seen_of(row: Row) -> Seen | None:
    """The case of a row; None for totals and notes, which have neither a number nor a party."""
    cells = row.cells
    printed, party = words(cells.get("number")), words(cells.get("party"))
    if printed is None and party is None:
        return None
    told = _plain(cells.get("told"))
    content = _plain(cells.get("content"))
    act = _day(cells.get("act_date"))
    return Seen(
        name=printed or f"{row.source}第{row.number}行",
        number=doc_number(printed),
        printed=printed,
        cause=_cause(_plain(cells.get("cause")), told),
        basis=_basis(_plain(cells.get("basis"))),
        party=party,
        party_id=words(cells.get("party_id")),
        party_kind=_kind(_plain(cells.get("party_kind")), party or ""),
        fine=_fine(cells.get("fine"), row.fine_unit, content),
        times=_times(cells.get("times")),
        quantities=_quantities(row, told),
        decision=_day(cells.get("decision_date")),
        filing=_day(cells.get("filing_date")),
        notice_served=_day(cells.get("notice_date")),
        act=act,
        traits=traits(told + "。" + content),
        officers=_officers(cells.get("officers")),
        bureau=_shared(words(cells.get("authority")) or ""),
        authority=_shared(words(cells.get("authority")) or "") or None,
        told=told,
        source=row.source,
        row=row.number,
    )


def _plain(cell: Cell) -> str:
    return re.sub(r"\s", "", cell) if isinstance(cell, str) else ""


def _fine(cell: Cell, unit: int, content: str) -> Decimal | None:
    """The fine's column; a table without it may name the sum in the words of the decision."""
    fine = money(cell, unit)
    if fine is None and cell is None and (match := _FINED.search(content)):
        fine = money(match[1])
    return fine


def _times(cell: Cell) -> Decimal | None:
    if isinstance(cell, (int, float)):
        return Decimal(str(cell))
    match = _TIMES.search(f"{cell}倍" if isinstance(cell, str) and re.fullmatch(r"\d+(?:\.\d+)?", cell) else str(cell or ""))
    return Decimal(match[1]) if match else None


def _quantities(row: Row, told: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    if re.search(r"\d", told):
        for one in quantities(told, 0, len(told)):
            found.setdefault(one.name, one.value)
        found.pop("area_part_m2", None)
    for name in _MEASURED:
        unit = 10000 if "万" in row.units.get(name, "") else 1
        amount = money(row.cells.get(name), unit)
        if amount is not None:
            found[name] = amount
    area = money(row.cells.get("area"))
    if area is not None:
        found[next((name for word, name in _AREAS.items() if word in row.units.get("area", "")), "area_m2")] = area
    return found


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):  # a date cell of xlsx
        return cell.date()
    return _day_of(cell) if isinstance(cell, str) else day(cell)


@lru_cache(maxsize=65536)
def _day_of(text: str) -> date | None:
    return day(text)


@lru_cache(maxsize=65536)
def _officers(cell: Cell) -> tuple[str, ...]:
    return names(cell)


@lru_cache(maxsize=65536)
def _shared(text: str) -> str:
    """One object for every equal text: a million rows name few authorities."""
    return text


def _cause(printed: str, told: str) -> str | None:
    return _named(printed) or (deed("", told[:200]) if told and not printed else printed[:40] or None)


@lru_cache(maxsize=65536)
def _named(printed: str) -> str | None:
    """The contract's short name, or that of a row of the law's table, which the printed words say."""
    if not printed:
        return None
    known = sorted({cause for offence in offences() for cause in offence.causes if cause in printed}, key=len)
    return deed(printed, "") or (known[-1] if known else None)


@lru_cache(maxsize=65536)
def _basis(text: str) -> Basis:
    return basis_of(tuple(one.citation for one in cite(text) if one.citation.article is not None)) if text else ()


@lru_cache(maxsize=65536)
def _kind(told: str, party: str) -> str | None:
    if _CITIZEN_WORDS.search(told):
        return "citizen"
    if _UNIT_WORDS.search(told) or _UNIT_NAME.search(party):
        return "unit"
    return "citizen" if re.fullmatch(r"[\u4e00-\u9fff·某*＊×Xx]{2,5}", party) else None
