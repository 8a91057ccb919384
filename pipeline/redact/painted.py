"""Masking in files of pages: each page becomes a picture with black bars, without any text behind it."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.drawn import picture_of
from pipeline.records import Box, Page
from pipeline.redact.secrets import Secret

Find = Callable[[str], Sequence[Secret]]

_SIDE = 2200  # pixels of the longer side: 190 dpi on A4
_POINTS = 842  # of that side
_ROOM = 0.15  # of a line's height around a bar
_SIGNED = re.compile(r"签\s*[名字章]|捺印|指印|手印|(?:人员?|代表|队员|记录员|当事人)[^:：]{0,8}[:：]")
_PRINTED = 0.95  # confidence of a line that is no writing by hand
_DATED = re.compile(r"(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?")
_DARK, _INK = 150, 0.004  # level of ink in the red channel, where a seal is as light as paper; share of a region that is ink where somebody wrote
_HAND = (0.2, 1.2)  # how far writing reaches beside such words: of the page's width, of the line's height up and down


def pages(source: Sequence[Page], out: Path, find: Find, hidden: frozenset[tuple[str, int | None]]) -> int:
    """Write the pages as a PDF of pictures, bars over every secret; the number of bars. `hidden` pages are covered whole."""
    canvas = Canvas(str(out))
    bars = 0
    for page in source:
        picture = picture_of(page, _SIDE)
        boxes: list[Box] = [(0.0, 0.0, 1.0, 1.0)]
        if (page.source.name, page.number) not in hidden and page.state != "unreadable":
            boxes = [*_over(page, find(page.text)), *_signatures(page, picture)]
        pen = ImageDraw.Draw(picture)
        for box in boxes:
            pen.rectangle([box[0] * picture.width, box[1] * picture.height, box[2] * picture.width, box[3] * picture.height], fill=0)
        bars += len(boxes)
        _add(canvas, picture)
    canvas.save()
    return bars


def _over(page: Page, found: Sequence[Secret]) -> list[Box]:
    """The part of each line that a secret takes, by the widths of the characters."""
    boxes = []
    for secret in found:
        for line in page.lines:
            start, end = max(secret.start, line.start), min(secret.end, line.end)
            if line.box is None or start >= end:
                continue
            text = page.text[line.start : line.end]
            whole = _width(text) or 1
            left, top, right, bottom = line.box
            step, room = (right - left) / whole, _ROOM * (bottom - top)
            first, last = _width(text[: start - line.start]), _width(text[: end - line.start])
            boxes.append((left + first * step - room, top - room, left + last * step + room, bottom + room))
    return boxes


def _signatures(page: Page, picture: Image.Image) -> list[Box]:
    """Ink after 签名, 当事人： and the like, and before a date that stands alone, that no printed line accounts for."""
    boxes = []
    for line in page.lines:
        text = page.text[line.start : line.end]
        after, before = _SIGNED.search(text), _DATED.fullmatch(text.strip())
        if line.box is None or not (after or before):
            continue
        left, top, right, bottom = line.box
        high = _HAND[1] * (bottom - top)
        row = [
            other.box
            for other in page.lines
            if other.box and other is not line and other.box[1] < bottom and other.box[3] > top and other.confidence >= _PRINTED
        ]
        start, end = (right, right + _HAND[0]) if after else (left - _HAND[0], left)
        start = max([start, 0.0, *(box[2] for box in row if before and box[2] <= left)])
        end = min([end, 1.0, *(box[0] for box in row if after and box[0] >= right)])
        box = (start, max(0.0, top - high), end, min(1.0, bottom + high))
        if _inked(picture, box):
            boxes.append(box)
    return boxes


def _inked(picture: Image.Image, box: Box) -> bool:
    corners = (box[0] * picture.width, box[1] * picture.height, box[2] * picture.width, box[3] * picture.height)
    left, top, right, bottom = (int(corner) for corner in corners)
    if right - left < 2 or bottom - top < 2:
        return False
    return float((np.asarray(picture.crop((left, top, right, bottom)).getchannel("R")) < _DARK).mean()) > _INK


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _add(canvas: Canvas, picture: Image.Image) -> None:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=80)
    scale = _POINTS / max(picture.size)
    size = picture.width * scale, picture.height * scale
    canvas.setPageSize(size)
    canvas.drawImage(ImageReader(made), 0, 0, *size)
    canvas.showPage()
