"""Days and spans of days in every writing of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pipeline.extract.values import integer
from pipeline.records import BadDate, PartialDate

DayValue = date | PartialDate | BadDate

ZERO = "〇○◯零OoΟ0"
CN = f"一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖{ZERO}"
SMALL = "[一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾廿卅〇○零]{1,4}"
# \ufffd and private signs: the font of a print has no 〇 that can be copied
UNKNOWN = "\ufffd\ue000-\uf8ff"
YEAR = rf"(?:[12][\dOo〇○]{{3}}|[一二壹贰貳][{CN}]{{3}}|二[{CN}]{{2}}|二[{UNKNOWN}][{CN}]{{2}})"
MONTH = rf"(?:[\dOoIl]{{1,2}}|{SMALL})"
DAY = MONTH
ALONE = rf"(?<!\d)(?:(?=\d)|(?<![{CN}]))"  # 李四2024年: the last sign of a name is no part of the year
END = "[日号曰目]"
PATTERNS = re.compile(
    rf"""
    (?=[\dOoIl{CN}十拾廿卅同当次翌第])(?:  # most signs begin no day
    (?P<full>{ALONE}(?P<y1>{YEAR})\s*年\s*(?P<m1>{MONTH})\s*月\s*(?P<d1>{DAY})\s*{END})
  | (?P<dotted>(?:(?<![\d.\-/])|(?<=\d-)(?=20\d\d[./．]))(?P<y2>(?:19|20)\d\d)\s*(?P<sep>[.\-/．])\s*(?P<m2>\d{{1,2}})\s*[.\-/．]\s*
      (?P<d2>(?:[12]\d|3[01]|0?[1-9])(?=(?:[01]?\d|2[0-4])[时点])|\d{{1,2}}(?!\d)(?!\.\d)))
  | (?P<solid>(?<![\dA-Za-z.])(?P<y3>(?:19|20)\d\d)(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12]\d|3[01])(?![\dA-Za-z.]))
  | (?P<lost_year>(?<!\d)(?P<y5>20[0-3]\d)(?P<m5>1[0-2]|[1-9])月(?:(?P<d5>\d{{1,2}}){END})?)
  | (?P<lost_hour>(?<!\d)(?P<y13>20[0-3]\d)[ ]?(?P<mdh>\d{{4,6}})(?=[时点]))
  | (?P<lost_month>(?<!\d)(?P<y6>20[0-3]\d)年?[ ]?(?P<md>\d{{2,4}})[ ]?[日曰])
  | (?P<same>(?P<base>同年|当年|同月|当月)(?:(?P<m7>{MONTH})月)?(?P<d7>{DAY}){END})
  | (?P<relative>同日|同一日|当日|当天|次日|翌日|第二天)
  | (?P<short>(?<![\d{CN}年])(?P<m8>{MONTH})月(?P<d8>{DAY}){END})
  | (?P<month>{ALONE}(?P<y9>{YEAR})\s*年\s*(?P<m9>{MONTH})\s*月(?!\s*[\d{CN}十]*\s*{END}))
  | (?P<month_dotted>(?<![\d.\-/第])(?P<y10>(?:19|20)\d\d)[.\-/](?P<m10>0?[1-9]|1[0-2])(?![\d.\-/号]))
  | (?P<lost_short>(?<![\d年月日.-])(?P<md14>\d{{3,4}})日(?![前后内起志历元照常间]|之[内前后日]))
  | (?P<bare_month>(?:(?<![\d{CN}年])|(?<=同年)|(?<=当年))(?P<m11>{MONTH})月(?=[份初中末底上下，。至到]))
  | (?P<year>{ALONE}(?P<y12>(?:19|20)\d\d|二[{CN}]{{3}})年(?!\s*[\d{CN}十度第月修])))
    """,
    re.VERBOSE,
)
PART_OF = re.compile(r"^(?:农历[正冬腊\d一二三四五六七八九十]{1,2}月)?[份初中上下旬末底许左右起开始夜间晚上午后凌晨傍深]*")
GLUED = re.compile(r"(?<!\d)20[0-3]\d ?\d{3,4} ?日")
TO = re.compile(r"\s*(?:至|到|-+|~|—)\s*")
NOT_A_DAY = re.compile(r"当日(?:志|内)|(?:满|前|后)当日")


@dataclass(frozen=True, slots=True)
class Found:
    """A day as printed at plain[start:end]."""

    value: DayValue
    start: int
    end: int
    confidence: float = 1.0
    kind: str = "full"  # the family it was written in: full, dotted, solid, short, relative, month, year, …


def parse_day(written: str) -> DayValue | None:
    """The one day of a cell or label, None where it holds none or is left blank."""
    days = find_days(re.sub(r"[ \u3000\u00a0]+", "", written))
    return days[0].value if days else None


@lru_cache(maxsize=512)  # one paper is asked by many
def find_days(plain: str, known: date | None = None) -> tuple[Found, ...]:
    """Every day in the text, in order. `known` gives the year of days before any full one."""
    found: list[Found] = []
    before: date | PartialDate | None = known
    for match in PATTERNS.finditer(plain):
        one = _read(match, before)
        if one is None:
            continue
        found.append(one)
        if not isinstance(one.value, BadDate):
            before = one.value
    return tuple(found)


def anchor(plain: str) -> date | None:
    """The day that gives its year to those told before any whole one: of a dateline, or the first in the text; None where later in the year."""
    first = next((one for one in find_days(plain) if one.kind in ("full", "dotted") and isinstance(one.value, date)), None)
    if first is None or plain[first.end : first.end + 1] == "《":
        return None
    known: date = first.value  # type: ignore[assignment]
    early = [one.value for one in find_days(plain, known) if one.kind == "short" and one.start < first.start]
    return known if all(isinstance(day, date) and day <= known for day in early) else None


def find_spans(plain: str, known: date | None = None) -> Iterator[tuple[Found, Found | None]]:
    """Every day with the end of its span: 2021年5月至2022年3月; None where it is one day only. `known`: as in find_days."""
    days = find_days(plain, known)
    at = 0
    while at < len(days):
        following = days[at + 1] if at + 1 < len(days) else None
        if following and TO.fullmatch(PART_OF.sub("", plain[days[at].end : following.start])):
            yield days[at], following
            at += 2
        else:
            tail = re.match(r"(?:至|-|~|到)(\d{1,2}|[一二三四五六七八九十]{1,3})(?:[日号]|(月)(?!\d))", plain[days[at].end :])
            first, last = days[at].value, integer(tail[1]) if tail else None
            if tail and tail[2] and last and isinstance(first, PartialDate) and first.month and first.month < last <= 12:
                yield days[at], Found(PartialDate(first.year, last), days[at].end, days[at].end + tail.end(), 0.9, "tail")
                at += 1
                continue
            if tail and not tail[2] and last and isinstance(first, date):
                end = _day(first.year, first.month, last, tail[0])
                yield days[at], None if end is None else Found(end, days[at].end, days[at].end + tail.end(), 0.95, "tail")
            else:
                yield days[at], None
            at += 1


def _read(match: re.Match[str], before: date | PartialDate | None) -> Found | None:
    kind = match.lastgroup or ""
    kind = next(name for name in KINDS if match[name] is not None)
    value, confidence = KINDS[kind](match, before)
    if value is None or (kind == "relative" and NOT_A_DAY.match(match.string, max(0, match.start() - 1))):
        return None
    return Found(value, match.start(), match.end(), confidence, kind)


def _full(match: re.Match[str], _: object) -> tuple[DayValue | None, float]:
    year, sure = _year(match["y1"])
    return _day(year, _number(match["m1"]), _number(match["d1"]), match[0]), sure


def _dotted(match: re.Match[str], _: object) -> tuple[DayValue | None, float]:
    # 2024.8.115时 is the 1st at 15 or the 11th at 5: neither is told
    joined = re.match(r"(\d{3})[时点]", match.string[match.start("d2") : match.start("d2") + 4])
    if joined and int(joined[1][0]) >= 1 and 10 <= int(joined[1][1:]) <= 24 and 10 <= int(joined[1][:2]) <= 31:
        return None, 0.0
    return _day(int(match["y2"]), int(match["m2"]), int(match["d2"]), match[0]), 1.0


def _solid(match: re.Match[str], _: object) -> tuple[DayValue | None, float]:
    value = _day(int(match["y3"]), int(match["m3"]), int(match["d3"]), match[0])
    return (None if isinstance(value, BadDate) else value), 0.7


def _lost_year(match: re.Match[str], _: object) -> tuple[DayValue | None, float]:
    year, month = int(match["y5"]), int(match["m5"])
    if match["d5"] is None:
        return PartialDate(year, month), 0.5
    return _day(year, month, int(match["d5"]), match[0]), 0.6


def _lost_month(match: re.Match[str], _: object) -> tuple[DayValue | None, float]:
    # 2018130日: only a reading that is the single legal one is taken
    return _only_reading(int(match["y6"]), match["md"]), 0.5


def _lost_hour(match: re.Match[str], _: object) -> tuple[DayValue | None, float]:
    # 2022102819时: month, day and hour
    digits = match["mdh"]
    read = (_only_reading(int(match["y13"]), digits[:-cut]) for cut in (1, 2) if int(digits[-cut:]) <= 24 and digits[-cut] != "0")
    days = {day for day in read if day}
    return (days.pop() if len(days) == 1 else None), 0.5


def _lost_short(match: re.Match[str], before: date | PartialDate | None) -> tuple[DayValue | None, float]:
    # 214日, only where the copy lost 年 and 月 elsewhere too
    day = _only_reading(before.year, match["md14"]) if before is not None and GLUED.search(match.string) else None
    return (day if day and isinstance(before, date) and day >= before else None), 0.5


def _only_reading(year: int, digits: str) -> date | None:
    readings = {(int(digits[:cut]), int(digits[cut:])) for cut in range(1, len(digits)) if digits[cut] != "0" or len(digits) - cut == 2}
    legal = [_day(year, month, day, digits) for month, day in sorted(readings) if month]
    days = [day for day in legal if isinstance(day, date)]
    return days[0] if len(days) == 1 else None


def _same(match: re.Match[str], before: date | PartialDate | None) -> tuple[DayValue | None, float]:
    month = _number(match["m7"]) if match["m7"] else getattr(before, "month", None)
    if before is None or month is None:
        return None, 0.0
    return _day(before.year, month, _number(match["d7"]), match[0]), 0.9


def _relative(match: re.Match[str], before: date | PartialDate | None) -> tuple[DayValue | None, float]:
    if not isinstance(before, date):
        return None, 0.0
    return (before + timedelta(days=1) if match[0] in ("次日", "翌日", "第二天") else before), 0.85


def _short(match: re.Match[str], before: date | PartialDate | None) -> tuple[DayValue | None, float]:
    if before is None:
        return None, 0.0
    value = _day(before.year, _number(match["m8"]), _number(match["d8"]), match[0])
    return value, 0.85


def _month(match: re.Match[str], _: object) -> tuple[DayValue | None, float]:
    year, sure = _year(match["y9"])
    return _partial(year, _number(match["m9"])), sure


def _month_dotted(match: re.Match[str], _: object) -> tuple[DayValue | None, float]:
    return _partial(int(match["y10"]), int(match["m10"])), 0.6


def _bare_month(match: re.Match[str], before: date | PartialDate | None) -> tuple[DayValue | None, float]:
    return (_partial(before.year, _number(match["m11"])) if before else None), 0.7


def _only_year(match: re.Match[str], _: object) -> tuple[DayValue | None, float]:
    year, sure = _year(match["y12"])
    return (PartialDate(year) if year else None), min(sure, 0.9)


KINDS = {
    "full": _full, "dotted": _dotted, "solid": _solid, "lost_year": _lost_year, "lost_hour": _lost_hour, "lost_month": _lost_month, "same": _same,
    "relative": _relative, "short": _short, "month": _month, "month_dotted": _month_dotted, "lost_short": _lost_short, "bare_month": _bare_month,
    "year": _only_year,
}  # fmt: skip


def _year(written: str) -> tuple[int | None, float]:
    if len(written) == 3:  # 二二四年: OCR drops 〇, and 二〇xx is the only year that can be meant
        year = integer(f"二〇{written[1:]}")
        return (year, 0.7) if year else (None, 0.0)
    year = integer(re.sub(f"[OoΟ{UNKNOWN}]", "0", written))
    return (year, 1.0 if not re.search(f"[OoΟ{UNKNOWN}]", written) else 0.9) if year and 1900 <= year <= 2100 else (None, 0.0)


def _number(written: str) -> int | None:
    written = re.sub("[Il]", "1", re.sub("[OoΟ]", "0", written)).replace("廿", "二十").replace("卅", "三十")
    return integer(written)


def _partial(year: int | None, month: int | None) -> DayValue | None:
    if not year or not month or month > 12:
        return None
    return PartialDate(year, month)


def _day(year: int | None, month: int | None, day: int | None, written: str) -> DayValue | None:
    if not year or not month or not day:  # 2016年00月00日 is a form left blank
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return BadDate(written)
