"""A ledger that comes back from people: rows under whatever heads, matched to the items, and what was changed in them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipeline.problems import UsageError
from pipeline.records.ledger import Item
from pipeline.rectify.columns import field_of, label
from pipeline.rectify.flow import PERSONAL, state_of
from pipeline.registers import cells
from pipeline.registers.tables import Cell, TableError, sheets

MARK = "anjuan"  # the hidden sheet that says which export a file was
_DEEP = 12
_DONE = {"未启动": "", "整改中": "整治中", "整治中": "整治中", "已完成": "已完成", "完成": "已完成", "长期坚持": "已完成"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a returned file: the text under each head that we know."""

    place: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person changed in the row of one item."""

    item: Item
    row: Row
    wanted: Mapping[str, str]  # PERSONAL fields but the state
    state: str | None
    told: tuple[str, ...]  # conflicts and cleared cells, which are not applied


def read(path: Path) -> tuple[str | None, tuple[Row, ...]]:
    """The export that the file was (None: not told), and its rows from every sheet that has a ledger's heads.

    Raises UsageError where no sheet has them.
    """
    mark, rows, seen = None, [], False
    try:
        for name, content in _grids(path):
            if name == MARK and content and content[0]:
                mark = str(content[0][0])
                continue
            start, columns = _heads(content)
            seen = seen or bool(columns)
            rows += _rows(f"{path.name}“{name}”" if name else path.name, content, start, columns)
    except TableError as error:
        raise UsageError(f"{path}：{error}。") from error
    if not seen:
        raise UsageError(f"{path}：找不到台账的表头（至少要有“{label('id')}”或者“{label('problem')}”“{label('case_id')}”）。")
    return mark, tuple(rows)


def match(rows: Iterable[Row], items: Sequence[Item]) -> tuple[list[tuple[Row, Item]], list[Row]]:
    """Each row with its item: by number, else by what it says where that names one item; and the rows without."""
    by_id, free, pairs, later = {item.id: item for item in items}, {item.id: item for item in items}, [], []
    for row in rows:
        item = by_id.get(row.values.get("id", ""))
        if item and item.id in free and _fits(row, item):
            del free[item.id]
            pairs.append((row, item))
        else:
            later.append(row)
    left: list[Row] = []
    for keys in (("case_id", "problem", "detail"), ("detail",), ("case_id", "problem")):
        index: dict[tuple[str, ...], list[Item]] = {}
        for item in free.values():
            index.setdefault(tuple(_plain(str(getattr(item, key))) for key in keys), []).append(item)
        left = []
        for row in later:
            said = tuple(_plain(row.values.get(key, "")) for key in keys)
            found = index.get(said, []) if all(said) else []
            if len(found) == 1 and found[0].id in free:
                del free[found[0].id]
                pairs.append((row, found[0]))
            else:
                left.append(row)
        later = left
    return pairs, left


def compare(row: Row, item: Item, now: Mapping[str, str], base: Mapping[str, str] | None, touched: Iterable[str]) -> Edit:
    """What the row changes. `now`: the item as we print it today; `base`: as the export printed it; `touched`: fields people set.

    Without a base, a cell that differs is an edit unless somebody set the field: then nobody can tell who is later, and it is a conflict.
    """
    wanted: dict[str, str] = {}
    told: list[str] = []
    hands = frozenset(touched)
    for field, value in row.values.items():
        if field not in (*PERSONAL, "done", "closed") or _same(value, now.get(field, "")):
            continue
        given = (base or {}).get(field) if base is not None else None
        if given is not None and _same(value, given):
            continue  # not changed by this person, but by somebody since
        if not value and base is None:
            continue  # it was empty when it was given out
        if not value:
            told.append(f"“{label(field)}”被清空，没有采用（现为“{now.get(field, '')}”）")
        elif (given is not None and not _same(now.get(field, ""), given)) or (base is None and _field(field) in hands):
            told.append(f"“{label(field)}”有冲突：台账现为“{now.get(field, '')}”，表中为“{value}”，没有采用")
        else:
            wanted[field] = value
    state = _state(wanted, item, told)
    return Edit(item, row, {field: value for field, value in wanted.items() if field in PERSONAL}, state, tuple(told))


def _state(wanted: dict[str, str], item: Item, told: list[str]) -> str | None:
    """The state that the row asks for, from whichever of its three columns was changed."""
    written, closed, done = wanted.pop("state", ""), wanted.pop("closed", ""), wanted.pop("done", "")
    if written:
        state = state_of(written)
        if state is None:
            told.append(f"“{label('state')}”写的“{written}”不认识，没有采用")
        return state if state != item.state else None
    if closed in ("是", "√", "已销号"):
        return "已销号"
    if done:
        state = _DONE.get(done)
        if state is None:
            told.append(f"“{label('done')}”写的“{done}”不认识，没有采用")
        return state if state and state != item.state else None
    return None


def _field(field: str) -> str:
    return "state" if field in ("done", "closed") else field


def _fits(row: Row, item: Item) -> bool:
    """Whether the row under this number may be this item: an altered number must not land on another problem."""
    said = [(row.values[key], str(getattr(item, key))) for key in ("case_id", "detail", "problem") if row.values.get(key)]
    return not said or any(_same(one, other) for one, other in said)


def _same(one: str, other: str) -> bool:
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return re.sub(r"[\s、,，;；。]", "", unicodedata.normalize("NFKC", text))


def _grids(path: Path) -> list[tuple[str, list[list[Cell]]]]:
    if path.read_bytes()[:2] == b"PK" and path.suffix.lower() != ".csv":
        return _xlsx(path)
    return [(sheet.name, [list(row) for row in sheet.rows]) for sheet in sheets(path)]


def _xlsx(path: Path) -> list[tuple[str, list[list[Cell]]]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl raises a dozen kinds for a broken file
        raise TableError("不是完好的Excel文件，可能已损坏或者加了密码") from error
    out = []
    for tab in book.worksheets:
        grid: list[list[Cell]] = [list(row) for row in tab.iter_rows(values_only=True)]
        for span in tab.merged_cells.ranges:  # people merge equal cells of one column; the rows below are then empty
            if span.min_col == span.max_col:
                for n in range(span.min_row, span.max_row):
                    grid[n][span.min_col - 1] = grid[span.min_row - 1][span.min_col - 1]
        out.append((tab.title, grid))
    return out


def _heads(content: Sequence[Sequence[Cell]]) -> tuple[int, dict[int, str]]:
    """The row after the heads, and which column is which field; {} where there are none."""
    best: tuple[int, dict[int, str]] = (0, {})
    for n, row in enumerate(content[:_DEEP]):
        columns: dict[int, str] = {}
        for index, cell in enumerate(row):
            field = field_of(cell)
            if field and field not in columns.values():
                columns[index] = field
        known = set(columns.values())
        if ("id" in known or {"problem", "case_id"} <= known or {"problem", "detail"} <= known) and len(columns) >= max(
            3, len(best[1]) + 1
        ):
            best = (n + 1, columns)
    return best


def _rows(place: str, content: Sequence[Sequence[Cell]], start: int, columns: Mapping[int, str]) -> list[Row]:
    out = []
    for n, row in enumerate(content[start:], start + 1):
        values = {field: _text(row[index], field) for index, field in columns.items() if index < len(row)}
        if any(values.get(key) for key in ("id", "problem", "detail")):
            out.append(Row(f"{place}第{n}行", values))
    numbers = Counter(row.values.get("id", "") for row in out)
    # a number that stands twice (a merged or copied cell) tells nothing
    return [Row(row.place, {**row.values, "id": ""}) if numbers[row.values.get("id", "")] > 1 else row for row in out]


def _text(cell: Cell, field: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if field == "deadline":
        day = cells.day(cell)
        return day.isoformat() if day else str(cell).strip()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()
