"""Office papers: Word with everything it hides, older formats by LibreOffice, tables, a locked file."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.shared import Pt

from tests.cases.make_pictures import picture
from tests.cases.words import DATE, FORM, MONEY, TITLE

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def papers() -> dict[str, bytes]:
    """Name → content."""
    from msoffcrypto.format.ooxml import OOXMLFile

    from tests.cases.make import PASSWORD, converted

    plain, book = _plain(), _book()
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(PASSWORD, locked)
    old = converted(plain, ".docx", ".doc", "doc:MS Word 97")
    table = converted(book, ".xlsx", ".xls", "xls:MS Excel 97")
    return {
        "docx/决定书.docx": _full(),
        "docx_locked/加密.docx": locked.getvalue(),
        "doc/决定书.doc": old,
        "wps/决定书.wps": old,
        "rtf/决定书.rtf": converted(plain, ".docx", ".rtf", "rtf"),
        "odt/决定书.odt": converted(plain, ".docx", ".odt", "odt"),
        "xlsx/检尺.xlsx": book,
        "xls/检尺.xls": table,
        "et/检尺.et": table,
    }


def _plain() -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    _table(document)
    document.add_paragraph(MONEY)
    document.add_paragraph(DATE)
    return _saved(document)


def _full() -> bytes:
    """Header, table, text box, tracked change, comment, footnote mark, an embedded scan."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "云某县林业局"
    document.add_paragraph(TITLE)
    _table(document)
    changed = document.add_paragraph("罚款人民币")
    changed._p.append(parse_xml(f'<w:del {_W} w:id="1" w:author="x"><w:r><w:delText>贰万</w:delText></w:r></w:del>'))
    changed._p.append(parse_xml(f'<w:ins {_W} w:id="2" w:author="x"><w:r><w:t>壹万</w:t></w:r></w:ins>'))
    changed.add_run("元整（¥10000.00）")
    document.add_comment(changed.runs[0], text="金额请核对", author="甲", initials="甲")
    box = document.add_paragraph()
    box.add_run()._r.append(parse_xml(_BOX))
    document.add_picture(io.BytesIO(picture("JPEG")), width=Pt(400))
    document.add_paragraph(DATE)
    return _saved(document)


_BOX = f"""<w:pict {_W} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="t" style="width:200pt;height:40pt"><v:textbox>
<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"""


def _table(document: Any) -> None:
    table = document.add_table(rows=2, cols=2)
    for row, words in enumerate(FORM):
        for column, text in enumerate(words):
            table.cell(row, column).text = text


def _book() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["树号", "胸径（厘米）", "材积（立方米）"])
    book.active.append([1, 18, 0.1523])
    book.create_sheet("第二张").append(["合计", "=0.1523", None])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
