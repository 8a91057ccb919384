"""A drawing of lines, bars and words: as SVG text, and as a picture for Word made with the shipped font."""

from __future__ import annotations

import html
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import pipeline

FONT = Path(pipeline.__file__).parent / "synth" / "fonts" / "hei.ttf"
_SCALE = 2  # pixels a unit: 1000 units across a landscape page are 200 dots an inch


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar from x0,y0 to x1,y1 (a line where one side is thin), or `text` that begins at x0,y0, its upper left corner."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    text: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a white sheet of that size, and what it shows in words."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    title: str


def words(x: float, y: float, text: str, colour: str = "#333333", size: int = 11) -> Shape:
    """A line of text."""
    return Shape(x, y, x, y, colour, text, size)


def span(text: str, size: int = 11) -> float:
    """How wide that text is: a Chinese character is as wide as high, others half."""
    return sum(size if ord(char) > 0x2000 else size * 0.56 for char in text)


def svg(drawing: Drawing) -> str:
    """The drawing as SVG text that stands alone."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}" width="100%" role="img">'
        f"<title>{html.escape(drawing.title)}</title>"
    ]
    for shape in drawing.shapes:
        if shape.text:
            place = f'x="{shape.x0:.1f}" y="{shape.y0 + shape.size * 0.88:.1f}" font-size="{shape.size}"'
            parts.append(f'<text {place} fill="{shape.colour}">{html.escape(shape.text)}</text>')
        else:
            size = f'width="{shape.x1 - shape.x0:.1f}" height="{shape.y1 - shape.y0:.1f}"'
            parts.append(f'<rect x="{shape.x0:.1f}" y="{shape.y0:.1f}" {size} fill="{shape.colour}"/>')
    return "\n".join([*parts, "</svg>"])


def png(drawing: Drawing) -> bytes:
    """The drawing as a picture, the same bytes each time."""
    image = Image.new("RGB", (drawing.width * _SCALE, drawing.height * _SCALE), "white")
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        if shape.text:
            pen.text(
                (shape.x0 * _SCALE, shape.y0 * _SCALE),
                shape.text,
                fill=shape.colour,
                font=_font(shape.size * _SCALE),
                anchor="la",
            )
        else:
            pen.rectangle([shape.x0 * _SCALE, shape.y0 * _SCALE, shape.x1 * _SCALE - 1, shape.y1 * _SCALE - 1], fill=shape.colour)
    data = io.BytesIO()
    image.quantize(16, Image.Quantize.FASTOCTREE).save(data, "PNG")
    return data.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)
