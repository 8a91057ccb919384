"""A page's picture with everything that was read drawn on it, for a look: `anjuan text FILE --png DIR`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from pipeline.read.passwords import passwords
from pipeline.records import Box, Page

_SIDE = 1400  # pixels of the longer side
_SURE, _FAIR = 0.9, 0.6
_GREEN, _AMBER, _RED, _BLUE, _PURPLE = (0, 140, 60), (225, 140, 0), (215, 30, 30), (40, 90, 220), (170, 0, 170)


def draw(pages: Iterable[Page], folder: Path) -> list[Path]:
    """One PNG a page with places: lines by how surely they were read, cells blue, seals purple."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for page in pages:
        if page.number is None or not page.width or not page.height:
            continue  # flowing text has no places
        picture = picture_of(page, _SIDE)
        pen = ImageDraw.Draw(picture)
        cells: dict[tuple[int, int, int], list[Box]] = {}
        for line in page.lines:
            if line.box:
                colour = _GREEN if line.confidence >= _SURE else _AMBER if line.confidence >= _FAIR else _RED
                pen.rectangle(_pixels(line.box, picture.size, 0), outline=colour, width=2)
                if line.cell:
                    cells.setdefault(line.cell, []).append(line.box)
        for boxes in cells.values():
            sides = list(zip(*boxes, strict=True))
            around = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))
            pen.rectangle(_pixels(around, picture.size, 4), outline=_BLUE, width=1)
        for seal in page.seals:
            if seal.box:
                pen.rectangle(_pixels(seal.box, picture.size, 2), outline=_PURPLE, width=4)
        name = re.sub(r"[^\w.-]+", "_", page.source.name)
        path = folder / f"{name}-{page.number:03d}.png"
        picture.save(path)
        made.append(path)
    return made


def picture_of(page: Page, side: int) -> Image.Image:
    """The page as it looks, upright, its longer side so many pixels; white paper where only its places are known."""
    scale = side / max(page.width, page.height)
    size = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    shown = (
        _rendered(page, side) if page.source.kind == "pdf" else _opened(page, side) if page.source.kind == "image" else None
    )
    if shown is None:
        return Image.new("RGB", size, "white")
    return shown.convert("RGB").rotate(-page.rotation, expand=True).resize(size)


def _rendered(page: Page, side: int) -> Image.Image | None:
    for password in (None, *passwords()):
        try:
            document = pdfium.PdfDocument(page.source.path, password=password)
        except (pdfium.PdfiumError, FileNotFoundError):
            continue
        try:
            document.init_forms()
            sheet = document[(page.number or 1) - 1]
            picture: Image.Image = sheet.render(scale=side / max(*sheet.get_size(), 1.0)).to_pil()
            return picture
        except pdfium.PdfiumError:
            return None
        finally:
            document.close()
    return None


def _opened(page: Page, side: int) -> Image.Image | None:
    try:
        with Image.open(page.source.path) as picture:
            picture.seek((page.number or 1) - 1)
            picture.draft("RGB", (2 * side, 2 * side))
            return ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None


def _pixels(box: Box, size: tuple[int, int], room: int) -> tuple[float, float, float, float]:
    return box[0] * size[0] - room, box[1] * size[1] - room, box[2] * size[0] + room, box[3] * size[1] + room
