"""PDF → Pages: the text layer where it can be trusted, the picture where not."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.read import scan, trail
from pipeline.read.annotations import File, attached, noted, over
from pipeline.read.contents import content_lost
from pipeline.read.drawings import Drawings, drawings
from pipeline.read.glyphs import Frame, runs, upright_turn
from pipeline.read.grid import tables
from pipeline.read.insets import insets
from pipeline.read.layout import lay_out
from pipeline.read.marks import beside
from pipeline.read.packed import read_members
from pipeline.read.passwords import locked, passwords
from pipeline.read.runs import Run
from pipeline.read.textlayer import trusted
from pipeline.read.timelimit import PAGE, TooLong, within
from pipeline.records import Page, Problem, Reading, SourceFile

_SLACK = 1.2  # points that ruled lines may miss each other by
_FRESH = 300  # pages: pdfium keeps something of every page, so a long bundle is opened anew


def read_pdf(source: SourceFile) -> Reading:
    """Every page of the file; a page that cannot be read is a Page with state "unreadable", and a Problem.

    Files packed into it follow under SOURCE/NAME.
    """
    try:
        document = _document(source)
    except pdfium.PdfiumError as error:
        return Reading((), (_refused(source, error),))
    pages: list[Page] = []
    problems: list[Problem] = []
    packed: list[File] = []
    try:
        whole, count = _whole(source), len(document)
        if count == 0:
            return Reading((), (_no_page(source) if whole else _damaged(source),))
        if not whole:
            message = f"{source.name}：PDF文件不完整（结尾缺失），只读出{count}页，请核对页数并重新导出。"
            problems.append(Problem("damaged", message, source.name))
        if document.get_formtype() in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
            message = f"{source.name}：是动态表单（XFA），填写的内容可能没有读全，请打印成PDF后重新放入。"
            problems.append(Problem("unsupported", message, source.name))
        packed.extend(attached(document))
        for index in range(count):
            if index and index % _FRESH == 0:
                document.close()
                document = _document(source)
            page, problem = _guarded(source, document, index, packed)
            pages.append(page)
            if problem:
                problems.append(problem)
    finally:
        document.close()
    if packed:
        inside = read_members(source, packed, [])
        return Reading((*pages, *inside.pages), (*problems, *inside.problems))
    return Reading(tuple(pages), tuple(problems))


def _document(source: SourceFile) -> pdfium.PdfDocument:
    for password in (None, *passwords()):
        try:
            document = pdfium.PdfDocument(source.path, password=password)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) != raw.FPDF_ERR_PASSWORD:
                raise
            wrong = error
        else:
            document.init_forms()  # or a value without a drawn appearance is not shown
            return document
    raise wrong


def _guarded(source: SourceFile, document: pdfium.PdfDocument, index: int, packed: list[File]) -> tuple[Page, Problem | None]:
    """One page, whatever it does: what hangs or crashes costs itself alone."""
    try:
        trail.step(source.name, index + 1)
        with within(PAGE):
            return _page(source, document, index, packed)
    except TooLong:
        return _unreadable(source, index + 1, "识读超时")
    except trail.Deadly as error:
        return _unreadable(source, index + 1, str(error))


def _refused(source: SourceFile, error: pdfium.PdfiumError) -> Problem:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return locked(source.name, "PDF")
    if _whole(source) and source.path.stat().st_size < 100_000 and re.search(rb"/Count\s+0\b", source.path.read_bytes()):
        return _no_page(source)  # pdfium refuses a file without a page as if it were broken
    return _damaged(source)


def _no_page(source: SourceFile) -> Problem:
    return Problem("empty", f"{source.name}：PDF里一页也没有，请重新导出或重新扫描。", source.name)


def _damaged(source: SourceFile) -> Problem:
    return Problem("damaged", f"{source.name}：PDF文件损坏或不完整，未能打开，请从原系统重新导出。", source.name)


def _whole(source: SourceFile) -> bool:
    """Whether the file has its end: a copy that broke off lacks it, and pdfium repairs in silence."""
    with source.path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 4096))
        return b"%%EOF" in file.read()


def _page(source: SourceFile, document: pdfium.PdfDocument, index: int, packed: list[File]) -> tuple[Page, Problem | None]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return _unreadable(source, index + 1, "页面数据损坏")
    notes: tuple[str, ...] = ()
    try:
        if raw.FPDFPage_GetAnnotCount(page.raw) > 0:
            laid = over(page, document)
            notes = laid.notes
            packed.extend(laid.files)
            page = _flattened(page, document, index)
        made, problem = _looked_at(source, document, index + 1, page)
        return (noted(made, notes) if notes else made), problem
    except pdfium.PdfiumError:
        return _unreadable(source, index + 1, "页面数据损坏")
    finally:
        page.close()


def _flattened(page: pdfium.PdfPage, document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """The page with its filled-in fields, stamps and signed seals made part of what is written on it."""
    if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def _looked_at(
    source: SourceFile, document: pdfium.PdfDocument, number: int, page: pdfium.PdfPage
) -> tuple[Page, Problem | None]:
    textpage = page.get_textpage()
    try:
        frame = _frame(page, textpage)
        drawn = drawings(page.raw, frame)
        walls = tuple(sorted({round(line.at, 1) for line in drawn.rulings.vertical}))
        found = runs(textpage.raw, frame, walls)
    finally:
        textpage.close()
    if trusted(found, drawn):
        return _written(source, number, page, frame, drawn, found), None
    if not found and not drawn.inks:
        if content_lost(document, number - 1):
            return _unreadable(source, number, "页面数据损坏")
        width, height = frame.size
        return Page(source, number, "", width=width, height=height, state="blank"), None
    return scan.read_rendered(source, number, page, page.get_size())


def _frame(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Frame:
    left, bottom, right, top = page.get_cropbox() or page.get_mediabox()
    shown = page.get_rotation()
    turn = upright_turn(textpage.raw, shown)
    return Frame(left, bottom, right - left, top - bottom, turn, (turn - shown) % 360)


def _written(source: SourceFile, number: int, page: pdfium.PdfPage, frame: Frame, drawn: Drawings, found: list[Run]) -> Page:
    width, height = frame.size
    inset = insets(page, drawn, frame.size)
    text, lines = lay_out([*found, *inset.runs], tables(drawn.rulings, _SLACK), width, height)
    return Page(
        source,
        number,
        text,
        lines,
        inset.seals,
        width=round(width, 2),
        height=round(height, 2),
        rotation=frame.slant,
        confidence=min((line.confidence for line in lines), default=1.0),
        picture=inset.picture,
        marks=beside(text, lines, inset.marks),
    )


def _unreadable(source: SourceFile, number: int, reason: str) -> tuple[Page, Problem]:
    page = Page(source, number, "", confidence=0.0, state="unreadable", reason=reason)
    return page, Problem("unreadable_page", f"第{number}页无法识读：{reason}", source.name, number)
