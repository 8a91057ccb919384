"""cases.jsonl of the contract, JSON lines of flat rows, and the database of a run → cases to compare."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.compare.view import Seen, see
from pipeline.problems import UsageError
from pipeline.records import CaseRecord, Citation, Evidence, Fact, PartialDate, Person
from pipeline.sources.tables import flat_row
from pipeline.store import codec

_DATES = "_date"
# What comparing asks for: a million cases must not carry every other fact.
_USED = frozenset(
    {
        "doc_number", "cause", "basis", "party_name", "party_id", "party_kind", "fine_yuan", "fine_times", "illegal_gains_yuan", "quantities",
        "decision_date", "filing_date", "notice_served_date", "violation_date", "violation_end", "violation_place", "officers", "reviewer",
        "host", "authority", "acceptance_date", "closing_date", "payment_date", "archive_date", "publication_date",
    }
)  # fmt: skip


def from_jsonl(path: Path, bureau: str) -> Iterator[Seen]:
    """One case a line: the contract's shape, or a flat row whose keys are a table's heads."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, text in enumerate(lines, 1):
            if not text.strip():
                continue
            try:
                row = json.loads(text)
                seen = see(_record(row), bureau) if "facts" in row else flat_row(row, path.name, number)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise UsageError(f"{path}：第{number}行不是案件（{error}）。") from error
            if seen is None:
                raise UsageError(f"{path}：第{number}行不是案件（没有facts，也没有文号、当事人、案由、罚款等键）。")
            yield seen


def from_database(path: Path, bureau: str) -> Iterator[Seen]:
    """The cases of a run's database, with their papers. Raises UsageError where it holds none that we can read."""
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        rows = database.execute("select record from readings order by case_id")
        for (content,) in rows:
            try:
                records: tuple[CaseRecord, ...] = codec.loads(content)
            except ValueError as error:
                raise UsageError(f"{path}：由另一版本写成，读不出来。请用同一文件夹里的 cases.jsonl。") from error
            for record in records:
                yield see(record, bureau)
    except sqlite3.Error as error:
        raise UsageError(f"{path}：不是 anjuan 的数据库（{error}）。") from error


def _record(row: Mapping[str, Any]) -> CaseRecord:
    facts = {name: _fact(name, fact) for name, fact in row["facts"].items() if name in _USED}
    return CaseRecord(row["case"], facts=facts, procedure=row.get("procedure"), cause=row.get("cause"))


def _fact(name: str, row: Mapping[str, Any]) -> Fact:
    first = row.get("evidence", ())[:1]
    evidence = tuple(_evidence(item) for item in first)
    return Fact(name, _value(name, row.get("value")), evidence, row.get("confidence", 1.0), reason=row.get("reason"))


def _evidence(row: Mapping[str, Any]) -> Evidence:
    box = tuple(row["box"]) if row.get("box") else None
    return Evidence(row["source"], row.get("page"), 0, 0, row.get("quote", ""), box, row.get("place"))


def _value(name: str, value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, list):
        return tuple(_value(name, item) for item in value)
    if isinstance(value, dict) and "law" in value:
        return Citation(value["law"], value.get("article"), value.get("paragraph"), value.get("item"), value.get("version"))
    if isinstance(value, dict) and "certificate" in value:
        return Person(value["name"], value["certificate"])
    if isinstance(value, dict):
        return {key: _value(key, item) for key, item in value.items()}
    if name.endswith(_DATES) or name == "violation_end":
        parts = [int(part) for part in value.split("-")]
        return date(*parts) if len(parts) == 3 else PartialDate(*parts)
    return value
