"""Runs of text and ruled lines with their places: what a PDF's text layer and OCR both give to the layout."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand together on one baseline; units of the upright page, origin top left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 1.0

    @property
    def height(self) -> float:
        """The line's height: about one full-width character."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """The vertical middle."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line of a form: `at` is its y (horizontal) or x (vertical), from `start` to `end` the other way."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """All ruled lines of a page."""

    horizontal: tuple[Ruling, ...] = ()
    vertical: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table; merged cells are one, at their top left grid place."""

    row: int
    column: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its cells row by row."""

    cells: tuple[Cell, ...]
    x0: float
    y0: float
    x1: float
    y1: float
