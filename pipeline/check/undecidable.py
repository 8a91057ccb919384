"""The rows of the law's checklist that are no rule of their own, with the reason (undecidable.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.law import datafile
from pipeline.problems import DataError

FILE = Path(__file__).with_name("undecidable.yaml")
_CODE = re.compile(r"[A-Z]{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Undecidable:
    """One row: what it asks, why no rule asks it, and which rules come nearest."""

    code: str
    title: str
    why: str
    instead: tuple[str, ...]


def load_undecidable(rules: Iterable[str], path: Path = FILE) -> tuple[Undecidable, ...]:
    """Every row by code. Raises DataError where one is also a rule, or leans on a rule of this file's areas that is none."""
    codes = frozenset(rules)
    found = []
    for code, given in sorted(datafile.load(path).items()):
        row = datafile.keys(path, str(code), given, ("title", "why"), ("instead",))
        instead = tuple(str(other) for other in row.get("instead") or ())
        if not _CODE.fullmatch(str(code)):
            raise DataError(f"{datafile.label(path)}：“{code}”不是规则编号，应如 GZ-11。")
        if code in codes:
            raise DataError(f"{datafile.label(path)}：{code}：已经是规则，不应再列为不能判断。")
        for other in instead:
            if other not in codes and not other.startswith("XA-"):  # the archive's signals are compare's own
                raise DataError(f"{datafile.label(path)}：{code}.instead：没有规则“{other}”。")
        found.append(Undecidable(str(code), str(row["title"]), str(row["why"]), instead))
    return tuple(found)
