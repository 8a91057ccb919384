"""The ledger goes out as xlsx and comes back edited: what can be matched is applied, everything else is told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.office.ledger import Wanted, opened, recheck
from pipeline.problems import OutputError, UsageError
from pipeline.records.ledger import Change, Item
from pipeline.rectify import flow, returned
from pipeline.rectify.columns import field_of, label
from pipeline.rectify.kinds import of_rule
from pipeline.report import excel, lists
from pipeline.store import Store, ledger

OWN = "自查"
_OWN_FIELDS = ("problem", "detail", "case_id", "law", "unit", "department", "person", "measure", "county")


@dataclass(frozen=True, slots=True)
class Import:
    """What an import came to."""

    applied: tuple[str, ...]
    refused: tuple[str, ...]  # with the reason
    conflicts: tuple[str, ...]
    unmatched: tuple[str, ...]  # rows that are no item of ours
    missing: tuple[str, ...]  # items of the export that the file has no more: nothing is deleted
    added: tuple[str, ...] = ()


def export(out: Path, path: Path, wanted: Wanted) -> int:
    """The items that are meant as 整治台账 in `path`; the number of rows. What was given out is remembered."""
    with opened(out) as store:
        items = [item for item in ledger.items(store.database) if wanted.takes(item)]
        table = lists.ledger(items)
        base = lists.by_number((table,))
        name = hashlib.sha256(repr(sorted(base.items())).encode()).hexdigest()[:12]
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            excel.write_tables(path, "突出问题整治台账", (table,), mark=name)
        except OSError as error:
            raise OutputError(f"{path}：文件不能写入，可能正在 Excel 中打开。") from error
        ledger.give_out(store.database, name, base)
        store.note("export", f"{path.name} {len(items)}")
        return len(items)


def take_back(out: Path, path: Path, *, who: str, add: bool = False) -> Import:
    """Apply an edited ledger. Nothing is deleted, and a field that somebody else changed since is left and told."""
    if not path.is_file():
        raise UsageError(f"{path}：没有这个文件。")
    mark, rows = returned.read(path)
    with opened(out) as store:
        items = ledger.items(store.database)
        given = ledger.given_out(store.database, mark) if mark else None
        pairs, left = returned.match(rows, items)
        touched: dict[str, set[str]] = {}
        for note in ledger.history(store.database):
            touched.setdefault(note.change.id, set()).add(note.change.field)
        now = _by_field(lists.by_number((lists.ledger(items),)))
        base = _by_field(given) if given is not None else None
        edits = [
            returned.compare(row, item, now[item.id], (base or {}).get(item.id), touched.get(item.id, ())) for row, item in pairs
        ]
        result = _apply(store, edits, who)
        expected = set(given or now) - {item.id for _, item in pairs}
        missing = tuple(_told(item) for item in items if item.id in expected and (given or item.shown))
        added = _add(store, left, who) if add else ()
        store.note("import", f"{path.name} {len(result.applied)}")
        store.commit()
    unmatched = (
        () if add else tuple(f"{row.place}：{row.values.get('problem') or row.values.get('detail') or ''}" for row in left)
    )
    return replace(result, unmatched=unmatched, missing=missing, added=added)


def _apply(store: Store, edits: Sequence[returned.Edit], who: str) -> Import:
    applied: list[str] = []
    refused: list[str] = []
    conflicts: list[str] = []
    kept: list[Item] = []
    changes: list[Change] = []
    for edit in edits:
        item = edit.item
        made: list[Change] = []
        conflicts += [f"{edit.row.place}，{item.id}：{text}" for text in edit.told]
        for field, value in edit.wanted.items():
            try:
                item, new = flow.change(item, {field: value})
                made += new
            except flow.Refused as error:
                refused.append(f"{edit.row.place}，{error}")
        if edit.state:
            try:
                item, new = _to_state(store, item, edit, who)
                made += new
            except flow.Refused as error:
                refused.append(f"{edit.row.place}，{error}")
        if made:
            kept.append(item)
            changes += made
            applied.append(f"{item.id}：" + "；".join(f"{label(one.field)}“{one.old}”→“{one.new}”" for one in made))
    ledger.keep(store.database, kept, changes, who=who)
    return Import(tuple(applied), tuple(refused), tuple(conflicts), (), ())


def _to_state(store: Store, item: Item, edit: returned.Edit, who: str) -> tuple[Item, tuple[Change, ...]]:
    if edit.state == flow.CLOSED:
        checker = edit.row.values.get("checker") or who
        return flow.close(item, who=checker, reason="", recheck=recheck(store.database, item))
    why = next((edit.row.values[name] for name in ("verified", "remark", "progress") if edit.row.values.get(name)), "")
    return flow.change(item, {"state": edit.state or ""}, why=why)


def _add(store: Store, rows: Sequence[returned.Row], who: str) -> tuple[str, ...]:
    """Rows of people's own as new items: what they found themselves (自查)."""
    new = []
    for row in rows:
        said: dict[str, Any] = {key: row.values.get(key, "") for key in _OWN_FIELDS}
        number = hashlib.sha256("\0".join(said.values()).encode()).hexdigest()[:12]
        item = Item(id=number, rule=OWN, origin=OWN, reason=f"{who}登记", **said)
        category = row.values.get("category", "")
        new.append(
            flow.change(item, {"category": category})[0] if category else replace(item, subkind=of_rule(OWN, "其他").subkind)
        )
    ledger.find(store.database, new, whole=False)
    return tuple(_told(item) for item in new)


def _by_field(base: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    heads = {head for row in base.values() for head in row}
    fields = {head: field_of(head) for head in heads}
    return {id_: {field: text for head, text in row.items() if (field := fields[head])} for id_, row in base.items()}


def _told(item: Item) -> str:
    return f"{item.id}：{item.case_id} {item.problem}"
