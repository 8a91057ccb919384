"""Tables in an archive's root → Registers: which register a table is, is told by its header row, wherever that stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.problems import DataError, UsageError
from pipeline.records import Problem
from pipeline.registers.build import rows_of
from pipeline.registers.rows import Registers
from pipeline.registers.tables import Cell, Sheet, TableError, sheets

HEADERS = Path(__file__).with_name("headers.yaml")
OPTIONS = {"roster": "officers", "register": "cases"}  # the command's words for two of the registers
_DEEP = 15  # a header stands in the first rows, under titles


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table's header stands and what each column is."""

    register: str
    row: int  # index of the first row after it
    columns: Mapping[str, int]
    units: Mapping[str, str]  # what stands in brackets behind a column's name
    score: int


def load_registers(
    paths: Sequence[Path], explicit: Mapping[str, Path] | None = None
) -> tuple[Registers, tuple[Problem, ...]]:
    """The registers among `paths`; a file given by option (`explicit`) takes the place of all found for that register.

    Raises UsageError where a file given by option is not there.
    """
    problems: list[Problem] = []
    found: dict[str, list[Any]] = {}
    given = {OPTIONS.get(name, name): path for name, path in (explicit or {}).items()}
    for path in paths:
        for register, rows in _read(path, None, problems):
            if register not in given:
                found.setdefault(register, []).extend(rows)
    for register, path in given.items():
        if not path.is_file():
            raise UsageError(f"{path}：没有这个文件（{kinds()[register]['name']}）。")
        for _, rows in _read(path, register, problems):
            found.setdefault(register, []).extend(rows)
    return Registers(**{register: tuple(rows) for register, rows in found.items()}), tuple(problems)


@cache
def kinds() -> Mapping[str, Any]:
    """The registers and the words of their headers (headers.yaml)."""
    content = strictyaml.parse(HEADERS.read_text(encoding="utf-8"))
    for register, kind in content.items():
        for name in (*kind["required"], *kind["signs"], kind["key"]):
            if name not in kind["columns"]:
                raise DataError(f"registers/headers.yaml：{register}：“{name}”不在 columns 中。")
    return dict(content)


def find_header(sheet: Sheet, register: str | None = None) -> Header | None:
    """The best header among the first rows, for any register or for the one asked."""
    best: Header | None = None
    for number, row in enumerate(sheet.rows[:_DEEP]):
        following = sheet.rows[number + 1] if number + 1 < len(sheet.rows) else ()
        for cells, after in ((row, number + 1), (_joined(row, following), number + 2)):
            for name in [register] if register else kinds():
                header = _match(str(name), cells, after)
                if header and (best is None or header.score > best.score):
                    best = header
    return best


def _read(path: Path, register: str | None, problems: list[Problem]) -> list[tuple[str, list[Any]]]:
    try:
        all_sheets = sheets(path)
    except TableError as error:
        problems.append(Problem("unreadable_register", f"{path.name}：{error}，没有使用。", path.name))
        return []
    read: list[tuple[str, list[Any]]] = []
    for sheet in all_sheets:
        header = find_header(sheet, register)
        if header is None:
            continue
        kind = kinds()[header.register]
        missing = [name for name in kind["required"] if not _has(header, name)]
        if missing:
            labels = "、".join(kind["columns"][name][0] for name in missing)
            used = "没有使用" if kind["key"] in missing else "需要这些列的检查不能进行"
            message = f"{path.name}：{kind['name']}缺少“{labels}”列，{used}。"
            problems.append(Problem("missing_column", message, path.name))
        if kind["key"] not in missing:
            read.append((header.register, rows_of(header.register, sheet, header.row, header.columns, header.units.get("fine", ""))))
    if not read and not any(problem.source == path.name for problem in problems):
        wanted = f"不是{kinds()[register]['name']}" if register else "认不出是哪一种登记表"
        message = f"{path.name}：{wanted}（前{_DEEP}行里没有相应的表头），没有使用。"
        problems.append(Problem("unknown_table", message, path.name))
    return read


def _has(header: Header, name: str) -> bool:
    if name == "valid_to":
        return name in header.columns or "validity" in header.columns
    return name in header.columns


def _match(register: str, row: Sequence[Cell], after: int) -> Header | None:
    kind = kinds()[register]
    ranks: dict[str, tuple[int, int]] = {}
    units: dict[str, str] = {}
    for index, cell in enumerate(row):
        word, unit = _word(cell)
        fitting = [(rank, name) for name, known in kind["columns"].items() if (rank := _rank(word, known)) is not None]
        for rank, name in sorted(fitting)[:1]:
            if name not in ranks or rank < ranks[name][0]:
                ranks[name], units[name] = (rank, index), unit
    columns = {name: index for name, (_, index) in ranks.items()}
    score = len(columns) * 2 + sum(name in columns for name in kind["signs"]) * 3
    enough = len(columns) >= 3 or (len(columns) == 2 and all(name in columns for name in kind["required"]))
    signed = any(name in columns for name in kind["signs"])
    return Header(register, after, columns, units, score) if enough and signed else None


def _rank(word: str, known: Sequence[str]) -> int | None:
    """How well a header cell says one of the known words: its place in the list; one or two extra characters are let pass."""
    if word in known:
        return known.index(word)
    if any(len(one) >= 4 and one in word and len(word) <= len(one) + 2 for one in known):
        return 100 + len(known)
    return None


def _word(cell: Cell) -> tuple[str, str]:
    """A header cell without blanks, numbering and brackets, and what the brackets held: 罚款金额（万元）."""
    if not isinstance(cell, str):
        return "", ""
    text = re.sub(r"[\s*:：]", "", unicodedata.normalize("NFKC", cell))
    unit = "".join(re.findall(r"\(([^)]*)\)", text)) or "".join(re.findall(r"万元|元$", text))
    return re.sub(r"\([^)]*\)|/?万元$|/元$", "", text), unit


def _joined(row: Sequence[Cell], following: Sequence[Cell]) -> tuple[Cell, ...]:
    """Two header rows as one: 有效期 over 起 and 止."""
    cells: list[Cell] = []
    above: Cell = None
    for index in range(max(len(row), len(following))):
        upper = row[index] if index < len(row) else None
        lower = following[index] if index < len(following) else None
        above = upper if upper is not None else (above if lower is not None else None)
        if isinstance(above, str) and isinstance(lower, str):
            cells.append(above + lower)
        else:
            cells.append(upper if upper is not None else lower)
    return tuple(cells)
