"""An OFD page that is a scan: its picture goes to OCR."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

from PIL import Image, UnidentifiedImageError

from pipeline.read.images import pixels
from pipeline.read.scan import read_picture, unreadable
from pipeline.records import Page, Problem, SourceFile


def read_alone(
    source: SourceFile,
    number: int,
    packed: zipfile.ZipFile,
    layers: Sequence[ElementTree.Element],
    size: tuple[float, float],
) -> tuple[Page, Problem | None] | None:
    """Read the page's picture; None where it has none."""
    wanted = {item.get("ResourceID") for layer in layers for item in layer.iter("ImageObject")}
    if not wanted:
        return None
    for name in packed.namelist():
        if not name.lower().endswith("res.xml"):
            continue
        resources = ElementTree.fromstring(packed.read(name))
        for media in resources.iter():
            if not media.tag.endswith("MultiMedia") or media.get("ID") not in wanted:
                continue
            file = next((item.text or "" for item in media if item.tag.endswith("MediaFile")), "")
            tail = posixpath.basename(file.strip())
            member = next((item for item in packed.namelist() if posixpath.basename(item) == tail), None)
            if member is None:
                continue
            try:
                with Image.open(io.BytesIO(packed.read(member))) as picture:
                    return read_picture(source, number, pixels(picture), size)
            except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
                continue
    return unreadable(source, number, size, "图像无法解码")
