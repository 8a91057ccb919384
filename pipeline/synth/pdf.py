"""Sheets to PDF: text as text, seals and photographs as pictures. The same sheets give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from pipeline.synth.layout import HEIGHT, WIDTH, Glyphs, Plate, Scanned, Sheet, Stamp, Stroke
from pipeline.synth.pictures import plate, seal
from pipeline.synth.typeface import register

SEAL = 112.0  # points across: 4 cm


def draw(sheets: Sequence[Sheet], seed: str) -> bytes:
    """One PDF of these sheets; `seed` picks the photographs."""
    register()
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    readers: dict[str, ImageReader] = {}
    for sheet in sheets:
        for mark in sheet.marks:
            if isinstance(mark, Glyphs):
                page.setFont(mark.font, mark.size)
                page.drawString(mark.x, HEIGHT - mark.y, mark.text)
            elif isinstance(mark, Stroke):
                page.setLineWidth(0.7)
                page.line(mark.x0, HEIGHT - mark.y0, mark.x1, HEIGHT - mark.y1)
            elif isinstance(mark, Stamp):
                picture = readers.setdefault(mark.text, ImageReader(seal(mark.text)))
                page.drawImage(picture, mark.x - SEAL / 2, HEIGHT - mark.y - SEAL / 2, SEAL, SEAL, mask="auto")
            elif isinstance(mark, Plate):
                reader = ImageReader(io.BytesIO(plate(mark.kind, seed)))
                page.drawImage(reader, mark.x, HEIGHT - mark.y - mark.h, mark.w, mark.h)
            elif isinstance(mark, Scanned):
                page.drawImage(ImageReader(io.BytesIO(mark.picture)), 0, 0, WIDTH, HEIGHT)
        page.showPage()
    page.save()
    return buffer.getvalue()
