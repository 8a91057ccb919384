"""Whether a picture can be read at all: blank, too dark."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.read.engine import Array


def is_dark(image: Array) -> bool:
    """Whether even the paper is dark."""
    return float(np.percentile(_small(image), 75)) < 110


def brightened(image: Array) -> Array:
    """The same picture with its range of greys drawn wide."""
    low, high = (float(value) for value in np.percentile(_small(image), (0.5, 90)))
    if high - low < 25:  # nothing but noise: it would be blown up
        return image
    return np.asarray(np.clip((image.astype(np.float32) - low) * (240.0 / (high - low)), 0, 255), np.uint8)


def blank(image: Array) -> bool:
    """Whether nothing is written on it: paper, noise and a few specks."""
    gray = cv2.GaussianBlur(_small(image), (3, 3), 0)
    paper = cv2.medianBlur(gray, 51)
    ink = (paper.astype(np.int16) - gray > 35).astype(np.uint8)
    edge = max(4, min(ink.shape) // 40)  # a scanner's shadow lies along the edges
    ink = ink[edge:-edge, edge:-edge]
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    marks = sum(1 for index in range(1, count) if stats[index][4] >= 12)
    return marks < 4


def _small(image: Array) -> Array:
    gray = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    scale = 900 / max(gray.shape)
    return np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
