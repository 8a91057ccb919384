"""Printed sheets through a bad scanner: skew, noise, shade, JPEG, turned pages, blank backs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from pipeline.synth.typeface import register

Picture = NDArray[np.uint8]


def pictures(printed: bytes, dpi: int) -> list[Picture]:
    """Every page of a PDF as a clean colour picture."""
    document = pypdfium2.PdfDocument(printed)
    try:
        return [np.ascontiguousarray(page.render(scale=dpi / 72).to_numpy()[:, :, ::-1]) for page in document]
    finally:
        document.close()


def blank(dpi: int) -> Picture:
    """The back of a sheet."""
    return np.full((round(841.89 * dpi / 72), round(595.28 * dpi / 72), 3), 252, np.uint8)


def tint(rng: Random) -> tuple[int, int, int]:
    """The colour of one office's paper."""
    return rng.randint(240, 253), rng.randint(240, 252), rng.randint(228, 248)


def worn(picture: Picture, rng: Random, paper: tuple[int, int, int], *, grey: bool, turn: int, best: int = 75) -> bytes:
    """One scanned page as JPEG; `turn` is how far it lies clockwise on the glass, `best` the JPEG quality at most."""
    height, width = picture.shape[:2]
    noise = np.random.default_rng(rng.randrange(2**32))
    middle = (width / 2, height / 2)
    moved = cv2.getRotationMatrix2D(middle, rng.uniform(-0.9, 0.9), rng.uniform(0.985, 1.0))
    moved[:, 2] += np.array((rng.uniform(-6, 6), rng.uniform(-6, 6)))
    page = cv2.warpAffine(picture, moved, (width, height), flags=cv2.INTER_LINEAR, borderValue=(rng.randint(225, 250),) * 3)
    page = cv2.GaussianBlur(page, (3, 3), rng.uniform(0.3, 0.7))
    colour = np.array(paper, np.float32) / 255
    shade = np.linspace(1.0, rng.uniform(0.9, 1.0), width, dtype=np.float32)[None, :, None]
    grain = noise.normal(0, rng.uniform(1.5, 4.0), (height, width, 1)).astype(np.float32)
    worn_page = np.clip(page.astype(np.float32) * colour * shade + grain, 0, 255).astype(np.uint8)
    for _ in range(rng.randint(0, 25)):
        spot = (rng.randrange(width), rng.randrange(height))
        cv2.circle(worn_page, spot, rng.choice((0, 1, 1, 2)), (90, 90, 90), -1)
    image = Image.fromarray(worn_page).convert("L" if grey else "RGB")
    if turn:
        image = image.rotate(-turn, expand=True)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=rng.randint(40, best))
    return buffer.getvalue()


def bind(pages: Sequence[bytes], dpi: int) -> bytes:
    """A PDF of pictures."""
    buffer = io.BytesIO()
    register()
    book = canvas.Canvas(buffer, invariant=1, pageCompression=0)
    for page in pages:
        reader = ImageReader(io.BytesIO(page))
        width, height = (side * 72 / dpi for side in reader.getSize())
        book.setPageSize((width, height))
        book.drawImage(reader, 0, 0, width, height)
        book.showPage()
    book.save()
    return buffer.getvalue()
