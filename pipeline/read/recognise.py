"""What a line of text says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from pipeline.read.engine import MODELS, Array, recogniser

_HEIGHT = 48  # of a line as the recogniser wants it
# few widths: OpenVINO prepares itself for every new shape, which takes time once and 13 MB for good
_WIDTHS = (64, 96, 128, 160, 192, 256, 320, 384, 480, 576, 704, 832, 992, 1184, 1408, 1696, 2048, 2464, 3200)
# the same mark in two widths: which of them stands there, no picture tells for sure
_TWINS = dict(zip("：（），；！？．～％＋－／＝", ":(),;!?.~%+-/=", strict=True))


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line says. One wrong character shows in `worst` (below 0.8), hardly in the mean."""

    text: str
    confidence: float  # the mean of the characters'
    worst: float  # the least sure character's

    @property
    def trust(self) -> float:
        """How far the whole line may be trusted."""
        return (self.confidence + self.worst) / 2


def recognise(lines: Sequence[Array]) -> list[Heard]:
    """Read line pictures, each at its own width."""
    return [_read(line) for line in lines]


def _read(line: Array) -> Heard:
    network, alphabet = recogniser()
    return decode(network(prepared(line))[0], alphabet)


def prepared(line: Array) -> Array:
    """A line's picture as the network wants it."""
    high, wide = line.shape[:2]
    width = min(_WIDTHS[-1], max(16, round(_HEIGHT * wide / high)))
    padded = next(step for step in _WIDTHS if step >= width)
    shrink = cv2.INTER_AREA if high > _HEIGHT else cv2.INTER_CUBIC
    small = cv2.resize(line, (width, _HEIGHT), interpolation=shrink)
    batch = np.zeros((1, 3, _HEIGHT, padded), np.float32)
    batch[0, :, :, :width] = ((small.astype(np.float32) / 255.0 - 0.5) / 0.5).transpose(2, 0, 1)
    return batch


def decode(chances: Array, alphabet: tuple[str, ...]) -> Heard:
    """The most likely characters of a line; `chances`: a row a step, a column a character."""
    old, twin = _traditional(alphabet), _twins(alphabet)
    best = chances.argmax(axis=1)
    for step in np.nonzero(np.isin(best, old))[0]:
        allowed = chances[step].copy()
        allowed[old] = 0.0
        best[step] = allowed.argmax()
    steps = np.arange(len(best))
    sure = chances[steps, best] + np.where(twin[best] != best, chances[steps, twin[best]], 0.0)
    keep = best != 0
    keep[1:] &= best[1:] != best[:-1]
    where = np.nonzero(keep)[0]
    if not where.size:
        return Heard("", 0.0, 0.0)
    text = "".join(alphabet[best[index]] for index in where)
    return Heard(text, float(sure[where].mean()), float(sure[where].min()))


@lru_cache(maxsize=2)
def _traditional(alphabet: tuple[str, ...]) -> Array:
    """Indexes of traditional characters: the papers are printed and signed in simplified ones, 順 is a 顺 badly seen."""
    path = MODELS / "ocr-characters" / "traditional.txt"
    old = set(path.read_text(encoding="utf-8")) if path.is_file() else set()
    return np.array([index for index, char in enumerate(alphabet) if char in old], np.int64)


@lru_cache(maxsize=2)
def _twins(alphabet: tuple[str, ...]) -> Array:
    """For every character the index of its other width, or its own."""
    place = {char: index for index, char in enumerate(alphabet)}
    both = _TWINS | {half: full for full, half in _TWINS.items()}
    return np.array([place.get(both.get(char, char), index) for index, char in enumerate(alphabet)], np.int64)
