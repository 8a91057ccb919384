"""A picture without its empty rows and sides: the detector's time goes by the area, and half of most pages is bare."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.read.engine import Array

_CONTRAST = 16  # levels within three pixels: less is noise, or too faint to read
_ROOM = 24  # bare rows and columns left around ink
# few sizes: OpenVINO prepares itself for every new shape, which takes time once and memory for good
_HIGH, _WIDE = (320, 448, 576, 768), (480, 576, 672, 768, 864)  # on a smaller picture boxes come out askew


@dataclass(frozen=True, slots=True)
class Together:
    """The rows with ink, moved together, and which they were (with `left` columns cut off)."""

    image: Array
    rows: Array
    left: int

    def back(self, corners: Array) -> Array:
        """Where points stood on the whole picture."""
        last = len(self.rows) - 1
        y = corners[:, 1]
        y = np.interp(y, np.arange(last + 1), self.rows) + np.minimum(0, y) + np.maximum(0, y - last)
        return np.stack([corners[:, 0] + self.left, y], axis=1).astype(np.float32)


def together(image: Array) -> Together:
    """What is inked of a picture (grey, of the detector's size)."""
    high, wide = image.shape
    ink = cv2.morphologyEx(image, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > _CONTRAST
    left, right = _ends(ink.sum(axis=0) > 1, wide)
    rows = np.nonzero(_near(ink[:, left:right].sum(axis=1) > 1))[0]
    taken = next((size for size in _HIGH if size >= len(rows)), high)
    if taken >= high or not len(rows):
        rows = np.arange(high)
        taken = high
    part = image[rows, left:right]
    return Together(cv2.copyMakeBorder(part, 0, taken - len(rows), 0, 0, cv2.BORDER_REPLICATE), rows, left)


def _near(inked: Array) -> Array:
    """What is no farther from ink than the room left around it."""
    return np.convolve(inked, np.ones(2 * _ROOM + 1), "same") > 0


def _ends(inked: Array, wide: int) -> tuple[int, int]:
    """From where to where there is ink, as far apart as one of few widths; the whole where that is no less."""
    found = np.nonzero(_near(inked))[0]
    if not len(found):
        return 0, wide
    size = next((size for size in _WIDE if size > found[-1] - found[0]), wide)
    left = max(0, min(int(found[0]), wide - size))
    return (left, left + size) if size < wide else (0, wide)
