"""Pictures of a paper in every format a scanner or a phone saves."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.TiffImagePlugin import AppendingTiffWriter

from tests.cases.words import DATE, MONEY, TITLE

FONT = Path(__file__).parents[2] / "pipeline" / "synth" / "fonts" / "hei.ttf"
SIZE = (620, 877)  # A4 at 75 dpi


def papers() -> dict[str, bytes]:
    """Name → content."""
    return {
        "jpg/照片.jpg": picture("JPEG"),
        "png/扫描.png": picture("PNG"),
        "bmp/扫描.bmp": picture("BMP", "1"),
        "webp/照片.webp": picture("WEBP"),
        "avif/照片.avif": picture("AVIF"),
        "tif/传真.tif": _frames(),
    }


def sheet(*extra: str) -> Image.Image:
    """A page of large print."""
    image = Image.new("RGB", SIZE, "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), 30)
    for row, words in enumerate((TITLE, MONEY, DATE, *extra)):
        pen.text((60, 80 + 70 * row), words, fill="black", font=font)
    return image


def picture(kind: str, mode: str = "L", *extra: str) -> bytes:
    """One page in the format."""
    buffer = io.BytesIO()
    sheet(*extra).convert(mode).save(buffer, kind, **({"quality": 60} if kind in ("JPEG", "WEBP", "AVIF") else {}))
    return buffer.getvalue()


def badge() -> bytes:
    """Decoration of a web page."""
    buffer = io.BytesIO()
    Image.new("RGB", (88, 31), "red").save(buffer, "PNG")
    return buffer.getvalue()


def _frames() -> bytes:
    """Three pages: G4 as a fax has it, with other dots across than down; JPEG; LZW."""
    buffer = io.BytesIO()
    with AppendingTiffWriter(buffer, True) as file:
        for image, packing, dpi in (
            (sheet("1").convert("1").resize((SIZE[0], SIZE[1] // 2)), "group4", (75, 37.5)),
            (sheet("2").convert("L"), "jpeg", (75, 75)),
            (sheet("3").convert("L"), "tiff_lzw", (75, 75)),
        ):
            image.save(file, "TIFF", compression=packing, dpi=dpi)
            file.newFrame()
        file.finalize()
        return buffer.getvalue()
