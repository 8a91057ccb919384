"""Electronic seals of an OFD document (GB/T 38540): where each stands, what it is called, what it shows."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from xml.etree import ElementTree

from pipeline.read.ofdpackage import OfdDocument, join, numbers
from pipeline.read.ofdpictures import decoded, share
from pipeline.read.stamps import read_stamp
from pipeline.records import Seal

_SEQUENCE, _TAGGED, _UTF8, _OCTETS = 0x30, 0xA0, 0x0C, 0x04
_DEEP = 12
_ALIKE = 0.7


def seals(document: OfdDocument, sizes: dict[str, tuple[float, float]]) -> dict[str, list[Seal]]:
    """The seals by the ID of the page they stand on; `sizes` of the pages in millimetres."""
    found: dict[str, list[Seal]] = {}
    package, listed = document.package, document.signatures
    if not listed or not package.held(listed):
        return found
    for item in package.xml(listed).iter("Signature"):
        path = join(listed, item.get("BaseLoc", ""))
        if not package.held(path):
            continue
        try:
            signature = package.xml(path)
        except (ElementTree.ParseError, ValueError):
            continue
        files = [(place.text or "").strip() for seal in signature.iter("Seal") for place in seal.iter("BaseLoc")]
        files += [(place.text or "").strip() for place in signature.iter("SignedValue")]
        held = (package.content(join(path, file)) for file in files if package.held(join(path, file)))
        text = next(filter(None, map(_told, held)), None)
        for stamp in signature.iter("StampAnnot"):
            page, box = stamp.get("PageRef", ""), numbers(stamp.get("Boundary"))
            if len(box) >= 4 and page in sizes:
                x, y, wide, high = box[:4]
                found.setdefault(page, []).append(Seal(share((x, y, x + wide, y + high), sizes[page]), text))
    return found


def _told(raw: bytes) -> str | None:
    """What the seal says: the words of its picture; the name it was issued under where that says the same or there are none."""
    name = read = None
    for tag, content in _values(raw, 0):
        if tag == _UTF8 and name is None:
            text = content.decode("utf-8", "replace").strip()
            name = text if any("\u4e00" <= char <= "\u9fff" for char in text) else None
        elif tag == _OCTETS and len(content) > 200 and read is None and (image := decoded(content)) is not None:
            high, wide = image.shape[:2]
            read = read_stamp(image, (0, 0, wide, high), 0)
    if read and name:
        return name if difflib.SequenceMatcher(None, read, name).ratio() > _ALIKE else read
    return read or name


def _values(raw: bytes, depth: int) -> Iterator[tuple[int, bytes]]:
    """The plain values of a DER structure, in order."""
    at = 0
    while at + 2 <= len(raw):
        tag, size, at = raw[at], raw[at + 1], at + 2
        if size & 0x80:
            count = size & 0x7F
            size, at = int.from_bytes(raw[at : at + count], "big"), at + count
        content, at = raw[at : at + size], at + size
        if (tag == _SEQUENCE or tag & 0xE0 == _TAGGED) and depth < _DEEP:
            yield from _values(content, depth + 1)
        else:
            yield tag, content
