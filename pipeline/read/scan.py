"""The picture of a page → Page: flat, evenly lit, upright, seals lifted off, lines read, forms rebuilt as cells."""

from __future__ import annotations

import re

import cv2
import numpy as np
import pypdfium2 as pdfium

from pipeline.read.cache import cached
from pipeline.read.engine import Array
from pipeline.read.light import evened
from pipeline.read.lines import ruled_lines
from pipeline.read.marks import beside, inked
from pipeline.read.photographs import photograph
from pipeline.read.places import Places
from pipeline.read.quality import blank, brightened, colour_card, is_dark, small
from pipeline.read.sheet import flat
from pipeline.read.spread import halves
from pipeline.read.stamps import lift_stamps, read_stamp
from pipeline.read.transcribe import beside_seals, shines_through
from pipeline.read.upright import turn, upright
from pipeline.read.written import Written, written
from pipeline.records import Page, Problem, Seal, SourceFile

_DPI = 200
_LONGEST = 2600  # pixels: more gives no better text
# a sheet laid between papers for the scanner, in whatever case and spacing
_PARTING = re.compile(
    r"(?:本页|此页)?[为是]?(?:扫描|文件|文档|案卷|批次)*(?:分隔|隔离|分批|分件)[页纸符]+\d*|patch(?:code)?(?:[1-6t]|ii+)",
    re.IGNORECASE,
)


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
    given = image.shape[1], image.shape[0]
    little = small(image)
    sheet = flat(image, little, _LONGEST)
    image, little = (sheet.image, small(sheet.image)) if sheet else (_shrunk(image), little)
    dark = is_dark(little)
    clear = brightened(image, little) if dark else image
    clear = evened(clear, small(clear) if dark else little)
    image, little = clear, little if clear is image else small(clear)
    if blank(little):
        if dark:
            return unreadable(source, number, size, "图像过暗")
        return Page(source, number, "", width=size[0], height=size[1], origin="ocr", state="blank"), None
    if colour_card(little):
        return Page(source, number, "", width=size[0], height=size[1], origin="ocr", state="blank", reason="色卡"), None
    stamped = lift_stamps(image, little)
    turned = upright(stamped.image if stamped.image.ndim == 2 else cv2.cvtColor(stamped.image, cv2.COLOR_BGR2GRAY))
    high, wide = turned.image.shape[:2]
    if turned.rotation in (90, 270):
        size = size[1], size[0]
    places = Places(turned, sheet, given)
    seals = [
        Seal(places.moved(area), None if stamped.grey else read_stamp(image, area, turned.rotation // 90))
        for area in stamped.areas
    ]
    rulings = ruled_lines(turned.image, turned.spots)
    paper = _on_paper(turned.image)
    spots = beside_seals(turned.spots, [seal.box for seal in seals if seal.box], wide, high)
    found = written(turned.image, spots, rulings, halves(spots, rulings, wide, high), keep_illegible=paper)
    if found.lost > 0.5 and paper:
        if shines_through(turned.image, spots):
            return Page(source, number, "", width=size[0], height=size[1], origin="ocr", state="blank"), None
        return unreadable(source, number, size, "图像过暗" if dark else "字迹模糊")
    picture = photograph(turn(little if stamped.image is image else small(stamped.image), turned.rotation))
    marks = (
        _marks(turned.image, found, [*seals, *(Seal(places.moved(area)) for area in stamped.prints)], len(seals))
        if paper
        else None
    )
    parting = _PARTING.fullmatch(re.sub(r"\W+", "", found.text)) is not None
    page = Page(
        source,
        number,
        found.text,
        tuple(places.on_picture(line) for line in found.lines),
        tuple(places.on_picture(seal) for seal in seals),
        width=size[0],
        height=size[1],
        rotation=turned.rotation,
        origin="ocr",
        confidence=min((line.confidence for line in found.lines), default=1.0),
        state="blank" if parting or not (found.lines or seals or picture) else "read",
        reason="分隔页" if parting else None,
        picture=picture,
        marks=marks,
    )
    return page, None


def _marks(image: Array, found: Written, red: list[Seal], seals: int) -> tuple[int, ...]:
    """Where something is written that is no text: pen strokes, and the red marks behind the first `seals` ones."""
    boxes = [line.box for line in found.lines if line.box]
    stamps = [seal.box for seal in red if seal.box]
    usual = float(np.median([box[3] - box[1] for box in boxes])) if boxes else 0.015
    return beside(found.text, found.lines, [*inked(small(image), [*boxes, *stamps], usual), *stamps[seals:]])


def unreadable(source: SourceFile, number: int | None, size: tuple[float, float], reason: str) -> tuple[Page, Problem | None]:
    """A page that must be looked at by a person."""
    where = f"第{number}页" if number else "图像"
    page = Page(
        source, number, "", width=size[0], height=size[1], origin="ocr", confidence=0.0, state="unreadable", reason=reason
    )
    return page, Problem("unreadable_page", f"{where}无法识读：{reason}", source.name, number)


def _shrunk(image: Array) -> Array:
    shrink = _LONGEST / max(image.shape[:2])
    way = cv2.INTER_AREA if shrink < 0.6 else cv2.INTER_LINEAR  # three times as fast, and as good for a little less
    return cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=way) if shrink < 1 else image


def _on_paper(gray: Array) -> bool:
    """Whether the picture is a page of paper, not a photograph."""
    few = gray[::8, ::8].astype(np.float32)
    paper = float(np.percentile(few, 70))
    return float((np.abs(few - paper) < 0.15 * paper).mean()) > 0.6
