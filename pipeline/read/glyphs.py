"""A PDF page's text layer → runs with places, in the frame of the upright page."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from pipeline.read.runs import Run

_BLANK, _BREAK = 1, 2  # kinds of character: white space, and what ends a line
_KINDS = np.array([(code == 0 or chr(code).isspace()) + (chr(code) in "\r\n\t\x00") for code in range(0x3002)], np.uint8)
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # pdfium's marks for a hyphen at a line's end
_LONE = 4  # runs of one character on a page, from which it may bear a seal whose letters are text
_ASLANT = 0.07  # radians
_GAP = 0.35  # in characters: a wider gap parts runs
# with bare addresses: half the time of the typed call, and it is made once a character
_loose_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)

Sides = NDArray[Any]
Side = TypeVar("Side", float, Sides)  # of one box, or of many at once


@dataclass(frozen=True, slots=True)
class Frame:
    """How user space of a page lies on the upright page: origin, size, quarter turns clockwise."""

    left: float
    bottom: float
    width: float  # before turning
    height: float
    turn: int  # 0, 90, 180, 270
    slant: int = 0  # the part of `turn` that the paper itself does not ask for: its text stands on end

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)

    def box(self, left: Side, bottom: Side, right: Side, top: Side) -> tuple[Side, Side, Side, Side]:
        """A box of user space on the upright page: x0, y0, x1, y1 with the origin top left."""
        x0, x1 = left - self.left, right - self.left
        y0, y1 = self.height - (top - self.bottom), self.height - (bottom - self.bottom)
        if self.turn == 90:
            return self.height - y1, x0, self.height - y0, x1
        if self.turn == 180:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        if self.turn == 270:
            return y0, self.width - x1, y1, self.width - x0
        return x0, y0, x1, y1


def runs(textpage: ctypes.c_void_p, frame: Frame, walls: tuple[float, ...] = ()) -> list[Run]:
    """The runs of the text layer; a run also ends at a vertical ruling (`walls`, x on the upright page)."""
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return []
    text = _characters(textpage, count).translate(_HYPHENS)
    kinds = _KINDS[np.minimum(np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32), len(_KINDS) - 1)]
    boxes, placed = _boxes(textpage, count)
    kept = np.flatnonzero(placed & (kinds < _BLANK))
    if not kept.size:
        return []
    found = _gathered(text, kinds, boxes, kept, frame, walls)
    if sum(len(run.text) == 1 for run in found) < _LONE:
        return found
    upright = kept[_level(textpage, kept)]
    return found if len(upright) in (0, len(kept)) else _gathered(text, kinds, boxes, upright, frame, walls)


def _gathered(text: str, kinds: Sides, boxes: Sides, kept: Sides, frame: Frame, walls: tuple[float, ...]) -> list[Run]:
    """The characters at these indexes as runs."""
    left, bottom, right, top = boxes[kept].T
    x0, y0, x1, y1 = frame.box(left, bottom, right, top)
    starts = [0, *(np.flatnonzero(_parted(x0, y0, x1, y1, walls) | _broken(kinds, kept)) + 1).tolist()]
    sides = [np.minimum.reduceat(x0, starts), np.minimum.reduceat(y0, starts)]
    sides += [np.maximum.reduceat(x1, starts), np.maximum.reduceat(y1, starts)]
    places = kept.tolist()
    ends = [*starts[1:], len(places)]
    return [
        Run(_joined(text, places[start:end]), *corners)
        for start, end, corners in zip(starts, ends, np.stack(sides, axis=1).tolist(), strict=True)
    ]


def _level(textpage: ctypes.c_void_p, kept: Sides) -> Sides:
    """Which characters stand as most do, where some stand aslant: the ring of a seal whose letters are text lies over the lines."""
    angles = np.array([pdfium.FPDFText_GetCharAngle(textpage, index) for index in kept.tolist()])
    aslant = (angles >= 0) & (np.abs((angles + math.pi / 4) % (math.pi / 2) - math.pi / 4) > _ASLANT)
    if not aslant.any():
        return np.ones(len(kept), bool)
    usual = float(np.median(angles[~aslant])) if not aslant.all() else 0.0
    return np.asarray((angles < 0) | (np.abs(angles - usual) < _ASLANT))


def _boxes(textpage: ctypes.c_void_p, count: int) -> tuple[Sides, Sides]:
    """Each character's left, bottom, right, top in user space, and whether it has them."""
    room = (pdfium.FS_RECTF * count)()
    handle, start, size = ctypes.cast(textpage, ctypes.c_void_p), ctypes.addressof(room), ctypes.sizeof(pdfium.FS_RECTF)
    placed = [_loose_box(handle, index, start + index * size) for index in range(count)]
    sides = np.frombuffer(room, np.float32).reshape(count, 4).astype(np.float64)
    return sides[:, [0, 3, 2, 1]], np.array(placed, bool)  # FS_RECTF is left, top, right, bottom


def _parted(x0: Sides, y0: Sides, x1: Sides, y1: Sides, walls: tuple[float, ...]) -> Sides:
    """Between which neighbours a run ends: another line, a wide gap, a ruling."""
    size = np.maximum(np.minimum(y1[:-1] - y0[:-1], y1[1:] - y0[1:]), 1e-3)
    gap = x0[1:] - x1[:-1]
    middle = (y0 + y1) / 2
    level = (y0[:-1] <= middle[1:]) & (middle[1:] <= y1[:-1]) | (y0[1:] <= middle[:-1]) & (middle[:-1] <= y1[1:])
    parted = ~level | (gap < -0.6 * size) | (gap > _GAP * size)
    for wall in walls:
        parted |= (x1[:-1] - 0.3 * size < wall) & (wall < x0[1:] + 0.3 * size)
    return np.asarray(parted)


def _broken(kinds: Sides, kept: Sides) -> Sides:
    """Between which neighbours pdfium itself put a line's end or a tab."""
    breaks = np.cumsum(kinds == _BREAK)[kept]
    return np.asarray(breaks[1:] != breaks[:-1])


def _joined(text: str, places: list[int]) -> str:
    """The characters at these places; between foreign words a space is narrower than any gap and is kept."""
    whole = text[places[0] : places[-1] + 1]
    if len(whole) == len(places):
        return whole
    chars = [text[places[0]]]
    for before, place in zip(places, places[1:], strict=False):
        if place > before + 1 and text[place].isascii() and text[before].isascii():
            chars.append(" ")
        chars.append(text[place])
    return "".join(chars)


def upright_turn(textpage: ctypes.c_void_p, shown: int) -> int:
    """Quarter turns clockwise (in degrees) that bring the text upright; `shown`, the paper's own, where there is none."""
    count = pdfium.FPDFText_CountChars(textpage)
    turns = [0, 0, 0, 0]
    for index in range(0, count, max(1, count // 24)):
        angle = pdfium.FPDFText_GetCharAngle(textpage, index)  # radians, before the paper is turned; negative: unknown
        if angle >= 0:
            turns[round(angle / (math.pi / 2)) % 4] += 1
    most = turns.index(max(turns))
    return (360 - 90 * most) % 360 if turns[most] > 0.6 * sum(turns) else shown


def _characters(textpage: ctypes.c_void_p, count: int) -> str:
    """One character an index. pdfium's buffer is UTF-16: with a character beyond it the indexes shift, so ask one by one."""
    buffer = ctypes.create_string_buffer((count + 1) * 2)
    written = pdfium.FPDFText_GetText(textpage, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    text = buffer.raw[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
    if len(text) == count and "\ufffd" not in text:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
