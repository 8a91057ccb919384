"""Ruled lines of a form, found in its picture."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.read.engine import Array
from pipeline.read.ocr import Spot
from pipeline.read.runs import Ruling, Rulings

_SIDE = 1700  # enough for a hairline, and quick


def ruled_lines(gray: Array, spots: Sequence[Spot] = ()) -> Rulings:
    """Horizontal and vertical lines longer than a stroke of the text at `spots`, in pixels of `gray`."""
    scale = min(1.0, _SIDE / max(gray.shape))
    way = cv2.INTER_AREA if scale < 0.6 else cv2.INTER_LINEAR
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=way) if scale < 1 else gray
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    high, wide = ink.shape
    # a crooked or noisy hairline breaks: thicken across, then ask for length along
    along = max(24, wide // 40)
    flat = cv2.morphologyEx(cv2.dilate(ink, np.ones((3, 1), np.uint8)), cv2.MORPH_OPEN, np.ones((1, along), np.uint8))
    tall = cv2.morphologyEx(cv2.dilate(ink, np.ones((1, 3), np.uint8)), cv2.MORPH_OPEN, np.ones((along, 1), np.uint8))
    across = [Ruling((y + h / 2) / scale, x / scale, (x + w) / scale) for x, y, w, h in _bars(flat) if h <= 14 and w >= 4 * h]
    down = [Ruling((x + w / 2) / scale, y / scale, (y + h) / scale) for x, y, w, h in _bars(tall) if w <= 14 and h >= 4 * w]
    return _without_strokes(across, down, spots)


def _without_strokes(across: list[Ruling], down: list[Ruling], spots: Sequence[Spot]) -> Rulings:
    """A line that lies inside a line of text and is no longer than its characters is a stroke of one."""
    boxes = [(*spot.corners.min(axis=0), *spot.corners.max(axis=0), min(spot.width, spot.height)) for spot in spots]

    def stroke(x0: float, y0: float, x1: float, y1: float) -> bool:
        return any(
            max(x1 - x0, y1 - y0) < 1.3 * size
            and x0 > a - 0.15 * size
            and x1 < c + 0.15 * size
            and y0 > b - 0.15 * size
            and y1 < d + 0.15 * size
            for a, b, c, d, size in boxes
        )

    return Rulings(
        tuple(line for line in across if not stroke(line.start, line.at, line.end, line.at)),
        tuple(line for line in down if not stroke(line.at, line.start, line.at, line.end)),
    )


def _bars(mask: Array) -> list[tuple[int, int, int, int]]:
    # outlines, not labelled components: the same boxes in a tenth of the time
    contours, levels = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = [cv2.boundingRect(line) for line, level in zip(contours, levels[0] if contours else (), strict=True) if level[3] < 0]
    return sorted(((int(x), int(y), int(w), int(h)) for x, y, w, h in outer), key=lambda bar: (bar[1], bar[0]))
