"""Blocks to a Word file; the same blocks give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from pipeline.synth.blocks import Block, Gap, Picture, Run, Seal, Table, Text
from pipeline.synth.pictures import plate, seal

FONTS = {"song": "宋体", "hei": "黑体", "kai": "楷体"}
_ALIGN = {"title": WD_ALIGN_PARAGRAPH.CENTER, "centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_SIZES = {"title": 22, "centre": 15, "cell": 11}
_THEN = datetime(2020, 1, 1)


def save(blocks: Sequence[Block], fonts: Mapping[str, str], seed: str) -> bytes:
    """One paper as .docx."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    properties = document.core_properties
    properties.author, properties.created, properties.modified, properties.title = "", _THEN, _THEN, ""
    _strip(document)
    for block in blocks:
        _put(document, block, fonts, seed)
    buffer = io.BytesIO()
    document.save(buffer)
    return still(buffer.getvalue())


def _strip(document: Any) -> None:
    """Leave out the template's thumbnail and its second set of styles: half of a small file."""
    for part in (document.part, document.part.package):
        for key in [
            key for key, relation in part.rels.items() if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail"))
        ]:
            part.rels.pop(key)


def still(packed: bytes) -> bytes:
    """The same zip with no clock in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", b"2020-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return buffer.getvalue()


def _put(document: Any, block: Block, fonts: Mapping[str, str], seed: str) -> None:
    if isinstance(block, Text):
        paragraph = document.add_paragraph()
        paragraph.alignment = _ALIGN.get(block.kind, WD_ALIGN_PARAGRAPH.LEFT)
        size = _SIZES.get(block.kind, 14)
        if block.kind == "body":
            paragraph.paragraph_format.first_line_indent = Pt(28)
        _runs(paragraph, block.runs, fonts["title"] if block.kind == "title" else fonts["body"], size)
    elif isinstance(block, Table):
        _table(document, block, fonts)
    elif isinstance(block, Seal):
        buffer = io.BytesIO()
        seal(block.text).save(buffer, "PNG")
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run().add_picture(io.BytesIO(buffer.getvalue()), width=Cm(3.8))
    elif isinstance(block, Picture):
        document.add_paragraph().add_run().add_picture(
            io.BytesIO(plate(block.kind, seed)), width=Cm(6 if block.kind == "card" else 11)
        )
    elif isinstance(block, Gap):
        document.add_paragraph()


def _table(document: Any, block: Table, fonts: Mapping[str, str]) -> None:
    columns = len(block.widths)
    table = document.add_table(rows=len(block.rows), cols=columns)
    table.style = "Table Grid"
    total = sum(block.widths)
    for place, row in enumerate(block.rows):
        cells = table.rows[place].cells
        for column, cell in enumerate(row.cells):
            target = cells[column]
            if column == len(row.cells) - 1 and column < columns - 1:
                target = target.merge(cells[columns - 1])
            target.width = Cm(15.8 * block.widths[column] / total)
            for number, line in enumerate(cell):
                paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
                _runs(paragraph, line, fonts["form"], _SIZES["cell"])


def _runs(paragraph: Any, parts: Sequence[Run], font: str, size: int) -> None:
    for part in parts:
        run = paragraph.add_run(part.text)
        run.font.size = Pt(size)
        name = "楷体" if part.hand else FONTS.get(font, "宋体")
        run.font.name = name
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
