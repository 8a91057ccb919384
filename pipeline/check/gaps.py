"""Why it cannot be said that something is not in the file."""

from __future__ import annotations

from pipeline.records import CaseRecord

CLEAR = 0.5  # a page whose worst line was read worse is not believed to be silent


def gap(case: CaseRecord) -> str:
    """What keeps silence from being believed, as a reader is told."""
    if any(page.state == "unreadable" for page in case.pages):
        return "有页面未能识读"
    if case.decisions_alone:
        return "卷内只有处罚决定书"
    if any(page.origin == "ocr" and page.confidence < CLEAR for page in case.pages):
        return "有页面没有读清"
    return "有的页面没有认出属于哪种文书"
