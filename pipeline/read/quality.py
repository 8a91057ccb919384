"""Whether a picture can be read at all: blank, too dark. All looks are at a small copy of it."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.read.engine import Array

_SIDE = 900
_PATCH = 0.0015  # of the picture: a patch of a colour card is larger


def small(image: Array) -> Array:
    """The picture small enough for a quick look, at its whole."""
    while min(image.shape[:2]) > 1 and max(image.shape[:2]) >= 2 * _SIDE:  # halves are quick, any other step is not
        high, wide = (length // 2 for length in image.shape[:2])
        image = cv2.resize(image[: 2 * high, : 2 * wide], (wide, high), interpolation=cv2.INTER_AREA)
    scale = _SIDE / max(image.shape[:2])
    way = cv2.INTER_LINEAR if scale > 0.5 else cv2.INTER_AREA
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=way))


def is_dark(little: Array) -> bool:
    """Whether even the paper is dark."""
    return float(np.percentile(_grey(little), 75)) < 110


def brightened(image: Array, little: Array) -> Array:
    """The same picture with its range of greys drawn wide."""
    low, high = (float(value) for value in np.percentile(_grey(little), (0.5, 90)))
    if high - low < 25:  # nothing but noise: it would be blown up
        return image
    return np.asarray(np.clip((image.astype(np.float32) - low) * (240.0 / (high - low)), 0, 255), np.uint8)


def blank(little: Array) -> bool:
    """Whether nothing is written on it: paper, noise and a few specks."""
    gray = cv2.GaussianBlur(_grey(little), (3, 3), 0)
    half = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    paper = cv2.resize(cv2.medianBlur(half, 25), gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
    ink = (paper.astype(np.int16) - gray > 35).astype(np.uint8)
    edge = max(4, min(ink.shape) // 40)  # a scanner's shadow lies along the edges
    ink = ink[edge:-edge, edge:-edge]
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    marks = sum(1 for index in range(1, count) if stats[index][4] >= 12)
    return marks < 4


def colour_card(little: Array) -> bool:
    """Whether it shows a scanner's colour card: many even patches in many colours."""
    few = cv2.resize(little, None, fx=(shrink := 300 / max(little.shape[:2])), fy=shrink, interpolation=cv2.INTER_AREA)
    hue, vivid, _ = cv2.split(cv2.cvtColor(few, cv2.COLOR_BGR2HSV))
    if float((vivid > 70).mean()) < 6 * _PATCH:
        return False
    patches, colours = 0, 0
    for start in range(0, 180, 15):
        mask = ((hue >= start) & (hue < start + 15) & (vivid > 70)).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        even = sum(area > _PATCH * mask.size and area > 0.85 * wide * high for _, _, wide, high, area in stats[1:])
        patches, colours = patches + even, colours + bool(even)
    return patches >= 6 and colours >= 4


def _grey(little: Array) -> Array:
    return little if little.ndim == 2 else np.asarray(cv2.cvtColor(little, cv2.COLOR_BGR2GRAY))
