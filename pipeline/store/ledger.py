"""The ledger in the database: what a run finds, what people change, and a history that only grows."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from sqlite_utils import Database

from pipeline.records.ledger import Change, Item, Note
from pipeline.store.rows import now

_FIELDS = tuple(item.name for item in fields(Item))
_FLAGS = ("enterprise", "present")
# a person's word on these stays from run to run; the rest is what the last run says
_OURS = ("category", "subkind", "reason", "unit", "department", "person", "measure")
_TOLD = ("county", "case_id", "rule", "problem", "detail", "law", "origin", "severity", "enterprise", "present")


def items(database: Database) -> tuple[Item, ...]:
    """The whole ledger, in the order in which problems were found."""
    rows = database.execute(f"select {', '.join(_FIELDS)} from ledger order by rowid").fetchall()
    return tuple(_item(dict(zip(_FIELDS, row, strict=True))) for row in rows)


def find(database: Database, found: Iterable[Item], *, whole: bool = True) -> None:
    """What a run (`whole`) or an import found: new items are added, known ones told anew; what a person set stays."""
    if whole:
        database.execute(
            "update ledger set present = 0 where rule not in ('线索', '自查')"
        )  # those come from people, not from the run
    told = ", ".join(f"{name} = excluded.{name}" for name in _TOLD)
    kept = ", ".join(f"{name} = {_unless_set(name)}" for name in _OURS)
    marks = ", ".join("?" for _ in _FIELDS)
    database.conn.executemany(
        f"insert into ledger ({', '.join(_FIELDS)}) values ({marks}) on conflict(id) do update set {told}, {kept}",
        [tuple(_cell(item, name) for name in _FIELDS) for item in found],
    )


def keep(database: Database, changed: Iterable[Item], changes: Iterable[Change], *, who: str) -> None:
    """Changed items and what changed, by whom and when."""
    at = now()
    database.conn.executemany(
        f"update ledger set {', '.join(f'{name} = ?' for name in _FIELDS if name != 'id')} where id = ?",
        [(*(_cell(item, name) for name in _FIELDS if name != "id"), item.id) for item in changed],
    )
    database.conn.executemany(
        "insert into history (id, field, old, new, why, who, at) values (?, ?, ?, ?, ?, ?, ?)",
        [(item.id, item.field, item.old, item.new, item.why, who, at) for item in changes],
    )


def history(database: Database, id_: str | None = None) -> tuple[Note, ...]:
    """What was changed, oldest first; of one item where `id_` is given."""
    where, given = ("where id = ?", [id_]) if id_ else ("", [])
    rows = database.execute(f"select id, field, old, new, why, who, at from history {where} order by n", given).fetchall()
    return tuple(Note(Change(*row[:5]), row[5], row[6]) for row in rows)


def give_out(database: Database, name: str, base: Mapping[str, Mapping[str, str]]) -> None:
    """Remember what an export said, so that what people changed in it can be told later."""
    content = zlib.compress(json.dumps(base, ensure_ascii=False).encode())
    database.execute("insert or replace into exports values (?, ?, ?)", [name, now(), content])


def given_out(database: Database, name: str) -> Mapping[str, Mapping[str, str]] | None:
    """What an export said; None where this database made no such export."""
    row = database.execute("select content from exports where name = ?", [name]).fetchone()
    return dict(json.loads(zlib.decompress(row[0]))) if row else None


def _unless_set(name: str) -> str:
    by_hand = "'category'" if name in ("category", "subkind", "reason") else f"'{name}'"
    asked = f"exists (select 1 from history where history.id = ledger.id and history.field = {by_hand})"
    return f"case when {asked} then ledger.{name} else excluded.{name} end"


def _cell(item: Item, name: str) -> object:
    value = getattr(item, name)
    return int(value) if name in _FLAGS else value


def _item(row: dict[str, Any]) -> Item:
    told: dict[str, Any] = {name: bool(value) if name in _FLAGS else value or "" for name, value in row.items()}
    return Item(**told)


def merge(database: Database, given: Iterable[Item]) -> tuple[str, ...]:
    """Items of other ledgers: their word is taken, except on fields that were changed here; those are told where they differ."""
    known = {item.id: item for item in items(database)}
    set_here: dict[str, set[str]] = {}
    for note in history(database):
        set_here.setdefault(note.change.id, set()).add(note.change.field)
    told, rows = [], []
    for item in given:
        here = known.get(item.id)
        ours = {name: getattr(here, name) for name in set_here.get(item.id, ()) if here and name in _FIELDS}
        told += [
            f"{item.id}：“{name}”本级已改为“{value}”，上报为“{getattr(item, name)}”，保留本级的"
            for name, value in ours.items()
            if value != getattr(item, name)
        ]
        rows.append(replace(item, **ours))
    marks = ", ".join("?" for _ in _FIELDS)
    database.conn.executemany(
        f"insert or replace into ledger ({', '.join(_FIELDS)}) values ({marks})",
        [tuple(_cell(item, name) for name in _FIELDS) for item in rows],
    )
    return tuple(told)
