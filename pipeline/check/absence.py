"""Whether a paper is surely not in the file: contract.md 2.2, and no doubtful paper or heading that may be it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.check.reading import text_of
from pipeline.check.words import words
from pipeline.records import CaseRecord, Document, Page
from pipeline.titles import Title, title

# Below this the splitter itself was not sure what a paper is; it may be the one we are about to call missing.
_DOUBTFUL = 0.7
_HEAD = 60  # characters of a paper in which its title stands
_LONGEST = 24  # characters of a line that may be a title
_NAMING = ("cover", "index", "evidence_list", "service_receipt", "archive_note")  # these name other papers in lines of their own
_NOT_TITLE = re.compile(r"[\t。，；：、！？,;:]|^[\d①-⑳（(一二三四五六七八九十]{1,4}[.．、）)]|份$|页$")
_ANNOUNCED = ("：", ":", "、", "，", ",")
_ENDS = re.compile(r"(?:书|表|单|录|函|证|报告|纪要|凭证|收据|票据)(?:[（(][^（）()]{1,6}[）)])?(?:\s*\S{0,8}[〔\[（(【]\d{4}[〕\]）)】]\S{0,6}号)?$")


def surely_absent(case: CaseRecord, *roles: str) -> bool | None:
    """As CaseRecord.absent, but None too where a doubtful paper, or a heading inside another paper, may be the one looked for."""
    absent = case.absent(*roles)
    if absent and (any(_may_be(document, roles) for document in case.documents) or any(one.role in roles for one in headings(case))):
        return None
    return absent


def headings(case: CaseRecord) -> Iterator[Title]:
    """The lines inside papers that look like the title of a paper: a title that was overlooked starts a paper nobody counted."""
    for document in case.documents:
        if document.role not in _NAMING:
            for page in document.pages:
                for line in _lone_lines(page):
                    found = title(line)
                    if found and found.residue <= 2:
                        yield found


def _lone_lines(page: Page) -> Iterator[str]:
    lines = _short_lines(page.text)
    if lines:
        # what stands in a ruled cell is the label or the content of a form, and a wrapped line is part of a sentence
        boxed = {page.text[line.start : line.end].strip() for line in page.lines if line.cell is not None or line.wraps}
        yield from (line for line in lines if line not in boxed)


@lru_cache(maxsize=256)
def _short_lines(text: str) -> tuple[str, ...]:
    """Lines that end as titles do, and stand neither in a sentence nor in a list that was announced (附件：)."""
    found, before = [], ""
    for raw in text.split("\n"):
        line = raw.strip()
        alone = len(before) <= _LONGEST or before[-1] in "。；！？"
        listed = before.endswith(_ANNOUNCED) or _NOT_TITLE.search(line)
        if alone and not listed and 4 <= len(line.replace(" ", "")) <= _LONGEST and _ENDS.search(line):
            found.append(line)
        before = line
    return tuple(found)


def _may_be(document: Document, roles: tuple[str, ...]) -> bool:
    if document.role != "other" and document.confidence >= _DOUBTFUL:
        return False
    head = document.title + text_of(document)[:_HEAD]
    return any(re.search(words()["headings"][role], head) for role in roles if role in words()["headings"])
