"""A PDF page's text layer → runs with places, in the frame of the upright page."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from pipeline.read.runs import Run

_BREAKS = "\r\n\t\x00"
_HYPHENS = "\x02\ufffe"  # pdfium's marks for a hyphen at a line's end
_GAP = 0.35  # in characters: a wider gap parts runs

Upright = Callable[[float, float, float, float], tuple[float, float, float, float]]


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

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
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
    text = _characters(textpage, count)
    box = pdfium.FS_RECTF()
    where = ctypes.byref(box)
    loose, upright = pdfium.FPDFText_GetLooseCharBox, frame.box
    found: list[Run] = []
    chars: list[str] = []
    x0 = y0 = x1 = y1 = 0.0
    spaced = False
    for index, char in enumerate(text):
        if char in _BREAKS:
            _close(found, chars, x0, y0, x1, y1)
            continue
        if char.isspace() or not loose(textpage, index, where):
            spaced = True
            continue
        if char in _HYPHENS:
            char = "-"
        a0, b0, a1, b1 = upright(box.left, box.bottom, box.right, box.top)
        if chars:
            size = min(y1 - y0, b1 - b0) or 1.0
            middle = (b0 + b1) / 2
            if (
                not y0 <= middle <= y1
                or not -0.6 * size <= a0 - x1 <= _GAP * size
                or (walls and any(x1 - 0.3 * size < wall < a0 + 0.3 * size for wall in walls))
            ):
                _close(found, chars, x0, y0, x1, y1)
        if chars:
            if spaced and char.isascii() and chars[-1].isascii():
                chars.append(" ")  # between foreign words a space is narrower than any gap
            if a1 > x1:
                x1 = a1
            y0, y1 = min(y0, b0), max(y1, b1)
        else:
            x0, y0, x1, y1 = a0, b0, a1, b1
        chars.append(char)
        spaced = False
    _close(found, chars, x0, y0, x1, y1)
    return found


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


def _close(found: list[Run], chars: list[str], x0: float, y0: float, x1: float, y1: float) -> None:
    if chars:
        found.append(Run("".join(chars), x0, y0, x1, y1))
        chars.clear()
