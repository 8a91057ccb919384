"""An opened bundle laid on the glass: two pages side by side on one picture, read one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.read.ocr import Spot
from pipeline.read.runs import Rulings

_SHAPE = (1.15, 1.75)  # width to height of two A4 pages, 1.41, with room around them
_LINES = 5  # of text on each page; fewer are a caption


def halves(spots: Sequence[Spot], rulings: Rulings, wide: int, high: int) -> tuple[tuple[float, float], ...]:
    """The columns of the picture, from and to which x, that are each a page: one, or two beside an empty gutter."""
    whole = ((0.0, float(wide)),)
    if not _SHAPE[0] <= wide / high <= _SHAPE[1]:
        return whole
    sides = [(float(spot.corners[:, 0].min()), float(spot.corners[:, 0].max()), spot.width) for spot in spots]
    left = [side for side in sides if (side[0] + side[1]) / 2 < wide / 2]
    right = [side for side in sides if (side[0] + side[1]) / 2 >= wide / 2]
    if len(left) < _LINES or len(right) < _LINES:
        return whole
    ends, begins = max(side[1] for side in left), min(side[0] for side in right)
    middle = (ends + begins) / 2
    # a landscape form has lines from one side to the other, a page broad lines or a form of its own
    crossed = any(line.start < middle - 0.03 * wide and line.end > middle + 0.03 * wide for line in rulings.horizontal)
    broad = sum(side[2] > 0.25 * wide for side in sides) + sum(line.end - line.start > 0.25 * wide for line in rulings.horizontal)
    if begins - ends < 0.04 * wide or not 0.4 * wide < middle < 0.6 * wide or crossed or broad < 3:
        return whole
    return (0.0, middle), (middle, float(wide))


def within(spots: Sequence[Spot], rulings: Rulings, side: tuple[float, float]) -> tuple[list[Spot], Rulings]:
    """The spots and ruled lines of one page of the picture."""
    start, end = side

    def inside(x: float) -> bool:
        return start <= x < end

    return [spot for spot in spots if inside(float(np.mean(spot.corners[:, 0])))], Rulings(
        tuple(line for line in rulings.horizontal if inside((line.start + line.end) / 2)),
        tuple(line for line in rulings.vertical if inside(line.at)),
    )
