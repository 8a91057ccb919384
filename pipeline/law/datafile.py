"""Strict reading of the law's data files: every error names the file and the key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from pipeline import strictyaml
from pipeline.nearest import hint
from pipeline.problems import DataError

GRADES = ("A", "B", "C", "D")
_PACKAGE = Path(__file__).parents[1]


def load(path: Path) -> dict[Any, Any]:
    """The mapping in a YAML file. Raises DataError on a duplicate key, a date that does not exist, or no mapping."""
    try:
        content = strictyaml.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{label(path)}：文件打不开或者不是UTF-8编码（{error}）。") from error
    except (yaml.YAMLError, ValueError) as error:
        raise DataError(f"{label(path)}：不是正确的YAML：{error}") from error
    if not isinstance(content, dict):
        raise DataError(f"{label(path)}：应为“键: 值”的形式。")
    return content


def keys(path: Path, where: str, given: Any, required: Iterable[str], optional: Iterable[str] = ()) -> Mapping[str, Any]:
    """`given` as a mapping that has all required keys and no unknown one."""
    required, known = tuple(required), (*required, *optional)
    if not isinstance(given, dict):
        raise DataError(f"{label(path)}：{where}：应为“键: 值”的形式。")
    for key in given:
        if key not in known:
            raise DataError(f"{label(path)}：{where}：没有“{key}”这个键{hint(key, known)}")
    for key in required:
        if key not in given:
            raise DataError(f"{label(path)}：{where}：缺少“{key}”。")
    return given


def day(path: Path, where: str, value: Any) -> date:
    """`value` as a date; YAML parses 2021-07-15 as one by itself."""
    if isinstance(value, date):
        return value
    raise DataError(f"{label(path)}：{where}：“{value}”不是日期，应写成 2021-07-15。")


def valid(path: Path, row: Mapping[str, Any]) -> tuple[date, date | None]:
    """The first and the last day of a row; None: still in force."""
    since = day(path, "since", row["since"])
    until = day(path, "until", row["until"]) if row.get("until") else None
    if until and until < since:
        raise DataError(f"{label(path)}：until：{until} 早于施行日 {since}。")
    return since, until


def number(path: Path, where: str, value: Any) -> Decimal:
    """`value` as an exact number."""
    try:
        if not isinstance(value, bool):
            return Decimal(str(value))
    except InvalidOperation:
        pass
    raise DataError(f"{label(path)}：{where}：“{value}”应为数字。")


def one_of(path: Path, where: str, value: Any, known: Iterable[str]) -> str:
    """`value`, which must be one of these."""
    names = tuple(known)
    if value not in names:
        raise DataError(f"{label(path)}：{where}：“{value}”不能用{hint(value, names)}")
    return str(value)


def label(path: Path) -> str:
    """The path as a message prints it: shipped files from the package on."""
    return path.relative_to(_PACKAGE).as_posix() if path.is_relative_to(_PACKAGE) else str(path)
