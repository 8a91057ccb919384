"""The days of a case on a line, with the legal periods below it; what a rule found broken is red."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.law import Law, datafile, workdays
from pipeline.records import CaseRecord, Finding, Period, Verdict
from pipeline.report.drawing import Drawing, Shape, span, words
from pipeline.report.words import TIMELINE

_WIDTH, _LEFT, _RIGHT, _GAP = 1000, 20, 20, 15
_BROKEN, _OPEN, _KEPT, _INK = "#C00000", "#8C8C8C", "#4472A8", "#333333"
_UNITS = {"day": "日", "working_day": "个工作日", "month": "个月"}


@dataclass(frozen=True, slots=True)
class Window:
    """A legal period of this case: how long, from when, to when, and what its rule found."""

    label: str
    length: str
    start: date
    end: date
    verdict: Verdict


def timeline(case: CaseRecord, findings: Sequence[Finding]) -> Drawing | None:
    """The drawing, or None where the case has fewer than two days."""
    marks = _marks(case)
    if len(marks) < 2:
        return None
    answers = {item.rule: item for item in findings}
    periods = windows(case, answers)
    places = _places(marks)
    deep = max(len(label) for labels in marks.values() for label, _ in labels)
    top = 6 + deep * 12
    red = _red_days(case, answers)
    shapes = [Shape(_LEFT, top + 8, _WIDTH - _RIGHT, top + 10, _INK)]
    for day, labels in marks.items():
        shapes += _mark(places[day], top, day, [(label, name in red) for label, name in labels], marks)
    y = top + 46
    for period in periods:
        shapes += _bar(period, places, y)
        y += 22
    return Drawing(_WIDTH, y + 4, tuple(shapes), "办案时间轴：" + "；".join(_said(period) for period in periods))


def windows(case: CaseRecord, answers: Mapping[str, Finding]) -> tuple[Window, ...]:
    """The legal periods that a rule looked at in this case, in the order of the procedure."""
    found = []
    for row in _data()["windows"]:
        finding = answers.get(row["rule"])
        start = next((day for day in (case.value(name) for name in row["from"]) if isinstance(day, date)), None)
        if finding is None or finding.verdict == "not_applicable" or start is None:
            continue
        period = _length(case, row, start)
        end = workdays.due(start, period.count, period.unit) if period else None
        if period is None or end is None:
            continue
        verdict: Verdict = "unsure" if finding.unconfirmed and finding.verdict == "fail" else finding.verdict
        found.append(Window(row["label"], f"{period.count}{_UNITS[period.unit]}", start, end, verdict))
    return tuple(found)


def _length(case: CaseRecord, row: Mapping[str, Any], start: date) -> Period | None:
    """As the notice tells it, or as the law of that day sets it."""
    if "told" in row:
        told = next((item.value for item in case.all(row["told"]) if isinstance(item.value, Period)), None)
        return told
    law = Law.load().at(row["law"], start)
    for unit in ("day", "working_day", "month"):
        if law and law.unit == unit and isinstance(law.value, Decimal):
            return Period(int(law.value), unit)
    return None


@cache
def _data() -> dict[Any, Any]:
    return datafile.load(Path(__file__).with_name("windows.yaml"))


def _marks(case: CaseRecord) -> dict[date, list[tuple[str, str]]]:
    marks: dict[date, list[tuple[str, str]]] = defaultdict(list)
    for name, label in TIMELINE:
        value = case.value(name)
        for day in dict.fromkeys(value if isinstance(value, tuple) else (value,)):
            if isinstance(day, date):
                marks[day].append((label, name))
    return dict(sorted(marks.items()))


def _red_days(case: CaseRecord, answers: Mapping[str, Finding]) -> set[str]:
    names = dict(_data()["days"]) | {row["rule"]: row["to"] for row in _data()["windows"] if row["to"]}
    failed = {code for code, item in answers.items() if item.verdict == "fail" and not item.unconfirmed}
    return {name for code, name in names.items() if code in failed}


def _places(marks: Mapping[date, Sequence[object]]) -> dict[date, float]:
    """Each day gets room for what stands at it: a true scale would pile up the days of one week."""
    room = [max(len(labels), 2) for labels in marks.values()]
    unit = (_WIDTH - _LEFT - _RIGHT) / sum(room)
    places, x = {}, float(_LEFT)
    for day, part in zip(marks, room, strict=True):
        places[day] = x + unit * part / 2
        x += unit * part
    return places


def _mark(x: float, top: float, day: date, labels: Sequence[tuple[str, bool]], marks: Mapping[date, object]) -> list[Shape]:
    colour = _BROKEN if any(red for _, red in labels) else _INK
    shapes = [Shape(x - 3, top + 5, x + 3, top + 13, colour)]
    left = x - len(labels) * 12 / 2
    for n, (label, red) in enumerate(labels):
        for row, char in enumerate(reversed(label)):
            shapes.append(words(left + n * 12, top - 11 - row * 12, char, _BROKEN if red else _INK, 11))
    days = list(marks)
    first = days[0] == day or days[days.index(day) - 1].year != day.year
    shapes.append(words(x - 14, top + 16, f"{day.month}.{day.day}", colour, 10))
    if first:
        shapes.append(words(x - 14, top + 28, f"{day.year}年", colour, 10))
    return shapes


def _bar(period: Window, places: Mapping[date, float], y: float) -> list[Shape]:
    colour = {"fail": _BROKEN, "unsure": _OPEN}.get(period.verdict, _KEPT)
    left, right = _x(period.start, places), _x(period.end, places)
    text = _said(period)
    wide = span(text, 10)
    at = right + 6 if right + 6 + wide < _WIDTH else left - 6 - wide
    inside = at < 0
    shapes = [Shape(left, y + 2, max(right, left + 3), y + 14, colour)]
    shapes.append(words(left + 6 if inside else at, y, text, "#FFFFFF" if inside else colour, 10))
    return shapes


def _said(period: Window) -> str:
    ends = f"{period.end.month}月{period.end.day}日届满"
    nature = {"fail": "，不符合", "unsure": "，待核"}.get(period.verdict, "")
    return f"{period.label}{period.length}，{ends}{nature}"


def _x(day: date, places: Mapping[date, float]) -> float:
    """Where a day stands between the marks beside it."""
    known = sorted(places)
    if day >= known[-1]:
        return places[known[-1]] if day == known[-1] else _WIDTH - _RIGHT
    after = next(n for n, known_day in enumerate(known) if known_day >= day)
    if known[after] == day or after == 0:
        return places[known[after]]
    before = known[after - 1]
    share = (day - before).days / (known[after] - before).days
    return places[before] + (places[known[after]] - places[before]) * share
