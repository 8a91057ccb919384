"""What a paper is made of, before anyone draws it; and the small notation the wording tables are written in.

# text   title            ^ text   centred         > text   to the right      = text   without indent      text   a paragraph
| a | b  a ruled row (|: 2 5 before the first gives widths; |* a tall row)    @ text   a seal over the lines before
%photo, %map  a picture   -- a gap          [[name]] by hand                ⏎ a break inside a cell
?key: line  only where that word is there      !key: line  only where it is not
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one hand."""

    text: str
    hand: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `kind` is title, centre, right, flush or body."""

    runs: tuple[Run, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a ruled table: cells of paragraphs; the last cell spans what is left."""

    cells: tuple[tuple[tuple[Run, ...], ...], ...]
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with relative column widths."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """The agency's red stamp over what stands before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph or a sketch map."""

    kind: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty space."""


Block = Text | Table | Seal | Picture | Gap

_KINDS = {"#": "title", "^": "centre", ">": "right", "=": "flush"}
_HAND = re.compile(r"\[\[(.*?)\]\]")


def parse(template: str, words: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks of a wording with its places filled; lines left empty by their words are dropped."""
    blocks: list[Block] = []
    rows: list[Row] = []
    widths: tuple[float, ...] = ()

    def close() -> None:
        if rows:
            blocks.append(Table(widths or tuple(1.0 for _ in max((row.cells for row in rows), key=len)), tuple(rows)))
            rows.clear()

    for raw in template.splitlines():
        line = _wanted(raw.rstrip(), words)
        if line is None:
            continue
        if line.startswith("|:"):
            close()
            widths = tuple(float(part) for part in line[2:].split())
            continue
        if line.startswith("|"):
            rows.append(_row(line, words))
            continue
        close()
        widths = ()
        if line == "--":
            blocks.append(Gap())
        elif line.startswith("%"):
            blocks.append(Picture(line[1:]))
        elif line.startswith("@"):
            seal = line[1:].strip().format_map(words)
            if seal:
                blocks.append(Seal(seal))
        else:
            kind = _KINDS.get(line[0], "body") if line else "body"
            text = (line[1:].strip() if kind != "body" else line).format_map(words)
            blocks += [Text(runs(part), kind) for part in text.split("⏎") if part.strip()]
    close()
    return tuple(blocks)


def runs(text: str) -> tuple[Run, ...]:
    """A line parted into print and handwriting."""
    parts = _HAND.split(text)
    return tuple(Run(part, place % 2 == 1) for place, part in enumerate(parts) if part)


def _row(line: str, words: Mapping[str, str]) -> Row:
    tall = line.startswith("|*")
    cells = [cell.strip().format_map(words) for cell in line[2 if tall else 1 :].split("|")]
    return Row(tuple(tuple(runs(part) for part in cell.split("⏎")) for cell in cells), tall)


def _wanted(line: str, words: Mapping[str, str]) -> str | None:
    while line[:1] in ("?", "!") and ":" in line:
        key, rest = line[1:].split(":", 1)
        if bool(words.get(key, "")) != (line[0] == "?"):
            return None
        line = rest.lstrip() if not rest.startswith("\t") else rest
    return line or None
