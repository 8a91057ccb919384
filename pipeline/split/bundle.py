"""pages → papers: one bundle a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.records import Bundle, Document, IndexRow, Page, Problem
from pipeline.split.borders import papers
from pipeline.split.cases import cases
from pipeline.split.index import index
from pipeline.split.numbering import expected, numbers, overlooked
from pipeline.split.reconcile import reconcile
from pipeline.split.repeats import repeated
from pipeline.split.views import View, views

OVERLOOKED = "页面没有可识读的文字，而按页码和卷内目录此处应有文书"


def split(pages: Sequence[Page]) -> tuple[Bundle, ...]:
    """The papers of the pages, cut apart and named; several bundles where the pages hold several cases."""
    parted = cases(views(pages)) or ((),)
    starts = [0, *(seen[0].position for seen in parted[1:]), len(pages)]
    bundles = [
        _bundle(seen, pages[start:end], start)
        for seen, start, end in zip(parted, starts[:-1], starts[1:], strict=True)
    ]
    if len(bundles) == 1:
        return tuple(bundles)
    message = f"同一卷宗内有{len(bundles)}个案件，已拆开分别评查，请核对是否混装"
    return tuple(
        Bundle(bundle.documents, bundle.pages, bundle.index, (Problem("several_cases", message, *_where(bundle)), *bundle.problems))
        for bundle in bundles
    )


def _bundle(seen: Sequence[View], pages: Sequence[Page], start: int) -> Bundle:
    first = papers(seen, {})
    rows = index([page for paper in first if paper.role == "index" for page in paper.pages])
    numbered = numbers(seen, rows)
    lost = overlooked(numbered, rows, [start + at for at, page in enumerate(pages) if page.state == "blank"])
    if lost:
        pages = [replace(page, state="unreadable", reason=OVERLOOKED) if start + at in lost else page for at, page in enumerate(pages)]
        unread = [View(pages[position - start], position, (), None, None, None) for position in lost]
        seen = sorted((*seen, *unread), key=lambda view: (view.position, view.part))
    listed = expected(numbered, rows, seen)
    documents = papers(seen, listed) if listed else first
    written = {(view.page.source.name, view.page.number): view.corner for view in seen if view.part == 0 and view.corner}
    contradicted = reconcile(documents, rows, _confirmed(written, seen, numbered), pages)
    problems = (*_unreadable(seen, listed), *contradicted, *repeated(pages))
    return Bundle(documents, tuple(pages), rows, problems)


def _confirmed(
    written: Mapping[tuple[str, int | None], int], seen: Sequence[View], numbered: Mapping[int, int]
) -> dict[tuple[str, int | None], int]:
    """Corner numbers that were read and that the pages around them bear out: only these may contradict the index."""
    counted = {(view.page.source.name, view.page.number): numbered.get(view.position) for view in seen}
    return {place: number for place, number in written.items() if counted.get(place) == number}


def _unreadable(seen: Sequence[View], listed: Mapping[int, tuple[IndexRow, bool]]) -> list[Problem]:
    """What the index says unreadable pages are; why a page cannot be read is told by the reader, save for those it took for blank."""
    problems = []
    for view in seen:
        page = view.page
        if page.state != "unreadable":
            continue
        if view.position in listed:
            message = f"第{page.number}页无法识读；按卷内目录，此页应为“{listed[view.position][0].title}”"
        elif page.reason == OVERLOOKED:
            message = f"第{page.number}页无法识读：{OVERLOOKED}"
        else:
            continue
        problems.append(Problem("unreadable_page", message, page.source.name, page.number))
    return problems


def _where(bundle: Bundle) -> tuple[str | None, int | None]:
    paper: Document | None = bundle.documents[0] if bundle.documents else None
    return (paper.pages[0].source.name, paper.pages[0].number) if paper else (None, None)
