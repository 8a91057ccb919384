"""Pictures in a Word document: scans and handwriting are read, seals and photographs noted."""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, UnidentifiedImageError

from pipeline.read.engine import Array
from pipeline.records import Seal, SourceFile

_EMU = 12_700  # in a point
_SCAN = 300.0  # points wide or high: as large as that, a picture is a page or a photograph


class Pictures:
    """What the pictures of one document gave."""

    def __init__(self) -> None:
        self.seals: list[Seal] = []
        self.picture: str | None = None
        self._largest = 0.0
        self._uncertain: dict[str, float] = {}

    def begin(self) -> None:
        """A new paragraph or cell: what was read so far stands elsewhere."""
        self._uncertain.clear()

    def confidence(self, line: str) -> float:
        """The worst confidence of what was read from a picture inside this line; 1.0 where nothing was."""
        return min((sure for text, sure in self._uncertain.items() if text in line), default=1.0)

    def read(self, part: Any, reference: str | None, around: Any) -> str:
        """The text of a picture, "" where it has none."""
        from pipeline.read.insets import classify, read_writing
        from pipeline.read.photographs import fingerprint
        from pipeline.read.stamps import read_stamp

        image = _image(part, reference)
        if image is None:
            return ""
        wide, high = _size(around) or (image.shape[1] * 0.48, image.shape[0] * 0.48)
        kind = classify(image)
        if kind == "seal":
            self.seals.append(Seal(None, read_stamp(image, (0, 0, image.shape[1], image.shape[0]), 0)))
        elif kind == "writing" and max(wide, high) < _SCAN:
            return self._keep("".join(f"{run.text}" for run in read_writing(image, (0, 0, wide, high))), 0.6)
        elif max(wide, high) >= _SCAN and kind != "nothing":
            text, sure = _scan(image)
            if text:
                return "\n" + self._keep(text, sure) + "\n"
        if kind == "photograph" and wide * high > self._largest:
            self._largest, self.picture = wide * high, fingerprint(image)
        return ""

    def _keep(self, text: str, sure: float) -> str:
        for line in text.split("\n"):
            if line.strip():
                self._uncertain[line] = min(sure, self._uncertain.get(line, 1.0))
        return text


def _image(part: Any, reference: str | None) -> Array | None:
    from pipeline.read.images import pixels

    if not reference or reference not in part.related_parts:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(part.related_parts[reference].blob)) as picture:
                if picture.size[0] < 12 or picture.size[1] < 12:
                    return None
                return pixels(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, AttributeError, Image.DecompressionBombError):
        return None  # EMF and WMF drawings, mostly


def _size(blip: Any) -> tuple[float, float] | None:
    """Points, from the drawing's extent."""
    for parent in blip.iterancestors():
        for child in parent:
            if child.tag.endswith("}extent"):
                return int(child.get("cx", 0)) / _EMU, int(child.get("cy", 0)) / _EMU
    return None


def _scan(image: Array) -> tuple[str, float]:
    from pathlib import Path

    from pipeline.read.scan import read_picture

    page, _ = read_picture(SourceFile(Path(), "", "", "image"), None, image)
    return page.text, page.confidence
