"""Which statutes there are, their versions, and how many articles, paragraphs and items each version has."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.law import datafile
from pipeline.problems import DataError

FOLDER = Path(__file__).with_name("structure")


@dataclass(frozen=True, slots=True)
class Article:
    """Paragraphs of an article and items of each paragraph."""

    paragraphs: int | None  # 0: the number stands, its text was deleted; None: not known
    items: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class StatuteVersion:
    """A statute as it stood from `version` to `until`; `articles` is None where its text is not at hand."""

    law: str
    version: date
    adopted: date | None
    until: date | None  # None: no later version or repeal found
    articles: Mapping[str, Article] | None
    confidence: str
    label: str | None = None  # 2017修正, as a citation names the version


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute with all versions known, oldest first."""

    law: str  # short title
    title: str
    kind: str  # law, regulation, rule, interpretation, local, document
    versions: tuple[StatuteVersion, ...]
    since: date | None  # first day it existed at all; None: not known
    repealed: date | None  # first day it no longer exists


@lru_cache(maxsize=4096)
def statute(name: str) -> Statute | None:
    """The statute with this title, short title, customary name or document number."""
    return _names().get(plain(name))


def every_statute() -> tuple[Statute, ...]:
    """Every statute known, by short title."""
    return tuple(sorted({found.law: found for found in _names().values()}.values(), key=lambda found: found.law))


def version_on(name: str, day: date) -> StatuteVersion | None:
    """The version in force on that day; None where there was none or it is not at hand."""
    found = statute(name)
    for version in found.versions if found else ():
        if version.version <= day and (version.until is None or day <= version.until):
            return version
    return None


def plain(name: str) -> str:
    """A title as compared: no brackets, blanks, 中华人民共和国, or (2019年修订)."""
    name = re.sub(r"[\s《》〈〉“”\"]", "", name)
    name = re.sub(r"[（(]\s*(?:\d{4}|[〇零○一二三四五六七八九]{4})年?[^）)]{0,6}[）)]$", "", name)
    return name.replace("中华人民共和国", "")


@cache
def _names() -> Mapping[str, Statute]:
    statutes = _from_texts()
    registry = datafile.load(FOLDER / "registry.yaml")
    aliases: dict[str, set[str]] = {}
    for law, titles in _aliases().items():
        for title in titles:
            aliases.setdefault(plain(title), set()).add(law)
    for law, given in registry.items():
        statutes[law] = _register(law, given, statutes.get(law))
        for title in (law, statutes[law].title, *given.get("aliases", ())):
            aliases.setdefault(plain(title), set()).add(law)
    # A name that two statutes share (实施条例) says nothing by itself.
    return {name: statutes[next(iter(laws))] for name, laws in aliases.items() if len(laws) == 1}


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    lines = (FOLDER / "statutes.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def _aliases() -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for row in _rows():
        names.setdefault(row["law"], set()).update((row["law"], row["title"], *row["aliases"]))
    return names


def _from_texts() -> dict[str, Statute]:
    found: dict[str, list[StatuteVersion]] = {}
    titles: dict[str, tuple[str, str]] = {}
    for row in _rows():
        titles[row["law"]] = (row["title"], row["kind"])
        version = StatuteVersion(
            law=row["law"],
            version=date.fromisoformat(row["version"]),
            adopted=date.fromisoformat(row["adopted"]) if row["adopted"] else None,
            until=date.fromisoformat(row["until"]) if row["until"] else None,
            articles=_articles(row["last"], row["more"]),
            confidence=row["confidence"],
        )
        found.setdefault(row["law"], []).append(version)
    return {
        law: Statute(law, *titles[law], tuple(sorted(versions, key=lambda version: version.version)), None, None)
        for law, versions in found.items()
    }


def _articles(last: int, more: str) -> dict[str, Article]:
    # "8=3 58=2(1:4) 342-1=1": an article that is not named has one paragraph and no items
    articles = {str(number): Article(1, {}) for number in range(1, last + 1)}
    for part in more.split():
        match = re.fullmatch(r"([\d-]+)=(\?|\d+)(?:\(([\d:,]+)\))?", part)
        if match is None:
            raise DataError(f"law/structure/statutes.jsonl：“{part}”应写成 58=2(1:4)。")
        number, paragraphs, items = match.groups()
        pairs = (pair.split(":") for pair in items.split(",")) if items else ()
        articles[number] = Article(None if paragraphs == "?" else int(paragraphs), {int(p): int(n) for p, n in pairs})
    return articles


def _register(law: str, given: Any, known: Statute | None) -> Statute:
    path = FOLDER / "registry.yaml"
    row = datafile.keys(path, law, given, (), ("title", "kind", "aliases", "since", "repealed", "versions", "labels"))
    versions = list(known.versions if known else ())
    for since, extra in (row.get("versions") or {}).items():
        more = datafile.keys(path, f"{law}.{since}", extra, ("until",), ("adopted",))
        versions.append(StatuteVersion(law, datafile.day(path, law, since), more.get("adopted"), more["until"], None, "B"))
    versions.sort(key=lambda version: version.version)
    for one, other in zip(versions, versions[1:], strict=False):
        if one.until is None or one.until >= other.version:
            raise DataError(f"law/structure/registry.yaml：{law}：{one.version} 和 {other.version} 两个版本的期间重叠。")
    labels = row.get("labels") or {}
    if strange := set(labels) - {version.version for version in versions}:
        raise DataError(f"law/structure/registry.yaml：{law}.labels：{min(strange)} 没有这个版本。")
    versions = [replace(version, label=labels.get(version.version)) for version in versions]
    title, kind = (known.title, known.kind) if known else (row.get("title", law), row.get("kind", "local"))
    return Statute(law, title, kind, tuple(versions), row.get("since"), row.get("repealed"))
