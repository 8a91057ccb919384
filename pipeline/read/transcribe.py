"""Spots of text on an upright page picture → runs of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.read.engine import Array
from pipeline.read.ocr import Spot, cut
from pipeline.read.recognise import Heard, recognise
from pipeline.read.runs import Rulings, Run
from pipeline.read.upright import plausible
from pipeline.records import ILLEGIBLE, Box

_SURE, _NOISE = 0.5, 0.3  # confidence: read as it is · below, not even a guess


def transcribe(image: Array, spots: Sequence[Spot], rulings: Rulings, *, keep_illegible: bool) -> tuple[list[Run], float]:
    """The words of every spot, and the share of spots that could not be read."""
    pieces = [piece for spot in spots for piece in _parted(spot, rulings)]
    usual = float(np.median([piece.height for piece in pieces])) if pieces else 0.0
    unread = iter(recognise([cut(image, piece) for piece in pieces if piece.heard is None]))
    runs, lost = [], 0
    for piece in pieces:
        heard = piece.heard or next(unread)
        if not heard.text.strip() or heard.confidence < _SURE:
            lost += 1
            if not keep_illegible or not 0.6 * usual <= piece.height <= 2.5 * usual or piece.width < 1.6 * piece.height:
                continue
            if heard.confidence < _NOISE or not any(char.isalnum() for char in heard.text):
                heard = Heard(ILLEGIBLE, 0.1, 0.1)
        x0, y0 = piece.corners.min(axis=0)
        x1, y1 = piece.corners.max(axis=0)
        # the detector's box is wider than the ink
        edge = 0.12 * min(piece.height, piece.width)
        runs.append(Run(heard.text, float(x0 + edge), float(y0 + edge), float(x1 - edge), float(y1 - edge), heard.trust))
    return runs, lost / len(pieces) if len(pieces) >= 3 else 0.0


def shines_through(image: Array, spots: Sequence[Spot]) -> bool:
    """Whether the spots are the back of print on the other side: read in a mirror they make sense."""
    wide = image.shape[1]
    mirrored = [Spot((spot.corners * [-1, 1] + [wide, 0]).astype(np.float32)[[1, 0, 3, 2]]) for spot in spots]
    return plausible(np.ascontiguousarray(image[:, ::-1]), mirrored)[0] > 0.5


def beside_seals(spots: list[Spot], seals: Sequence[Box], wide: int, high: int) -> list[Spot]:
    """The spots without the characters around a seal's rim: they stand askew, or alone."""

    def rim(spot: Spot) -> bool:
        x, y = spot.corners.mean(axis=0)
        (dx, dy) = spot.corners[1] - spot.corners[0]
        for box in seals:
            a, b, c, d = box[0] * wide, box[1] * high, box[2] * wide, box[3] * high
            off = float(np.hypot((x - (a + c) / 2) / ((c - a) / 2), (y - (b + d) / 2) / ((d - b) / 2)))
            if off < 1.0 and spot.width < c - a and (abs(dy) > 0.15 * abs(dx) or (off > 0.5 and spot.width < 1.8 * spot.height)):
                return True
        return False

    return [spot for spot in spots if not rim(spot)]


def _parted(spot: Spot, rulings: Rulings) -> list[Spot]:
    """A spot that reaches over a vertical ruling is text of two cells."""
    (x0, y0), (x1, y1) = spot.corners.min(axis=0), spot.corners.max(axis=0)
    edge = 0.6 * (y1 - y0)
    walls = sorted(
        line.at
        for line in rulings.vertical
        if x0 + edge < line.at < x1 - edge and line.start <= y0 + edge and line.end >= y1 - edge
    )
    if not walls or x1 - x0 < y1 - y0:
        return [spot]
    sides = [float(x0), *walls, float(x1)]
    return [
        Spot(np.array([[a, y0], [b, y0], [b, y1], [a, y1]], np.float32))
        for a, b in zip(sides, sides[1:], strict=False)
        if b - a > edge
    ]
