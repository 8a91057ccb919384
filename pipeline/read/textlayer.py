"""Whether a PDF page's text layer can be trusted, or the page must be read from its picture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.drawings import Drawings
from pipeline.read.runs import Run
from pipeline.read.upright import COMMON

# private use, control characters, what could not be decoded: glyphs without a meaning
_STRANGE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x1f\x80-\x9f\ufffd]")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def trusted(runs: Sequence[Run], drawn: Drawings) -> bool:
    """Whether the text layer says what the page shows."""
    text = "".join(run.text for run in runs)
    if not text or len(_STRANGE.findall(text)) > 0.15 * len(text):
        return False
    chinese = _CHINESE.findall(text)
    if len(chinese) >= 20 and sum(map(COMMON.__contains__, chinese)) < 0.4 * len(chinese):
        return False
    # invisible text, or text under a picture of the page, is somebody else's OCR; ours has a known quality
    return drawn.seen_text > 0
