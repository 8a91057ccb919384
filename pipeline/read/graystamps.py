"""Seals on a picture without colour: rings found by their shape, their ink faded by its lighter grey."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.read.engine import Array
from pipeline.read.seals import Area

_SIDE = 600
_LEAST, _MOST = 0.04, 0.10  # radius, of the longer side: 24 to 59 mm across on A4


def find_rings(gray: Array) -> list[Area]:
    """Round seals: a closed dark ring with lighter ground on both sides."""
    scale = _SIDE / max(gray.shape)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 12)
    if not _may_hold_ring(ink):
        return []
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0),
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=0.05 * _SIDE,
        param1=120,
        param2=32,
        minRadius=round(_LEAST * _SIDE),
        maxRadius=round(_MOST * _SIDE),
    )
    found: list[Area] = []
    for x, y, radius in [] if circles is None else np.reshape(circles, (-1, 3))[:12]:
        if _closed(ink, float(x), float(y), float(radius)):
            sides = [(value / scale) for value in (x - radius, y - radius, x + radius, y + radius)]
            area = tuple(int(side) for side in sides)
            if not any(_overlap(area, other) for other in found):  # type: ignore[arg-type]
                found.append(area)  # type: ignore[arg-type]
    return sorted(found, key=lambda area: (area[1], area[0]))


def _may_hold_ring(ink: Array) -> bool:
    """Cheap look first: some connected ink about as large as a seal."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = 1.6 * _LEAST * _SIDE
    return bool(count > 1 and ((stats[1:, 2] >= least) & (stats[1:, 3] >= least)).any())


def _closed(ink: Array, x: float, y: float, radius: float) -> bool:
    """Whether ink goes round at this radius and not just inside and outside of it."""
    angles = np.linspace(0, 2 * np.pi, 90, endpoint=False)

    def share(r: float, width: int) -> float:
        hit = np.zeros(len(angles), np.bool_)
        for step in range(-width, width + 1):
            px = np.clip(np.round(x + (r + step) * np.cos(angles)).astype(int), 0, ink.shape[1] - 1)
            py = np.clip(np.round(y + (r + step) * np.sin(angles)).astype(int), 0, ink.shape[0] - 1)
            hit = hit | (ink[py, px] > 0)
        return float(hit.mean())

    return share(radius, 1) >= 0.82 and share(radius + 5, 0) < 0.45 and share(radius * 0.86, 0) < 0.6


def _overlap(a: Area, b: Area) -> bool:
    return abs(a[0] + a[2] - b[0] - b[2]) < a[2] - a[0] and abs(a[1] + a[3] - b[1] - b[3]) < a[3] - a[1]


def fade(gray: Array, areas: list[Area]) -> Array:
    """The picture without the rings' ink: what is broad and as grey as the ring; thin or darker print stays."""
    clean = gray.copy()
    for x0, y0, x1, y1 in areas:
        edge = max(3, (x1 - x0) // 16)
        window = slice(max(0, y0 - edge), y1 + edge), slice(max(0, x0 - edge), x1 + edge)
        part = gray[window]
        stamp, paper = _ring_level(gray, x0, y0, x1, y1), float(np.percentile(part, 85))
        if paper - stamp < 25:
            continue
        broad = max(3, round((x1 - x0) / 70))  # print is 2–3 pixels at 200 dpi, a ring or star 5 and more
        near = (np.abs(cv2.medianBlur(part, 3).astype(np.int16) - stamp) < 22).astype(np.uint8)
        body = cv2.morphologyEx(near, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (broad, broad)))
        covered = cv2.dilate(body, np.ones((5, 5), np.uint8)) > 0
        clean[window] = np.where(covered & (part >= stamp - 10), np.uint8(paper), part)
    return clean


def _ring_level(gray: Array, x0: int, y0: int, x1: int, y1: int) -> float:
    """How dark the ring's own ink is."""
    x, y, radius = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    darkest = np.full(len(angles), 255.0)
    reach = max(2, round(radius * 0.06))
    for step in range(-reach, reach + 1):
        px = np.clip(np.round(x + (radius + step) * np.cos(angles)).astype(int), 0, gray.shape[1] - 1)
        py = np.clip(np.round(y + (radius + step) * np.sin(angles)).astype(int), 0, gray.shape[0] - 1)
        darkest = np.minimum(darkest, gray[py, px])
    return float(np.median(darkest))
