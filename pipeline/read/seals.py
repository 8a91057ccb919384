"""Red seals on a picture: where they are, and the picture without them."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.read.engine import Array

_RED = 30  # levels by which red ink is redder than what it is on; a carbon copy of a seal has no more
_RESIDUE = 0.65  # of the way from print to paper: brighter is what JPEG and pale ink leave of a seal
_SEAL = 0.0875  # of the longer side: 26 mm on A4, the least of a round seal is 38

Area = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels


def red_mask(image: Array) -> Array:
    """Pixels of red ink (BGR picture) as 0/1, paper's own tint allowed for."""
    blue, green, red = cv2.split(image.astype(np.int16))
    redness = red - np.maximum(blue, green)
    tint = min(20.0, float(np.median(redness[::4, ::4])))
    return np.asarray((redness - tint > _RED) & (red > 90), np.uint8)


def find_seals(image: Array, little: Array | None = None) -> list[Area]:
    """Places of seals: red shapes about as wide as high, 15 to 60 mm on an A4 page. `little`: a small copy, where there is one."""
    high, wide = image.shape[:2]
    look = image if little is None else little
    shrink, scale = 500 / max(look.shape[:2]), 500 / max(high, wide)
    small = cv2.resize(look, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
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


def is_seal(area: Area, longer: int) -> bool:
    """Whether it is as large as an office's seal; a finger-print or a name stamp is smaller. `longer`: the page's side."""
    return max(area[2] - area[0], area[3] - area[1]) >= _SEAL * longer


def lift(image: Array, areas: list[Area]) -> Array:
    """The picture with the seals' ink gone: in the red channel red is nearly as bright as paper, and what remains of it is made so."""
    if not areas:
        return image
    clean = image.copy()
    for x0, y0, x1, y1 in areas:
        edge = max(2, (x1 - x0) // 20)
        part = clean[max(0, y0 - edge) : y1 + edge, max(0, x0 - edge) : x1 + edge]
        red = part[:, :, 2].astype(np.float32)
        print_, paper = (float(level) for level in np.percentile(red, (1, 80)))
        if paper - print_ > 40:
            red = print_ + np.clip((red - print_) / (_RESIDUE * (paper - print_)), 0, 1) * (paper - print_)
        part[:] = red.astype(np.uint8)[:, :, None]
    return clean
