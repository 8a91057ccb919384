"""The picture of a page → Page: upright, seals lifted off, lines read, forms rebuilt as cells."""

from __future__ import annotations

import cv2
import numpy as np
import pypdfium2 as pdfium

from pipeline.read.cache import cached
from pipeline.read.engine import Array
from pipeline.read.grid import tables
from pipeline.read.layout import lay_out
from pipeline.read.lines import ruled_lines
from pipeline.read.photographs import photograph
from pipeline.read.quality import blank, brightened, is_dark
from pipeline.read.stamps import lift_stamps, read_stamp
from pipeline.read.transcribe import beside_seals, shines_through, transcribe
from pipeline.read.upright import upright
from pipeline.records import Page, Problem, Seal, SourceFile

_DPI = 200
_LONGEST = 2600  # pixels: more gives no better text


def read_rendered(
    source: SourceFile, number: int, page: pdfium.PdfPage, size: tuple[float, float]
) -> tuple[Page, Problem | None]:
    """Draw a PDF page and read the picture."""
    scale = min(_DPI / 72, _LONGEST / max(*size, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=False)
    image = bitmap.to_numpy()
    image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if image.ndim == 2 or image.shape[2] == 1 else image[:, :, :3]
    return read_picture(source, number, np.ascontiguousarray(image), size)


def read_picture(
    source: SourceFile, number: int | None, image: Array, size: tuple[float, float] | None = None
) -> tuple[Page, Problem | None]:
    """Read one picture (BGR). `size`: of the page in its own units, else pixels."""
    high, wide = image.shape[:2]
    known = size or (float(wide), float(high))
    return cached(source, number, image, known, lambda: _read(source, number, image, known))


def _read(source: SourceFile, number: int | None, image: Array, size: tuple[float, float]) -> tuple[Page, Problem | None]:
    high, wide = image.shape[:2]
    shrink = _LONGEST / max(high, wide)
    if shrink < 1:
        image = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    dark = is_dark(image)
    if dark:
        image = brightened(image)
    if blank(image):
        if dark:
            return unreadable(source, number, size, "图像过暗")
        return Page(source, number, "", width=size[0], height=size[1], origin="ocr", state="blank"), None
    stamped = lift_stamps(image)
    turned = upright(stamped.image)
    high, wide = turned.image.shape[:2]
    if turned.rotation in (90, 270):
        size = size[1], size[0]
    seals = tuple(
        Seal(_moved(area, turned.moved, wide, high), None if stamped.grey else read_stamp(image, area, turned.rotation // 90))
        for area in stamped.areas
    )
    rulings = ruled_lines(cv2.cvtColor(turned.image, cv2.COLOR_BGR2GRAY), turned.spots)
    paper = _on_paper(turned.image)
    spots = beside_seals(turned.spots, [seal.box for seal in seals if seal.box], wide, high)
    runs, lost = transcribe(turned.image, spots, rulings, keep_illegible=paper)
    if lost > 0.5 and paper:
        if shines_through(turned.image, spots):
            return Page(source, number, "", width=size[0], height=size[1], origin="ocr", state="blank"), None
        return unreadable(source, number, size, "图像过暗" if dark else "字迹模糊")
    text, lines = lay_out(runs, tables(rulings, slack=max(3.0, wide / 400)), wide, high)
    page = Page(
        source,
        number,
        text,
        lines,
        seals,
        width=size[0],
        height=size[1],
        rotation=turned.rotation,
        origin="ocr",
        confidence=min((line.confidence for line in lines), default=1.0),
        state="read" if lines or seals else "blank",
        picture=photograph(turned.image),
    )
    return page, None


def unreadable(source: SourceFile, number: int | None, size: tuple[float, float], reason: str) -> tuple[Page, Problem | None]:
    """A page that must be looked at by a person."""
    where = f"第{number}页" if number else "图像"
    page = Page(
        source, number, "", width=size[0], height=size[1], origin="ocr", confidence=0.0, state="unreadable", reason=reason
    )
    return page, Problem("unreadable_page", f"{where}无法识读：{reason}", source.name, number)


def _on_paper(image: Array) -> bool:
    """Whether the picture is a page of paper, not a photograph."""
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    few = gray[::8, ::8].astype(np.float32)
    paper = float(np.percentile(few, 70))
    return float((np.abs(few - paper) < 0.15 * paper).mean()) > 0.6


def _moved(area: tuple[int, int, int, int], matrix: Array, wide: int, high: int) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = area
    points = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]) @ matrix[:, :2].T + matrix[:, 2]
    (a, b), (c, d) = points.min(axis=0), points.max(axis=0)
    sides = (a / wide, b / high, c / wide, d / high)
    return tuple(round(min(1.0, max(0.0, float(side))), 4) for side in sides)  # type: ignore[return-value]
