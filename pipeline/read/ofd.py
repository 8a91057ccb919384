"""OFD (GB/T 33190) → Pages: text objects with their places, ruled lines, pictures."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from pipeline.read.grid import tables
from pipeline.read.layout import lay_out
from pipeline.read.ofdpictures import read_alone
from pipeline.read.runs import Ruling, Rulings, Run
from pipeline.read.scan import unreadable
from pipeline.records import Page, Problem, Reading, SourceFile

_SLACK = 0.5  # millimetres, the unit of OFD
_OUTLINES = 150  # shapes on a page without text: characters drawn as outlines
_BOMB = 200_000_000
Element = ElementTree.Element


def read_ofd(source: SourceFile) -> Reading:
    """Every page of every document in the file."""
    pages: list[Page] = []
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(source.path) as packed:
            if sum(info.file_size for info in packed.infolist()) > _BOMB:
                raise ValueError("too large")
            for document in _roots(packed):
                for page in _pages(packed, document):
                    made, problem = _page(source, packed, document, page, len(pages) + 1)
                    pages.append(made)
                    if problem:
                        problems.append(problem)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, RuntimeError):
        message = f"{source.name}：OFD文件损坏、加密或不完整，未能读全，请从原系统重新导出为PDF。"
        problems.append(Problem("damaged", message, source.name))
    if not pages and not problems:
        problems.append(Problem("empty", f"{source.name}：OFD里一页也没有，请重新导出。", source.name))
    return Reading(tuple(pages), tuple(problems))


def _xml(packed: zipfile.ZipFile, path: str) -> Element:
    raw = packed.read(path)
    if b"<!ENTITY" in raw:
        raise ValueError("entities")  # OFD has none: it is an attack
    root = ElementTree.fromstring(raw)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _join(base: str, path: str) -> str:
    return path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(base), path))


def _roots(packed: zipfile.ZipFile) -> list[str]:
    entry = next(name for name in [*packed.namelist(), "OFD.xml"] if name.lower().endswith("ofd.xml"))
    found = [_join(entry, (item.text or "").strip()) for item in _xml(packed, entry).iter("DocRoot")]
    names = set(packed.namelist())
    return [path for path in found if path in names]


def _pages(packed: zipfile.ZipFile, document: str) -> list[str]:
    return [_join(document, item.get("BaseLoc", "")) for item in _xml(packed, document).iter("Page") if item.get("BaseLoc")]


def _page(source: SourceFile, packed: zipfile.ZipFile, document: str, path: str, number: int) -> tuple[Page, Problem | None]:
    root, whole = _xml(packed, path), _xml(packed, document)
    box = root.find(".//Area/PhysicalBox")
    box = box if box is not None else whole.find(".//PageArea/PhysicalBox")
    _, _, width, height = _numbers(box.text if box is not None else "0 0 210 297")
    layers = [root]
    for template in root.iter("Template"):
        for item in whole.iter("TemplatePage"):
            if item.get("ID") == template.get("TemplateID") and item.get("BaseLoc"):
                layers.insert(0, _xml(packed, _join(document, item.get("BaseLoc", ""))))
    runs = [run for layer in layers for item in layer.iter("TextObject") for run in _runs(item)]
    across: list[Ruling] = []
    down: list[Ruling] = []
    for layer in layers:
        for item in layer.iter("PathObject"):
            _rule(item, across, down)
    if not runs:
        alone = read_alone(source, number, packed, layers, (width, height))
        if alone is not None:
            return alone
    if not runs and sum(1 for layer in layers for _ in layer.iter("PathObject")) > _OUTLINES:
        return unreadable(source, number, (width, height), "文字以图形绘制")
    text, lines = lay_out(runs, tables(Rulings(tuple(across), tuple(down)), _SLACK), width, height)
    return Page(source, number, text, lines, width=width, height=height, state="read" if lines else "blank"), None


def _numbers(text: str | None) -> list[float]:
    return [float(item) for item in re.findall(r"-?\d+(?:\.\d+)?", text or "")]


def _runs(item: Element) -> Iterator[Run]:
    x, y, _, _ = [*_numbers(item.get("Boundary")), 0.0, 0.0, 0.0, 0.0][:4]
    a, b, c, d, e, f = _numbers(item.get("CTM")) if item.get("CTM") else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    size = float(item.get("Size", "4"))
    for code in item.iter("TextCode"):
        text = code.text or ""
        if not text.strip():
            continue
        across, down = _numbers(code.get("X")), _numbers(code.get("Y"))
        left, base = (across or [0.0])[0], (down or [0.0])[0]
        steps = _steps(code.get("DeltaX"), len(text))
        wide = sum(steps[: len(text) - 1]) + size * (0.55 if text[-1].isascii() else 1.0)
        # the baseline stands about 0.86 of the size below the top
        x0, y0 = x + a * left + c * base + e, y + b * left + d * base + f
        high = size * (abs(d) or 1.0)
        yield Run(text.strip(), x0, y0 - 0.86 * high, x0 + wide * (abs(a) or 1.0), y0 + 0.14 * high)


def _steps(text: str | None, count: int) -> list[float]:
    """DeltaX: "3 3 g 4 2.5" is 3, 3 and four times 2.5."""
    steps: list[float] = []
    parts = (text or "").split()
    while parts:
        part = parts.pop(0)
        if part == "g" and len(parts) >= 2:
            repeat, step = int(float(parts.pop(0))), float(parts.pop(0))
            steps.extend([step] * min(repeat, count))
        else:
            steps.append(float(part))
    return steps


def _rule(item: Element, across: list[Ruling], down: list[Ruling]) -> None:
    x, y = [*_numbers(item.get("Boundary")), 0.0, 0.0][:2]
    a, b, c, d, e, f = _numbers(item.get("CTM")) if item.get("CTM") else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    pen = first = (0.0, 0.0)
    for kind, body in re.findall(r"([MLSCBQA])([^MLSCBQA]*)", item.findtext("AbbreviatedData") or ""):
        values = _numbers(body)
        if kind in "MSL" and len(values) >= 2:
            there = x + a * values[0] + c * values[1] + e, y + b * values[0] + d * values[1] + f
            if kind == "L":
                _line(pen, there, across, down)
            else:
                first = there
            pen = there
        elif kind == "C":
            _line(pen, first, across, down)
            pen = first


def _line(start: tuple[float, float], end: tuple[float, float], across: list[Ruling], down: list[Ruling]) -> None:
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) < 0.2 and abs(x1 - x0) > 1.5:
        across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) < 0.2 and abs(y1 - y0) > 1.5:
        down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
