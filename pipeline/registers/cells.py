"""Cells of a register → values; what cannot be read is None."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from pipeline.registers.tables import Cell

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# blanks may stand around the marks (2024 年 3 月 5 日), and a time of day after them (2024-3-5 10:00)
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheet serial dates
_SERIALS = range(32874, 73050)  # 1990–2099


def words(cell: Cell) -> str | None:
    """Text without blanks; a number as text without .0; None where empty or a dash."""
    if cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(cell)))
    return None if text in ("", "-", "--", "—", "——", "/", "无", "空") else text


def day(cell: Cell) -> date | None:
    """A date, from a date cell, a serial number or any usual way of writing one."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and int(cell) in _SERIALS:
        return _EPOCH + timedelta(days=int(cell))
    return next(iter(days(cell)), None) if isinstance(cell, str) else None


def days(text: str) -> list[date]:
    """Every date in a text: 2024-03-05, 2024.3.5, 20240305, 2024年3月5日, 二〇二四年三月五日."""
    found = []
    for match in _DATE.finditer(_arabic(unicodedata.normalize("NFKC", text))):
        year, month, number = (int(part) for part in (match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)))
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    return found


def money(cell: Cell, unit: int = 1) -> Decimal | None:
    """An amount in yuan; `unit` is what the column counts in, unless the cell itself says 元 or 万元."""
    if isinstance(cell, (int, float)):
        return (Decimal(str(cell)) * unit).quantize(Decimal("0.01"))
    text = words(cell)
    if text is None:
        return None
    match = re.search(r"(\d[\d,]*(?:\.\d+)?)(万元|万|元)?", text)
    if match is None:
        return None
    own = {"万元": 10000, "万": 10000, "元": 1}.get(match.group(2) or "", unit)
    try:
        return (Decimal(match.group(1).replace(",", "")) * own).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


def names(cell: Cell) -> tuple[str, ...]:
    """People listed in one cell: 王某、李某."""
    if not isinstance(cell, str):
        return ()
    parts = re.split(r"[、,，;；/\n\t和]|\s{1,}", unicodedata.normalize("NFKC", cell))
    joined = [re.sub(r"\s|[(（].*", "", part) for part in parts]
    if joined and all(len(part) <= 1 for part in joined):  # 王 明: one name with a blank inside
        return ("".join(joined),)
    return tuple(part for part in joined if part)


def yes(cell: Cell) -> bool | None:
    """Whether a person has it: 是, 有, √ or a certificate's number; None where empty."""
    text = words(cell) if words(cell) or cell is None else "无"
    if text is None:
        return None
    return not re.match(r"^(?:否|无|没有|未|不|×|x|X|N|n)", text)


def _arabic(text: str) -> str:
    def number(match: re.Match[str]) -> str:
        digits = match.group()
        if "十" not in digits:
            return digits.translate(_DIGITS)
        tens, _, ones = digits.partition("十")
        return str(int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0))

    return re.sub(r"[〇○零一二三四五六七八九十]+", number, text)
