"""Cutting a page at an offset: each part is a Page of its own with the same number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Page


def cut(page: Page, offsets: Sequence[int]) -> tuple[Page, ...]:
    """The parts of a page between the offsets; the page itself where there are none."""
    borders = [0, *sorted(offset for offset in set(offsets) if 0 < offset < len(page.text)), len(page.text)]
    if len(borders) == 2:
        return (page,)
    return tuple(_part(page, start, end) for start, end in zip(borders, borders[1:], strict=False))


def _part(page: Page, start: int, end: int) -> Page:
    lines = tuple(
        replace(line, start=line.start - start, end=line.end - start) for line in page.lines if start <= line.start < end
    )
    tops = [line.box[1] for line in lines if line.box]
    bottoms = [line.box[3] for line in lines if line.box]
    seals = tuple(
        seal
        for seal in page.seals
        if seal.box is None or not tops or min(tops) - 0.03 <= (seal.box[1] + seal.box[3]) / 2 <= max(bottoms) + 0.08
    )
    marks = None if page.marks is None else tuple(at - start for at in page.marks if start <= at < end)
    return replace(page, text=page.text[start:end], lines=lines, seals=seals, marks=marks)
