"""The law as dated provisions: law.at(name, day) answers from statutes/<law>/<provision>.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.law import datafile
from pipeline.law.structure import version_on
from pipeline.nearest import hint
from pipeline.problems import DataError
from pipeline.records import Citation, Provision

STATUTES = Path(__file__).with_name("statutes")


class Law:
    """All provisions, opened once. A provision has one entry a version, in order of its day."""

    def __init__(self, provisions: Mapping[str, tuple[Provision, ...]], rows: Mapping[str, tuple[str, ...]]) -> None:
        """Use Law.load()."""
        self._provisions = provisions
        self._rows = rows

    @staticmethod
    def load(folder: Path | None = None) -> Law:
        """Every provision below `folder` (default: the shipped law), read once a process. DataError names file and key."""
        return _load(folder or STATUTES)

    def at(self, name: str, day: date) -> Provision | None:
        """The provision in force on that day, or None where there was none yet or no longer."""
        found: Provision | None = None
        for entry in self.versions(name):
            if entry.since > day:
                break
            found = entry
        if found is None or found.value is None:
            return None
        in_force = version_on(found.citation.law, day)
        if in_force is None:
            return found
        return replace(found, version=in_force.version, source=_named(found, in_force.label))

    def versions(self, name: str) -> tuple[Provision, ...]:
        """Every entry of a provision, oldest first; value None is a repeal."""
        try:
            return self._provisions[name]
        except KeyError:
            raise DataError(f"法律数据中没有“{name}”{hint(name, self._provisions)}") from None

    def rows(self, name: str) -> tuple[str, ...]:
        """The rows of the law table that a provision encodes."""
        return self._rows.get(name, ())

    def names(self) -> tuple[str, ...]:
        """The names of all provisions, sorted."""
        return tuple(sorted(self._provisions))


@cache
def _load(folder: Path) -> Law:
    provisions: dict[str, tuple[Provision, ...]] = {}
    rows: dict[str, tuple[str, ...]] = {}
    files: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.yaml")):
        name = path.stem
        if name in files:
            raise DataError(f"{datafile.label(path)}：与 {datafile.label(files[name])} 同名，一个名称只能有一个文件。")
        files[name] = path
        content = datafile.keys(path, "文件", datafile.load(path), ("title", "versions"), ("rows",))
        provisions[name] = _provision(path, name, content)
        rows[name] = tuple(content.get("rows", ()))
    if not provisions:
        raise DataError(f"{datafile.label(folder)}：没有任何法律条文文件（*.yaml）。")
    return Law(provisions, rows)


def _named(provision: Provision, label: str | None) -> str:
    # the words of an article outlive amendments of others: the source names the version of the day that was asked
    law = provision.citation.law
    source = re.sub(rf"^{re.escape(law)}(?:\(\d{{4}}(?:修[正订])?\))?", law, provision.source)
    return source.replace(law, f"{law}({label})", 1) if label else source


def _provision(path: Path, name: str, content: Mapping[str, Any]) -> tuple[Provision, ...]:
    versions = content["versions"]
    if not isinstance(versions, dict) or not versions:
        raise DataError(f"{datafile.label(path)}：versions：应为“日期: {{…}}”，至少一条。")
    entries: list[Provision] = []
    for key, given in versions.items():
        since = datafile.day(path, f"versions.{key}", key)
        if entries and since <= entries[-1].since:
            raise DataError(f"{datafile.label(path)}：versions.{since}：施行日没有从早到晚排列。")
        entries.append(_entry(path, name, str(content["title"]), since, given))
    return tuple(entries)


def _entry(path: Path, name: str, title: str, since: date, given: Any) -> Provision:
    where = f"versions.{since}"
    row = datafile.keys(path, where, given, ("value", "source", "law", "grade"), ("unit", "article", "paragraph", "item"))
    if not row["source"]:
        raise DataError(f"{datafile.label(path)}：{where}.source：不能为空。")
    datafile.one_of(path, f"{where}.grade", row["grade"], datafile.GRADES)
    return Provision(
        name=name,
        title=title,
        since=since,
        value=_value(path, where, row["value"]),
        unit=row.get("unit"),
        citation=Citation(str(row["law"]), row.get("article"), row.get("paragraph"), row.get("item")),
        source=str(row["source"]),
        version=since,
        grade=row["grade"],
    )


def _value(path: Path, where: str, value: Any) -> Decimal | str | bool | None:
    if value is None or isinstance(value, (bool, str)):
        return value
    return datafile.number(path, f"{where}.value", value)
