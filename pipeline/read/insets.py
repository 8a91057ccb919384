"""Pictures set into a written page: seals, photographs, and handwriting that must be read."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from pipeline.read.drawings import Corners, Drawings, Picture
from pipeline.read.engine import Array
from pipeline.read.ocr import Spot, cut, detect
from pipeline.read.photographs import fingerprint
from pipeline.read.recognise import Heard, recognise
from pipeline.read.runs import Run
from pipeline.read.seals import red_mask
from pipeline.read.stamps import read_stamp
from pipeline.records import ILLEGIBLE, Box, Seal

_HAND = 0.6  # handwriting never decides alone: no more confidence than this
_LEAST = 0.5
_MOST = 40  # pictures looked at on one page: no paper has as many signatures
_DPI = 250
_LONGEST = 1800.0  # pixels


@dataclass(frozen=True, slots=True)
class Insets:
    """What a page's pictures gave."""

    runs: tuple[Run, ...]
    seals: tuple[Seal, ...]
    picture: str | None
    marks: tuple[Box, ...]  # as large as a signature, and no text to read


def insets(page: PdfPage, drawn: Drawings, size: tuple[float, float]) -> Insets:
    """Look at the pictures of a written page; where there are hundreds (a map in tiles), at those that may be signatures first."""
    runs: list[Run] = []
    seals: list[Seal] = []
    marks = [_box(corners, size) for corners in drawn.curves]
    photograph: tuple[float, str] | None = None
    shown = [picture for picture in drawn.pictures if _on_page(picture.corners, size)]
    if len(shown) > _MOST:
        shown = sorted(shown, key=lambda picture: not _like_signature(picture.corners))[:_MOST]
    for picture in shown:
        x0, y0, x1, y1 = picture.corners
        image = _image(page, picture)
        if image is None:
            continue
        kind = classify(image)
        if kind == "seal":
            high, wide = image.shape[:2]
            seals.append(Seal(_box(picture.corners, size), read_stamp(image, (0, 0, wide, high), 0)))
            continue
        found: list[Run] = []
        if kind == "writing":
            found = read_writing(image, picture.corners)
        elif kind == "photograph":
            area = (x1 - x0) * (y1 - y0)
            if area > 0.05 * size[0] * size[1]:
                found = _card(image, picture.corners)
            if photograph is None or area > photograph[0]:
                photograph = area, fingerprint(image)
        if not found and kind != "nothing" and _like_signature(picture.corners):
            marks.append(_box(picture.corners, size))
        runs.extend(found)
    seals.extend(Seal(_box(corners, size)) for corners in _drawn_seals(drawn.red))
    return Insets(tuple(runs), tuple(seals), photograph[1] if photograph else None, tuple(marks))


def _on_page(corners: Corners, size: tuple[float, float]) -> bool:
    """Whether a picture is more than a speck, and on the page."""
    x0, y0, x1, y1 = corners
    return x1 - x0 >= 8 and y1 - y0 >= 8 and x0 <= size[0] - 4 and y0 <= size[1] - 4 and x1 >= 4 and y1 >= 4


def classify(image: Array) -> str:
    """What a picture shows: seal, writing, photograph or nothing."""
    high, wide = image.shape[:2]
    scale = min(1.0, 300 / max(high, wide))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    gray = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    paper = float((gray > 235).mean())
    ink = float((gray < 200).mean())
    red = int(red_mask(small).sum())
    if red > 0.02 * gray.size and red > 0.5 * int((gray < 235).sum()) and 0.4 <= wide / high <= 2.5:
        return "seal"
    if paper > 0.995:
        return "nothing"
    if paper > 0.6 and ink < 0.4:
        return "writing"
    return "photograph"


def read_writing(image: Array, corners: Corners, spots: Sequence[Spot] = ()) -> list[Run]:
    """Read a picture of a few written words; places are spread over `corners`."""
    x0, y0, x1, y1 = corners
    high, wide = image.shape[:2]
    if not spots and (high > 0.6 * wide or high > 220):
        spots = detect(image, 640 if max(image.shape) < 1000 else 960)
    spots = spots or [Spot(_ink(image))]
    runs = []
    for spot, heard in zip(spots, recognise([cut(image, spot) for spot in spots]), strict=True):
        if not heard.text.strip() or heard.confidence < _LEAST:
            if len(spots) > 1 or not _like_signature(corners):
                continue
            heard = Heard(ILLEGIBLE, 0.1, 0.1)
        (a, b), (c, d) = spot.corners.min(axis=0), spot.corners.max(axis=0)
        across, down = (x1 - x0) / wide, (y1 - y0) / high
        runs.append(
            Run(
                heard.text.strip(),
                x0 + float(a) * across,
                y0 + float(b) * down,
                x0 + float(c) * across,
                y0 + float(d) * down,
                round(min(_HAND, heard.trust), 4),
            )
        )
    return runs


def _card(image: Array, corners: Corners) -> list[Run]:
    """The text of a coloured copy (an identity card, a licence); a photograph of a place has next to none."""
    spots = detect(image, 640 if max(image.shape) < 1000 else 960)
    return read_writing(image, corners, spots) if len(spots) >= 4 else []


def _like_signature(corners: Corners) -> bool:
    x0, y0, x1, y1 = corners
    return y1 - y0 <= 60 and 1.2 * (y1 - y0) <= x1 - x0 <= 200


def _ink(image: Array) -> Array:
    """The corners of what is written, with a little room."""
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ys, xs = np.nonzero(gray < 200)
    if not xs.size:
        xs, ys = np.array([0, image.shape[1]]), np.array([0, image.shape[0]])
    room = 0.1 * (ys.max() - ys.min())
    x0, x1 = max(0, xs.min() - room), min(image.shape[1], xs.max() + room)
    y0, y1 = max(0, ys.min() - room), min(image.shape[0], ys.max() + room)
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)


def _image(page: PdfPage, picture: Picture) -> Array | None:
    """The picture's pixels (BGR) on white, its transparency heeded; None where it cannot be decoded."""
    bitmap = _drawn_large(page, picture)
    if not bitmap:
        return None
    try:
        wide, high = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride, kind = pdfium.FPDFBitmap_GetStride(bitmap), pdfium.FPDFBitmap_GetFormat(bitmap)
        depth = {pdfium.FPDFBitmap_Gray: 1, pdfium.FPDFBitmap_BGR: 3}.get(kind, 4)
        raw = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = np.frombuffer(raw, np.uint8).reshape(high, stride)[:, : wide * depth].reshape(high, wide, depth)
    if depth == 1:
        return np.repeat(rows, 3, axis=2)
    if depth == 3 or kind == pdfium.FPDFBitmap_BGRx:
        return np.ascontiguousarray(rows[:, :, :3])
    cover = rows[:, :, 3:].astype(np.float32) / 255.0
    return np.asarray(rows[:, :, :3] * cover + 255.0 * (1.0 - cover), np.uint8)


def _drawn_large(page: PdfPage, picture: Picture) -> pdfium.FPDF_BITMAP:
    # pdfium draws a picture at 72 dpi of where it stands: enlarge its matrix for the moment
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(picture.handle, ctypes.byref(matrix))
    x0, y0, x1, y1 = picture.corners
    grow = min(_DPI / 72, _LONGEST / max(x1 - x0, y1 - y0, 1.0))
    large = pdfium.FS_MATRIX(*(part * grow for part in (matrix.a, matrix.b, matrix.c, matrix.d)), 0, 0)
    pdfium.FPDFPageObj_SetMatrix(picture.handle, ctypes.byref(large))
    try:
        return pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, picture.handle)
    finally:
        pdfium.FPDFPageObj_SetMatrix(picture.handle, ctypes.byref(matrix))


def _drawn_seals(red: tuple[Corners, ...]) -> list[Corners]:
    """Red vector shapes that together are about as wide as high and 40 to 180 points."""
    groups: list[list[float]] = []
    for x0, y0, x1, y1 in sorted(red):
        for group in groups:
            if x0 <= group[2] + 4 and x1 >= group[0] - 4 and y0 <= group[3] + 4 and y1 >= group[1] - 4:
                group[:] = [min(group[0], x0), min(group[1], y0), max(group[2], x1), max(group[3], y1)]
                break
        else:
            groups.append([x0, y0, x1, y1])
    return [
        (a, b, c, d) for a, b, c, d in groups if 40 <= c - a <= 180 and 40 <= d - b <= 180 and 0.4 <= (c - a) / (d - b) <= 2.5
    ]


def _box(corners: Corners, size: tuple[float, float]) -> Box:
    x0, y0, x1, y1 = corners
    return round(x0 / size[0], 4), round(y0 / size[1], 4), round(x1 / size[0], 4), round(y1 / size[1], 4)
