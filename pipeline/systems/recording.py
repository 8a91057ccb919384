"""全过程记录: each of the seven steps and the seven occasions for pictures and sound: there, dated, matching; counted by step, unit, officer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.records import CaseRecord, Person
from pipeline.registers import cells
from pipeline.report.drawing import Drawing, Shape, words
from pipeline.report.sheet import Table
from pipeline.systems.line import BAD, GOOD, OPEN

Verdicts = Mapping[str, str]  # rule → verdict, of one case
_UNFIT = "不适用"


@dataclass(frozen=True, slots=True)
class Mark:
    """One step or occasion of one case."""

    case: str
    unit: str
    officers: tuple[str, ...]
    what: str
    sort: str  # 文字 or 音像
    verdict: str  # 符合, 不符合, 无法判断, 不适用
    told: str


def marks(case: CaseRecord, verdicts: Verdicts) -> tuple[Mark, ...]:
    """All steps and occasions of a case."""
    people = case.value("officers")
    names = tuple(item.name for item in people if isinstance(item, Person)) if isinstance(people, tuple) else ()
    unit = str(case.value("authority") or "未识别")
    out = []
    for what, step in _content()["steps"].items():
        verdict, told = _step(case, verdicts, what, step)
        out.append(Mark(case.case_id, unit, names, what, "文字", verdict, told))
    for what, occasion in _content()["situations"].items():
        verdict, told = _occasion(case, what, occasion)
        out.append(Mark(case.case_id, unit, names, what, "音像", verdict, told))
    return tuple(out)


def tables(found: Sequence[Mark]) -> tuple[Table, ...]:
    """By step, by unit, by officer, and what is missing."""
    by_step: dict[str, list[Mark]] = defaultdict(list)
    by_unit: dict[str, list[Mark]] = defaultdict(list)
    by_officer: dict[str, list[Mark]] = defaultdict(list)
    for mark in found:
        by_step[f"{mark.sort}：{mark.what}"].append(mark)
        by_unit[mark.unit].append(mark)
        for name in mark.officers or ("未识别",):
            by_officer[name].append(mark)
    lacking = tuple(
        (mark.case, mark.sort, mark.what, mark.verdict, mark.told, "、".join(mark.officers))
        for mark in found
        if mark.verdict in (BAD, OPEN)
    )
    counted = tuple(
        _counted(f"记录按{what}", what, groups) for what, groups in (("环节", by_step), ("单位", by_unit), ("承办人", by_officer))
    )
    return (*counted, Table("记录缺项", ("案卷", "方式", "环节", "结论", "说明", "承办人"), (4, 2, 3, 3, 9, 4), lacking))


def picture(found: Sequence[Mark]) -> Drawing:
    """Bars: of each step and occasion, how many cases have it recorded, lack it, or leave it open."""
    names = [("文字", name) for name in _content()["steps"]] + [("音像", name) for name in _content()["situations"]]
    colours = {GOOD: "#2f6f4f", BAD: "#C00000", OPEN: "#c9a227"}
    shapes: list[Shape] = [words(20, 10, "全过程记录情况（案卷数）", size=18)]
    for n, (verdict, colour) in enumerate(colours.items()):
        shapes += [Shape(420 + 130 * n, 14, 436 + 130 * n, 28, colour), words(442 + 130 * n, 12, verdict, size=14)]
    for row, (sort, name) in enumerate(names):
        y = 46 + 28 * row
        counts = [sum(mark.verdict == verdict for mark in found if (mark.sort, mark.what) == (sort, name)) for verdict in colours]
        whole, x = max(1, sum(counts)), 170.0
        shapes.append(words(20, y + 3, f"{sort}：{name}", size=14))
        for count, colour in zip(counts, colours.values(), strict=True):
            if count:
                wide = 700 * count / whole
                shapes += [Shape(x, y, x + wide, y + 20, colour), words(x + wide / 2 - 5, y + 3, str(count), "#FFFFFF", 13)]
                x += wide
        if not sum(counts):
            shapes.append(words(170, y + 3, "没有这种场合", "#888888", 13))
    return Drawing(1000, 56 + 28 * len(names), tuple(shapes), "全过程记录情况")


def _step(case: CaseRecord, verdicts: Verdicts, what: str, step: Mapping[str, Any]) -> tuple[str, str]:
    if case.procedure == "summary" and what not in _content()["summary"]:
        return _UNFIT, "简易程序"
    if what == "执行" and case.procedure == "no_penalty":
        return _UNFIT, "不予处罚"
    absent = case.absent(*step["roles"])
    if absent is None:
        return OPEN, "有页面不能识读或者没有认出，不能断定有没有记录"
    if absent:
        return BAD, "卷内没有这一环节的文书"
    failed = [rule for rule in step["rules"] if verdicts.get(rule) == "fail"]
    if failed:
        return BAD, f"有记录，但不一致或者不合要求（{'、'.join(failed)}）"
    if not any(case.facts.get(name) for name in step["dates"]):
        return OPEN, "有记录，日期没有识别"
    return GOOD, "有记录，有日期"


def _occasion(case: CaseRecord, what: str, occasion: Mapping[str, Any]) -> tuple[str, str]:
    papers = case.papers(*occasion["papers"]) if occasion["papers"] else ()
    titled = [paper for paper in case.documents if any(word in paper.title for word in occasion.get("titled", ()))]
    ways = occasion.get("ways")
    if ways:
        papers = tuple(
            paper for paper in papers if any(item.value in ways for item in case.all("service_way", "service_receipt"))
        )
    if not papers and not titled:
        return _UNFIT, "没有这种场合"
    text = "\n".join(page.text for paper in case.papers("av_record") for page in paper.pages)
    noted = what == "文书送达" and any(item.value for item in case.all("av_noted"))
    if any(word in text for word in occasion["words"]) or noted:
        return _dated(case, occasion, text)
    if case.absent("av_record") is None:
        return OPEN, "有页面不能识读，不能断定有没有音像记录"
    if what in _content()["required"]:
        return BAD, "应当全程音像记录，卷内没有目录或者说明"
    return OPEN, "没有音像记录的目录或者说明；易引发争议的应当音像记录，请核对"


def _dated(case: CaseRecord, occasion: Mapping[str, Any], text: str) -> tuple[str, str]:
    """Whether the days of the occasion stand in the list of recordings."""
    days: list[date] = []
    for name in occasion["dates"]:
        value = case.value(name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, date):
                days.append(one.date() if isinstance(one, datetime) else one)
    listed = cells.days(re.sub(r"(\d{4})\.(\d{1,2})\.(\d{1,2})(?=\d{1,2}时)", r"\1-\2-\3 ", text))
    if not days or not listed:
        return (GOOD, "有音像记录") if not days else (OPEN, "音像目录没有可识读的日期，请核对")
    if set(days) & set(listed):
        return GOOD, "有音像记录，日期相符"
    return OPEN, f"音像目录里没有{'、'.join(map(str, days))}这一天，请核对"


def _counted(title: str, what: str, groups: Mapping[str, Sequence[Mark]]) -> Table:
    rows = []
    for name, own in groups.items():
        counts = [sum(mark.verdict == verdict for mark in own) for verdict in (GOOD, BAD, OPEN)]
        share = f"{counts[0] / sum(counts):.0%}" if sum(counts) else "—"
        rows.append((name, str(len({mark.case for mark in own})), *map(str, counts), share))
    heads = (what, "案卷数", GOOD, BAD, OPEN, "符合率")
    return Table(title, heads, (5, 2, 2, 2, 2, 2), tuple(rows), heads[1:])


@cache
def _content() -> Mapping[str, Any]:
    content: Mapping[str, Any] = strictyaml.parse(Path(__file__).with_name("steps.yaml").read_text(encoding="utf-8"))
    return content
