"""Papers laid out anew: pages broken in two and titles lost, as made-up papers seldom are and real ones are."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.records import Line, Page
from pipeline.split.headings import top
from pipeline.split.pieces import cut
from pipeline.split.rows import CORNER, MARK, Row, rows

BROKEN, UNTITLED = 0.4, 0.4  # shares of pages
_WHOLE = ("cover", "photo", "party_identity", "index")  # a sheet each
_TOP, _FULL = 0.06, (0.86, 0.93)  # where a page begins, and where one ends that goes on overleaf
_SHORT = 0.15  # of such pages end higher up


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as laid out anew, and the place of its paper in the gold."""

    page: Page
    paper: int


def repaged(pages: Sequence[Page], papers: Sequence[Mapping[str, Any]], chance: random.Random) -> Iterator[Leaf]:
    """The pages of a case that hold one paper each, without their numbers and without the index."""
    owners: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for at, paper in enumerate(papers):
        for number in paper["pages"] or ():
            owners[paper["source"], number].append(at)
    numbers: Counter[str] = Counter()
    begun: set[int] = set()
    for page in pages:
        held = owners[page.source.name, page.number]
        if len(held) != 1 or page.state != "read" or papers[held[0]]["role"] == "index" or any(line.box is None for line in page.lines):
            continue
        bare = without(page, _numbered(rows(page)))
        heading = top(rows(bare))
        if heading and held[0] not in begun and chance.random() < UNTITLED:
            bare = without(bare, rows(bare)[heading.row : heading.row + heading.rows])
        begun.add(held[0])
        for piece in _broken(bare, chance) if papers[held[0]]["role"] not in _WHOLE else (bare,):
            numbers[page.source.name] += 1
            yield Leaf(replace(piece, number=numbers[page.source.name]), held[0])


def without(page: Page, gone: Sequence[Row]) -> Page:
    """The page without these rows."""
    text, lines, end = "", [], 0
    for line in sorted(page.lines, key=lambda line: line.start):
        apart, end_before, end = page.text[end : line.start], end, line.end
        if any(row.start <= line.start < row.end for row in gone):
            end = end_before if not text else end
            continue
        text += apart if text else ""
        lines.append(replace(line, start=len(text), end=len(text) + line.end - line.start))
        text += page.text[line.start : line.end]
    return replace(page, text=text, lines=tuple(lines), marks=None)


def _numbered(page_rows: Sequence[Row]) -> list[Row]:
    return [row for row in page_rows if CORNER.match(row.bare) or MARK.search(row.bare) and len(row.bare) < 14]


def _broken(page: Page, chance: random.Random) -> tuple[Page, ...]:
    """A page, or its two halves: the first filled to the foot, the second from the head."""
    found = rows(page)
    if len(found) < 8 or chance.random() >= BROKEN:
        return (page,)
    first, second = cut(page, [found[chance.randint(max(4, len(found) * 3 // 10), len(found) - 2)].start])
    bottom = max((line.box[3] for line in first.lines if line.box), default=1.0)
    fill = 1.0 if chance.random() < _SHORT else chance.uniform(*_FULL) / bottom
    head = min((line.box[1] for line in second.lines if line.box), default=_TOP)
    return (
        replace(first, lines=tuple(_moved(line, fill, 0.0) for line in first.lines)),
        replace(second, lines=tuple(_moved(line, 1.0, head - _TOP) for line in second.lines)),
    )


def _moved(line: Line, scale: float, up: float) -> Line:
    if line.box is None:
        return line
    x0, y0, x1, y1 = line.box
    return replace(line, box=(x0, y0 * scale - up, x1, y1 * scale - up))
