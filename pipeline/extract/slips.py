"""Slips that readers of print make again and again: a letter for a figure, 入 for 人, 曰 for 日. One character stays one character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.columns import Character

_FIGURES = {"O": "0", "o": "0", "О": "0", "Ο": "0", "l": "1", "I": "1"}
_NUMBER = re.compile(r"(?<![A-Za-z\d])(?:\d|[OoОΟlI](?=[\d,.])|(?<=月)[lI]{1,2}(?=[日曰]))[\d,.\-/*OoОΟlI]*(?![A-Za-z])")
_LAST = re.compile(r"[lI]$")  # 50l is a measure, 2023年1l月 none
_LETTER = re.compile(f"[{''.join(_FIGURES)}]")
_BEHIND = re.compile(r"[年月日曰目号元〕）]")
_WORDS = (
    (re.compile(r"(?<=当事|处罚|负责|代表|相对|行为|见证|勘验|检查|询问|记录)入(?=[：（，。、员\s]|$)", re.MULTILINE), "人"),
    (re.compile(r"(?<=执法|工作|监督|从业|驾驶)入(?=员)"), "人"),
    (re.compile(r"(?<=处罚)央(?=定)|央(?=定[：如给对])"), "决"),
    (re.compile(r"(?<=农业)衣(?=村)"), "农"),
    (re.compile(r"(?<=之|本|即|当|\d|[一二三四五六七八九十])[曰目](?=起|内|前|[）。，；、\s]|$)", re.MULTILINE), "日"),
    (re.compile(r"(?<=罚)歀"), "款"),
    (re.compile(r"(?<=立方)来"), "米"),
)


def mended(characters: Sequence[Character]) -> list[Character]:
    """The same characters with such slips put right."""
    text = "".join([one[0] for one in characters])
    text = re.sub(r"(?<=\d)，(?=[\dOoОΟlI]{3}(?![\dA-Za-z]))", ",", text)  # 3,OOO
    signs = list(text)
    for number in _NUMBER.finditer(text) if _LETTER.search(text) else ():
        behind = text[number.end() : number.end() + 1]
        end = number.end() - bool(_LAST.search(number[0]) and not _BEHIND.match(behind))
        for at in range(number.start(), end):
            signs[at] = _FIGURES.get(signs[at], signs[at])
    for pattern, right in _WORDS:
        for match in pattern.finditer(text):
            signs[match.start()] = right
    return [one if sign == one[0] else (sign, *one[1:]) for sign, one in zip(signs, characters, strict=True)]
