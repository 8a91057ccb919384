"""Pictures on an OFD page: a scan goes to OCR, seals and handwriting set into a written page are read where they stand."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, UnidentifiedImageError

from pipeline.read import jbig2
from pipeline.read.engine import Array
from pipeline.read.images import pixels
from pipeline.read.insets import classify, read_writing
from pipeline.read.ofdpackage import Element, Matrix, Package, carried, numbers
from pipeline.read.photographs import fingerprint
from pipeline.read.runs import Run
from pipeline.read.scan import read_picture, unreadable
from pipeline.read.stamps import read_stamp
from pipeline.records import Box, Page, Problem, Seal, SourceFile

_POINT = 72 / 25.4  # millimetres → points
_DPI = 200
_PAGE = 0.3  # of the page's area: as large as that, a picture may be a scan
_UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture and where it stands, in millimetres; None where it cannot be decoded."""

    image: Array | None
    corners: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the pictures of a written page gave."""

    runs: tuple[Run, ...] = ()
    seals: tuple[Seal, ...] = ()
    picture: str | None = None
    lost: int = 0  # pictures that could not be decoded


def placed(items: Sequence[tuple[Element, Matrix]], package: Package, media: Mapping[str, str]) -> list[Placed]:
    """Image objects, each with the place of what holds it, as pictures on the page."""
    found = []
    for item, outer in items:
        x, y, wide, high = [*numbers(item.get("Boundary")), 0.0, 0.0, 0.0, 0.0][:4]
        path = media.get(item.get("ResourceID", ""))
        if wide >= 3 and high >= 3 and item.get("ResourceID"):  # less is a speck
            image = decoded(package.content(path)) if path else None
            found.append(Placed(image, (*carried((x, y), outer), *carried((x + wide, y + high), outer))))
    return found


def decoded(raw: bytes) -> Array | None:
    """The pixels of a picture file, None where it is none that we read."""
    if raw.startswith(jbig2.MAGIC):
        return jbig2.decode(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw)) as picture:
                return pixels(picture)
    except _UNREADABLE:
        return None


def read_alone(
    source: SourceFile, number: int, pictures: Sequence[Placed], size: tuple[float, float]
) -> tuple[Page, Problem | None] | None:
    """Read a page that is all pictures; None where it has none."""
    drawn = [picture for picture in pictures if picture.image is not None]
    if not drawn:
        return unreadable(source, number, size, "图像无法解码") if pictures else None
    first = drawn[0]
    if first.image is not None and len(drawn) == 1 and _area(first.corners) > 0.9 * size[0] * size[1]:
        return read_picture(source, number, first.image, size)
    return read_picture(source, number, _together(drawn, size), size)


def seen(source: SourceFile, pictures: Sequence[Placed], written: Sequence[Run], size: tuple[float, float]) -> Seen:
    """Look at every picture of a page that has text of its own."""
    runs: list[Run] = []
    seals: list[Seal] = []
    photograph: tuple[float, str] | None = None
    for item in pictures:
        if item.image is None:
            continue
        kind, area = classify(item.image), _area(item.corners)
        if kind == "seal":
            high, wide = item.image.shape[:2]
            seals.append(Seal(share(item.corners, size), read_stamp(item.image, (0, 0, wide, high), 0)))
        elif area > _PAGE * size[0] * size[1] and kind != "nothing":
            runs += [run for run in _scanned(source, item, size) if not any(_over(run, other) for other in written)]
        elif kind == "writing":
            runs += _written(item)
        if kind == "photograph" and (photograph is None or area > photograph[0]):
            photograph = area, fingerprint(item.image)
    lost = sum(item.image is None for item in pictures)
    return Seen(tuple(runs), tuple(seals), photograph[1] if photograph else None, lost)


def share(corners: tuple[float, float, float, float], size: tuple[float, float]) -> Box:
    """A place in millimetres as a share of the page."""
    x0, y0, x1, y1 = (min(1.0, max(0.0, side / whole)) for side, whole in zip(corners, (*size, *size), strict=True))
    return round(x0, 4), round(y0, 4), round(x1, 4), round(y1, 4)


def _scanned(source: SourceFile, item: Placed, size: tuple[float, float]) -> list[Run]:
    """The lines of a picture as large as a page, in millimetres of the page."""
    if item.image is None:
        return []
    page, _ = read_picture(source, None, item.image)
    x0, y0, x1, y1 = item.corners
    if page.rotation:
        return []  # its lines would stand on end beside the written ones
    return [
        Run(
            page.text[line.start : line.end],
            x0 + line.box[0] * (x1 - x0),
            y0 + line.box[1] * (y1 - y0),
            x0 + line.box[2] * (x1 - x0),
            y0 + line.box[3] * (y1 - y0),
            line.confidence,
        )
        for line in page.lines
        if line.box
    ]


def _written(item: Placed) -> list[Run]:
    if item.image is None:
        return []
    x0, y0, x1, y1 = item.corners
    found = read_writing(item.image, (x0 * _POINT, y0 * _POINT, x1 * _POINT, y1 * _POINT))
    back = 1 / _POINT
    return [Run(run.text, run.x0 * back, run.y0 * back, run.x1 * back, run.y1 * back, run.confidence) for run in found]


def _together(pictures: Sequence[Placed], size: tuple[float, float]) -> Array:
    """All pictures on one sheet of paper."""
    scale = _DPI / 25.4
    sheet = Image.new("RGB", (max(1, round(size[0] * scale)), max(1, round(size[1] * scale))), "white")
    for item in pictures:
        if item.image is not None:
            x0, y0, x1, y1 = (round(side * scale) for side in item.corners)
            part = Image.fromarray(item.image[:, :, ::-1]).resize((max(1, x1 - x0), max(1, y1 - y0)), Image.Resampling.BOX)
            sheet.paste(part, (x0, y0))
    return np.ascontiguousarray(np.asarray(sheet)[:, :, ::-1])


def _area(corners: tuple[float, float, float, float]) -> float:
    return (corners[2] - corners[0]) * (corners[3] - corners[1])


def _over(run: Run, other: Run) -> bool:
    return min(run.x1, other.x1) > max(run.x0, other.x0) and other.y0 < run.middle < other.y1
