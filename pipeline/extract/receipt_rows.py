"""Receipts with one row a paper: 文书名称 | 文号 | 收件人签名 | 收到时间, and what stands below each head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.labelled import Labelled


def under(plain: str, labels: str) -> Iterator[Labelled]:
    """Every cell below a head that is one of `labels`, as if the head stood beside it."""
    for head in re.finditer(r"^[^\n]*\t[^\n]*\t[^\n]*$", plain, re.MULTILINE):
        heads = [cell.strip() for cell in head[0].split("\t")]
        column = next((index for index, cell in enumerate(heads) if re.fullmatch(labels, cell)), None)
        if column is None or any(re.search(r"\d", cell) for cell in heads):
            continue
        at = head.end() + 1
        while at < len(plain):
            end = line_end(plain, at)
            cells = plain[at:end].split("\t")
            if len(cells) != len(heads):
                break
            start = at + sum(len(cell) + 1 for cell in cells[:column])
            value = cells[column].strip()
            if value:
                start += cells[column].find(value)
                yield Labelled(heads[column], value, start, start + len(value), exact=True)
            at = end + 1


def line_end(plain: str, start: int) -> int:
    """Where the line of this place ends."""
    end = plain.find("\n", start)
    return len(plain) if end < 0 else end
