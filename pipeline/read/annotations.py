"""What is laid over a PDF page or packed into the file: notes in the margin, files attached."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.records import Line, Page

_MARKS = (raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_STRIKEOUT)
_DRAWN = (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)  # words on the page itself, if the file says how they look

File = tuple[str, bytes]  # name and content


@dataclass(frozen=True, slots=True)
class Over:
    """What lies over one page; taken down before its fields and stamps are made part of it."""

    notes: tuple[str, ...] = ()
    files: tuple[File, ...] = ()


def over(page: pdfium.PdfPage, document: pdfium.PdfDocument) -> Over:
    """The notes that are not drawn on the page, and the files pinned to it."""
    notes: list[str] = []
    files: list[File] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind in _MARKS or (kind in _DRAWN and not raw.FPDFAnnot_HasKey(annotation, b"AP")):
            notes.append(" ".join(_text(annotation, b"Contents").split()))
        elif kind == raw.FPDF_ANNOT_FILEATTACHMENT and (handle := raw.FPDFAnnot_GetFileAttachment(annotation)):
            files.append(_file(pdfium.PdfAttachment(handle, document)))
        raw.FPDFPage_CloseAnnot(annotation)
    return Over(tuple(filter(None, notes)), tuple(files))


def noted(page: Page, notes: tuple[str, ...]) -> Page:
    """The page with its notes as lines at its end, marked as such: they are nobody's statement in the paper."""
    text, lines = page.text, list(page.lines)
    for note in notes:
        start = len(text) + 1 if text else 0
        text = f"{text}\n〔批注〕{note}" if text else f"〔批注〕{note}"
        lines.append(Line(start, len(text), None, "note"))
    return replace(page, text=text, lines=tuple(lines), state="read" if page.state == "blank" else page.state)


def attached(document: pdfium.PdfDocument) -> Iterator[File]:
    """Every file packed into the document."""
    for index in range(document.count_attachments()):
        yield _file(document.get_attachment(index))


def _file(attachment: pdfium.PdfAttachment) -> File:
    name = attachment.get_name().replace("/", "_").replace("\\", "_").replace("\n", "␊") or "附件"
    return name, bytes(attachment.get_data())


def _text(annotation: ctypes.c_void_p, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    room = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size)
    return room.raw[: max(0, size - 2)].decode("utf-16-le", "replace")
