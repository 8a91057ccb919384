"""A paper's pages become one normalised string, with a map back to where every character stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.columns import Character, coloned, upright
from pipeline.extract.illegible import MARK, marked
from pipeline.extract.rows import rows_of, runs_on
from pipeline.extract.slips import mended
from pipeline.extract.spelling import filled, spaced, unglossed, unified
from pipeline.records import Box, Document, Evidence, Page

BARS = frozenset("|｜│┃")  # columns of a table copied from the web


@dataclass(frozen=True, slots=True)
class Text:
    """One paper as extract/ reads it. `origin[i]` is (page index, raw start, raw end) of plain[i]."""

    plain: str
    pages: tuple[Page, ...]
    origin: tuple[tuple[int, int, int], ...]

    def evidence(self, start: int, end: int) -> Evidence:
        """Where plain[start:end] stands; a span over a page break is shown on the page that holds most of it."""
        index, first, last = self._raw(start, end)
        page = self.pages[index]
        lines = [line for line in page.lines if line.start < last and line.end > first]
        return Evidence(
            source=page.source.name,
            page=page.number,
            start=first,
            end=last,
            quote=page.text[first:last],
            box=_union([line.box for line in lines if line.box is not None]),
            place=lines[0].place if lines else None,
        )

    def confidence(self, start: int, end: int) -> float:
        """How well the characters were read: the worst line they stand on."""
        index, first, last = self._raw(start, end)
        page = self.pages[index]
        found = [line.confidence for line in page.lines if line.start < last and line.end > first]
        return min(found, default=1.0 if page.origin == "text" else page.confidence)

    def _raw(self, start: int, end: int) -> tuple[int, int, int]:
        places = self.origin[start : max(end, start + 1)] or self.origin[-1:]
        if not places:
            return (0, 0, 0)
        if len(self.pages) == 1:
            return (0, min(place[1] for place in places), max(place[2] for place in places))
        pages = [place[0] for place in places]
        index = max(sorted(set(pages)), key=pages.count)
        own = [place for place in places if place[0] == index]
        return (index, min(place[1] for place in own), max(place[2] for place in own))


@lru_cache(maxsize=8)  # several readers ask for the same paper
def tidy(document: Document) -> Text:
    """Join the pages of a paper: one writing for every character, no furniture, no break or space inside a sentence."""
    characters: list[Character] = []
    for index, page in enumerate(document.pages):
        marks = frozenset(page.marks or ())
        rows = list(rows_of(page, document.pages[0] if index else None))
        for at, (start, end, joined) in enumerate(rows):
            last = at == len(rows) - 1
            row = page.text[start:end].strip()
            bars = sum(character in BARS for character in row)
            barred = "\t" not in row and (bars >= 2 or bars == 1 and len(row) > 1 and (row[0] in BARS or row[-1] in BARS))
            if not barred and not marks:
                characters += [(character, index, where, where + 1) for where, character in enumerate(page.text[start:end], start)]
            for where in range(start, end + 1) if barred or marks else ():
                if where in marks:
                    characters.append((MARK, index, where, where))
                if where < end and not (barred and page.text[where] in BARS and page.text[start:where].rstrip()[-1:] in ("", ":", "：")):
                    character = "\t" if barred and page.text[where] in BARS else page.text[where]
                    characters.append((character, index, where, where + 1))
            if not joined and not (last and runs_on(document.pages, index, page.text[start:end])):
                characters.append(("\n", index, end, min(end + 1, len(page.text))))
    characters = upright(spaced(filled(coloned(mended(marked(unified(unglossed(characters))))))))
    plain = "".join([one[0] for one in characters])
    return Text(plain, document.pages, tuple([one[1:] for one in characters]))


def _union(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    return (
        min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip
