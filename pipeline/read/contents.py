"""Whether a PDF page that shows nothing was meant to: pdfium passes over content that it cannot decode without a word."""

from __future__ import annotations

import io
import re
import zlib

import pypdfium2 as pdfium

_SHOWS = re.compile(rb"(?:^|[\s\])>])(?:Tj|TJ|Do|S|s|f|F|f\*|B|B\*|b|b\*|sh|EI|'|\")(?=\s|$)")
_STREAM = re.compile(rb"^(\d+) 0 obj\b((?:(?!endobj).){0,2000}?)\bstream\r?\n", re.S | re.M)


def content_lost(document: pdfium.PdfDocument, index: int) -> bool:
    """Whether the page has content that draws something, or that cannot even be decoded."""
    alone = pdfium.PdfDocument.new()
    try:
        alone.import_pages(document, [index])
        buffer = io.BytesIO()
        alone.save(buffer)  # as plain objects, whatever the file was
    finally:
        alone.close()
    raw = buffer.getvalue()
    place = re.search(rb"/Contents\s*(\[[^\]]*\]|\d+ 0 R)", raw)
    wanted = set(re.findall(rb"(\d+) 0 R", place.group(1))) if place else set()
    return any(_draws(raw, found) for found in _STREAM.finditer(raw) if found.group(1) in wanted)


def _draws(raw: bytes, found: re.Match[bytes]) -> bool:
    end = raw.find(b"endstream", found.end())
    content = raw[found.end() : end if end >= 0 else len(raw)]
    if b"/FlateDecode" in found.group(2):
        try:
            content = zlib.decompressobj().decompress(content)
        except zlib.error:
            return True
    elif b"/Filter" in found.group(2):
        return len(content) > 64  # a filter nobody uses for content today
    return _SHOWS.search(content) is not None
