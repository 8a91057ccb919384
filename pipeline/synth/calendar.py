"""Counting days while a case is being made up: working days by the official calendar that pipeline/law ships."""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from pipeline import strictyaml

HOLIDAYS = Path(__file__).parents[1] / "law" / "holidays.yaml"


@cache
def _exceptions() -> tuple[frozenset[date], frozenset[date]]:
    off: set[date] = set()
    work: set[date] = set()
    for year in strictyaml.parse(HOLIDAYS.read_text(encoding="utf-8")).values():
        work.update(year.get("adjusted") or ())
        for spans in year["holidays"].values():
            for first, last in spans:
                off.update(first + timedelta(days=step) for step in range((last - first).days + 1))
    return frozenset(off), frozenset(work)


def is_workday(day: date) -> bool:
    """Whether offices are open."""
    off, work = _exceptions()
    return day in work or (day.weekday() < 5 and day not in off)


def office_day(day: date) -> date:
    """That day, or the first working day after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def workdays_after(day: date, count: int) -> date:
    """The count-th working day after the day; the day itself never counts."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def days_due(day: date, count: int) -> date:
    """The last calendar day of a period, put off to a working day."""
    return office_day(day + timedelta(days=count))


def months_due(day: date, count: int) -> date:
    """The same day some months later (or the month's last), put off to a working day."""
    return office_day(months_later(day, count))


def months_later(day: date, count: int) -> date:
    """The same day some months later, or the month's last."""
    year, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def soon(rng: Random, day: date, least: int, most: int) -> date:
    """A working day between `least` and `most` working days later."""
    return workdays_after(day, rng.randint(least, most))
