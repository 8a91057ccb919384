"""Amounts of money and the sums a paper works out, in figures and in capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.extract.values import DIGITS, NUMBER, NUMERAL, decimal, integer
from pipeline.records import Sum

BIG = "".join(one for one in NUMERAL if one not in "十百千万亿")
AMOUNT = re.compile(
    rf"""
    ¥\s?(?P<yen>{NUMBER})(?!\d)\s?(?P<yenwan>万)?(?:元|圆)?
  | (?<![\d.])(?P<figure>(?:{NUMBER}|[1-9][\dOo]+))\s?
    (?:(?P<wan>万)(?:(?P<rest>\d{{1,4}})(?P<thousands>千)?)?|(?P<qian>千))?余?(?:元|圆)
    (?:(?P<jiao>\d)角)?(?:(?P<fen>\d)分)?
  | (?P<words>[{NUMERAL}]*[{BIG}十百千万]+)(?:元|圆)
    (?:(?P<wjiao>[{NUMERAL}])角)?(?:零?(?P<wfen>[{NUMERAL}])分)?[整正]?
    """,
    re.VERBOSE,
)
UNIT = (
    r"(?:万?元|m2|m3|平方米|立方米|平米|亩|株|棵|只|头|条|倍|公顷|千克|公斤|吨|[%％])?(?:/(?:m2|m3|平方米|平米|立方米"
    r"|倍|株|棵|亩|只|头|条|天|日|千克|公斤|吨))?"
)
TIMES = r"[×*xX✕·]|乘以?"
SUM = re.compile(
    rf"(?<![\d.])(?P<first>{NUMBER}){UNIT}(?P<more>(?:\s?(?:{TIMES})\s?{NUMBER}{UNIT})+)\s?[=＝]\s?(?:人民币)?¥?(?P<result>{NUMBER})\s?(?P<wan>万)?元?"
)
MULTIPLE = re.compile(
    rf"(?<![\d.])(?P<first>{NUMBER})元[）]?的?(?P<times>{NUMBER}"
    rf"|[{NUMERAL}]+(?:点[{NUMERAL}]+)?)倍(?P<gap>[^。；\d×*=]{{0,16}}?(?:即|计|为|合计|共计"
    rf"|罚款)[^。；\d]{{0,10}}?)¥?(?P<result>{NUMBER})元"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """plain[start:end] is this many yuan; `words`: in Chinese numerals."""

    value: Decimal
    start: int
    end: int
    words: bool = False


@lru_cache(maxsize=64)  # one account is asked for its value, its costs and its gains
def amounts(plain: str) -> tuple[Amount, ...]:
    """Every amount in yuan, in order."""
    found = []
    for match in AMOUNT.finditer(plain):
        value, start = _value(match), match.start()
        # 3.20000元罚款: the number of the item and its full stop; money has two decimals
        marked = re.match(r"\d{1,2}\.(?=\d{3,}(?:元|圆))", match[0]) if match["figure"] and not match["wan"] else None
        if marked:
            value, start = _plain(re.match(r"\d+", match["figure"][marked.end() :])[0]), start + marked.end()  # type: ignore[index]
        if value is not None:
            found.append(Amount(value, start, match.end(), match["words"] is not None))
    return tuple(found)


def sums(plain: str) -> tuple[tuple[Sum, int, int], ...]:
    """Every product with its result: 290×2=580, 价值8400元的1.5倍，即12600元; with its span."""
    found: list[tuple[Sum, int, int]] = []
    for match in SUM.finditer(plain):
        factors = [match["first"], *re.findall(rf"(?:{TIMES})\s?({NUMBER})", match["more"])]
        values = tuple(_plain(factor) for factor in factors)
        percents = re.findall(rf"({NUMBER})[%％]", match[0])
        values = tuple(value / 100 if factor in percents else value for factor, value in zip(factors, values, strict=True))
        result = _plain(match["result"]) * (10_000 if match["wan"] else 1)
        found.append((Sum(values, result), match.start(), match.end()))
    for match in MULTIPLE.finditer(plain):
        times = decimal(match["times"])
        if times and not any(start < match.end() and end > match.start() for _, start, end in found):
            found.append((Sum((_plain(match["first"]), times), _plain(match["result"])), match.start(), match.end()))
    return tuple(sorted(found, key=lambda one: one[1]))


def _value(match: re.Match[str]) -> Decimal | None:
    if match["yen"]:
        return _plain(match["yen"]) * (10_000 if match["yenwan"] else 1)
    if match["figure"]:
        value = _plain(re.sub("[Oo]", "0", match["figure"]))
        if match["wan"]:
            value = value * 10_000 + int(match["rest"] or 0) * (1000 if match["thousands"] else 1)
        elif match["qian"]:
            value *= 1000
        return value + Decimal(match["jiao"] or 0) / 10 + Decimal(match["fen"] or 0) / 100
    whole = integer(match["words"])
    if whole is None:
        return None
    jiao, fen = (DIGITS.get(match[part] or "零", 0) for part in ("wjiao", "wfen"))
    return Decimal(whole) + Decimal(jiao) / 10 + Decimal(fen) / 100


def _plain(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))
