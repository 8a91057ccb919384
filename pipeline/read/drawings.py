"""What is drawn on a PDF page besides text: ruled lines, pictures, red shapes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from pipeline.read.glyphs import Frame
from pipeline.read.runs import Ruling, Rulings

_THIN = 3.0  # points: a thicker bar is an area, not a line
_SHORT = 4.0
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_MOST = 20_000  # objects: a map drawn as vectors is no form

# asked of thousands of objects: made once, a child reads one page at a time
_COLOUR = _RED, _GREEN, _BLUE, _ALPHA = tuple(ctypes.c_uint() for _ in range(4))
_COLOUR_REFS = tuple(map(ctypes.byref, _COLOUR))
_POINT = _X, _Y = ctypes.c_float(), ctypes.c_float()
_POINT_REFS = tuple(map(ctypes.byref, _POINT))

Matrix = tuple[float, float, float, float, float, float]
Corners = tuple[float, float, float, float]  # x0, y0, x1, y1 on the upright page


@dataclass(frozen=True, slots=True)
class Picture:
    """An image object of the page and where it stands."""

    handle: ctypes.c_void_p
    corners: Corners


@dataclass(frozen=True, slots=True)
class Drawings:
    """Everything drawn on one page."""

    rulings: Rulings
    pictures: tuple[Picture, ...]
    red: tuple[Corners, ...]  # places of red shapes: a drawn seal is made of these
    inks: int  # objects that leave a mark
    seen_text: int = 0  # text objects that are not invisible, nor under a picture of the whole page
    curves: tuple[Corners, ...] = ()  # bent lines as large as a word: a signature from a pad


def drawings(page: ctypes.c_void_p, frame: Frame) -> Drawings:
    """Walk the page's objects once, forms within forms included."""
    across: list[Ruling] = []
    down: list[Ruling] = []
    pictures: list[Picture] = []
    red: list[Corners] = []
    curves: list[Corners] = []
    inks = seen_text = 0
    whole = 0.75 * frame.width * frame.height
    for number, (handle, kind, matrix) in enumerate(_objects(page)):
        if number > _MOST:
            break
        inks += 1
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = _bounds(handle, matrix, frame)
            if corners:
                pictures.append(Picture(handle, corners))
                if (corners[2] - corners[0]) * (corners[3] - corners[1]) >= whole:
                    seen_text = 0
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            if _is_red(handle):
                corners = _bounds(handle, matrix, frame)
                if corners:
                    red.append(corners)
            elif _is_bent(handle):
                corners = _bounds(handle, matrix, frame)
                if corners and 8 <= corners[2] - corners[0] <= 250 and 5 <= corners[3] - corners[1] <= 80:
                    curves.append(corners)
            else:
                _rule(handle, matrix, frame, across, down)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT and pdfium.FPDFTextObj_GetTextRenderMode(handle) not in _INVISIBLE:
            seen_text += 1
    return Drawings(Rulings(tuple(across), tuple(down)), tuple(pictures), tuple(red), inks, seen_text, tuple(curves))


_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _objects(page: ctypes.c_void_p) -> Iterator[tuple[ctypes.c_void_p, int, Matrix]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        handle = pdfium.FPDFPage_GetObject(page, index)
        yield from _inside(handle, _IDENTITY, 0)


def _inside(handle: ctypes.c_void_p, matrix: Matrix, depth: int) -> Iterator[tuple[ctypes.c_void_p, int, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(handle)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield handle, kind, matrix
        return
    if depth > 8:
        return
    outer = _times(_matrix(handle), matrix)
    for index in range(pdfium.FPDFFormObj_CountObjects(handle)):
        yield from _inside(pdfium.FPDFFormObj_GetObject(handle, index), outer, depth + 1)


def _matrix(handle: ctypes.c_void_p) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(raw)):
        return _IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _bounds(handle: ctypes.c_void_p, matrix: Matrix, frame: Frame) -> Corners | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(handle, *(ctypes.byref(side) for side in sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return _place([(left, bottom), (right, top), (left, top), (right, bottom)], matrix, frame)


def _place(points: list[tuple[float, float]], matrix: Matrix, frame: Frame) -> Corners:
    a, b, c, d, e, f = matrix
    if matrix == _IDENTITY:
        xs, ys = [x for x, _ in points], [y for _, y in points]
    else:
        xs, ys = [a * x + c * y + e for x, y in points], [b * x + d * y + f for x, y in points]
    return frame.box(min(xs), min(ys), max(xs), max(ys))


def _rule(handle: ctypes.c_void_p, matrix: Matrix, frame: Frame, across: list[Ruling], down: list[Ruling]) -> None:
    """Add the straight lines of a path: strokes, thin filled bars, the four sides of a stroked rectangle."""
    count = pdfium.FPDFPath_CountSegments(handle)
    if not 2 <= count <= 4000:
        return
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, ctypes.byref(mode), ctypes.byref(stroked))
    own = _times(_matrix(handle), matrix)
    for points in _subpaths(handle, count):
        x0, y0, x1, y1 = _place(points, own, frame)
        if y1 - y0 <= _THIN and x1 - x0 >= _SHORT:
            across.append(Ruling((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= _THIN and y1 - y0 >= _SHORT:
            down.append(Ruling((x0 + x1) / 2, y0, y1))
        elif stroked.value:
            for start, end in zip(points, points[1:], strict=False):
                a0, b0, a1, b1 = _place([start, end], own, frame)
                if b1 - b0 <= 0.5 and a1 - a0 >= _SHORT:
                    across.append(Ruling((b0 + b1) / 2, a0, a1))
                elif a1 - a0 <= 0.5 and b1 - b0 >= _SHORT:
                    down.append(Ruling((a0 + a1) / 2, b0, b1))


def _subpaths(handle: ctypes.c_void_p, count: int) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, *_POINT_REFS)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            if len(points) > 1:
                yield points
            points = []
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points = []  # curves are no form lines
            continue
        points.append((_X.value, _Y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            yield [*points, points[0]]
            points = []
    if len(points) > 1:
        yield points


def _is_bent(handle: ctypes.c_void_p) -> bool:
    """Whether a path is drawn free-hand: more curves than a round corner or a circle has."""
    count = pdfium.FPDFPath_CountSegments(handle)
    if count < 20:
        return False
    bent = sum(
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(handle, index)) == pdfium.FPDF_SEGMENT_BEZIERTO
        for index in range(0, min(count, 60))
    )
    return bool(bent > 12)


def _is_red(handle: ctypes.c_void_p) -> bool:
    for ask in (pdfium.FPDFPageObj_GetStrokeColor, pdfium.FPDFPageObj_GetFillColor):
        if ask(handle, *_COLOUR_REFS) and _RED.value > 150 and _GREEN.value < 110 and _BLUE.value < 110:
            return True
    return False
