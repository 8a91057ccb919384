"""Boxes to tick on a form, empty or ticked by hand: too small for the detector, and read as 口 or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from pipeline.read.engine import Array
from pipeline.read.recognise import recognise
from pipeline.read.runs import Run

_BOXES = frozenset("□☐☑■√✓口囗")
_CHARACTER = 0.9  # a character is read as surely as this; a box with a stroke through it as 又 or 冈, and less surely
_MOST = 30  # looks a page
_LEAST = 0.45  # of a line's height: a smaller frame is part of a character
_SURE = 0.7  # of a tick: a person's stroke, a picture's spot


def with_ticks(gray: Array, runs: Sequence[Run]) -> list[Run]:
    """The runs, with □ or ☑ for every box found at the head of one."""
    if not runs:
        return []
    usual = 1.15 * float(np.median([run.height for run in runs]))  # a tick over its box makes a line taller
    found: dict[int, tuple[Run, Run]] = {}
    looks = 0
    for index, run in enumerate(runs):
        box = _box_at(gray, run, min(usual, run.height)) if run.text else None
        if box is None or looks >= _MOST:
            continue
        looks += 1
        if made := _parted(gray, run, box):
            found[index] = made
    return [part for index, run in enumerate(runs) for part in found.get(index, (run,))]


def _parted(gray: Array, run: Run, box: tuple[int, int, int, int]) -> tuple[Run, Run] | None:
    """The box as a run of its own, and the words behind it; None where it is a character."""
    x0, y0, x1, y1 = box
    edge = max(3, (x1 - x0) // 5)
    (heard,) = recognise([gray[max(0, y0 - edge) : y1 + edge, max(0, x0 - edge) : x1 + edge]])
    seen = heard.text.strip()
    if seen and seen not in _BOXES and (heard.confidence > _CHARACTER or run.text.startswith(seen)):
        return None
    rim = max(2, round(0.2 * (x1 - x0)))
    core, around = (
        gray[y0 + rim : y1 - rim, x0 + rim : x1 - rim],
        gray[max(0, y0 - edge) : y1 + edge, max(0, x0 - edge) : x1 + edge],
    )
    ink = float((core < 0.5 * (float(np.percentile(around, 95)) + float(around.min()))).mean()) if core.size else 0.0
    words = run.text
    if words[0] in _BOXES and run.x0 > x0 - 0.5 * (x1 - x0):
        words = words[1:].lstrip()
    elif run.x0 < x0 - 0.3 * (x1 - x0):
        return None
    mark = Run("☑" if ink > 0.1 else "□", float(x0), run.y0, float(x1), run.y1, min(run.confidence, _SURE))
    rest = replace(run, text=words, x0=max(run.x0, float(x1)))
    return (mark, rest) if words else None


def _box_at(gray: Array, run: Run, size: float) -> tuple[int, int, int, int] | None:
    """The square frame at or right before the head of a run: four thin straight sides, about as high as a character."""
    left, right = int(run.x0 - 1.6 * size), int(run.x0 + 1.3 * size)
    top, bottom = int(run.y0 - 0.3 * size), int(run.y1 + 0.3 * size)
    left, top = max(0, left), max(0, top)
    part = gray[top : bottom + 1, left : right + 1]
    if part.size == 0 or min(part.shape) < 10:
        return None
    ink = (part < 0.62 * float(np.percentile(part, 90))).astype(np.uint8)
    long = max(5, round(_LEAST * size))
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_or(across, down), connectivity=8)
    for x, y, wide, high, _ in sorted(stats[1:count].tolist()):
        if not (_LEAST * size <= wide <= 1.15 * size and 0.85 <= wide / high <= 1.18):
            continue
        thick = max(2, round(0.25 * wide))  # the end of a tick widens the frame
        window = slice(y, y + high), slice(x, x + wide)
        rows, columns = across[window], down[window]
        sides = (
            rows[:thick].any(axis=0),
            rows[-thick:].any(axis=0),
            columns[:, :thick].any(axis=1),
            columns[:, -thick:].any(axis=1),
        )
        if min(float(side.mean()) for side in sides) >= 0.8:
            return left + x, top + y, left + x + wide, top + y + high
    return None
