"""What several result folders, databases and exported ledgers hold together: the city's view of its counties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipeline.masking import masked
from pipeline.office.ledger import opened
from pipeline.problems import UsageError
from pipeline.records.ledger import Item
from pipeline.rectify import returned
from pipeline.rectify.flow import CLOSED, state_of
from pipeline.rectify.kinds import OTHER, kinds
from pipeline.store import NAME, Store, ledger

_TEXT = (
    "problem", "detail", "case_id", "law", "origin", "unit", "department", "leader", "person", "measure", "deadline", "progress", "proof",
    "checker", "closing", "lesson", "remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One reviewed case, as the papers of the campaign tell it."""

    county: str
    unit: str
    case: str
    number: str
    cause: str
    party: str  # masked
    enterprise: bool
    points: Decimal
    without_veto: Decimal
    band: str
    coverage: Decimal
    vetoes: tuple[str, ...]
    fails: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that the sources hold."""

    items: tuple[Item, ...]
    reviewed: tuple[Reviewed, ...]
    told: tuple[str, ...]  # what contradicts, what could not be used


def gather(sources: Sequence[Path]) -> Gathered:
    """The sources as one. Where there are several, an item's number begins with its county."""
    items: dict[str, Item] = {}
    reviewed: list[Reviewed] = []
    told: list[str] = []
    for source in sources:
        found, cases = _read(source)
        folder = source.parent if source.name == NAME else source
        own = next((item.county for item in found if item.county), folder.stem)
        for item in found:
            county = item.county or own
            marked = replace(item, county=county, id=item.id if len(sources) == 1 or "/" in item.id else f"{county}/{item.id}")
            known = items.setdefault(marked.id, marked)
            if known != marked:
                told.append(f"{source}：{marked.id}与先读的不同（状态“{known.state}”“{marked.state}”），以先读的为准")
        reviewed += [replace(case, county=case.county or own) for case in cases]
    return Gathered(tuple(items.values()), tuple(reviewed), tuple(told))


def merge(sources: Sequence[Path], out: Path) -> Gathered:
    """The sources as one ledger in `out`: the counties' word is taken, what the city itself set stays and is told where it differs."""
    found = gather(sources)
    if any((out / NAME).resolve() == (source if source.name == NAME else source / NAME).resolve() for source in sources):
        raise UsageError(f"{out}：汇总不能写进其中一个来源。请另选 -o 文件夹。")
    store = Store(out / NAME)
    try:
        told = ledger.merge(store.database, found.items)
        store.note("merge", f"{len(sources)} sources, {len(found.items)} items")
        items = tuple(item for item in ledger.items(store.database) if item.shown)
    finally:
        store.close()
    return Gathered(items, found.reviewed, (*found.told, *told))


def _read(source: Path) -> tuple[Sequence[Item], Sequence[Reviewed]]:
    if source.is_dir() or source.name == NAME:
        with opened(source) as store:
            return [item for item in ledger.items(store.database) if item.shown], list(_reviewed(store.database))
    if not source.is_file():
        raise UsageError(f"{source}：没有这个文件或文件夹。")
    return [_item(row) for row in returned.read(source)[1]], ()


def _item(row: returned.Row) -> Item:
    """A row of an exported ledger as an item."""
    said = row.values
    category, _, subkind = said.get("category", "").partition("：")
    state = state_of(said.get("state", "")) or "待核实"
    texts: dict[str, Any] = {name: said.get(name, "") for name in _TEXT}
    return Item(
        id=said.get("id") or row.place,
        county=said.get("county", ""),
        rule=said.get("rule", ""),
        category=category if category in kinds() else OTHER,
        subkind=subkind,
        enterprise=said.get("enterprise") == "是",
        state=state,
        present=state != CLOSED,
        **texts,
    )


def _reviewed(database: Database) -> Iterable[Reviewed]:
    names = ("doc_number", "authority", "party_name", "party_kind")
    facts: dict[str, dict[str, str]] = {}
    for case, name, value in database.execute(
        f"select case_id, name, value from facts where name in ({', '.join('?' for _ in names)})", list(names)
    ).fetchall():
        facts.setdefault(case, {})[name] = str(json.loads(value) or "")
    fails = dict(database.execute("select case_id, count(*) from findings where verdict = 'fail' group by case_id").fetchall())
    scored = "cases.case_id, cause, points, points_without_veto, band, coverage, vetoes"
    query = f"select {scored} from cases join scores using (case_id) order by cases.rowid"
    for case, cause, points, plain, band, coverage, vetoes in database.execute(query).fetchall():
        told = facts.get(case, {})
        enterprise, party = told.get("party_kind") == "unit", told.get("party_name", "")
        yield Reviewed(
            "", told.get("authority", ""), case, told.get("doc_number", ""), cause or "", party if enterprise else masked(party), enterprise,
            Decimal(str(points)), Decimal(str(plain)), band or "不评定", Decimal(str(coverage)), tuple(json.loads(vetoes)), fails.get(case, 0),
        )  # fmt: skip
