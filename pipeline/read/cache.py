"""What OCR made of a picture, kept in the folder ANJUAN_CACHE names: the same picture is read once."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.read.engine import Array, version
from pipeline.records import Line, Page, Problem, Seal, SourceFile

Result = tuple[Page, Problem | None]
_EDITION = "4"  # raise it when what is made of a picture changes


def cached(source: SourceFile, number: int | None, image: Array, size: tuple[float, float], read: Callable[[], Result]) -> Result:
    """`read()`, or what it gave for this picture before."""
    folder = os.environ.get("ANJUAN_CACHE")
    if not folder:
        return read()
    key = sha256(f"{_EDITION} {version()} {image.shape} {size}".encode() + image.tobytes()).hexdigest()
    path = Path(folder) / key[:2] / f"{key}.json"
    if path.is_file():
        return _load(path, source, number)
    page, problem = read()
    path.parent.mkdir(parents=True, exist_ok=True)
    told = dataclasses.asdict(dataclasses.replace(page, source=SourceFile(Path(), "", "", ""), number=None))
    del told["source"]
    told["problem"] = [problem.kind, page.reason] if problem else None
    half = path.with_suffix(f".{os.getpid()}")
    half.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    half.replace(path)  # another process may be writing the same picture
    return page, problem


def _load(path: Path, source: SourceFile, number: int | None) -> Result:
    from pipeline.read.scan import unreadable

    told = json.loads(path.read_text(encoding="utf-8"))
    problem = told.pop("problem")
    if problem:
        return unreadable(source, number, (told["width"], told["height"]), problem[1])
    lines = tuple(Line(**{**line, "box": _tuple(line["box"]), "cell": _tuple(line["cell"])}) for line in told.pop("lines"))
    seals = tuple(Seal(_tuple(seal["box"]), seal["text"]) for seal in told.pop("seals"))
    told["marks"] = _tuple(told["marks"])
    return Page(
        source, number, told.pop("text"), lines, seals, **{key: value for key, value in told.items() if key != "number"}
    ), None


def _tuple(value: list[Any] | None) -> Any:  # JSON knows lists only
    return tuple(value) if value is not None else None
