"""One item or veto item of a standard's file, checked: every mistake is told by file and key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.check.standard_records import Item, Loss, Veto
from pipeline.check.words import words
from pipeline.law import datafile
from pipeline.nearest import hint
from pipeline.problems import DataError

_CODE = re.compile(r"[A-Z]{2}-\d{2}")
_BY = ("machine", "both", "register", "hand")
_PROCEDURES = ("ordinary", "hearing", "summary", "no_penalty")
_USUAL = ("ordinary", "hearing", "no_penalty")
_PENALTIES = (
    "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "吊销许可证件", "限制开展生产经营", "责令停产停业",
    "责令关闭", "限制从业", "行政拘留", "责令改正类",
)  # fmt: skip


def read_item(path: Path, row: Any, stages: Mapping[str, Decimal]) -> Item:
    """A row of `items`; its stage is its id without the number."""
    where = f"items.{row.get('id') if isinstance(row, dict) else row}"
    needed, allowed = ("id", "points", "by", "text", "deduct", "basis"), ("procedures", "papers", "penalties", "rules", "also", "seen")
    row = datafile.keys(path, where, row, needed, allowed)
    stage = re.sub(r"\d+$", "", str(row["id"]))
    if stage not in stages:
        raise DataError(f"{path}：{where}：没有“{stage}”这个阶段，stages 里有：{'、'.join(stages)}。")
    procedures = tuple(row.get("procedures", _USUAL))
    _known(path, f"{where}.procedures", procedures, _PROCEDURES)
    _known(path, f"{where}.papers", row.get("papers", ()), words()["roles"])
    _known(path, f"{where}.seen", row.get("seen", ()), words()["roles"])
    _known(path, f"{where}.penalties", row.get("penalties", ()), _PENALTIES)
    points = read_points(path, f"{where}.points", row["points"])
    return Item(
        str(row["id"]), stage, str(row["text"]), points, str(row["deduct"]), str(row["basis"]), _by(path, where, row["by"]),
        procedures, tuple(row.get("papers", ())), tuple(row.get("penalties", ())),
        _losses(path, f"{where}.rules", row.get("rules", {}), points), _losses(path, f"{where}.also", row.get("also", {}), points),
        tuple(row.get("seen", ())),
    )  # fmt: skip


def read_veto(path: Path, row: Any) -> Veto:
    """A row of `vetoes`."""
    where = f"vetoes.{row.get('id') if isinstance(row, dict) else row}"
    row = datafile.keys(path, where, row, ("id", "by", "text", "basis", "rules"))
    for code in row["rules"]:
        _code(path, f"{where}.rules", code)
    return Veto(str(row["id"]), str(row["text"]), str(row["basis"]), _by(path, where, row["by"]), tuple(row["rules"]))


def _losses(path: Path, where: str, rows: Any, points: Decimal) -> dict[str, Loss]:
    if not isinstance(rows, dict):
        raise DataError(f"{path}：{where}：应为“规则: 扣分”的形式。")
    losses = {_code(path, where, code): _loss(path, f"{where}.{code}", value, points) for code, value in rows.items()}
    for code, loss in losses.items():
        if max(loss.points, loss.cap) > points:
            raise DataError(f"{path}：{where}.{code}：扣分{max(loss.points, loss.cap)}超过本项分值{points}。")
    return losses


def _loss(path: Path, where: str, value: Any, full: Decimal) -> Loss:
    """A number: that much, once. `all`: the whole item. {per_hit, cap}: for each place found, at most cap."""
    if value == "all":
        return Loss(full, False, full)
    if not isinstance(value, dict):
        points = read_points(path, where, value)
        return Loss(points, False, points)
    row = datafile.keys(path, where, value, ("per_hit",), ("cap",))
    return Loss(read_points(path, f"{where}.per_hit", row["per_hit"]), True, read_points(path, f"{where}.cap", row.get("cap", full)))


def _code(path: Path, where: str, code: Any) -> str:
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise DataError(f"{path}：{where}：“{code}”不是规则编号，应如 GZ-11。")
    if code not in _rules():
        raise DataError(f"{path}：{where}：没有规则 {code}；用 anjuan rules 查看全部规则。")
    return code


@cache
def _rules() -> frozenset[str]:
    return frozenset(path.stem for path in Path(__file__).with_name("rules").glob("*/*.yaml"))


def read_points(path: Path, where: str, value: Any) -> Decimal:
    """A number of points, greater than zero."""
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


def _known(path: Path, where: str, given: Any, known: Iterable[str]) -> None:
    for name in given:
        if name not in known:
            raise DataError(f"{path}：{where}：“{name}”不能用{hint(name, known)}")
