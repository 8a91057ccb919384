"""Sheet → docx, laid out for an office printer: A4, 宋体/仿宋, page numbers, table heads repeated on each page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from pipeline.report.drawing import Drawing, png
from pipeline.report.sheet import TIMELINE_TITLE, Sheet, Table
from pipeline.report.words import COLOURS

BODY, HEAD = "宋体", "黑体"
WIDTH = 25.7  # printable width of A4 landscape with 2 cm margins, in cm


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet as a Word file."""
    document = new_document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    _font(document.styles["Normal"], BODY, 9.5)
    _page_numbers(section.footer.paragraphs[0])
    _line(document, sheet.title, HEAD, 18, centred=True)
    _pairs(document, sheet.header)
    for sentence in sheet.result:
        _line(document, sentence, HEAD, 10.5, red=sentence.startswith("拟否决"))
    for table in sheet.tables:
        _line(document, table.title, HEAD, 11, before=8)
        if sheet.drawing and table.title == TIMELINE_TITLE:
            _picture(document, sheet.drawing)
        _table(document, table)
    _signatures(document, sheet.signatures)
    document.core_properties.author = "anjuan"
    document.save(str(path))


def _pairs(document: Any, pairs: Sequence[tuple[str, str]]) -> None:
    rows = -(-len(pairs) // 3)
    table = document.add_table(rows, 6)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for n, (label, value) in enumerate(pairs):
        row, column = divmod(n, 3)
        _cell(table.cell(row, 2 * column), label, bold=True)
        _shade(table.cell(row, 2 * column))
        _cell(table.cell(row, 2 * column + 1), value)
    _widths(table, (3, 6) * 3)


def _table(document: Any, content: Table) -> None:
    table = document.add_table(1 + len(content.rows), len(content.heads))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for row, values in zip(table.rows, (content.heads, *content.rows), strict=True):
        head = values is content.heads
        for cell, value in zip(row.cells, values, strict=True):
            _cell(cell, value, bold=head or values[0] == "合计")
            if head:
                _shade(cell)
        _keep(row, head=head)
    _widths(table, content.widths)


def _picture(document: Any, drawing: Drawing) -> None:
    document.add_picture(io.BytesIO(png(drawing)), width=Cm(WIDTH))
    document.inline_shapes[-1]._inline.docPr.set("descr", drawing.title)  # read aloud, and shown where pictures are off
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _signatures(document: Any, texts: Sequence[str]) -> None:
    """Two by two, with room to write; the block never breaks over a page."""
    _line(document, "签名", HEAD, 11, before=8)
    table = document.add_table(-(-len(texts) // 2), 2)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for n, text in enumerate(texts):
        cell = table.cell(n // 2, n % 2)
        _cell(cell, text)
        cell.paragraphs[0].paragraph_format.keep_with_next = n // 2 < len(table.rows) - 1
    for row in table.rows:
        row.height, row.height_rule = Cm(1.6), WD_ROW_HEIGHT_RULE.AT_LEAST
        _keep(row, head=False)
    _widths(table, (1, 1))


def _cell(cell: Any, text: str, *, bold: bool = False) -> None:
    spacing, run = map(deepcopy, _form(bold or text in COLOURS, COLOURS.get(text)))
    run.text = text
    cell._tc.p_lst[0].extend((spacing, run))


@cache  # most of a sheet's time went into setting these anew in each of its cells
def _form(bold: bool, colour: str | None) -> tuple[Any, Any]:
    """How the paragraph of a cell is spaced, and the type it is set in."""
    paragraph = Paragraph(OxmlElement("w:p"), None)  # type: ignore[arg-type]
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0.5)
    run = paragraph.add_run()
    run.bold = bold
    run.font.size = Pt(9)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    return paragraph._p.pPr, run._r


def _shade(cell: Any) -> None:
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "E8EEF4")):
        shading.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _keep(row: Any, *, head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _widths(table: Any, parts: Sequence[int]) -> None:
    table.autofit = False
    unit = WIDTH / sum(parts)
    for column, part in zip(table.columns, parts, strict=True):  # LibreOffice and WPS go by the grid, Word by the cells
        column.width = Cm(unit * part)
    for row in table.rows:
        for cell, part in zip(row.cells, parts, strict=True):
            cell.width = Cm(unit * part)


def _line(
    document: Any, text: str, font: str, size: float, *, centred: bool = False, before: float = 2, red: bool = False
) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(2)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = font == HEAD  # a heading stays with its table
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    if red:
        run.font.color.rgb = RGBColor.from_string(COLOURS["拟否决"])
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _font(style: Any, name: str, size: float) -> None:
    style.font.name, style.font.size = name, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), name)
    language = OxmlElement("w:lang")  # without it other programs set Chinese in the shapes of another country
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.rPr.append(language)


def _page_numbers(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第", "PAGE"), ("页 共", "NUMPAGES"), ("页", None)):
        paragraph.add_run(text)
        if field:
            element = OxmlElement("w:fldSimple")
            element.set(qn("w:instr"), field)
            paragraph._p.append(element)
