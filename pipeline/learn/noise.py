"""What a scanner does to a page, done to its text: signs misread or lost, and lines read less surely where that happened."""

from __future__ import annotations

import random
from dataclasses import replace

from pipeline.records import Line, Page

ALIKE = [
    "己已巳", "末未", "日曰目", "土士", "人入", "大太犬", "王玉五", "千干于", "市币", "林木", "县具",
    "乌鸟", "刘列", "佘余", "汊汉", "岭岑", "永水", "石右", "白自", "天夫", "午牛", "田由甲申", "治冶",
    "戊戌", "侯候", "令今", "毛手", "六大", "八人入", "二三", "一—", "十千", "壹臺", "贰贱", "叁参",
    "伍任", "陆陵", "柒染", "捌扒", "玖政", "〇○0", "17", "38", "56", "0O", "27", "89",
    "69", "35", "40", "块快", "恢灰", "处外", "罚罪", "款欵", "业亚", "义汊",
]  # fmt: skip
SLIPS = {sign: [other for other in group if other != sign] for group in ALIKE for sign in group}
DIM = 0.14  # share of lines that are read badly
CLEAR_ERRORS = 0.0006  # of the signs of a line read surely
LOST = 0.25  # of the errors, a sign is lost and not changed


def misread(page: Page, chance: random.Random, dim: float = DIM) -> Page:
    """The page as OCR might give it: as long as it was, so that every line keeps its place."""
    signs = list(page.text)
    lines: list[Line] = []
    for line in page.lines:
        clear = chance.random() >= dim
        sure = chance.uniform(0.93, 0.999) if clear else chance.uniform(0.5, 0.96)
        wrong = CLEAR_ERRORS if clear else 0.02 + (1 - sure) * 0.18
        for at in range(line.start, line.end):
            if signs[at] not in "\t\n " and chance.random() < wrong:
                signs[at] = " " if chance.random() < LOST else chance.choice(SLIPS.get(signs[at], ["口", "丶", signs[at]]))
        lines.append(replace(line, confidence=round(sure, 4)))
    return replace(
        page, text="".join(signs), lines=tuple(lines), origin="ocr", confidence=min((line.confidence for line in lines), default=1.0)
    )
