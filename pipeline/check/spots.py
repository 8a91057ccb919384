"""Where a wording stands in a paper: the exact place, and whether the whole file was read well enough to be silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.records import CaseRecord, Document, Evidence, Page

_STOPS = "。；！？"
_DECISIONS = frozenset({"decision", "summary_decision", "no_penalty_decision"})


def spots(papers: Iterable[Document], words: str, but: str | None = None) -> Iterator[tuple[Document, Evidence]]:
    """Every place in these papers where `words` stands in a sentence that `but` does not hold (both go by text without blanks)."""
    pattern, other = re.compile(words), re.compile(but) if but else None
    for paper in papers:
        for page in paper.pages:
            kept, plain = _joined(page.text)
            for match in pattern.finditer(plain):
                if match.end() > match.start() and not (other and other.search(_sentence(plain, match.start(), match.end()))):
                    yield paper, _evidence(page, kept[match.start()], kept[match.end() - 1] + 1)


@lru_cache(maxsize=256)
def _joined(text: str) -> tuple[tuple[int, ...], str]:
    """The text without blanks, and where each of its characters stands; dozens of rules ask the same page."""
    kept = tuple(at for at, character in enumerate(text) if not character.isspace())
    return kept, "".join(text[at] for at in kept)


def spot(papers: Iterable[Document], words: str, but: str | None = None) -> tuple[Document, Evidence] | None:
    """The first of these places."""
    return next(spots(papers, words, but), None)


def silent(case: CaseRecord, papers: Iterable[Document] | None = None) -> bool:
    """Whether what was not found is surely not there: these papers, or the whole file, were read in print and left nothing out."""
    if papers is not None:
        pages = [page for paper in papers for page in paper.pages]
        return bool(pages) and all(page.state == "read" and page.origin == "text" for page in pages)
    if not case.index and all(paper.role in _DECISIONS for paper in case.documents):
        return False  # decisions alone are no case file
    return case.complete and all(page.origin == "text" for page in case.pages if page.state != "blank")


def titled(case: CaseRecord, pattern: str) -> tuple[Document, ...]:
    """The papers whose title shows the pattern."""
    return tuple(paper for paper in case.documents if re.search(pattern, re.sub(r"\s", "", paper.title)))


def _sentence(plain: str, start: int, end: int) -> str:
    first = max(plain.rfind(stop, 0, start) for stop in _STOPS) + 1
    last = min((at for stop in _STOPS if (at := plain.find(stop, end)) >= 0), default=len(plain))
    return plain[first : last + 1]


def _evidence(page: Page, start: int, end: int) -> Evidence:
    lines = [line for line in page.lines if line.start < end and line.end > start]
    boxes = [line.box for line in lines if line.box is not None]
    box = None
    if boxes:
        box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Evidence(page.source.name, page.number, start, end, page.text[start:end], box, lines[0].place if lines else None)
