"""Clues of a file, whatever it is: a table in xlsx, csv or Word, or a decision or judgment itself; taken into the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from pipeline import read
from pipeline.office.ledger import opened
from pipeline.problems import UsageError
from pipeline.read.kinds import kind_of
from pipeline.records import Entry, SourceFile
from pipeline.records.ledger import Clue, Item
from pipeline.rectify import clues, flow, judged
from pipeline.rectify.matching import Known
from pipeline.registers.build import rows_of
from pipeline.registers.load import find_header
from pipeline.registers.tables import Cell, Sheet, TableError, sheets
from pipeline.store import Store, ledger
from pipeline.store.rows import of_entries

_TABLES = {".xlsx", ".xls", ".csv"}


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import of clues came to."""

    taken: tuple[str, ...]
    matched: int
    joined: int
    troubles: tuple[str, ...]


def take_in(out: Path, files: Sequence[Path], *, who: str) -> Taken:
    """The clues of the files as items of the ledger, tied to the cases of the last review; what is there already is joined."""
    told: list[Clue] = []
    troubles: list[str] = []
    for path in files:
        if not path.is_file():
            raise UsageError(f"{path}：没有这个文件。")
        found = _clues(path)
        told += found
        if not found:
            troubles.append(f"{path.name}：里面没有线索表（要有“反映内容”一类的列），也不是复议决定书、判决书，没有使用")
    with opened(out) as store:
        before = ledger.items(store.database)
        known, enterprises = _cases(store.database)
        unit = next((item.unit for item in before if item.unit), "")
        entries = clues.entries([*_told_before(before), *told], known, unit, enterprises)
        fresh = [item for item in of_entries(entries, ()) if not any(_is(item, old) for old in before)]
        county = next((item.county for item in before if item.county), "")
        ledger.find(store.database, [replace(item, county=county) for item in fresh], whole=False)
        _note_again(store, before, entries, who)
        store.note("clues", f"{who} {len(fresh)}")
    lines = tuple(
        f"{item.id}  {item.origin}  {item.category}  {item.case_id or '（没有对上案卷）'}  {item.problem[:40]}" for item in fresh
    )
    return Taken(lines, sum(bool(item.case_id) for item in fresh), len(told) - len(fresh), tuple(troubles))


def _note_again(store: Store, before: Sequence[Item], entries: Sequence[Entry], who: str) -> None:
    """A clue that the ledger has already, told again: its item says where."""
    for entry in entries:
        old = next((item for item in before if entry.detail.startswith(f"来源：{item.id}")), None)
        again = entry.detail.partition("重复线索：")[2]
        if old and again and again not in old.remark and again not in old.detail:
            item, changes = flow.change(old, {"remark": "；".join(part for part in (old.remark, f"重复线索：{again}") if part)})
            ledger.keep(store.database, [item], changes, who=who)


def _clues(path: Path) -> list[Clue]:
    try:
        tables = sheets(path) if path.suffix.lower() in _TABLES else _word_tables(path) if path.suffix.lower() == ".docx" else ()
    except TableError as error:
        raise UsageError(f"{path}：{error}。") from error
    found = [clue for sheet in tables for clue in _rows(sheet, path.name)]
    if found or path.suffix.lower() in _TABLES:
        return found
    source = SourceFile(path, path.name, "", kind_of(path))
    text = "\n".join(page.text for page in read.read(source).pages)
    paper = judged.paper(text, path.name)
    return [paper] if paper else []


def _rows(sheet: Sheet, source: str) -> Iterable[Clue]:
    header = find_header(sheet, "clues")
    if header is None or "content" not in header.columns:
        return ()
    return [clues.of_row(row, source) for row in rows_of("clues", sheet, header.row, header.columns, "")]


def _word_tables(path: Path) -> tuple[Sheet, ...]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise TableError("不是完好的Word文件") from error
    out = []
    for n, table in enumerate(document.tables, 1):
        rows: list[tuple[Cell, ...]] = [tuple(cell.text.strip() or None for cell in row.cells) for row in table.rows]
        out.append(Sheet(f"表{n}", tuple(rows)))
    return tuple(out)


def _cases(database: Database) -> tuple[list[Known], frozenset[str]]:
    """What the last review knows of each case, to find it by; and the cases of enterprises."""
    facts: dict[str, dict[str, object]] = {}
    for case, name, value in database.execute("select case_id, name, value from facts").fetchall():
        facts.setdefault(case, {})[name] = json.loads(value)
    enterprises = frozenset(case for case, told in facts.items() if told.get("party_kind") == "unit")
    return [_known(case, told) for case, told in facts.items()], enterprises


def _known(case: str, told: dict[str, object]) -> Known:
    people = told.get("officers")
    officers = tuple(str(one["name"]) for one in people if isinstance(one, dict)) if isinstance(people, list) else ()
    days = sorted(
        _day(value) for name, value in told.items() if name.endswith("_date") and isinstance(value, str) and len(value) == 10
    )
    number = told.get("doc_number")
    return Known(
        case, (str(number),) if number else (), str(told.get("party_name") or ""), officers, str(told.get("party_address") or ""),
        days[0] if days else None, days[-1] if days else None,
    )  # fmt: skip


def _told_before(items: Sequence[Item]) -> list[Clue]:
    """Clues that the ledger has, so that the same told again is joined to them."""
    return [Clue(item.problem, item.id, item.id, item.origin) for item in items if item.rule == "线索"]


def _is(item: Item, old: Item) -> bool:
    return item.id == old.id or (item.rule == old.rule == "线索" and item.detail.startswith(f"来源：{old.id}"))


def _day(value: str) -> date:
    return date.fromisoformat(value)
