"""What a round seal says: its ring of characters unrolled into a line and read."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.read.engine import Array
from pipeline.read.recognise import recognise

_LEAST = 0.6
_BAND = 0.62  # the characters stand between this share of the radius and the rim


def seal_text(ink: Array) -> str | None:
    """Read a seal from its ink alone (dark on white, cut to the seal's edge); None where it cannot be read."""
    high, wide = ink.shape[:2]
    if min(high, wide) < 60 or not 0.8 <= wide / high <= 1.25:
        return None
    radius = 220
    disc = cv2.resize(ink, (2 * radius, 2 * radius), interpolation=cv2.INTER_CUBIC)
    around = round(2 * np.pi * radius * 0.82)
    polar = cv2.warpPolar(disc, (radius, around), (radius, radius), radius, cv2.WARP_POLAR_LINEAR)
    # rows are angles from the right, clockwise; the text begins at the lower left
    strip = np.rot90(np.roll(polar, -around // 4, axis=0))[: round(radius * (1 - _BAND))]
    strip = _without_rim(strip)
    columns = np.nonzero((strip < 140).sum(axis=0) > 2)[0]
    if columns.size < 40:
        return None
    line = strip[:, max(0, columns[0] - 6) : columns[-1] + 6]
    heard = recognise([np.repeat(line[:, :, None], 3, axis=2)])[0]
    text = heard.text.strip()
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return text if heard.confidence >= _LEAST and chinese >= 3 else None


def _without_rim(strip: Array) -> Array:
    """Cut off the rim: the top rows that are dark all along."""
    dark = (strip < 140).mean(axis=1)
    rows = np.nonzero(dark[: len(dark) // 2] > 0.7)[0]
    return strip[rows[-1] + 1 :] if rows.size else strip
