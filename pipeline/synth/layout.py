"""Blocks to sheets of A4: where every character, rule, stamp and picture goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.synth.blocks import Block, Gap, Picture, Row, Run, Seal, Table, Text
from pipeline.synth.typeface import width

WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT, TOP, BOTTOM = 72.0, 66.0, 74.0, 66.0
INNER = WIDTH - LEFT - RIGHT
CLOSING = "，。；：、！？）】》〉〕”’,.;:!?)%％"  # never first on a line
SIZES = {
    "title": (19.0, 34.0),
    "centre": (14.0, 24.0),
    "body": (13.0, 22.0),
    "flush": (13.0, 22.0),
    "right": (13.0, 23.0),
    "cell": (11.0, 17.0),
}


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters on a baseline; y from the top of the sheet."""

    x: float
    y: float
    size: float
    font: str
    text: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Stamp:
    """A red seal; x and y are its middle."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture in a frame."""

    x: float
    y: float
    w: float
    h: float
    kind: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """A whole side as a JPEG picture."""

    picture: bytes


@dataclass(slots=True)
class Sheet:
    """One side of paper."""

    marks: list[Glyphs | Stroke | Stamp | Plate | Scanned] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


Piece = tuple[str, str]  # text, font


def lay(blocks: Sequence[Block], fonts: Mapping[str, str]) -> list[Sheet]:
    """The sheets of one paper."""
    desk = _Desk(fonts)
    for block in blocks:
        desk.put(block)
    return desk.sheets


class _Desk:
    """The sheet being written and how far down it is."""

    def __init__(self, fonts: Mapping[str, str]) -> None:
        self.fonts = fonts
        self.sheets = [Sheet()]
        self.y = TOP

    def put(self, block: Block) -> None:
        if isinstance(block, Text):
            self._text(block)
        elif isinstance(block, Table):
            for row in block.rows:
                self._row(row, block.widths)
            self.y += 10
        elif isinstance(block, Seal):
            self.sheets[-1].marks.append(Stamp(WIDTH - RIGHT - 78, max(TOP + 40, self.y - 26), block.text))
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Gap):
            self.y += 26

    def _room(self, height: float) -> None:
        if self.y + height > HEIGHT - BOTTOM:
            self.sheets.append(Sheet())
            self.y = TOP

    def _text(self, block: Text) -> None:
        size, lead = SIZES[block.kind]
        font = self.fonts["title"] if block.kind == "title" else self.fonts["body"]
        indent = 2 * size if block.kind == "body" else 0.0
        for place, line in enumerate(wrap(block.runs, font, self.fonts["hand"], size, INNER, indent)):
            self._room(lead)
            long = sum(width(text, used, size) for text, used in line)
            x = LEFT + (indent if place == 0 else 0.0)
            if block.kind in ("title", "centre"):
                x = LEFT + max(0.0, (INNER - long) / 2)
            elif block.kind == "right":
                x = WIDTH - RIGHT - long - 26
            self._line(line, x, self.y + size, size)
            self.y += lead
        if block.kind == "title":
            self.y += 6

    def _line(self, line: Sequence[Piece], x: float, y: float, size: float) -> None:
        sheet = self.sheets[-1]
        for text, font in line:
            sheet.marks.append(Glyphs(x, y, size * (1.25 if font == self.fonts["hand"] else 1), font, text))
            x += width(text, font, size * (1.25 if font == self.fonts["hand"] else 1))
        text = "".join(text for text, _ in line).strip()
        if text:
            sheet.lines.append(text)

    def _row(self, row: Row, widths: Sequence[float]) -> None:
        size, lead = SIZES["cell"]
        edges = _edges(row, widths)
        cells = [
            [line for run in cell for line in wrap(run, self.fonts["form"], self.fonts["hand"], size, right - left - 10, 0.0)]
            for cell, (left, right) in zip(row.cells, edges, strict=True)
        ]
        while True:
            most = max(len(cell) for cell in cells)
            height = max(most * lead + 10, 62.0 if row.tall else 24.0)
            free = HEIGHT - BOTTOM - self.y
            if height > free and height > 0.4 * HEIGHT and free > 120:
                fit = int((free - 10) // lead)
                self._cells([cell[:fit] for cell in cells], edges, free, row)
                cells = [cell[fit:] for cell in cells]
                self._room(HEIGHT)
                continue
            self._room(height)
            self._cells(cells, edges, height, row)
            return

    def _cells(
        self, cells: Sequence[Sequence[Sequence[Piece]]], edges: Sequence[tuple[float, float]], height: float, row: Row
    ) -> None:
        size, lead = SIZES["cell"]
        marks, top = self.sheets[-1].marks, self.y
        for place, (cell, (left, right)) in enumerate(zip(cells, edges, strict=True)):
            y = top + (height - len(cell) * lead) / 2 if place == 0 or not row.tall else top + 5
            for line in cell:
                long = sum(width(text, font, size) for text, font in line)
                x = left + max(5.0, (right - left - long) / 2) if place == 0 and len(cells) > 1 else left + 5
                self._line(line, x, y + size, size)
                y += lead
            marks += [Stroke(left, top, right, top), Stroke(left, top + height, right, top + height)]
            marks += [Stroke(left, top, left, top + height), Stroke(right, top, right, top + height)]
        self.y = top + height

    def _picture(self, block: Picture) -> None:
        height = 120.0 if block.kind == "card" else 185.0
        wide = 190.0 if block.kind == "card" else 330.0
        self._room(height + 8)
        self.sheets[-1].marks.append(Plate(LEFT + (INNER - wide) / 2, self.y, wide, height, block.kind))
        self.y += height + 12


def _edges(row: Row, widths: Sequence[float]) -> list[tuple[float, float]]:
    """Left and right of each cell; the last takes what is left of the row."""
    total, x, edges = sum(widths), LEFT, []
    for place in range(len(row.cells)):
        last = place == len(row.cells) - 1
        right = LEFT + INNER if last else x + INNER * widths[place] / total
        edges.append((x, right))
        x = right
    return edges


def wrap(runs: Sequence[Run], font: str, hand: str, size: float, wide: float, indent: float) -> list[list[Piece]]:
    """Lines no wider than `wide`; figures and words stay whole, closing marks hang."""
    lines: list[list[Piece]] = [[]]
    room = wide - indent
    for run in runs:
        used = hand if run.hand else font
        for atom in _atoms(run.text):
            long = width(atom, used, size * (1.25 if run.hand else 1))
            if long > room and lines[-1] and atom not in CLOSING:
                lines.append([])
                room = wide
                atom = atom.lstrip(" ") or atom
            room -= long
            if lines[-1] and lines[-1][-1][1] == used:
                lines[-1][-1] = (lines[-1][-1][0] + atom, used)
            else:
                lines[-1].append((atom, used))
    return [line for line in lines if line] or [[]]


_ATOM = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|.", re.S)


def _atoms(text: str) -> list[str]:
    """What a line may break between: single characters, but figures and Latin words whole."""
    return [part for atom in _ATOM.findall(text) for part in ([atom] if len(atom) <= 20 else list(atom))]


def page_number(sheet: Sheet, number: int, corner: str, font: str) -> None:
    """The file's running number on the sheet, where this office writes it."""
    text = str(number)
    x = {"upper-right": WIDTH - 50, "lower-right": WIDTH - 50, "lower-centre": WIDTH / 2}[corner]
    sheet.marks.append(Glyphs(x, 42.0 if corner.startswith("upper") else HEIGHT - 34, 11.0, font, text))
    sheet.lines.append(text)


def fonts_of(style: Mapping[str, Any]) -> Mapping[str, str]:
    """The fonts of a style by their use."""
    fonts: Mapping[str, str] = style["fonts"]
    return fonts
