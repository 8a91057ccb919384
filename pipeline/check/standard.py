"""A review standard as data: its scored items, veto items, formula and bands, loaded and checked from standards/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.check.standard_items import read_item, read_points, read_veto
from pipeline.check.standard_records import Formula, Item, Loss, Standard, Veto
from pipeline.law import datafile
from pipeline.problems import DataError, UsageError

__all__ = ["SHIPPED", "Formula", "Item", "Loss", "Standard", "Veto", "find", "load_standard", "shipped_standards"]

FOLDER = Path(__file__).with_name("standards")
SHIPPED = FOLDER / "synth-2026.yaml"
FORMULAS = ("share", "deduct", "legality_and_form")  # the functions of check.formulas
_EFFECTS = ("zero", "unqualified", "not_excellent")


def find(name: str) -> Path:
    """The checked file of a standard: one that is shipped, by its name, or an office's own. UsageError where it cannot be used."""
    shipped = {load_standard(path).name: path for path in sorted(FOLDER.glob("*.yaml"))}
    own = Path(name)
    path = shipped.get(name) or (own if own.is_file() else FOLDER / f"{name}.yaml")
    if not path.is_file():
        raise UsageError(f"没有评查标准“{name}”：既不是文件，也不是自带的标准（{'、'.join(shipped)}）。")
    try:
        load_standard(path)
    except DataError as error:
        raise UsageError(str(error)) from error
    return path


def shipped_standards() -> tuple[Standard, ...]:
    """The standards that come with the program, the default first."""
    paths = sorted(FOLDER.glob("*.yaml"), key=lambda path: (path != SHIPPED, path.name))
    return tuple(load_standard(path) for path in paths)


def load_standard(path: Path = SHIPPED) -> Standard:
    """The standard in that file. Raises DataError naming file and key where it is broken."""
    optional = ("formula", "bands", "veto_effect", "source", "note")
    raw = datafile.keys(path, "文件", datafile.load(path), ("name", "stages", "items", "vetoes"), optional)
    for key, kind, shape in (("stages", dict, "“阶段: 分值”"), ("items", list, "列表"), ("vetoes", list, "列表")):
        if not isinstance(raw[key], kind):
            raise DataError(f"{path}：{key}：应为{shape}。")
    stages = {str(stage): read_points(path, f"stages.{stage}", value) for stage, value in raw["stages"].items()}
    items = tuple(read_item(path, row, stages) for row in raw["items"])
    vetoes = tuple(read_veto(path, row) for row in raw["vetoes"])
    _check(path, stages, items, vetoes)
    effect = raw.get("veto_effect")
    if effect is not None and effect not in _EFFECTS:
        raise DataError(f"{path}：veto_effect：“{effect}”不能用；可选：{'、'.join(_EFFECTS)}。")
    return Standard(
        str(raw["name"]), stages, items, vetoes, _formula(path, raw.get("formula", "share"), stages), _bands(path, raw.get("bands", {})),
        effect, str(raw.get("source", "")), str(raw.get("note", "")),
    )  # fmt: skip


def _formula(path: Path, given: Any, stages: Mapping[str, Decimal]) -> Formula:
    if isinstance(given, str):
        given = {"name": given}
    row = datafile.keys(path, "formula", given, ("name",), ("legality", "form", "elements", "cap"))
    if row["name"] not in FORMULAS:
        raise DataError(f"{path}：formula.name：“{row['name']}”不能用；可选：{'、'.join(FORMULAS)}。")
    for stage in row.get("elements", ()):
        if stage not in stages:
            raise DataError(f"{path}：formula.elements：没有“{stage}”这个阶段，stages 里有：{'、'.join(stages)}。")
    numbers = {key: read_points(path, f"formula.{key}", row[key]) for key in ("legality", "form", "cap") if key in row}
    return Formula(str(row["name"]), elements=tuple(row.get("elements", ())), **numbers)


def _bands(path: Path, given: Any) -> tuple[tuple[str, Decimal], ...]:
    if not isinstance(given, dict):
        raise DataError(f"{path}：bands：应为“等次: 最低分”的形式。")
    bands = ((str(name), read_points(path, f"bands.{name}", least)) for name, least in given.items())
    return tuple(sorted(bands, key=lambda band: -band[1]))


def _check(path: Path, stages: Mapping[str, Decimal], items: tuple[Item, ...], vetoes: tuple[Veto, ...]) -> None:
    names = [item.id for item in items] + [veto.id for veto in vetoes]
    for name in names:
        if names.count(name) > 1:
            raise DataError(f"{path}：{name}：编号用了两次。")
    for stage, points in stages.items():
        total = sum((item.points for item in items if item.stage == stage), Decimal(0))
        if total != points:
            raise DataError(f"{path}：stages.{stage}：各项合计{total}分，与所写{points}分不符。")
