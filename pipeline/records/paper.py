"""Files, pages and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

ILLEGIBLE = "〔字迹不清〕"  # something is written there, a signature mostly: missing and illegible are never the same
UNREAD = "\ufffd"  # a sign the reader could not make out: somebody stands there, though nobody can say who
Box = tuple[float, float, float, float]  # x0, y0, x1, y1 as fractions of the upright page, origin top left


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a case. `name` is what the output prints: relative to the archive, with `/`."""

    path: Path
    name: str
    sha256: str
    kind: str  # "pdf", "docx", "image", "text", "html", … : a key of read.READERS


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on a page: page.text[start:end]. Inside a ruled table, one line of one cell."""

    start: int
    end: int
    box: Box | None  # None where the format has no fixed pages
    place: str | None = None  # "paragraph 14", "table 2, row 5, cell 3" where there are no pages
    confidence: float = 1.0
    wraps: bool = False  # the sentence or cell text goes on in the next line: the break is only the paper's edge
    cell: tuple[int, int, int] | None = None  # table, row, column on this page, from 0


@dataclass(frozen=True, slots=True)
class Seal:
    """A red stamp found on a page; `text` is None where there is one that cannot be read."""

    box: Box | None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. In `text` a tab parts cells of one table row, a newline parts lines; it is never altered later."""

    source: SourceFile
    number: int | None  # from 1 within the source; None where the format has no fixed pages
    text: str
    lines: tuple[Line, ...] = ()
    seals: tuple[Seal, ...] = ()
    width: float = 0.0  # points (PDF) or pixels (picture), upright
    height: float = 0.0
    rotation: int = 0  # degrees clockwise that were needed to bring it upright: 0, 90, 180, 270
    origin: Literal["text", "ocr"] = "text"
    confidence: float = 1.0  # the worst line's, not the mean
    state: Literal["read", "blank", "unreadable"] = "read"
    reason: str | None = None  # why it is unreadable, in Chinese
    picture: str | None = None  # perceptual hash of the largest photograph on the page, hex; None where there is none
    marks: tuple[int, ...] | None = (
        None  # offsets in text at which a small picture stands (pasted or written signature); None: not looked for
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """What the program could not do, or what a person must know about the input. `message` is Chinese."""

    kind: str  # unreadable_page, encrypted, damaged, several_cases, missing_paper, …
    message: str
    source: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One row of the file's own index (卷内目录)."""

    title: str
    role: str | None
    number: str | None
    day: date | None
    first_page: int | None  # the number written on the paper's corner, not the page of the file
    last_page: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """One paper: consecutive pages with one role of contract.md 3.1."""

    role: str
    title: str
    pages: tuple[Page, ...]  # a page that carries two papers is cut: each paper holds its part under the same number
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The files of one case as collected, before anything is read."""

    case_id: str
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...] = ()
    passwords: tuple[str, ...] = ()  # of the settings, tried on locked files


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The papers of one case after splitting; a file that holds several cases gives several bundles."""

    documents: tuple[Document, ...]
    pages: tuple[Page, ...]
    index: tuple[IndexRow, ...] = ()
    problems: tuple[Problem, ...] = ()
