"""The flow of a Word document: what stands where, in the order a reader meets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.read.wordnotes import notes
from pipeline.read.wordpictures import Pictures
from pipeline.records import Line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset({_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _MC + "Fallback"})
# tick boxes of Wingdings, which Word stores as private characters
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F0FC": "√", "F050": "√", "F06E": "■", "F0A7": "■"} | dict.fromkeys(
    ("F0A8", "F06F", "F0A3", "F071"), "□"
)


class Flow:
    """Collects the text and lines of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts: list[str] = []
        self._length = 0
        self._tables = 0
        self._paragraphs = 0
        self._margins: set[str] = set()  # what headers and footers said so far
        self.lines: list[Line] = []
        self.pictures = Pictures()

    def run(self) -> None:
        """Header of the first page, body, footer of the first page, then what other headers, footers and notes say besides."""
        sections = list(self._document.sections)
        for section in sections[:1]:
            first = section.different_first_page_header_footer
            self._margin(section.first_page_header if first else section.header, "header")
        self._blocks(self._document.element.body, self._document.part)
        for section in sections[:1]:
            first = section.different_first_page_header_footer
            self._margin(section.first_page_footer if first else section.footer, "footer")
        for section in sections:
            first, even = section.different_first_page_header_footer, self._document.settings.odd_and_even_pages_header_footer
            for margin, used, place in (
                (section.first_page_header, first, "header"),
                (section.header, True, "header"),
                (section.even_page_header, even, "header"),
                (section.first_page_footer, first, "footer"),
                (section.footer, True, "footer"),
                (section.even_page_footer, even, "footer"),
            ):
                if used:
                    self._margin(margin, place)
        for place, text in notes(self._document):
            self._write(text, place, None)

    def text(self) -> str:
        """The page's text."""
        return "".join(self._parts).rstrip("\n")

    def _margin(self, margin: Any, place: str) -> None:
        if margin.is_linked_to_previous:
            return
        words = "".join(margin._element.itertext()).strip() or str(margin.part.partname)  # a picture alone has no words
        if words in self._margins:
            return
        self._margins.add(words)
        for paragraph in margin._element.iter(_W + "p"):
            self._paragraph(paragraph, margin.part, place)

    def _blocks(self, parent: Any, part: Any) -> None:
        for child in parent:
            if child.tag == _W + "p":
                self._paragraphs += 1
                self._paragraph(child, part, f"paragraph {self._paragraphs}")
            elif child.tag == _W + "tbl":
                self._table(child, part)
            elif child.tag == _W + "sdt":
                content = child.find(_W + "sdtContent")
                if content is not None:
                    self._blocks(content, part)
            elif child.tag in (_W + "ins", _W + "moveTo", _W + "customXml", _W + "smartTag"):
                self._blocks(child, part)

    def _paragraph(self, paragraph: Any, part: Any, place: str) -> None:
        boxes: list[Any] = []
        self.pictures.begin()
        self._write("".join(self._pieces(paragraph, part, boxes)), place, None)
        for box in boxes:
            for inner in box.iter(_W + "p"):
                self._write("".join(self._pieces(inner, part, [])), place, None)

    def _write(self, text: str, place: str, cell: tuple[int, int, int] | None) -> None:
        """Every line of `text` is a Line and ends with a newline."""
        for line in text.split("\n"):
            if line.strip():
                self._line(line, place, cell)
                self._put("\n")

    def _line(self, text: str, place: str, cell: tuple[int, int, int] | None, goes_on: bool = False) -> None:
        start = self._length
        self._put(text)
        sure = self.pictures.confidence(text)
        self.lines.append(Line(start, self._length, None, place, sure, goes_on, cell))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _table(self, table: Any, part: Any) -> None:
        self._tables += 1
        number = self._tables
        for row, line in enumerate(_children(table, "tr")):
            first, column = True, 0
            for order, cell in enumerate(_children(line, "tc"), 1):
                span, goes_on = _merge(cell)
                if not goes_on:
                    if not first:
                        self._put("\t")
                    first = False
                    place = f"table {number}, row {row + 1}, cell {order}"
                    self._cell(cell, part, place, (number - 1, row, column))
                column += span
            self._put("\n")

    def _cell(self, cell: Any, part: Any, place: str, where: tuple[int, int, int]) -> None:
        boxes: list[Any] = []
        pieces = []
        self.pictures.begin()
        for paragraph in _paragraphs(cell):
            pieces.append("".join(self._pieces(paragraph, part, boxes)))
        for box in boxes:
            pieces.extend("".join(self._pieces(inner, part, [])) for inner in box.iter(_W + "p"))
        lines = [line for piece in pieces for line in piece.split("\n") if line.strip()]
        # 处/理/意/见: a label written down its cell
        upended = len(lines) > 1 and all(len(line.strip()) <= 2 for line in lines)
        for index, line in enumerate(lines):
            if index:
                self._put("\n")
            self._line(line.replace("\t", "    "), place, where, upended and index < len(lines) - 1)

    def _pieces(self, element: Any, part: Any, boxes: list[Any]) -> Iterator[str]:
        """The text of a paragraph as it is shown: insertions in, deletions out, pictures read."""
        for child in element:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == _W + "t":
                yield child.text or ""
            elif tag in (_W + "tab", _W + "ptab"):
                if element.tag == _W + "r":
                    yield "\t"
            elif tag in (_W + "br", _W + "cr"):
                yield "\n"
            elif tag == _W + "noBreakHyphen":
                yield "-"
            elif tag == _W + "sym":
                yield _SYMBOLS.get((child.get(_W + "char") or "").upper(), "")
            elif tag == _W + "checkBox":
                yield "☑" if _ticked(child) else "□"
            elif tag == _W + "txbxContent":
                boxes.append(child)
            elif tag.endswith("}blip"):
                yield self.pictures.read(part, child.get(qn("r:embed")), element)
            elif tag.endswith("}imagedata"):
                yield self.pictures.read(part, child.get(qn("r:id")), element)
            elif isinstance(tag, str):
                yield from self._pieces(child, part, boxes)


def _ticked(box: Any) -> bool:
    state = box.find(_W + "checked")
    state = box.find(_W + "default") if state is None else state
    return state is not None and state.get(_W + "val", "1") not in ("0", "false")


def _children(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, those inside content controls and insertions too."""
    for child in parent:
        if child.tag == _W + name:
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _children(child, name)


def _merge(cell: Any) -> tuple[int, bool]:
    """How many grid columns a cell spans, and whether it is the lower part of a cell above."""
    properties = cell.find(_W + "tcPr")
    if properties is None:
        return 1, False
    span = properties.find(_W + "gridSpan")
    down = properties.find(_W + "vMerge")
    wide = int(span.get(_W + "val", "1")) if span is not None else 1
    return wide, down is not None and down.get(_W + "val", "continue") == "continue"


def _paragraphs(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell, those of a table inside it too."""
    for child in cell:
        if child.tag == _W + "p":
            yield child
        elif child.tag in (_W + "tbl", _W + "tr", _W + "tc", _W + "sdt", _W + "sdtContent"):
            yield from _paragraphs(child)
