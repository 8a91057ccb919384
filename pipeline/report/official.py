"""Papers in the layout of official documents (GB/T 9704): margins, type, line grid and page numbers; 【…】 is for a person to fill in."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from pipeline.problems import OutputError
from pipeline.report.drawing import Drawing, png
from pipeline.report.sheet import Table

TITLE, BODY, HEAD, SUBHEAD, PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
_OTHER = {TITLE: "宋体", BODY: "仿宋", SUBHEAD: "楷体"}  # what a machine without the font takes
_MARGINS = (37, 35, 28, 26)  # mm: top, bottom, left, right
_SIZE, _LINE = 16, 28.95  # 三号; 22 lines a page
_LONG = 150  # characters of a cell that may go over a page
_BLANK = re.compile(r"(【[^】]*】)")

Kind = Literal["head", "subhead", "text", "plain", "signed"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: 一级标题, 二级标题, 正文, 不缩进的正文, 落款."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing across the page."""

    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to send."""

    title: str
    blocks: tuple[Block | Table | Picture, ...]
    annex: str = ""  # 附件1, above the title
    wide: bool = False  # landscape: for lists


def write(paper: Paper, path: Path) -> None:
    """Write the paper as a Word file."""
    document = new_document()
    _page(document, wide=paper.wide)
    _fallbacks(document)
    _font(document.styles["Normal"], BODY, _SIZE)
    if paper.annex:
        _paragraph(document, paper.annex, HEAD, _SIZE)
    _title(document, paper.title)
    for block in paper.blocks:
        if isinstance(block, Table):
            _table(document, block, wide=paper.wide)
        elif isinstance(block, Picture):
            document.add_picture(io.BytesIO(png(block.drawing)), width=Cm(_width(paper.wide)))
            document.inline_shapes[-1]._inline.docPr.set("descr", block.drawing.title)
        else:
            _block(document, block)
    document.core_properties.author = "anjuan"
    document.core_properties.title = paper.title
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(path))
    except OSError as error:
        raise OutputError(f"{path}：文件不能写入，可能正在 Word 中打开。") from error


def _page(document: Any, *, wide: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, bottom, left, right = _MARGINS
    if wide:  # the sheet is turned: its top margin stays on the side that is bound
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        top, bottom, left, right = left, right, bottom, top
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(top),
        Mm(bottom),
        Mm(left),
        Mm(right),
    )
    section.footer_distance = Mm(bottom - 7)  # the number stands 7 mm below the text
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character in from the side."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    for text, field in (("— ", "PAGE"), (" —", None)):
        _run(paragraph, text, PLAIN, 14)
        if field:
            element = OxmlElement("w:fldSimple")
            element.set(qn("w:instr"), field)
            run = OxmlElement("w:r")
            size = OxmlElement("w:sz")
            size.set(qn("w:val"), "28")
            properties = OxmlElement("w:rPr")
            properties.append(size)
            run.append(properties)
            run.append(OxmlElement("w:t"))
            element.append(run)
            paragraph._p.append(element)


def _title(document: Any, text: str) -> None:
    for n, line in enumerate(text.split("\n")):
        paragraph = _paragraph(document, line, TITLE, 22)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = Pt(34)
        paragraph.paragraph_format.space_before = Pt(12 if n == 0 else 0)
    paragraph.paragraph_format.space_after = Pt(18)


def _block(document: Any, block: Block) -> None:
    font = {"head": HEAD, "subhead": SUBHEAD}.get(block.kind, BODY)
    paragraph = _paragraph(document, block.text, font, _SIZE)
    if block.kind in ("head", "subhead", "text"):
        paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZE)
    if block.kind in ("head", "subhead"):
        paragraph.paragraph_format.keep_with_next = True
    if block.kind == "text":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if block.kind == "signed":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(4 * _SIZE)


def _table(document: Any, content: Table, *, wide: bool) -> None:
    if content.title:
        paragraph = _paragraph(document, content.title, HEAD, 14)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
    table = document.add_table(1 + len(content.rows), len(content.heads))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    unit = _width(wide) / sum(content.widths)
    for column, part in zip(table.columns, content.widths, strict=True):
        column.width = Cm(unit * part)
    size = 10.5 if wide or len(content.heads) > 5 else 12
    for n, (row, values) in enumerate(zip(table.rows, (content.heads, *content.rows), strict=True)):
        for cell, value, part, head in zip(row.cells, values, content.widths, content.heads, strict=True):
            cell.width = Cm(unit * part)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = 1.0
            _runs(paragraph, value, HEAD if n == 0 else BODY, size)
            if n == 0 or head in content.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        properties = row._tr.get_or_add_trPr()
        if max(map(len, values)) < _LONG:
            properties.append(OxmlElement("w:cantSplit"))
        if n == 0:
            properties.append(OxmlElement("w:tblHeader"))
    document.add_paragraph().paragraph_format.line_spacing = Pt(10)


def _width(wide: bool) -> float:
    """The width of the text, in cm."""
    return 22.5 if wide else 15.6


def _paragraph(document: Any, text: str, font: str, size: float) -> Any:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    _runs(paragraph, text, font, size)
    return paragraph


def _runs(paragraph: Any, text: str, font: str, size: float) -> None:
    """The text, with what a person must complete marked in yellow."""
    for part in filter(None, _BLANK.split(text)):
        run = _run(paragraph, part, font, size)
        if _BLANK.fullmatch(part):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _run(paragraph: Any, text: str, font: str, size: float) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return run


def _font(style: Any, name: str, size: float) -> None:
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), name)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.rPr.append(language)


def _fallbacks(document: Any) -> None:
    """Tell Word which font to take where ours is not installed."""
    part = next(relation.target_part for relation in document.part.rels.values() if relation.reltype.endswith("/fontTable"))
    entries = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in _OTHER.items())
    part._blob = part.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")
