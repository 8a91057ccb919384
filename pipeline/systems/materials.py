"""What is published beforehand: lists, flow chart and service guide of the bureau, known by their columns and checked for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import read, strictyaml
from pipeline.law import statute
from pipeline.read.kinds import kind_of
from pipeline.records import SourceFile
from pipeline.registers import cells
from pipeline.registers.tables import TableError, sheets
from pipeline.systems.line import BAD, GOOD, NONE, OPEN, Line

_SYSTEM = {"catalogue": "法制审核", "av_list": "全过程记录"}
_DEEP = 12
_DATED = re.compile(
    r"(?:更新|公布|公示|发布|制定|修订|编制)(?:日期|时间)?[:：]?\s*((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2})"
)
_LAW = re.compile(r"《([^《》]{2,30}(?:法|条例|办法|规定|细则))》")
_STALE = 366  # a list that is "adjusted as the law and the office change" and is older than a year deserves a look


@dataclass(frozen=True, slots=True)
class Material:
    """A file of the bureau: its tables, its text, and what it turned out to be."""

    name: str
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    text: str


def load(folder: Path | None, registers: Sequence[Path] = ()) -> tuple[Material, ...]:
    """Every file of the folder, and the archive's own lists; what cannot be read is there with no text."""
    files = sorted(folder.rglob("*")) if folder else []
    return tuple(_load(path) for path in (*files, *registers) if path.is_file() and not path.name.startswith((".", "~")))


def check(materials: Sequence[Material], day: date) -> tuple[Line, ...]:
    """One line or more for each material that the systems ask for."""
    out: list[Line] = []
    for key, asked in _asked().items():
        found = [one for one in materials if _is(one, asked)]
        system = _SYSTEM.get(key, "公示")
        if not found:
            out.append(Line(system, asked["name"], NONE, "材料文件夹里没有这份材料", asked["source"]))
        for one in found:
            subject = f"{asked['name']}（{one.name}）"
            out += [Line(system, subject, verdict, told, asked["source"]) for verdict, told in _answers(key, asked, one, day)]
    return tuple(out)


def _answers(key: str, asked: Mapping[str, Any], one: Material, day: date) -> list[tuple[str, str]]:
    out = []
    if asked["kind"] == "labels" and not _header(one, asked):
        missing = [name for name, words in asked["heads"].items() if not any(_labelled(one.text, word) for word in words)]
        out.append((BAD, f"缺少或没有填写：{'、'.join(missing)}") if missing else (GOOD, f"{len(asked['heads'])}项内容齐全"))
    elif asked["heads"]:
        out += _columns(asked, one)
    else:
        out.append((GOOD, "有流程图") if one.text or one.tables else (OPEN, "文件内容不能识读，请人工核对"))
    if key == "officers":
        out += _officers(asked, one, day)
    out += _current(one, day)
    return out


def _columns(asked: Mapping[str, Any], one: Material) -> list[tuple[str, str]]:
    header = _header(one, asked)
    if header is None:
        return [(BAD, f"没有认出表头，应有：{'、'.join(asked['heads'])}")]
    rows, columns = header
    missing = [name for name in asked["heads"] if name not in columns]
    out = [(BAD, f"缺少栏目：{'、'.join(missing)}") if missing else (GOOD, f"{len(asked['heads'])}个栏目齐全，{len(rows)}行")]
    if not rows:
        return [*out, (BAD, "表里没有内容")]
    for name, at in columns.items():
        empty = [n for n, row in enumerate(rows, 1) if at >= len(row) or not row[at]]
        if empty:
            out.append((BAD, f"“{name}”有{len(empty)}行没有填写（第{'、'.join(map(str, empty[:5]))}行）"))
    return out


def _officers(asked: Mapping[str, Any], one: Material, day: date) -> list[tuple[str, str]]:
    header = _header(one, asked)
    if header is None:
        return []
    rows, columns = header
    out = []
    numbers = [row[columns["证件编号"]] for row in rows if "证件编号" in columns and columns["证件编号"] < len(row)]
    twice = sorted({number for number in numbers if number and numbers.count(number) > 1})
    if twice:
        out.append((BAD, f"证件编号重复：{'、'.join(twice)}"))
    ends = _dates_under(one, ("有效期止", "有效期至", "有效期", "到期日期", "有效期限"))
    over = [end for end in ends if end < day]
    if over:
        out.append((BAD, f"{len(over)}个证件到{day}已过有效期，应当从清单中移出或者换证"))
    return out


def _current(one: Material, day: date) -> list[tuple[str, str]]:
    """Whether the material's own date and the statutes it names are still of the day."""
    out = []
    told = [when for match in _DATED.finditer(one.text) if (when := cells.day(match.group(1)))]
    if told and (day - max(told)).days > _STALE:
        out.append((OPEN, f"材料日期为{max(told)}，已超过一年，请核对是否随法律和人员变化更新"))
    for title in dict.fromkeys(_LAW.findall(one.text)):
        known = statute(title)
        if known and known.repealed and known.repealed <= day:
            out.append((BAD, f"所列依据《{title}》已于{known.repealed}废止"))
    return out


def _is(one: Material, asked: Mapping[str, Any]) -> bool:
    if asked["name"].removeprefix("行政") in one.name:
        return True
    if asked["kind"] == "titled":
        return any(sign in one.name + one.text[:200] for sign in asked["signs"])
    header = _header(one, asked)
    if header:
        return any(sign in header[1] for sign in asked["signs"]) and len(header[1]) * 2 > len(asked["heads"])
    said = sum(any(_labelled(one.text, word) for word in words) for words in asked["heads"].values())
    return bool(asked["kind"] == "labels" and said * 2 > len(asked["heads"]))


def _header(one: Material, asked: Mapping[str, Any]) -> tuple[list[tuple[str, ...]], dict[str, int]] | None:
    """The rows under the best header of its tables, and where the columns are."""
    best: tuple[list[tuple[str, ...]], dict[str, int]] | None = None
    for grid in one.tables:
        for n, row in enumerate(grid[:_DEEP]):
            columns: dict[str, int] = {}
            for name, words in asked["heads"].items():
                at = next((index for index, cell in enumerate(row) if _plain(cell) in words), None)
                if at is not None:
                    columns[name] = at
            if len(columns) >= 2 and (best is None or len(columns) > len(best[1])):
                best = ([line for line in grid[n + 1 :] if sum(bool(cell) for cell in line) > 1], columns)
    return best


def _dates_under(one: Material, heads: Sequence[str]) -> list[date]:
    out = []
    for grid in one.tables:
        for n, row in enumerate(grid[:_DEEP]):
            for at in [index for index, cell in enumerate(row) if _plain(cell) in heads]:
                days = [cells.days(line[at]) for line in grid[n + 1 :] if at < len(line) and line[at]]
                out += [max(found) for found in days if found]
    return out


def _labelled(text: str, word: str) -> bool:
    """Whether a label stands there with something after it."""
    return re.search(rf"{word}[】\s]*[:：\t\n]\s*(?![：:【]|待|无$)\S", text) is not None


def _load(path: Path) -> Material:
    tables: list[tuple[tuple[str, ...], ...]] = []
    text = ""
    if path.suffix.lower() in {".xlsx", ".xls", ".csv"}:
        try:
            tables = [
                tuple(tuple("" if cell is None else str(cell) for cell in row) for row in sheet.rows) for sheet in sheets(path)
            ]
        except TableError:
            tables = []
        text = "\n".join("\t".join(row) for grid in tables for row in grid)
    else:
        pages = read.read(SourceFile(path, path.name, "", kind_of(path))).pages
        text = unicodedata.normalize("NFKC", "\n".join(page.text for page in pages))
        tables = [tuple(tuple(part.strip() for part in line.split("\t")) for line in text.splitlines())]
    return Material(path.name, tuple(tables), text)


def _plain(cell: str) -> str:
    return re.sub(r"[\s:：*]|\(.*?\)|（.*?）", "", cell)


@cache
def _asked() -> Mapping[str, Any]:
    content: Mapping[str, Any] = strictyaml.parse(Path(__file__).with_name("materials.yaml").read_text(encoding="utf-8"))
    return content
