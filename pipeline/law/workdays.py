"""Counting days by the official calendar; every answer is None where the year's holidays are not known."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pipeline.law import datafile
from pipeline.problems import DataError

CALENDAR = Path(__file__).with_name("holidays.yaml")
_UNITS = {"day": "日", "working_day": "个工作日", "month": "个月", "year": "年"}


@dataclass(frozen=True, slots=True)
class Days:
    """Holidays and weekend days turned into working days; `notices` has every year that is known."""

    off: frozenset[date]
    work: frozenset[date]
    notices: Mapping[int, str]


def is_workday(day: date) -> bool | None:
    """Whether offices work on that day."""
    days = official()
    if day.year not in days.notices:
        return None
    return day in days.work or (day.weekday() < 5 and day not in days.off)


def working_day_due(start: date, count: int) -> date | None:
    """The last day of a period of working days; the day after `start` is day 1 if it is a working day."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        works = is_workday(day)
        if works is None:
            return None
        count -= works
    return day


def calendar_due(start: date, count: int) -> date | None:
    """The last day of a period of calendar days; one that ends on a holiday ends on the next working day."""
    return _next_workday(start + timedelta(days=count))


def months_due(start: date, count: int) -> date | None:
    """The day of the same number `count` months later (the month's last where there is none), moved off holidays."""
    return _next_workday(add_months(start, count))


def due(start: date, count: int, unit: str) -> date | None:
    """The last day of a period whose unit is day, working_day, month or year."""
    if unit == "working_day":
        return working_day_due(start, count)
    if unit == "day":
        return calendar_due(start, count)
    if unit in ("month", "year"):
        return months_due(start, count * (12 if unit == "year" else 1))
    raise ValueError(unit)


def working_days_between(first: date, last: date) -> int | None:
    """Working days strictly between two days."""
    count = 0
    day = first + timedelta(days=1)
    while day < last:
        works = is_workday(day)
        if works is None:
            return None
        count += works
        day += timedelta(days=1)
    return count


def explain(start: date, count: int, unit: str, event: str = "") -> str | None:
    """How a period was counted: 2022年3月1日送达，次日起算，第5个工作日为3月8日."""
    end = due(start, count, unit)
    if end is None:
        return None
    opening = f"{written(start)}{event or '起'}"
    if unit in ("month", "year"):
        plain_end = add_months(start, count * (12 if unit == "year" else 1))
        text = f"{opening}，满{count}{_UNITS[unit]}为{written(plain_end, start)}"
    else:
        plain_end = end if unit == "working_day" else start + timedelta(days=count)
        text = f"{opening}，次日起算，第{count}{_UNITS[unit]}为{written(plain_end, start)}"
    return text if plain_end == end else f"{text}，该日为休息日，顺延至{written(end, start)}"


def written(day: date, after: date | None = None) -> str:
    """A day as a reader writes it, without the year where it is that of `after`."""
    year = "" if after and after.year == day.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def add_months(start: date, count: int) -> date:
    """The day of the same number, or the month's last."""
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


@cache
def official() -> Days:
    """The calendar as the State Council's notices set it, checked."""
    off: set[date] = set()
    work: set[date] = set()
    notices: dict[int, str] = {}
    for year, given in datafile.load(CALENDAR).items():
        row = datafile.keys(CALENDAR, str(year), given, ("notice", "holidays", "adjusted"))
        notices[int(year)] = str(row["notice"])
        for name, spans in row["holidays"].items():
            for first, last in spans:
                first, last = (datafile.day(CALENDAR, f"{year}.{name}", day) for day in (first, last))
                off.update(first + timedelta(days=n) for n in range((last - first).days + 1))
        for day in row["adjusted"]:
            if datafile.day(CALENDAR, f"{year}.adjusted", day).weekday() < 5:
                raise DataError(f"{datafile.label(CALENDAR)}：{year}.adjusted：{day} 不是周末，不需要列为调休上班日。")
            work.add(day)
    return Days(frozenset(off), frozenset(work), notices)


def _next_workday(day: date) -> date | None:
    while True:
        works = is_workday(day)
        if works is None:
            return None
        if works:
            return day
        day += timedelta(days=1)
