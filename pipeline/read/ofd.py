"""OFD (GB/T 33190) → Pages: text objects with their places, ruled lines, pictures, seals, annotations, attached files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

from pipeline.read import trail
from pipeline.read.annotations import noted
from pipeline.read.grid import tables
from pipeline.read.layout import lay_out
from pipeline.read.ofdpackage import IDENTITY, Element, Matrix, OfdDocument, Package, PageEntry, inner, join
from pipeline.read.ofdpictures import placed, read_alone, seen
from pipeline.read.ofdseals import seals
from pipeline.read.ofdtext import rulings, runs
from pipeline.read.packed import read_members
from pipeline.read.runs import Ruling, Rulings
from pipeline.read.scan import unreadable
from pipeline.records import Page, Problem, Reading, SourceFile

_SLACK = 0.5  # millimetres, the unit of OFD
_OUTLINES = 150  # shapes on a page without text: characters drawn as outlines
_BROKEN = (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, RuntimeError, NotImplementedError)
_DEEP = 8
Object = tuple[Element, Matrix]  # an object, and how what holds it lies on the page


def read_ofd(source: SourceFile) -> Reading:
    """Every page of every document in the file; files attached to it follow under SOURCE/NAME."""
    pages: list[Page] = []
    problems: list[Problem] = []
    attached: list[tuple[str, bytes]] = []
    try:
        with zipfile.ZipFile(source.path) as packed:
            for document in Package(packed).documents():
                _document(source, document, pages, problems)
                attached.extend(_attached(document))
    except _BROKEN:
        message = f"{source.name}：OFD文件损坏、加密或不完整，未能读全，请从原系统重新导出为PDF。"
        problems.append(Problem("damaged", message, source.name))
    if not pages and not problems:
        problems.append(Problem("empty", f"{source.name}：OFD里一页也没有，请重新导出。", source.name))
    if attached:
        inside = read_members(source, attached, [])
        return Reading((*pages, *inside.pages), (*problems, *inside.problems))
    return Reading(tuple(pages), tuple(problems))


def _document(source: SourceFile, document: OfdDocument, pages: list[Page], problems: list[Problem]) -> None:
    entries = document.pages()
    over = _annotations(document)
    roots: dict[str, Element] = {}
    for entry in entries:
        try:
            roots[entry.number] = document.package.xml(entry.path)
        except _BROKEN:
            continue
    stamped = seals(document, {number: document.size(root) for number, root in roots.items()})
    for entry in entries:
        number = len(pages) + 1
        try:
            trail.step(source.name, number)
            page, problem = _page(source, document, entry, roots.get(entry.number), over.get(entry.number, []), number)
        except _BROKEN:
            page, problem = unreadable(source, number, (210.0, 297.0), "页面数据损坏")
        except trail.Deadly as error:
            page, problem = unreadable(source, number, (210.0, 297.0), str(error))
        marks = (*page.seals, *stamped.get(entry.number, ()))
        state = "read" if marks and page.state == "blank" else page.state
        pages.append(replace(page, seals=marks, state=state))
        if problem:
            problems.append(problem)


def _page(
    source: SourceFile, document: OfdDocument, entry: PageEntry, root: Element | None, over: list[Element], number: int
) -> tuple[Page, Problem | None]:
    if root is None:
        raise KeyError(entry.path)
    size = document.size(root)
    objects = [item for layer in document.layers(root) for item in _shown(document, layer, IDENTITY)]
    notes: list[str] = []
    for annotation in over:
        if annotation.get("Type") == "Watermark" or annotation.get("Visible") == "false":
            continue
        drawn = [
            item for look in annotation.iter("Appearance") for item in _shown(document, look, inner(look, IDENTITY, own=False))
        ]
        objects += drawn
        remark = " ".join((annotation.findtext("Remark") or "").split())
        if remark and annotation.get("Type") in ("Highlight", "Path") or (remark and not drawn):
            notes.append(remark)
    found = [run for item, at in objects if item.tag == "TextObject" for run in runs(item, at)]
    pictures = placed(
        [pair for pair in objects if pair[0].tag == "ImageObject"], document.package, document.page_media(root, entry.path)
    )
    if not found:
        alone = read_alone(source, number, pictures, size)
        if alone is not None:
            return noted(alone[0], tuple(notes)), alone[1]
        if sum(item.tag == "PathObject" for item, _ in objects) > _OUTLINES:
            return unreadable(source, number, size, "文字以图形绘制")
    across: list[Ruling] = []
    down: list[Ruling] = []
    for item, at in objects:
        if item.tag == "PathObject":
            rulings(item, across, down, at)
    looked = seen(source, pictures, found, size)
    text, lines = lay_out([*found, *looked.runs], tables(Rulings(tuple(across), tuple(down)), _SLACK), *size)
    page = Page(
        source,
        number,
        text,
        lines,
        looked.seals,
        width=size[0],
        height=size[1],
        confidence=min((line.confidence for line in lines), default=1.0),
        state="read" if lines or looked.seals or looked.picture else "blank",
        picture=looked.picture,
    )
    problem = None
    if looked.lost:
        message = f"{source.name}：第{number}页有{looked.lost}幅图片无法解码，其中的文字没有读到，请对照原件。"
        problem = Problem("unreadable_image", message, source.name, number)
    return noted(page, tuple(notes)), problem


def _shown(document: OfdDocument, parent: Element, outer: Matrix, depth: int = 0) -> Iterator[Object]:
    """The objects under an element that are not hidden; those of blocks and composite objects too."""
    for item in parent if depth < _DEEP else ():
        if item.get("Visible") == "false":
            continue
        if item.tag in ("TextObject", "PathObject", "ImageObject"):
            yield item, outer
        elif item.tag in ("Content", "Layer", "PageBlock"):
            yield from _shown(document, item, inner(item, outer, own=False), depth + 1)
        elif item.tag == "CompositeObject" and (unit := document.units.get(item.get("ResourceID", ""))) is not None:
            yield from _shown(document, unit, inner(item, outer), depth + 1)


def _annotations(document: OfdDocument) -> dict[str, list[Element]]:
    """What is laid over the pages, by the ID of each."""
    found: dict[str, list[Element]] = {}
    for item in document.root.iter("Annotations"):
        listed = join(document.path, (item.text or "").strip())
        if not document.package.held(listed):
            continue
        for page in document.package.xml(listed).iter("Page"):
            path = join(listed, (page.findtext("FileLoc") or "").strip())
            if document.package.held(path):
                found.setdefault(page.get("PageID", ""), []).extend(document.package.xml(path).iter("Annot"))
    return found


def _attached(document: OfdDocument) -> Iterator[tuple[str, bytes]]:
    """The attached files a reader is shown."""
    for item in document.root.iter("Attachments"):
        listed = join(document.path, (item.text or "").strip())
        if not document.package.held(listed):
            continue
        for file in document.package.xml(listed).iter("Attachment"):
            path = (file.findtext("FileLoc") or "").strip()
            held = document.package.held(join(listed, path)) or document.package.held(join(document.path, path))
            if held and file.get("Visible") != "false":
                name = file.get("Name") or ""
                tail = held.rpartition("/")[2]
                shown = name if "." in name else f"{name}.{tail.rpartition('.')[2]}" if name else tail
                yield shown.replace("/", "_").replace("\\", "_").replace("\n", "␊"), document.package.content(held)
