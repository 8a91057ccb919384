"""JBIG2 picture files, which scanners put into OFD: pdfium decodes them once they stand in a PDF."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium

from pipeline.read.engine import Array

MAGIC = b"\x97JB2\r\n\x1a\n"
_PAGE, _END_OF_PAGE, _END_OF_FILE = 48, 49, 51  # kinds of segment
_MOST = 60_000_000  # pixels


def decode(raw: bytes) -> Array | None:
    """The pixels (BGR), None where the file is broken or not in sequence."""
    if len(raw) < 14 or not raw[8] & 1:
        return None
    body, size = _segments(raw[13 if not raw[8] & 2 else 9 :])
    if not size or size[0] * size[1] > _MOST:
        return None
    try:
        document = pdfium.PdfDocument(_pdf(body, *size))
        try:
            page = document[0]
            image = page.render(scale=1.0, rev_byteorder=False).to_numpy()
        finally:
            document.close()
    except pdfium.PdfiumError:
        return None
    return np.ascontiguousarray(image[:, :, :3] if image.ndim == 3 and image.shape[2] >= 3 else np.dstack([image] * 3))


def _segments(raw: bytes) -> tuple[bytes, tuple[int, int] | None]:
    """All segments but the ends, as a PDF wants them, and the page's width and height."""
    kept, size, at = b"", None, 0
    while at + 11 <= len(raw):
        start, number, flags = at, int.from_bytes(raw[at : at + 4], "big"), raw[at + 4]
        count = raw[at + 5] >> 5
        at += 6
        if count == 7:
            count = int.from_bytes(raw[at - 1 : at + 3], "big") & 0x1FFFFFFF
            at += 3 + (count + 8) // 8
        at += count * (1 if number <= 256 else 2 if number <= 65536 else 4)
        at += 4 if flags & 0x40 else 1
        length = int.from_bytes(raw[at : at + 4], "big")
        at += 4
        kind = flags & 0x3F
        if kind == _PAGE:
            size = int.from_bytes(raw[at : at + 4], "big"), int.from_bytes(raw[at + 4 : at + 8], "big")
        at += length
        if kind not in (_END_OF_PAGE, _END_OF_FILE):
            kept += raw[start:at]
    return kept, size


def _pdf(body: bytes, wide: int, high: int) -> bytes:
    draw = b"%d 0 0 %d 0 0 cm /I Do" % (wide, high)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>" % (wide, high),
        b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode/Length %d>>"
        b"stream\n%s\nendstream" % (wide, high, len(body), body),
    )
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
