"""The plan of the campaign (campaign.yaml), and where a ledger stands in it on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline import strictyaml
from pipeline.problems import SettingsError
from pipeline.records.ledger import Item
from pipeline.rectify.flow import CLOSED, states

SHIPPED = Path(__file__).with_name("campaign.yaml")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the plan: what is left at its end is late."""

    name: str
    start: date
    end: date
    work: str
    open: tuple[str, ...] = ()
    lesson: bool = False

    def left(self, items: Sequence[Item]) -> list[Item]:
        """The items for which this stage is not done. One lesson serves all problems that a unit has under one rule."""
        learnt = {(item.unit, item.rule) for item in items if item.lesson}
        return [
            item
            for item in items
            if item.state in self.open or (self.lesson and item.state == CLOSED and (item.unit, item.rule) not in learnt)
        ]


@dataclass(frozen=True, slots=True)
class Report:
    """A paper that is due on a day."""

    name: str
    by: date


@dataclass(frozen=True, slots=True)
class Plan:
    """The campaign."""

    name: str
    source: str
    receiver: str
    stages: tuple[Stage, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """An item and why it is late."""

    item: Item
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one unit of one county."""

    county: str
    unit: str
    total: int
    enterprise: int
    states: tuple[int, ...]  # in the order of states()
    late: int

    @property
    def closed(self) -> int:
        """How many are closed."""
        return self.states[list(states()).index(CLOSED)]

    @property
    def true(self) -> int:
        """How many are to be closed: all but those found untrue."""
        return self.total - self.states[list(states()).index("不属实")]


def load(path: Path | None, day: date) -> Plan:
    """The shipped plan, or an office's own. Raises SettingsError naming file and key."""
    where = path or SHIPPED
    try:
        raw = strictyaml.parse(where.read_text(encoding="utf-8-sig"))
        year = int(raw.get("year") or day.year)
        stages = tuple(_stage(row, year) for row in raw["stages"])
        reports = tuple(Report(str(row["name"]), _day(row["by"], year)) for row in raw["reports"])
        plan = Plan(str(raw["name"]), str(raw["source"]), str(raw["receiver"]), stages, reports)
    except OSError as error:
        raise SettingsError(f"{where}：打不开（{error.strerror}）。") from error
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise SettingsError(f"{where}：专项整治安排缺少或写错：{error}。格式见自带的 pipeline/rectify/campaign.yaml。") from error
    for stage in plan.stages:
        unknown = [state for state in stage.open if state not in states()]
        if stage.start > stage.end or unknown:
            raise SettingsError(f"{where}：stages：“{stage.name}”{'没有状态' + unknown[0] if unknown else '起止日期倒置'}。")
    return plan


def now(plan: Plan, day: date) -> str:
    """Which stage it is, in words."""
    for stage in plan.stages:
        if day < stage.start:
            return f"“{stage.name}”阶段还有{(stage.start - day).days}天开始"
        if day <= stage.end:
            return f"“{stage.name}”阶段，还有{(stage.end - day).days}天结束"
    return "各阶段均已到期"


def late(plan: Plan, items: Sequence[Item], day: date) -> tuple[Late, ...]:
    """What is late on that day or has come back after it was closed, each item once with the first reason."""
    found: dict[str, Late] = {}
    for item in items:
        if item.open and item.due and item.due < day:
            found[item.id] = Late(item, f"整治时限{item.deadline}已过")
        elif item.state == CLOSED and item.present and item.closing.startswith("复查通过"):
            found[item.id] = Late(item, "复查通过销号后，重新评查又不符合要求")
    for stage in plan.stages:
        if day > stage.end:
            for item in stage.left(items):
                still = "没有举一反三" if stage.lesson else f"仍为“{item.state}”"
                found.setdefault(item.id, Late(item, f"“{stage.name}”阶段{stage.end}已结束，{still}"))
    return tuple(found.values())


def beyond(plan: Plan, items: Sequence[Item]) -> tuple[Late, ...]:
    """Open items whose time limit is later than the stage in which they must be closed."""
    ends = [stage.end for stage in plan.stages if CLOSED not in stage.open and "整治中" in stage.open]
    return tuple(
        Late(item, f"整治时限{item.deadline}晚于{ends[0]}")
        for item in items
        if ends and item.open and item.due and item.due > ends[0]
    )


def groups(items: Sequence[Item], behind: Sequence[Late]) -> tuple[Group, ...]:
    """The figures by county and unit."""
    names = sorted({(item.county, item.unit) for item in items})
    lates = {one.item.id for one in behind}
    out = []
    for county, unit in names:
        own = [item for item in items if (item.county, item.unit) == (county, unit)]
        counts = tuple(sum(item.state == state for item in own) for state in states())
        out.append(
            Group(county, unit, len(own), sum(item.enterprise for item in own), counts, sum(item.id in lates for item in own))
        )
    return tuple(out)


def _stage(row: Any, year: int) -> Stage:
    unknown = set(row) - {"name", "from", "to", "work", "open", "lesson"}
    if unknown:
        raise ValueError(f"不认识的键 {'、'.join(sorted(unknown))}")
    return Stage(
        str(row["name"]),
        _day(row["from"], year),
        _day(row["to"], year),
        str(row["work"]),
        tuple(row.get("open", ())),
        bool(row.get("lesson")),
    )


def _day(value: object, year: int) -> date:
    if isinstance(value, date):
        return value
    return date.fromisoformat(f"{year}-{value}" if str(value).count("-") == 1 else str(value))
