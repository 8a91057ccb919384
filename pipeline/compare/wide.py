"""The wide view: fines beyond what nearly all cases of that size are fined, where very many like cases are known (a province's tables).

Tiers that nobody told us of show themselves there: at each size the fines end sharply at the tier's bounds.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.rare import Family
from pipeline.compare.rule import Signal

_BLOCK = 16384  # rows of the window matrix at a time, so that memory stays flat


def beyond(family: Family, signal: Signal) -> dict[int, tuple[float, float]]:
    """Of a family in order of quantity: the places of fines beyond the usual, each with the usual measure and its distance from it."""
    plain = [place for place, (_, member) in enumerate(family) if member.side == 0 and member.size and member.measure]
    width = signal.count("wide_window")
    if len(plain) < 2 * width:
        return {}
    y = np.log(np.array([float(family[place][1].measure) for place in plain]))
    tail, gap = float(signal.number("wide_tail")), math.log(1 + float(signal.number("wide_gap")))
    apart = math.log(1 + float(signal.number("apart_by")))
    low, middle, high = _quantiles(y, width, tail)
    found = {}
    for number in np.flatnonzero(((y > high + gap) & (y > middle + apart)) | ((y < low - gap) & (y < middle - apart))).tolist():
        found[plain[number]] = (float(np.exp(middle[number])), float(y[number] - middle[number]))
    return found


def _quantiles(y: NDArray[np.float64], width: int, tail: float) -> NDArray[np.float64]:
    """Lower tail, median and upper tail of the cases nearest in quantity to each."""
    start = np.clip(np.arange(len(y)) - width // 2, 0, len(y) - width)
    picks = [int(tail * width), width // 2, width - 1 - int(tail * width)]
    windows = np.lib.stride_tricks.sliding_window_view(y, width)
    parts = [
        np.partition(windows[start[block : block + _BLOCK]], picks, axis=1)[:, picks].T for block in range(0, len(y), _BLOCK)
    ]
    return np.concatenate(parts, axis=1)
