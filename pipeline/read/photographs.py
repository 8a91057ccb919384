"""The largest photograph on a page, as a perceptual hash: the same picture in two files shows."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.read.engine import Array

_SIDE = 320
_LEAST = 0.04  # of the page


def photograph(image: Array) -> str | None:
    """The hash of the largest photograph on a scanned page (BGR or grey, a small copy will do); None where there is none."""
    scale = _SIDE / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = small if small.ndim == 3 else cv2.cvtColor(small, cv2.COLOR_GRAY2BGR)
    gray = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    paper = float(np.percentile(gray, 90))
    tone = ((gray < 0.88 * paper) | (np.ptp(small, axis=2) > 40)).astype(np.uint8)
    solid = cv2.morphologyEx(cv2.morphologyEx(tone, cv2.MORPH_CLOSE, np.ones((3, 3))), cv2.MORPH_OPEN, np.ones((12, 12)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    best: tuple[int, Array] | None = None
    for index in range(1, count):
        x, y, wide, high, area = (int(value) for value in stats[index])
        if (
            area >= _LEAST * gray.size
            and area >= 0.75 * wide * high
            and area < 0.9 * gray.size
            and (best is None or area > best[0])
        ):
            best = area, small[y : y + high, x : x + wide]
    return fingerprint(best[1]) if best else None


def fingerprint(image: Array) -> str:
    """A perceptual hash (64 bits, hex): equal or nearly equal for the same photograph."""
    gray = cv2.resize(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (32, 32), interpolation=cv2.INTER_AREA)
    low = cv2.dct(gray.astype(np.float32))[:8, :8].flatten()
    bits = low > np.median(low[1:])
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"
