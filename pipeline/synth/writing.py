"""Writing days, money, numbers and citations as clerks do, by style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

DIGITS = "零一二三四五六七八九"
CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def day_text(day: date | None, pattern: str) -> str:
    """2024年3月5日 and its like; an empty place where there is no day."""
    if day is None:
        return "    年  月  日"
    return pattern.format(y=day.year, m=day.month, d=day.day, mm=f"{day.month:02d}", dd=f"{day.day:02d}")


def day_chinese(day: date | None, zero: str) -> str:
    """二〇二四年三月五日, with the zero this office types."""
    if day is None:
        return "年  月  日"
    year = "".join(zero if digit == "0" else DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{count_text(day.month)}月{count_text(day.day)}日"


def count_text(number: int) -> str:
    """A whole number below 1000 in Chinese: 三, 十, 二十一, 一百零四."""
    if number >= 100:
        rest = number % 100
        tail = "" if not rest else ("零" + count_text(rest) if rest < 10 else ("一" if rest < 20 else "") + count_text(rest))
        return DIGITS[number // 100] + "百" + tail
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else DIGITS[tens]) + "十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


def clock(start: datetime, end: datetime | None, pattern: str) -> str:
    """2024年3月5日9时30分至10时15分."""
    first = f"{day_text(start.date(), pattern)}{start.hour}时{start.minute:02d}分"
    return first if end is None else f"{first}至{end.hour}时{end.minute:02d}分"


def capital(amount: Decimal) -> str:
    """壹万贰仟陆佰元整; with 角分 where there are any."""
    cents = int((amount * 100).to_integral_value())
    yuan, rest = divmod(cents, 100)
    text = _section(yuan) + "元"
    if not rest:
        return text + "整"
    jiao, fen = divmod(rest, 10)
    return text + (CAPITALS[jiao] + "角" if jiao else "零") + (CAPITALS[fen] + "分" if fen else "")


def _section(number: int) -> str:
    if number >= 10000:
        head, tail = divmod(number, 10000)
        return _section(head) + "万" + ("" if not tail else ("零" if tail < 1000 else "") + _section(tail))
    text, gap = "", False
    for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + CAPITALS[digit] + name
            gap = False
        else:
            gap = True
    return text or "零"


def plain(amount: Decimal) -> str:
    """12600 or 9158.4: no noughts at the end."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: Decimal, pattern: str) -> str:
    """By pattern: plain 12600, grouped 12,600.00, cents 12600.00."""
    if pattern == "grouped":
        return f"{amount:,.2f}"
    return f"{amount:.2f}" if pattern == "cents" else plain(amount)


def citation(place: Sequence[Any], style: Mapping[str, Any]) -> str:
    """《中华人民共和国森林法》第七十六条第二款, or shorter where the office writes shorter."""
    law, article, paragraph, item = place
    national = not law.endswith("条例") or law == "森林法实施条例"
    title = ("中华人民共和国" if national and not style["short_law"] else "") + law
    if style["article"] == "digits":
        text = f"《{title}》第{article}条"
        return text + (f"第{paragraph}款" if paragraph else "") + (f"第{item}项" if item else "")
    text = f"《{title}》第{count_text(article)}条"
    return text + (f"第{count_text(paragraph)}款" if paragraph else "") + (f"第（{count_text(item)}）项" if item else "")


def citations(places: Sequence[Sequence[Any]], style: Mapping[str, Any]) -> str:
    """Several citations in one sentence."""
    return "、".join(citation(place, style) for place in places)
