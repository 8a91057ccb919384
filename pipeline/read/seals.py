"""Red seals on a picture: where they are, and the picture without them."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.read.engine import Array

Area = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels


def red_mask(image: Array) -> Array:
    """Pixels of red ink (BGR picture) as 0/1."""
    blue, green, red = cv2.split(image.astype(np.int16))
    return np.asarray(((red - np.maximum(blue, green)) > 40) & (red > 90), np.uint8)


def find_seals(image: Array) -> list[Area]:
    """Places of seals: red shapes about as wide as high, 15 to 60 mm on an A4 page."""
    high, wide = image.shape[:2]
    scale = 500 / max(high, wide)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = red_mask(small)
    if int(mask.sum()) < 60:
        return []
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Area] = []
    least, most = 0.045 * 500, 0.30 * 500
    for index in range(1, count):
        x, y, w, h = (int(value) for value in stats[index][:4])
        ink = int(mask[y : y + h, x : x + w].sum())
        if least <= w <= most and least <= h <= most and 0.4 <= w / h <= 2.5 and 0.04 <= ink / (w * h) <= 0.8:
            found.append(
                (int(x / scale), int(y / scale), min(wide, int((x + w) / scale) + 1), min(high, int((y + h) / scale) + 1))
            )
    return sorted(found, key=lambda area: (area[1], area[0]))


def lift(image: Array, areas: list[Area]) -> Array:
    """The picture with the seals' ink gone: in the red channel red is as bright as paper."""
    if not areas:
        return image
    clean = image.copy()
    for x0, y0, x1, y1 in areas:
        edge = max(2, (x1 - x0) // 20)
        part = clean[max(0, y0 - edge) : y1 + edge, max(0, x0 - edge) : x1 + edge]
        part[:, :, 0] = part[:, :, 1] = part[:, :, 2]
    return clean
