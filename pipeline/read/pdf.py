"""PDF → Pages: the text layer where it can be trusted, the picture where not."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.read import scan
from pipeline.read.drawings import Drawings, drawings
from pipeline.read.glyphs import Frame, runs, upright_turn
from pipeline.read.grid import tables
from pipeline.read.insets import insets
from pipeline.read.layout import lay_out
from pipeline.read.runs import Run
from pipeline.read.textlayer import trusted
from pipeline.read.timelimit import PAGE, TooLong, within
from pipeline.records import Page, Problem, Reading, SourceFile

_SLACK = 1.2  # points that ruled lines may miss each other by


def read_pdf(source: SourceFile) -> Reading:
    """Every page of the file; a page that cannot be read is a Page with state "unreadable", and a Problem."""
    try:
        document = pdfium.PdfDocument(source.path)
    except pdfium.PdfiumError as error:
        return Reading((), (_refused(source, error),))
    pages: list[Page] = []
    problems: list[Problem] = []
    try:
        whole = _whole(source)
        if len(document) == 0:
            return Reading((), (_no_page(source) if whole else _damaged(source),))
        if not whole:
            message = f"{source.name}：PDF文件不完整（结尾缺失），只读出{len(document)}页，请核对页数并重新导出。"
            problems.append(Problem("damaged", message, source.name))
        for index in range(len(document)):
            try:
                with within(PAGE):
                    page, problem = _page(source, document, index)
            except TooLong:
                page, problem = _unreadable(source, index + 1, "识读超时")
            pages.append(page)
            if problem:
                problems.append(problem)
    finally:
        document.close()
    return Reading(tuple(pages), tuple(problems))


def _refused(source: SourceFile, error: pdfium.PdfiumError) -> Problem:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return Problem("encrypted", f"{source.name}：PDF设有打开密码，未能读取，请解除密码后重新放入。", source.name)
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


def _page(source: SourceFile, document: pdfium.PdfDocument, index: int) -> tuple[Page, Problem | None]:
    number = index + 1
    try:
        page = _opened(document, index)
    except pdfium.PdfiumError:
        return _unreadable(source, number, "页面数据损坏")
    try:
        textpage = page.get_textpage()
        try:
            frame = _frame(page, textpage)
            drawn = drawings(page.raw, frame)
            rulings = drawn.rulings
            walls = tuple(sorted({round(line.at, 1) for line in rulings.vertical}))
            found = runs(textpage.raw, frame, walls)
        finally:
            textpage.close()
        if trusted(found, drawn):
            return _written(source, number, page, frame, drawn, found), None
        if not found and not drawn.inks:
            width, height = frame.size
            return Page(source, number, "", width=width, height=height, state="blank"), None
        return scan.read_rendered(source, number, page, page.get_size())
    except pdfium.PdfiumError:
        return _unreadable(source, number, "页面数据损坏")
    finally:
        page.close()


def _opened(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """The page with its filled-in fields, stamps and signed seals made part of what is written on it."""
    page = document[index]
    if raw.FPDFPage_GetAnnotCount(page.raw) > 0 and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[index]
    return page


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
    )


def _unreadable(source: SourceFile, number: int, reason: str) -> tuple[Page, Problem]:
    page = Page(source, number, "", confidence=0.0, state="unreadable", reason=reason)
    return page, Problem("unreadable_page", f"第{number}页无法识读：{reason}", source.name, number)
