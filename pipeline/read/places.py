"""Places on the upright, flattened page and on the picture as it was given: evidence is shown on the latter."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np

from pipeline.read.engine import Array
from pipeline.read.seals import Area
from pipeline.read.sheet import Flat
from pipeline.read.upright import Upright
from pipeline.records import Box, Line, Seal

Placed = TypeVar("Placed", Line, Seal)


class Places:
    """Ways between the picture given, the sheet cut out of it, and the page turned upright."""

    def __init__(self, turned: Upright, sheet: Flat | None, given: tuple[int, int]) -> None:
        self._moved, self._rotation = np.vstack([turned.moved, [0, 0, 1]]), turned.rotation
        self._high, self._wide = turned.image.shape[:2]
        self._sheet, self._given = sheet, given

    def moved(self, area: Area) -> Box:
        """Where an area of the sheet stands on the upright page, as shares of it."""
        points = _corners(*area) @ self._moved[:2, :2].T + self._moved[:2, 2]
        return _shares(points, self._wide, self._high)

    def on_picture(self, placed: Placed) -> Placed:
        """The same with its box on the whole picture, turned upright; a page that fills its picture stays as it is."""
        if self._sheet is None or placed.box is None:
            return placed
        x0, y0, x1, y1 = placed.box
        points = _corners(x0 * self._wide, y0 * self._high, x1 * self._wide, y1 * self._high)
        back = np.linalg.inv(self._moved)
        points = self._sheet.back(points @ back[:2, :2].T + back[:2, 2])
        wide, high = self._given
        for _ in range(self._rotation // 90):
            points, wide, high = np.stack([high - points[:, 1], points[:, 0]], axis=1), high, wide
        return replace(placed, box=_shares(points, wide, high))


def _corners(x0: float, y0: float, x1: float, y1: float) -> Array:
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float64)


def _shares(points: Array, wide: int, high: int) -> Box:
    (a, b), (c, d) = points.min(axis=0), points.max(axis=0)
    sides = (a / wide, b / high, c / wide, d / high)
    return tuple(round(min(1.0, max(0.0, float(side))), 4) for side in sides)  # type: ignore[return-value]
