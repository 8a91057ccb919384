"""Where a deed becomes a crime and must be transferred (crimes/<crime>.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.law import datafile
from pipeline.law.offences import quantity
from pipeline.records import Citation

FOLDER = Path(__file__).with_name("crimes")
NAMES = {
    "volume_m3": ("立木蓄积", "立方米"),
    "trees": ("株数", "株"),
    "value_yuan": ("价值", "元"),
    "area_mu": ("面积", "亩"),
    "burnt_forest_ha": ("过火有林地", "公顷"),
    "burnt_other_ha": ("过火疏林地、灌木林地等", "公顷"),
    "loss_yuan": ("财产损失", "元"),
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure from which on the deed is a crime; from `possible` on it is one under `circumstance`."""

    quantity: str
    at: Decimal
    possible: Decimal | None
    circumstance: str | None


@dataclass(frozen=True, slots=True)
class CrimeLine:
    """The entry line of one crime."""

    id: str
    crime: str
    criminal_law: Citation
    interpretation: Citation
    causes: tuple[str, ...]
    lines: tuple[Threshold, ...]
    adds_up: tuple[str, ...]  # quantities whose shares of their lines are added together
    note: str | None
    since: date
    until: date | None
    grade: str


class Reach(NamedTuple):
    """How much of the line a case reaches: 1 and more is a crime; `possible` counts with the circumstance."""

    ratio: Decimal
    possible: Decimal
    explanation: str


def crime_lines(cause: str, day: date) -> tuple[CrimeLine, ...]:
    """The lines for that cause in force on that day."""
    return tuple(
        line for line in every_line() if cause in line.causes and line.since <= day and (line.until is None or day <= line.until)
    )


def reach(line: CrimeLine, quantities: Mapping[str, Decimal]) -> Reach | None:
    """How near the quantities come to the line; None where none of those it counts is known."""
    shares: dict[str, tuple[Decimal, Decimal]] = {}
    said: list[str] = []
    for threshold in line.lines:
        amount = quantity(quantities, threshold.quantity)
        if amount is None:
            continue
        shares[threshold.quantity] = (amount / threshold.at, amount / (threshold.possible or threshold.at))
        name, unit = NAMES.get(threshold.quantity, (threshold.quantity, ""))
        extra = f"（{threshold.circumstance}）" if threshold.circumstance else ""
        said.append(f"{name}{_plain(amount)}{unit}，起点{_plain(threshold.at)}{unit}{extra}")
    if not shares:
        return None
    single = [max(share[n] for share in shares.values()) for n in (0, 1)]
    added = [sum((shares[name][n] for name in line.adds_up if name in shares), Decimal(0)) for n in (0, 1)]
    if added[0] > single[0]:
        said.append("折算相加")
    return Reach(max(single[0], added[0]), max(single[1], added[1]), "；".join(said))


def _plain(amount: Decimal) -> str:
    text = f"{amount.quantize(Decimal('0.0001')):f}"
    return text.rstrip("0").rstrip(".")


@cache
def every_line() -> tuple[CrimeLine, ...]:
    """Every line of every crime, by id."""
    return tuple(sorted((_line(path) for path in sorted(FOLDER.glob("*.yaml"))), key=lambda line: line.id))


def _line(path: Path) -> CrimeLine:
    required = ("id", "crime", "criminal_law", "causes", "interpretation", "lines", "since", "grade")
    row = datafile.keys(path, "文件", datafile.load(path), required, ("adds_up", "note", "until"))
    since, until = datafile.valid(path, row)
    return CrimeLine(
        id=row["id"],
        crime=row["crime"],
        criminal_law=_citation(path, "criminal_law", row["criminal_law"]),
        interpretation=_citation(path, "interpretation", row["interpretation"]),
        causes=tuple(row["causes"]),
        lines=tuple(_threshold(path, n, given) for n, given in enumerate(row["lines"], 1)),
        adds_up=tuple(row.get("adds_up", ())),
        note=row.get("note"),
        since=since,
        until=until,
        grade=datafile.one_of(path, "grade", row["grade"], datafile.GRADES),
    )


def _threshold(path: Path, number: int, given: Any) -> Threshold:
    row = datafile.keys(path, f"lines.{number}", given, ("quantity", "at"), ("possible", "circumstance"))
    at = datafile.number(path, f"lines.{number}.at", row["at"])
    possible = None if row.get("possible") is None else datafile.number(path, f"lines.{number}.possible", row["possible"])
    return Threshold(row["quantity"], at, possible, row.get("circumstance"))


def _citation(path: Path, where: str, given: Any) -> Citation:
    row = datafile.keys(path, where, given, ("law",), ("article", "paragraph", "item"))
    return Citation(row["law"], row.get("article"), row.get("paragraph"), row.get("item"))
