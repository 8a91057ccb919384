"""What the index says against what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from pipeline.records import Document, IndexRow, Page, Problem
from pipeline.titles import plain

UNLISTED = ("cover", "index", "archive_note", "other")  # an index need not list these

MANY = 5  # more papers than that are told in one line: the index itself is at fault


def reconcile(
    documents: Sequence[Document], rows: Sequence[IndexRow], numbered: Mapping[tuple[str, int | None], int], pages: Sequence[Page]
) -> tuple[Problem, ...]:
    """Papers the index lists and that are not there, papers it does not list, and first pages that differ."""
    if not rows:
        return ()
    found = _pairs(rows, documents, numbered)
    readable = all(page.state != "unreadable" for page in pages)
    source = next((document.pages[0].source.name for document in documents if document.role == "index"), None)
    problems = []
    for at, row in enumerate(rows):
        paper = documents[found[at]] if at in found else None
        if paper is None:
            if readable and row.role:
                problems.append(Problem("missing_paper", f"卷内目录第{at + 1}项“{row.title}”{_at(row)}在卷内没有找到", source))
            continue
        number = numbered.get((paper.pages[0].source.name, paper.pages[0].number))
        if row.first_page and number and number != row.first_page:
            problems.append(
                Problem(
                    "index_page_mismatch",
                    f"卷内目录第{at + 1}项“{row.title}”写在第{row.first_page}页，实际在第{number}页",
                    paper.pages[0].source.name,
                    paper.pages[0].number,
                )
            )
    if all(row.role for row in rows) and len(found) * 2 >= len(rows):
        problems.extend(_extra(documents, set(found.values())))
    return tuple(problems)


def _extra(documents: Sequence[Document], listed: set[int]) -> list[Problem]:
    unlisted = [
        paper
        for at, paper in enumerate(documents)
        if at not in listed and paper.role not in UNLISTED and paper.title and paper.confidence >= 0.9
    ]
    if len(unlisted) > MANY:
        named = "、".join(f"“{paper.title}”" for paper in unlisted[:MANY])
        first = unlisted[0].pages[0]
        return [Problem("extra_paper", f"卷内目录可能不全：{named}等{len(unlisted)}件文书没有列出", first.source.name, first.number)]
    return [
        Problem("extra_paper", f"“{paper.title}”在卷内目录中没有列出", paper.pages[0].source.name, paper.pages[0].number)
        for paper in unlisted
    ]


def _pairs(
    rows: Sequence[IndexRow], documents: Sequence[Document], numbered: Mapping[tuple[str, int | None], int]
) -> dict[int, int]:
    """index row → paper: first in the order of both, then whatever is left of the same role, title or page."""
    keys = [row.role or f"?{row.title}" for row in rows]
    papers = [paper.role for paper in documents]
    pairs: dict[int, int] = {}
    for block in SequenceMatcher(None, keys, papers, autojunk=False).get_matching_blocks():
        pairs.update({block.a + step: block.b + step for step in range(block.size)})
    free = [at for at in range(len(documents)) if at not in pairs.values()]
    for at, row in enumerate(rows):
        if at in pairs:
            continue
        likely = [
            other
            for other in free
            if documents[other].role == row.role
            or _alike(documents[other].title, row.title)
            or row.first_page
            and numbered.get((documents[other].pages[0].source.name, documents[other].pages[0].number)) == row.first_page
        ]
        if likely:
            best = max(likely, key=lambda other: SequenceMatcher(None, documents[other].title, plain(row.title)).ratio())
            pairs[at] = best
            free.remove(best)
    return pairs


def _alike(a: str, b: str) -> bool:
    return bool(a) and SequenceMatcher(None, a, plain(b)).ratio() >= 0.8


def _at(row: IndexRow) -> str:
    return f"（第{row.first_page}页）" if row.first_page else ""
