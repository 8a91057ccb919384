"""The shipped fonts: widths and what they can write."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent / "fonts"
NAMES = ("song", "hei", "kai", "hand1", "hand2", "hand3")


@cache
def register() -> None:
    """Make the fonts known to reportlab, once; and let it write streams as they are, not as ASCII, a quarter longer."""
    rl_config.useA85 = 0
    for name in NAMES:
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))


def width(text: str, font: str, size: float) -> float:
    """How wide that text is, in points."""
    widths, default = _widths(font)
    return sum(widths.get(ord(char), default) for char in text) * size / 1000


@cache
def _widths(font: str) -> tuple[dict[int, float], float]:
    register()
    face = pdfmetrics.getFont(font).face
    return face.charWidths, face.defaultWidth


def missing(text: str, font: str) -> set[str]:
    """The characters this font cannot write."""
    return {char for char in text if ord(char) not in _widths(font)[0] and char not in "\n\r"}
