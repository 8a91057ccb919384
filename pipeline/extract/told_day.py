"""The day on which a decision was made, as sentences tell it: 2024年8月22日，该局决定不予处罚; 处罚决定日期为2023年9月21日."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipeline.extract.dates import Found, find_days
from pipeline.records import BadDate

CALLED = re.compile(r"(?:作出)?(?:行政)?处罚(?:决定)?(?:书)?(?:的)?(?:作出|落款)?(?:日期|时间)(?:为|是|：)\t?$")
MADE = re.compile(r"[^。；\n]{0,36}?(?:作出|决定(?!书))[^。；\n]{0,46}?(?:处罚决定|不予(?:行政)?处罚)")
NOT_YET = re.compile(r"拟|告知|听证|复议|判决|裁定|申请|立案|发现|检查|调查|接到|曾")
# 6月9日讯, 2022年8月11日《……基准》: the day of a report or of a rule
OTHER = re.compile(r"讯|电[，（\s]|消息|《|起施行|报道")


def told_day(plain: str, known: date | None = None) -> Found | None:
    """The day beside a label or in front of the words of deciding; `known` gives the year of days before any whole one."""
    days = [day for day in find_days(plain, known) if isinstance(day.value, date) and day.kind != "solid"]
    called = next((day for day in days if CALLED.search(plain, max(0, day.start - 16), day.start)), None)
    return called or next((day for day in days if _made(plain, day)), None)


def day_of_order(plain: str, start: int, end: int, known: date | None) -> Found | None:
    """The last day in the sentence of the order, where nothing else happened on it."""
    days = find_days(plain, known)
    own = [one for one in days if start <= one.start and one.end <= end and one.kind != "year" and not isinstance(one.value, BadDate)]
    own = [one for one in own if not OTHER.match(plain[one.end :])]
    if not own or re.search(r"立案|发现|检查|调查|接到", plain[own[-1].end : end].split("，")[0]):
        return None
    last = own[-1]
    latest = max((one.value for one in days if one.kind == "full" and one.start < last.start and isinstance(one.value, date)), default=None)
    if last.kind == "short" and latest and isinstance(last.value, date) and last.value < latest:
        return replace(last, value=last.value.replace(year=latest.year))  # told after what had happened
    return last


def _made(plain: str, day: Found) -> bool:
    said = MADE.match(plain, day.end)
    before = re.split(r"[。；\n]", plain[max(0, day.start - 30) : day.start])[-1]
    return said is not None and not NOT_YET.search(before + said[0]) and not OTHER.match(plain[day.end :])
