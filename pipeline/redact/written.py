"""Masking in files of text: Word, Excel, CSV, HTML, JSON, plain."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from PIL import Image

from pipeline.problems import UsageError
from pipeline.read.plain import decode

Mask = Callable[[str], str]  # a text → the same, masked, as long

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = re.compile(rb"(<(?:dc:creator|cp:lastModifiedBy)>)[^<]*")
_ENDS = {f"{_WORD}p": "\n", f"{_WORD}tc": "\t", f"{_WORD}br": "\n", f"{_WORD}tab": "\t"}


def plain_text(source: Path, out: Path, mask: Mask) -> None:
    """txt, csv, html: read in its own encoding, written in UTF-8."""
    text = decode(source.read_bytes())
    if text is None:
        raise UsageError(f"{source}：文字编码无法识别。请用记事本另存为UTF-8。")
    out.write_text(mask(text), encoding="utf-8")


def json_lines(source: Path, out: Path, mask: Mask) -> None:
    """One JSON value a line: every string in it is masked."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    out.write_text("".join(json.dumps(_strings(row, mask), ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def excel(source: Path, out: Path, mask: Mask) -> None:
    """Every cell; a row is read as one text, so that a label speaks for the cell beside it."""
    book = openpyxl.load_workbook(source)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            told = [cell for cell in row if isinstance(cell.value, str)]
            for cell, said in zip(told, mask("\t".join(str(cell.value) for cell in told)).split("\t"), strict=False):
                if cell.value != said and "\t" not in str(cell.value):
                    cell.value = said
    book.properties.creator = book.properties.lastModifiedBy = None
    book.save(out)


def word(source: Path, out: Path, mask: Mask) -> None:
    """Every run of text of every part, and a white picture for every picture: a signature, a card, a seal, a face."""
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for item in given.infolist():
            content = given.read(item)
            if item.filename.startswith("word/media/"):
                content = _white(content)
            elif item.filename.startswith("word/") and item.filename.endswith(".xml"):
                content = _masked_part(content, mask)
            elif item.filename == "docProps/core.xml":
                content = _CORE.sub(rb"\1", content)
            copy.writestr(item.filename, content)


def _masked_part(content: bytes, mask: Mask) -> bytes:
    """The text of a part is read whole, across runs and cells, masked, and laid back run by run."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    text = ""
    runs: list[tuple[Any, int]] = []
    for _, node in etree.iterwalk(root, events=("end",)):
        if node.tag == f"{_WORD}t" and node.text:
            runs.append((node, len(text)))
            text += node.text
        text += _ENDS.get(node.tag, "")
    said = mask(text)
    for node, start in runs:
        node.text = said[start : start + len(node.text)]
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _white(content: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            made = io.BytesIO()
            Image.new("RGB", picture.size, "white").save(made, picture.format or "PNG")
            return made.getvalue()
    except (OSError, ValueError, KeyError):
        return b""


def _strings(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_strings(item, mask) for item in value]
    return {key: _strings(item, mask) for key, item in value.items()} if isinstance(value, dict) else value
