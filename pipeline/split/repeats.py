"""Pages that lie in a bundle twice, word for word: one sheet scanned again, or a second copy."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.records import Page, Problem

_LEAST = 60  # characters: a caption or an empty form says nothing
_SURE = 0.9  # two readings that differ where both are sure are two papers: the same form for another person
_ALIKE = 0.95

Signs = list[tuple[str, float]]  # every character and how surely it was read


def repeated(pages: Sequence[Page]) -> Iterator[Problem]:
    """One for each page that an earlier one says word for word."""
    signs: dict[int, Signs] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    for place, page in enumerate(pages):
        if page.number is None or page.state != "read" or len(own := _signs(page)) < _LEAST:
            continue
        signs[place] = own
        rows = {row for line in page.text.splitlines() if len(row := _plain(line)) >= 8}
        shared = Counter(other for row in rows for other in holders[row])
        likely = (other for other, count in shared.most_common(3) if 2 * count >= len(rows))
        twin = next((other for other in likely if _same(signs[other], own)), None)
        for row in rows:
            holders[row].append(place)
        if twin is not None:
            first = pages[twin]
            where = "" if first.source == page.source else first.source.name
            message = f"第{page.number}页与{where}第{first.number}页内容相同，请核对是否重复扫描或者重复装订"
            yield Problem("duplicate_page", message, page.source.name, page.number)


def _same(one: Signs, other: Signs) -> bool:
    """Whether two readings differ at most where one of them was not sure."""
    matcher = SequenceMatcher(None, [sign for sign, _ in one], [sign for sign, _ in other], autojunk=False)
    if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return False
    return all(
        tag == "equal" or min((sure for _, sure in (*one[a:b], *other[c:d])), default=1.0) < _SURE
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def _signs(page: Page) -> Signs:
    sure = [page.confidence if page.origin == "ocr" else 1.0] * len(page.text)
    for line in page.lines:
        sure[line.start : line.end] = [line.confidence] * (line.end - line.start)
    bare = {char: _plain(char) for char in set(page.text)}
    return [(one, chance) for char, chance in zip(page.text, sure, strict=True) for one in bare[char]]


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))
