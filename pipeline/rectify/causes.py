"""举一反三: causes that come back, with counts, units and the lasting cure each suggests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.records.ledger import Item


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause that several items share."""

    rule: str
    problem: str
    cause: str
    count: int
    units: tuple[str, ...]
    check: str
    form: str
    train: str
    lessons: tuple[str, ...]  # what people already wrote


def causes(items: Sequence[Item]) -> tuple[Cause, ...]:
    """The repeated causes, most frequent first; items found untrue do not count."""
    grouped: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.state != "不属实":
            grouped[(item.rule, item.problem if item.rule[2:3] == "-" else item.category)].append(item)
    found = [_cause(rule, problem, own) for (rule, problem), own in grouped.items() if len(own) >= _content()["repeated"]]
    return tuple(sorted(found, key=lambda cause: (-cause.count, cause.rule, cause.problem)))


def part(rule: str) -> str:
    """To which part of an opinion a problem belongs: 立卷, 实体 or 程序."""
    return str(_area(rule)["part"])


def _cause(rule: str, problem: str, items: Sequence[Item]) -> Cause:
    cure = {**_area(rule), **_content()["rules"].get(rule, {})}
    units = tuple(sorted({item.unit for item in items if item.unit}))
    lessons = tuple(dict.fromkeys(item.lesson for item in items if item.lesson))
    return Cause(rule, problem, cure["cause"], len(items), units, cure["check"], cure["form"], cure["train"], lessons)


def _area(rule: str) -> Mapping[str, Any]:
    areas: Mapping[str, Mapping[str, Any]] = _content()["areas"]
    return areas.get(rule[:2]) or areas["自查"]


@cache
def _content() -> Mapping[str, Any]:
    content: Mapping[str, Any] = strictyaml.parse(Path(__file__).with_name("causes.yaml").read_text(encoding="utf-8"))
    return content
