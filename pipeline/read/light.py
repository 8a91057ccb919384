"""Uneven light on a page made even: shadows, a lamp from one side, paper of any tint."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.read.engine import Array

_SIDE = 360
_BARE = 0.8  # of a page is paper without print; a photograph has less that is even
_UNEVEN = 0.22  # of the brightest paper: less is no trouble to anybody


def evened(image: Array, little: Array) -> Array:
    """The picture as if lit alike everywhere (`little`: its small copy); unchanged where it is, or where it is no page of paper."""
    scale = _SIDE / max(little.shape[:2])
    gray = cv2.resize(cv2.cvtColor(little, cv2.COLOR_BGR2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    # print is thin: without it the paper's own brightness remains
    level = cv2.GaussianBlur(cv2.medianBlur(cv2.dilate(gray, np.ones((7, 7), np.uint8)), 15), (0, 0), 6)
    low, high = (float(value) for value in np.percentile(level, (4, 96)))
    if high - low < _UNEVEN * high or low < 0.2 * high:  # too deep for a shadow: a black border, a photograph
        return image
    if float((gray > 0.8 * level).mean()) < _BARE:
        return image
    # one factor for all colours: seals and photographs keep theirs
    factor = np.clip(245.0 / np.maximum(level, 1), 1, 5).astype(np.float32)
    gain = cv2.resize(factor, image.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(image, cv2.merge([gain] * 3), dtype=cv2.CV_8U))
