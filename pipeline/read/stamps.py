"""The seals of a page picture, red or grey: found, read, lifted off."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.read.engine import Array
from pipeline.read.graystamps import fade, find_rings
from pipeline.read.seals import Area, find_seals, is_seal, lift, red_mask
from pipeline.read.sealtext import seal_text


@dataclass(frozen=True, slots=True)
class Stamped:
    """A page picture without its seals (grey where they were found without colour), and where those were."""

    image: Array
    areas: tuple[Area, ...]
    grey: bool
    prints: tuple[Area, ...] = ()  # red and too small for a seal: thumbs, name stamps


def lift_stamps(image: Array, little: Array) -> Stamped:
    """Red seals by their colour; on a picture without colour round ones by their shape."""
    areas = find_seals(image, little)
    if areas:
        longer = max(image.shape[:2])
        seals = tuple(area for area in areas if is_seal(area, longer))
        return Stamped(lift(image, areas), seals, False, tuple(area for area in areas if not is_seal(area, longer)))
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    rings = find_rings(gray)
    if not rings:
        return Stamped(image, (), False)
    return Stamped(fade(gray, rings), tuple(rings), True)


def read_stamp(image: Array, area: Area, quarter: int) -> str | None:
    """The text around a red seal of the picture as given; `quarter`: turns clockwise that make the page upright."""
    x0, y0, x1, y1 = area
    part = np.rot90(image[y0:y1, x0:x1], -quarter % 4)
    ink = np.where(cv2.dilate(red_mask(np.ascontiguousarray(part)), np.ones((2, 2), np.uint8)) > 0, 0, 255)
    return seal_text(ink.astype(np.uint8))
