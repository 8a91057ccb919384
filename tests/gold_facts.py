"""Gold facts laid over what was read, so that a rule is judged by right facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.records import CaseRecord, Citation, Fact, Field, Person


def laid_over(record: CaseRecord, row: Mapping[str, Any]) -> CaseRecord:
    """The record with the facts of a row of gold; what gold leaves open stays as it was read."""
    told, optional = row["facts"], row.get("facts_optional") or {}
    facts = {name: fact for name, fact in record.facts.items() if name in told or name in optional or not _asked(name)}
    for name, value in told.items():
        right, read = _value(name, value), record.facts.get(name)
        if read is None or not _same(read.value, right):
            facts[name] = Fact(name, right, read.evidence if read else ())
    return replace(record, facts=facts, fields=tuple(_served(record, row)), procedure=row["procedure"], cause=row["cause"])


def _served(record: CaseRecord, row: Mapping[str, Any]) -> Iterable[Field]:
    """The fields, with what each receipt delivered as the maker wrote it."""
    roles = {paper["key"]: paper["role"] for paper in row["documents"]}
    keys = [paper["key"] for paper in row["documents"]]
    for field in record.fields:
        served = roles.get(keys[field.document].removeprefix("serve_")) if keys[field.document].startswith("serve_") else None
        yield replace(field, value=served) if served and field.name == "delivered_role" else field


def _asked(name: str) -> bool:
    # gold holds every date and sum; what else a reader may find (a discretion table, an address) it may leave out
    return name.endswith(("_date", "_yuan", "_days", "_months"))


def _value(name: str, value: Any) -> Any:
    if name in ("violated", "basis"):
        return tuple(Citation(each["law"], each["article"], each["paragraph"], each["item"]) for each in value)
    if name == "officers":
        return tuple(Person(each["name"], each["certificate"]) for each in value)
    if isinstance(value, list):
        return tuple(_value(name, each) for each in value)
    if isinstance(value, dict):
        return {key: Decimal(str(number)) for key, number in value.items()}
    if name.endswith(("_date", "_end")) and isinstance(value, str):
        return date.fromisoformat(value)
    if name in ("pay_days", "reconsideration_days", "suit_months") or isinstance(value, bool | str):
        return value
    return Decimal(str(value))


def _same(read: Any, right: Any) -> bool:
    if isinstance(read, tuple) and isinstance(right, tuple):
        return len(read) == len(right) and all(
            replace(one, version=None) == other if isinstance(one, Citation) else one == other
            for one, other in zip(read, right, strict=True)
        )
    return bool(read == right)
