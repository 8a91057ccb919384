"""What a line of text says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from pipeline.read.engine import MODELS, Array, recogniser

_HEIGHT = 48  # of a line as the recogniser wants it
_NARROW = 0.9  # of a line's width is enough for print; from 0.8 on the stroke of 4-4 is lost
_DOUBTFUL = 0.7  # the least sure character: handwriting is read better alone
_STEP = 8  # columns of a line to one step of the answer
# few widths: OpenVINO prepares itself for every new shape, which takes time once and 16 MB for good
_WIDTHS = (160, 320, 640, 960, 1248, 1920, 3200)
_FULL = 1248  # a longer strip is one line
_GAP, _GROUND = 16, 128  # between lines on a strip: columns, grey
_FAR = 1.5  # of the usual way from a character to the next
# the same mark in two widths: which of them stands there, no picture tells for sure
_TWINS = dict(zip("：（），；！？．～％＋－／＝", ":(),;!?.~%+-/=", strict=True))
_FULL_WIDTH = {half: full for full, half in _TWINS.items()}
_CHINESE = re.compile(r"[\u4e00-\u9fff（）]")
_HALF = re.compile(r"[()]|(?<![A-Za-z0-9])[,:;?!]|[,:;?!](?![A-Za-z0-9])")


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
    """Read line pictures: narrowed and side by side, and again alone at full width those with a doubtful character."""
    if len(lines) == 1:
        return _side_by_side([prepared(lines[0])])
    heard = _side_by_side([prepared(line, _NARROW) for line in lines])
    doubtful = [index for index, found in enumerate(heard) if found.text and found.worst < _DOUBTFUL]
    for index in sorted(doubtful, key=lambda index: -lines[index].shape[1] / lines[index].shape[0]):
        (heard[index],) = _side_by_side([prepared(lines[index])])
    return heard


def prepared(line: Array, narrow: float = 1.0) -> Array:
    """A line's picture in grey, as high as the network wants it."""
    high, wide = line.shape[:2]
    gray = line if line.ndim == 2 else cv2.cvtColor(line, cv2.COLOR_BGR2GRAY)
    width = min(_WIDTHS[-1], max(16, round(narrow * _HEIGHT * wide / high)))
    return cv2.resize(gray, (width, _HEIGHT), interpolation=cv2.INTER_AREA if high > _HEIGHT else cv2.INTER_CUBIC)


def _side_by_side(lines: Sequence[Array]) -> list[Heard]:
    """What prepared lines say, short ones on one strip: a call costs as much as two characters, a change of width as much again."""
    network, alphabet = recogniser()
    heard: dict[int, Heard] = {}
    for strip in sorted(_strips([line.shape[1] for line in lines]), key=lambda strip: -strip.width):
        picture = np.full((_HEIGHT, strip.width), _GROUND, np.uint8)
        for index, start in strip.lines:
            picture[:, start : start + lines[index].shape[1]] = lines[index]
        chances = network(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
        for index, start in strip.lines:
            heard[index] = decode(chances[start // _STEP : -(-(start + lines[index].shape[1]) // _STEP)], alphabet)
    return [heard[index] for index in range(len(lines))]


@dataclass(slots=True)
class _Strip:
    """Lines side by side: which, and where each begins."""

    lines: list[tuple[int, int]]
    end: int

    @property
    def width(self) -> int:
        """Of the strip's picture."""
        return next(width for width in _WIDTHS if width >= self.end)


def _strips(widths: Sequence[int]) -> list[_Strip]:
    """Every line on the first strip with room for it, long ones first."""
    strips: list[_Strip] = []
    for index in sorted(range(len(widths)), key=lambda index: -widths[index]):
        taken = -(-widths[index] // _STEP) * _STEP
        strip = next((strip for strip in strips if strip.end + _GAP + taken <= _FULL), None)
        if strip is None:
            strips.append(strip := _Strip([], -_GAP))
        strip.lines.append((index, strip.end + _GAP))
        strip.end += _GAP + taken
    return strips


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
    starts = np.nonzero((best != 0) & np.append(True, best[1:] != best[:-1]))[0]
    if not starts.size:
        return Heard("", 0.0, 0.0)
    ends = np.append(np.nonzero(best[1:] != best[:-1])[0], len(best) - 1)
    middles = (starts + ends[np.searchsorted(ends, starts)]) / 2
    text = _widened(_spaced([alphabet[best[index]] for index in starts], middles))
    return Heard(text, float(sure[starts].mean()), float(sure[starts].min()))


def _spaced(characters: Sequence[str], middles: Array) -> str:
    """The characters, with a space where two stand much farther apart than the others: the network drops half of those."""
    wide = np.array(["\u4e00" <= char <= "\u9fff" for char in characters])
    apart = np.diff(middles)
    both = wide[:-1] & wide[1:]
    usual = float(np.median(apart[both])) if both.sum() > 1 else 0.0
    if not 0 < usual < _HEIGHT / _STEP:  # 询  问  笔  录
        return "".join(characters)
    far = (apart > _FAR * usual) & wide[:-1] & (wide | [char.isdigit() for char in characters])[1:]
    return characters[0] + "".join(" " * gap + char for gap, char in zip(far.tolist(), characters[1:], strict=True))


def _widened(text: str) -> str:
    """Marks among Chinese characters in full width, as papers print them: the picture tells little, a pair never differs."""
    if not _CHINESE.search(text):
        return text
    return _HALF.sub(lambda mark: _FULL_WIDTH[mark.group()], text)


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
