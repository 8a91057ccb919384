"""DOCX → one Page: paragraphs and tables in body order, with the place of each."""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError

from pipeline.read.wordflow import Flow
from pipeline.records import Page, Problem, Reading, SourceFile


def read_word(source: SourceFile) -> Reading:
    """The whole document is one page without a number (contract.md 2.1)."""
    try:
        document = _opened(source.path)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, ElementTree.ParseError):
        message = f"{source.name}：Word文件损坏或不完整，未能打开，请用Word打开后另存为docx。"
        return Reading((), (Problem("damaged", message, source.name),))
    flow = Flow(document)
    flow.run()
    text = flow.text()
    if not text.strip() and not flow.pictures.seals and not flow.pictures.picture:
        return Reading((), (Problem("empty", f"{source.name}：Word文件里没有内容，请重新导出。", source.name),))
    confidence = min((line.confidence for line in flow.lines), default=1.0)
    page = Page(
        source, None, text, tuple(flow.lines), tuple(flow.pictures.seals), confidence=confidence, picture=flow.pictures.picture
    )
    return Reading((page,))


def _opened(path: Path) -> Document:
    try:
        return docx.Document(str(path))
    except KeyError:  # WPS names parts that are not there: "There is no item named …"
        return docx.Document(_without_dead_links(path))


def _without_dead_links(path: Path) -> io.BytesIO:
    """The same package without relationships to parts it does not hold."""
    mended = io.BytesIO()
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(mended, "w", zipfile.ZIP_DEFLATED) as copy:
        names = set(packed.namelist())
        for name in packed.namelist():
            content = packed.read(name)
            if name.endswith(".rels"):
                root = ElementTree.fromstring(content)
                folder = posixpath.dirname(posixpath.dirname(name))
                for link in list(root):
                    target = link.get("Target", "")
                    held = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                    if link.get("TargetMode") != "External" and held not in names:
                        root.remove(link)
                content = ElementTree.tostring(root)
            copy.writestr(name, content)
    mended.seek(0)
    return mended
