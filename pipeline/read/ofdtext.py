"""Objects of an OFD page → runs of text and ruled lines, in millimetres of the page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from pipeline.read.ofdpackage import IDENTITY, Element, Matrix, carried, inner, numbers
from pipeline.read.runs import Ruling, Run

_ABOVE, _BELOW = 0.86, 0.14  # of the size: where a character stands about its baseline
_NARROW = 0.55  # of the size: how wide a foreign letter is
_GAP = 0.6  # of the size: more room than this between characters parts runs
Point = tuple[float, float]


def runs(item: Element, outer: Matrix = IDENTITY) -> Iterator[Run]:
    """The runs of one text object; characters written down the page come one by one."""
    place = inner(item, outer)
    size = float(item.get("Size") or 4)
    wide = size * float(item.get("HScale") or 1)
    for code in item.iter("TextCode"):
        text = code.text or ""
        if not text.strip():
            continue
        left, base = [*numbers(code.get("X")), 0.0][0], [*numbers(code.get("Y")), 0.0][0]
        across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
        for piece, start, end, top in _pieces(text, left, base, wide, across, down):
            yield _placed(piece, (start, top - _ABOVE * size, end, top + _BELOW * size), place)


def _pieces(
    text: str, left: float, base: float, wide: float, across: list[float], down: list[float]
) -> Iterator[tuple[str, float, float, float]]:
    """Text, start, end and baseline of what stands together."""
    piece, begun, end, line = "", left, left, base
    for index, char in enumerate(text):
        natural = wide * (_NARROW if char.isascii() else 1.0)
        if piece and (left - end > _GAP * wide or left < begun or abs(base - line) > 0.3 * wide):
            yield piece.strip(), begun, end, line
            piece = ""
        if char.strip() and not piece:
            begun, line = left, base
        if char.strip() or piece:
            piece += char
        step = across[index] if index < len(across) else (0.0 if down else natural)
        if char.strip():
            end = left + (min(natural, step) if step > 0 else natural)
        left, base = left + step, base + (down[index] if index < len(down) else 0.0)
    if piece.strip():
        yield piece.strip(), begun, end, line


def _placed(text: str, box: tuple[float, float, float, float], place: Matrix) -> Run:
    x0, y0, x1, y1 = box
    points = [carried(point, place) for point in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return Run(text, min(xs), min(ys), max(xs), max(ys))


def _steps(text: str | None, count: int) -> list[float]:
    """DeltaX: "3 3 g 4 2.5" is 3, 3 and four times 2.5."""
    steps: list[float] = []
    parts = (text or "").replace(",", " ").split()
    while parts:
        part = parts.pop(0)
        if part == "g" and len(parts) >= 2:
            repeat, step = int(float(parts.pop(0))), float(parts.pop(0))
            steps.extend([step] * min(repeat, count))
        else:
            steps.append(float(part))
    return steps


def rulings(item: Element, across: list[Ruling], down: list[Ruling], outer: Matrix = IDENTITY) -> None:
    """Add the straight lines of a path object."""
    place = inner(item, outer)
    pen = first = (0.0, 0.0)
    for kind, body in re.findall(r"([MLSCBQA])([^MLSCBQA]*)", item.findtext("AbbreviatedData") or ""):
        values = numbers(body)
        if kind in "MSL" and len(values) >= 2:
            there = carried((values[0], values[1]), place)
            if kind == "L":
                _line(pen, there, across, down)
            else:
                first = there
            pen = there
        elif kind == "C":
            _line(pen, first, across, down)
            pen = first
        elif len(values) >= 2:  # a curve draws no form, but the pen goes on from its end
            pen = carried((values[-2], values[-1]), place)


def _line(start: Point, end: Point, across: list[Ruling], down: list[Ruling]) -> None:
    (x0, y0), (x1, y1) = start, end
    if math.hypot(x1 - x0, y1 - y0) <= 1.5:
        return
    if abs(y1 - y0) < 0.2:
        across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) < 0.2:
        down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
