"""A review standard as data: its scored items and veto items, loaded and checked from standards/*.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipeline.law import datafile
from pipeline.problems import DataError

SHIPPED = Path(__file__).with_name("standards") / "synth-2026.yaml"
_CODE = re.compile(r"[A-Z]{2}-\d{2}")
_BY = ("machine", "both", "register", "hand")
_PROCEDURES = ("ordinary", "hearing", "summary", "no_penalty")
_USUAL = ("ordinary", "hearing", "no_penalty")


@dataclass(frozen=True, slots=True)
class Item:
    """One scored item. `rules` decide it, `also` only take points when they fail; the numbers are points lost."""

    id: str
    stage: str
    text: str
    points: Decimal
    deduct: str
    basis: str
    by: str  # machine, both (machine proposes, a person confirms), register (needs other lists too), hand
    procedures: tuple[str, ...]
    papers: tuple[str, ...]  # applies only where one of these is in the file; empty: always
    penalties: tuple[str, ...]  # applies only where the decision holds one of these; empty: always
    rules: Mapping[str, Decimal]
    also: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Veto:
    """One veto item: proposed where one of its rules fails with severity veto."""

    id: str
    text: str
    basis: str
    by: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """A whole review standard."""

    name: str
    stages: Mapping[str, Decimal]  # in printing order, with the points their items add up to
    items: tuple[Item, ...]
    vetoes: tuple[Veto, ...]


def load_standard(path: Path = SHIPPED) -> Standard:
    """The standard in that file. Raises DataError naming file and key where it is broken."""
    raw = datafile.keys(path, "文件", datafile.load(path), ("name", "stages", "items", "vetoes"))
    stages = {str(stage): _points(path, f"stages.{stage}", value) for stage, value in raw["stages"].items()}
    items = tuple(_item(path, row, stages) for row in raw["items"])
    vetoes = tuple(_veto(path, row) for row in raw["vetoes"])
    _check(path, stages, items, vetoes)
    return Standard(str(raw["name"]), stages, items, vetoes)


def _item(path: Path, row: Any, stages: Mapping[str, Decimal]) -> Item:
    where = f"items.{row.get('id') if isinstance(row, dict) else row}"
    needed, allowed = ("id", "points", "by", "text", "deduct", "basis"), ("procedures", "papers", "penalties", "rules", "also")
    row = datafile.keys(path, where, row, needed, allowed)
    stage = re.sub(r"\d+$", "", str(row["id"]))
    if stage not in stages:
        raise DataError(f"{path}：{where}：没有“{stage}”这个阶段，stages 里有：{'、'.join(stages)}。")
    procedures = tuple(row.get("procedures", _USUAL))
    for procedure in procedures:
        if procedure not in _PROCEDURES:
            raise DataError(f"{path}：{where}.procedures：“{procedure}”不能用；可选：{'、'.join(_PROCEDURES)}。")
    points = _points(path, f"{where}.points", row["points"])
    return Item(
        str(row["id"]), stage, str(row["text"]), points, str(row["deduct"]), str(row["basis"]), _by(path, where, row["by"]),
        procedures, tuple(row.get("papers", ())), tuple(row.get("penalties", ())),
        _losses(path, f"{where}.rules", row.get("rules", {}), points), _losses(path, f"{where}.also", row.get("also", {}), points),
    )  # fmt: skip


def _veto(path: Path, row: Any) -> Veto:
    where = f"vetoes.{row.get('id') if isinstance(row, dict) else row}"
    row = datafile.keys(path, where, row, ("id", "by", "text", "basis", "rules"))
    for code in row["rules"]:
        _code(path, f"{where}.rules", code)
    return Veto(str(row["id"]), str(row["text"]), str(row["basis"]), _by(path, where, row["by"]), tuple(row["rules"]))


def _check(path: Path, stages: Mapping[str, Decimal], items: tuple[Item, ...], vetoes: tuple[Veto, ...]) -> None:
    names = [item.id for item in items] + [veto.id for veto in vetoes]
    for name in names:
        if names.count(name) > 1:
            raise DataError(f"{path}：{name}：编号用了两次。")
    for stage, points in stages.items():
        total = sum((item.points for item in items if item.stage == stage), Decimal(0))
        if total != points:
            raise DataError(f"{path}：stages.{stage}：各项合计{total}分，与所写{points}分不符。")


def _losses(path: Path, where: str, rows: Any, points: Decimal) -> dict[str, Decimal]:
    if not isinstance(rows, dict):
        raise DataError(f"{path}：{where}：应为“规则: 扣分”的形式。")
    losses = {_code(path, where, code): _points(path, f"{where}.{code}", value) for code, value in rows.items()}
    for code, loss in losses.items():
        if loss > points:
            raise DataError(f"{path}：{where}.{code}：扣分{loss}超过本项分值{points}。")
    return losses


def _code(path: Path, where: str, code: Any) -> str:
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise DataError(f"{path}：{where}：“{code}”不是规则编号，应如 GZ-11。")
    return code


def _points(path: Path, where: str, value: Any) -> Decimal:
    try:
        points = Decimal(str(value))
    except InvalidOperation as error:
        raise DataError(f"{path}：{where}：“{value}”应为分值。") from error
    if points <= 0:
        raise DataError(f"{path}：{where}：“{value}”应大于零。")
    return points


def _by(path: Path, where: str, value: Any) -> str:
    if value not in _BY:
        raise DataError(f"{path}：{where}.by：“{value}”不能用；可选：{'、'.join(_BY)}。")
    return str(value)
