"""Character errors of a page against its printed lines, in whatever order an engine gives them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np

_GONE = "\x00"


def errors(gold: Sequence[str], text: str, *, besides: str = "", fold: bool = False) -> tuple[int, int]:
    """(wrong, missed and added characters, characters printed). `besides`: what else may stand there (a seal's words)."""
    rest = _plain(text, fold)
    wrong = total = 0
    for line in sorted((_plain(line, fold) for line in gold), key=len, reverse=True):
        total += len(line)
        at = rest.find(line)
        distance, start, end = (0, at, at + len(line)) if at >= 0 else _nearest(line, rest)
        wrong += distance
        rest = rest[:start] + _GONE + rest[end:]
    added = Counter(rest.replace(_GONE, "")) - Counter(_plain(besides, fold))
    return wrong + added.total(), total


def _plain(text: str, fold: bool) -> str:
    text = "".join(text.split())
    return (
        unicodedata.normalize("NFKC", text.replace("〔", "(").replace("〕", ")").replace("﹝", "(").replace("﹞", ")"))
        if fold
        else text
    )


def _nearest(line: str, text: str) -> tuple[int, int, int]:
    """The stretch of `text` nearest to `line`: edit distance, start, end."""
    distance, end = _best(line, text)
    if distance >= len(line):
        return len(line), 0, 0
    _, length = _best(line[::-1], text[:end][::-1], anchored=True)
    return distance, end - length, end


def _best(line: str, text: str, *, anchored: bool = False) -> tuple[int, int]:
    codes = np.array([ord(char) for char in text], np.int64)
    steps = np.arange(len(text) + 1)
    row = steps.copy() if anchored else np.zeros(len(text) + 1, np.int64)
    for char in line:
        below = row + 1
        below[1:] = np.minimum(below[1:], row[:-1] + (codes != ord(char)))
        row = np.minimum.accumulate(below - steps) + steps
    return int(row.min()), int(row.argmin())
