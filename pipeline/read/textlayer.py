"""Whether a PDF page's text layer can be trusted, or the page must be read from its picture."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.drawings import Drawings
from pipeline.read.runs import Run
from pipeline.read.upright import COMMON


def trusted(runs: Sequence[Run], drawn: Drawings) -> bool:
    """Whether the text layer says what the page shows."""
    text = "".join(run.text for run in runs)
    if not text:
        return False
    strange = sum(_strange(char) for char in text)
    if strange > 0.15 * len(text):
        return False
    chinese = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    if chinese and len(chinese) >= 20 and sum(char in COMMON for char in chinese) < 0.4 * len(chinese):
        return False
    # invisible text, or text under a picture of the page, is somebody else's OCR; ours has a known quality
    return drawn.seen_text > 0


def _strange(char: str) -> bool:
    code = ord(char)
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or code < 0x20 or char == "\ufffd" or 0x80 <= code < 0xA0
