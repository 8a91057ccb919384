"""Chinese numerals and numbers as clerks write them."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    **dict.fromkeys("〇○◯零０Oo0", 0), **dict.fromkeys("一壹弌１1", 1), **dict.fromkeys("二贰貳弍两２2", 2), **dict.fromkeys("三叁參弎３3", 3),
    **dict.fromkeys("四肆４4", 4), **dict.fromkeys("五伍５5", 5), **dict.fromkeys("六陆陸６6", 6), **dict.fromkeys("七柒７7", 7),
    **dict.fromkeys("八捌８8", 8), **dict.fromkeys("九玖９9", 9),
}  # fmt: skip
UNITS = {**dict.fromkeys("十拾", 10), **dict.fromkeys("百佰", 100), **dict.fromkeys("千仟", 1000)}
LARGE = {**dict.fromkeys("万萬", 10_000), **dict.fromkeys("亿億", 100_000_000)}
NUMERAL = "〇○◯零一二三四五六七八九十百千万亿两壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"


def integer(written: str) -> int | None:
    """一百零三 · 壹万贰仟陆佰 · 二〇二四 · 103 → int; None for anything else."""
    written = re.sub(r"\s", "", written)
    if not written:
        return None
    if re.fullmatch(r"\d[\d,]*", written):
        return int(written.replace(",", ""))
    if all(character in DIGITS for character in written):
        return int("".join(str(DIGITS[character]) for character in written))
    total = section = 0
    digit: int | None = None
    for character in written:
        if character in DIGITS:
            digit = DIGITS[character] if not digit else digit * 10 + DIGITS[character]
        elif character in UNITS:
            section += (1 if digit is None or digit == 0 else digit) * UNITS[character]
            digit = None
        elif character in LARGE:
            group = section + (digit or 0)
            total = total + group * LARGE[character] if total > LARGE[character] else (total + group) * LARGE[character]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)


def decimal(written: str) -> Decimal | None:
    """12,600.50 · 一点五 · 一百 → Decimal; None for anything else."""
    written = re.sub(r"\s", "", written)
    if re.fullmatch(NUMBER, written):
        return Decimal(written.replace(",", ""))
    whole, point, part = written.partition("点")
    number = integer(whole)
    if number is None or (point and (not part or not all(character in DIGITS for character in part))):
        return None
    return Decimal(f"{number}.{''.join(str(DIGITS[one]) for one in part)}") if point else Decimal(number)
