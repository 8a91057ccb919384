"""Where on a page something is drawn by hand beside print: a signature nobody can read, a pasted one, a finger-print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from pipeline.read.engine import Array
from pipeline.records import Box, Line

_SMALLER = 1.5  # of a usual line's height: less ink is a dot, a comma, a speck


def beside(text: str, lines: Sequence[Line], marks: Iterable[Box]) -> tuple[int, ...]:
    """The offsets in `text` at which the marks (shares of the page, like the lines' boxes) stand: behind what is printed left of each."""
    found = set()
    for x0, y0, x1, y1 in marks:
        left = [
            line
            for line in lines
            if line.box
            and line.box[0] < x0
            and line.box[2] <= x0 + 0.3 * (x1 - x0)
            and min(y1, line.box[3]) - max(y0, line.box[1]) >= 0.4 * min(y1 - y0, line.box[3] - line.box[1])
        ]
        if not left:
            continue
        label = max(left, key=lambda line: line.box[2] if line.box else 0.0)
        # 签名： keeps its mark in its own cell; a label without a colon has its value in the next
        next_cell = text[label.end : label.end + 1] == "\t" and not text[label.start : label.end].rstrip().endswith(("：", ":"))
        found.add(label.end + next_cell)
    return tuple(sorted(found))


def inked(gray: Array, boxes: Sequence[Box], usual: float) -> list[Box]:
    """Ink on a page (a small picture, grey, upright) outside the boxes of its text, about as high as a line (`usual`, share of the height)."""
    high, wide = gray.shape
    ink = cv2.adaptiveThreshold(gray, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 18)
    ruled = [cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(side, np.uint8)) for side in ((1, wide // 16), (high // 22, 1))]
    ink[cv2.dilate(cv2.bitwise_or(*ruled), np.ones((3, 3), np.uint8)) > 0] = 0
    size = usual * high
    for x0, y0, x1, y1 in boxes:
        ink[max(0, int(y0 * high - 0.3 * size)) : int(y1 * high + 0.3 * size) + 1,
            max(0, int(x0 * wide - 0.4 * size)) : int(x1 * wide + 0.4 * size) + 1] = 0  # fmt: skip
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, max(3, round(0.8 * size))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for x, y, w, h, _ in stats[1:count]:
        inside = 0.03 * wide < x and x + w < 0.97 * wide and 0.03 * high < y and y + h < 0.97 * high
        dense = float(ink[y : y + h, x : x + w].mean())
        if inside and w >= _SMALLER * size and 0.7 * size <= h <= 4 * size and 0.06 <= dense <= 0.6:
            found.append((x / wide, y / high, (x + w) / wide, (y + h) / high))
    return found
