"""Where text stands on a picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.read.bands import together
from pipeline.read.engine import Array, detector
from pipeline.read.recognise import Heard

_SIDE = 960  # the longer side of what the detector sees
_TEXT, _BOX = 0.3, 0.5  # a pixel is text from here; a box counts from this mean
_GROW = 1.6


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of text found: its four corners (top left, top right, bottom right, bottom left) in pixels."""

    corners: Array
    heard: Heard | None = None  # what it says, where it was read already

    @property
    def width(self) -> float:
        """Along the text."""
        return float(np.linalg.norm(self.corners[1] - self.corners[0]))

    @property
    def height(self) -> float:
        """Across the text."""
        return float(np.linalg.norm(self.corners[3] - self.corners[0]))


def detect(image: Array, side: int = _SIDE) -> list[Spot]:
    """The lines of text on a picture (BGR or grey), in no order."""
    high, wide = image.shape[:2]
    small = seen(image, side)
    to_high, to_wide = small.shape[:2]
    inked = together(small)
    chance = detector()(cv2.cvtColor(inked.image, cv2.COLOR_GRAY2BGR))[0]
    mask = cv2.dilate((chance > _TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask * 255, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    factor = np.array([wide / to_wide, high / to_high], np.float32)
    spots = []
    for contour in contours[:3000]:
        (cx, cy), (a, b), angle = cv2.minAreaRect(contour)
        if min(a, b) < 3 or _mean(chance, contour) < _BOX:
            continue
        grow = a * b * _GROW / (2 * (a + b))
        corners = cv2.boxPoints(((cx, cy), (a + 2 * grow, b + 2 * grow), angle))
        if min(a, b) + 2 * grow < 5:
            continue
        spots.append(Spot(inked.back(_ordered(np.asarray(corners, np.float32))) * factor))
    return spots


def seen(image: Array, side: int = _SIDE) -> Array:
    """The picture as the detector sees it, in grey."""
    high, wide = image.shape[:2]
    scale = min(1.0, side / max(high, wide))
    to_wide, to_high = (max(32, round(length * scale / 32) * 32) for length in (wide, high))
    gray = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    if scale <= 0.5:  # halves are quick, any other step is not
        gray = cv2.resize(gray[: high // 2 * 2, : wide // 2 * 2], (wide // 2, high // 2), interpolation=cv2.INTER_AREA)
    return cv2.resize(gray, (to_wide, to_high), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def _mean(chance: Array, contour: Array) -> float:
    x, y, wide, high = cv2.boundingRect(contour)
    mask = np.zeros((high, wide), np.uint8)
    cv2.fillPoly(mask, [contour - np.array([[x, y]])], 1)
    return float(cv2.mean(chance[y : y + high, x : x + wide], mask)[0])


def _ordered(corners: Array) -> Array:
    """Top left first, clockwise."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = by_x[:2], by_x[2:]
    left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)


def cut(image: Array, spot: Spot) -> Array:
    """The line's picture, straight."""
    wide, high = max(1, round(spot.width)), max(1, round(spot.height))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(spot.corners.astype(np.float32), target)
    return np.asarray(cv2.warpPerspective(image, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))
