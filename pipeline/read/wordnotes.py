"""What a Word document says beside its text: comments, footnotes, endnotes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = (("/footnotes", "footnote", "〔脚注〕"), ("/endnotes", "endnote", "〔尾注〕"), ("/comments", "comment", "〔批注〕"))
_SKIPPED = frozenset({_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText"})


def notes(document: Document) -> Iterator[tuple[str, str]]:
    """Place and words of each note, marked as what it is: a reviewer's remark is nobody's statement in the paper."""
    for ending, item, mark in _KINDS:
        for link in document.part.rels.values():
            if link.is_external or not link.reltype.endswith(ending):
                continue
            count = 0
            for note in ElementTree.fromstring(link.target_part.blob).iter(_W + item):
                text = " ".join("".join(_words(note)).split())
                if text:
                    count += 1
                    yield f"{item} {count}", f"{mark}{text}"


def _words(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in (_W + "tab", _W + "br"):
            yield " "
        yield from _words(child)
        if child.tag == _W + "p":
            yield " "
