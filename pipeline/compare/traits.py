"""Circumstances told in words (traits.yaml): what may make a fine lighter or heavier, and what else tells like cases apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pipeline.law import datafile

_DENIED = re.compile(r"(?:不具有|不存在|不符合|没有|未发现|无|不属于|不予|不适用|并非)[^。；，]{0,12}$")


def traits(text: str) -> frozenset[str]:
    """The circumstances a text tells; one that the same sentence denies is none."""
    words, sides = _known()
    names = list(sides)
    return frozenset(
        names[int(str(match.lastgroup)[1:])]
        for match in words.finditer(text)
        if not _DENIED.search(text[max(0, match.start() - 18) : match.start()])
    )


def side(found: Iterable[str]) -> int:
    """-1: only what makes a fine lighter is told, 1: only what makes it heavier, 0: neither or both."""
    sides = {_known()[1][name] for name in found} - {0}
    return sides.pop() if len(sides) == 1 else 0


@cache
def _known() -> tuple[re.Pattern[str], Mapping[str, int]]:
    rows = datafile.load(Path(__file__).with_name("traits.yaml"))
    pattern = "|".join(f"(?P<t{number}>{row['words']})" for number, row in enumerate(rows.values()))
    return re.compile(pattern), {name: int(row["side"]) for name, row in rows.items()}
