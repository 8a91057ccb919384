"""What a result depends on, as hashes: the files of a case, our reading code and weights; all inputs and all of our code."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

from pipeline.records import CaseFiles

# what the stored readings come from, and what turns them into bytes and back
_READING = ("read/**/*", "split/**/*", "extract/**/*", "records/**/*", "store/codec.py", "titles.*")


def of_case(files: CaseFiles) -> str:
    """Changes when what is read of this case may change."""
    digest = hashlib.sha256((_code(_READING) + _learned()).encode())
    digest.update(files.case_id.encode())
    for source in files.files:
        digest.update(f"{source.name}\0{source.sha256}\0".encode())
    for problem in files.problems:
        digest.update(problem.message.encode())
    return digest.hexdigest()


def of_run(cases: Iterable[str], inputs: Iterable[Path | None], told: Iterable[object]) -> str:
    """Changes when any result of a run may change: cases by their hash, files beside them, what else was found on the way."""
    digest = hashlib.sha256((_code(("**/*",)) + _learned()).encode())
    for key in cases:
        digest.update(key.encode())
    for path in inputs:
        digest.update(path.read_bytes() if path else b"\0")
    digest.update(repr(tuple(told)).encode())
    return digest.hexdigest()


@cache
def _learned() -> str:
    """Our weights, and the releases of the libraries whose own weights and decoders read a page."""
    digest = hashlib.sha256()
    for path in sorted(path for path in (Path(__file__).parents[1] / "models").rglob("*") if path.is_file()):
        if path.suffix != ".md":
            digest.update(path.read_bytes())
    for name in ("rapidocr", "openvino", "onnxruntime", "pypdfium2", "opencv-python-headless"):
        try:
            digest.update(f"{name} {metadata.version(name)}".encode())
        except metadata.PackageNotFoundError:
            continue
    digest.update(os.environ.get("ANJUAN_OCR", "").encode())
    return digest.hexdigest()


@cache
def _code(patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            if path.suffix in {".py", ".yaml", ".json"} and "sample" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()
