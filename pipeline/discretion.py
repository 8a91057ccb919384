"""裁量基准 as data: the tables in settings or in a file of their own, and the table and tier that a case falls in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.problems import SettingsError

UNITS = {"multiple": "倍", "yuan": "元", "yuan_per_m2": "元/平方米", "yuan_per_tree": "元/株", "share": "（幅度的比例）"}
Span = tuple[Decimal, Decimal | None]


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier of a discretion table: `when` is half-open [lo, hi), `range` closed."""

    when: Mapping[str, Span]
    range: tuple[Decimal, Decimal]
    name: str = ""  # 较轻, 一般, 较重


@dataclass(frozen=True, slots=True)
class DiscretionTable:
    """裁量基准 of one cause; `valid` meets the decision date."""

    cause: str
    base: str | None  # the quantity the unit multiplies: value_yuan, restore_cost_yuan, …
    unit: str  # a key of UNITS
    valid: tuple[date, date]
    tiers: tuple[Tier, ...]
    party_kind: str | None = None  # None: for every kind of party


def tables_in_force(
    tables: Iterable[DiscretionTable] | None, cause: str | None, party_kind: str | None, day: date | None
) -> tuple[DiscretionTable, ...]:
    """The tables of that cause and kind of party on the day of the decision; more than one is a fault of the tables."""
    if day is None:
        return ()
    return tuple(
        table
        for table in tables or ()
        if table.cause == cause and table.party_kind in (None, party_kind) and table.valid[0] <= day <= table.valid[1]
    )


def read_tables(value: Any, near: Path) -> tuple[DiscretionTable, ...] | None:
    """The tables that a setting holds, or the file that it names, beside the settings file. Raises SettingsError."""
    if value is None:
        return None
    if isinstance(value, str):
        return read_file(near.parent / value)
    if not isinstance(value, list):
        raise SettingsError("：应为裁量基准的列表，或者文件名。")
    return tuple(_table(row, one) for row, one in enumerate(value, 1))


def read_file(path: Path) -> tuple[DiscretionTable, ...]:
    """The tables of a file: a list, or settings with the key `discretion`. Raises SettingsError naming file and key."""
    content = strictyaml.read(path, "裁量基准文件")
    rows = content.get("discretion") if isinstance(content, dict) else content
    if not isinstance(rows, list) or not rows:
        raise SettingsError(f"{path}：没有裁量基准；应为“- {{cause: …, unit: …, valid: […], tiers: […]}}”的列表。")
    try:
        return tuple(_table(row, one) for row, one in enumerate(rows, 1))
    except SettingsError as error:
        raise SettingsError(f"{path}：{error}") from error


def _table(row: int, value: Any) -> DiscretionTable:
    try:
        _only(value, "cause", "base", "unit", "valid", "tiers", "party_kind")
        start, end = (_day(item) for item in value["valid"])
        if value["unit"] not in UNITS:
            raise SettingsError(f".unit：“{value['unit']}”不能用；可选：{'、'.join(UNITS)}。")
        if value.get("party_kind") not in (None, "citizen", "unit"):
            raise SettingsError(f".party_kind：“{value['party_kind']}”不能用；可选：citizen、unit。")
        tiers = tuple(_tier(number, tier) for number, tier in enumerate(value["tiers"], 1))
        return DiscretionTable(str(value["cause"]), value.get("base"), value["unit"], (start, end), tiers, value.get("party_kind"))
    except SettingsError as error:
        raise SettingsError(f"第{row}条{error}") from error
    except (KeyError, TypeError, ValueError, IndexError, InvalidOperation) as error:
        raise SettingsError(f"第{row}条：缺少或写错（{error}）。") from error


def _tier(number: int, value: Any) -> Tier:
    try:
        _only(value, "when", "range", "name")
    except SettingsError as error:
        raise SettingsError(f".tiers.{number}{error}") from error
    when = {key: (_number(low), None if high is None else _number(high)) for key, (low, high) in (value.get("when") or {}).items()}
    low, high = value["range"]
    return Tier(when, (_number(low), _number(high)), str(value.get("name") or ""))


def _only(value: Any, *keys: str) -> None:
    if not isinstance(value, dict):
        raise SettingsError("：应为“键: 值”的形式。")
    for key in value:
        if key not in keys:
            raise SettingsError(f".{key}：没有这个设置；可用的键：{'、'.join(keys)}。")


def _number(value: Any) -> Decimal:
    if isinstance(value, bool):
        raise SettingsError(f"：“{value}”应为数字。")
    return Decimal(str(value))


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
