"""Clock times of records: 2024年3月5日9时30分至10时15分."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline.extract.dates import TO, find_days
from pipeline.extract.values import integer

CLOCK = re.compile(
    r"(?P<half>上午|下午|凌晨|早上|中午|晚上|傍晚|晚)?\s*(?P<h>[01]?\d|2[0-4]|[一二三四五六七八九十]{1,3})\s*"
    r"(?:[:：∶]\s*(?P<m1>[0-5]\d)(?:[:：∶][0-5]\d)?"
    r"|[时点時]\s*(?:(?P<m2>[0-5]?\d|[〇零一二三四五六七八九十]{1,3})\s*分|(?P<part>半|整|许)?))"
)
# 9时10分起至10时25分止 · 9:10—10:25
UNTIL = re.compile(rf"(?:起|开始|，)?(?:{TO.pattern}|\s*[～－–—]+\s*)")


@dataclass(frozen=True, slots=True)
class Clock:
    """From when to when; `end` is None where only one time is given."""

    start: datetime
    end: datetime | None
    at: tuple[int, int]


def find_clocks(plain: str, known: date | None = None) -> tuple[Clock, ...]:
    """Every clock time that follows a day: 2024年3月5日9时30分至10时15分 · 2024.3.5 9:30-10:15."""
    clocks: list[Clock] = []
    for found in find_days(plain, known):
        if not isinstance(found.value, date) or (clocks and found.start < clocks[-1].at[1]):
            continue
        first = re.match(r"[ ，、\t]*", plain[found.end :])
        at = found.end + (first.end() if first else 0)
        match = CLOCK.match(plain, at)
        if not match:
            continue
        start, stop = _moment(found.value, match, None), match.end()
        end = None
        link = UNTIL.match(plain, stop)
        if link and start:
            day, at = found.value, link.end()
            other = next((one for one in find_days(plain[at : at + 20], found.value) if one.start == 0), None)
            if other and isinstance(other.value, date):
                day, at = other.value, at + other.end
            second = CLOCK.match(plain, at)
            if second:
                end, stop = _moment(day, second, match["half"]), second.end()
        if start:
            clocks.append(Clock(start, end, (found.start, stop)))
    return tuple(clocks)


def _moment(day: date, match: re.Match[str], half_before: str | None) -> datetime | None:
    hour = integer(match["h"]) or 0
    minute = integer(match["m1"] or match["m2"] or ("30" if match["part"] == "半" else "0")) or 0
    half = match["half"] or half_before
    if half in ("下午", "傍晚", "晚上", "晚") and hour < 12 and not (match["half"] is None and hour >= 12):
        hour += 12
    midnight = datetime(day.year, day.month, day.day)
    return midnight + timedelta(hours=hour, minutes=minute)
