"""The ledger of a result folder: listed, changed, closed; each change is kept with its person and day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from pipeline.problems import UsageError
from pipeline.records.ledger import Change, Item, Note
from pipeline.rectify import flow
from pipeline.rectify.flow import Recheck
from pipeline.store import NAME, Store, ledger


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items are meant; empty: all that lists print."""

    states: Sequence[str] = ()
    category: str = ""
    unit: str = ""
    county: str = ""
    case: str = ""
    origin: str = ""
    enterprise: bool = False
    late_on: date | None = None
    gone: bool = False  # also what the last review finds no more

    def takes(self, item: Item) -> bool:
        """Whether the item is meant."""
        return (
            (self.gone or item.shown)
            and (not self.states or item.state in self.states)
            and self.category in (item.category, "")
            and self.unit in item.unit
            and self.county in item.county
            and (not self.case or self.case in item.case_id.split("、"))
            and self.origin in (item.origin, "")
            and (item.enterprise or not self.enterprise)
            and (self.late_on is None or late(item, self.late_on))
        )


def late(item: Item, day: date) -> bool:
    """Whether an open item's time limit is over."""
    return item.open and item.due is not None and item.due < day


@contextmanager
def opened(out: Path) -> Iterator[Store]:
    """The store of a result folder (or its anjuan.db). Raises UsageError where there is none: a ledger is not made by asking for it."""
    path = out if out.name == NAME else out / NAME
    if not path.is_file():
        raise UsageError(f"{out}：这里没有 {NAME}。请先用 anjuan review 评查案卷。")
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


def items_of(out: Path, wanted: Wanted = Wanted()) -> tuple[Item, ...]:  # noqa: B008 – frozen
    """The items that are meant."""
    with opened(out) as store:
        return tuple(item for item in ledger.items(store.database) if wanted.takes(item))


def shown(out: Path, id_: str) -> tuple[Item, tuple[Note, ...], Recheck]:
    """One item, its history, and what the last review says of it."""
    with opened(out) as store:
        item = pick(ledger.items(store.database), id_)
        return item, ledger.history(store.database, item.id), recheck(store.database, item)


def set_fields(out: Path, ids: Sequence[str], fields: Mapping[str, str], *, who: str, why: str = "") -> tuple[Item, ...]:
    """The same fields of several items; all of them or none."""
    with opened(out) as store:
        known = ledger.items(store.database)
        done = [flow.change(pick(known, id_), fields, why=why) for id_ in ids]
        return _keep(store, done, who)


def close(out: Path, ids: Sequence[str], *, who: str, proof: str = "", reason: str = "") -> tuple[Item, ...]:
    """Close items (销号); all of them or none."""
    with opened(out) as store:
        known = ledger.items(store.database)
        done = []
        for id_ in ids:
            item = pick(known, id_)
            done.append(flow.close(item, who=who, proof=proof, reason=reason, recheck=recheck(store.database, item)))
        return _keep(store, done, who)


def reopen(out: Path, ids: Sequence[str], *, who: str, why: str) -> tuple[Item, ...]:
    """Send items back (退回)."""
    with opened(out) as store:
        known = ledger.items(store.database)
        return _keep(store, [flow.reopen(pick(known, id_), why=why) for id_ in ids], who)


def pick(items: Sequence[Item], id_: str) -> Item:
    """The item of that number, or of a number that begins so where one alone does."""
    found = [item for item in items if item.id == id_] or [item for item in items if id_ and item.id.startswith(id_)]
    if len(found) != 1:
        raise UsageError(f"“{id_}”：{'有几个编号这样开头，请写完整' if found else '没有这个编号'}（见 anjuan ledger list）。")
    return found[0]


def recheck(database: Database, item: Item) -> Recheck:
    """What the last review says of the item's rule in its file: may the problem be closed?"""
    cases = item.case_id.split("、")
    if item.rule.startswith("XA-") or len(cases) > 1:
        rows = database.execute("select cases from findings where rule = ? and verdict = 'fail'", [item.rule]).fetchall()
        hit = any(set(json.loads(row[0]) or ()) & set(cases) for row in rows if row[0]) or item.present
        return "fail" if hit else "pass"
    if not database.execute("select 1 from cases where case_id = ?", [item.case_id]).fetchone():
        return "gone"
    rows = database.execute("select verdict from findings where case_id = ? and rule = ?", [item.case_id, item.rule]).fetchall()
    verdicts = {row[0] for row in rows}
    if "fail" in verdicts:
        return "fail"
    return "pass" if verdicts & {"pass", "not_applicable"} and "unsure" not in verdicts else "unsure"


def _keep(store: Store, done: Iterable[tuple[Item, tuple[Change, ...]]], who: str) -> tuple[Item, ...]:
    pairs = list(done)
    ledger.keep(store.database, (item for item, _ in pairs), (change for _, changes in pairs for change in changes), who=who)
    store.commit()
    return tuple(item for item, _ in pairs)
