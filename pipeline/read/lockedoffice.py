"""Office files with a password: opened with one that the settings give, else named."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

from pipeline.read.passwords import locked, passwords
from pipeline.records import Reading, SourceFile


def read_locked(source: SourceFile) -> Reading:
    """What a locked DOCX, XLSX or PPTX says."""
    from pipeline.read.kinds import kind_of
    from pipeline.read.readers import read

    def inside(path: Path) -> Reading:
        return read(SourceFile(path, source.name, hashlib.sha256(path.read_bytes()).hexdigest(), kind_of(path)))

    return unlocked(source, inside)


def is_locked(source: SourceFile) -> bool:
    """Whether a DOC, XLS or PPT has a password."""
    try:
        with source.path.open("rb") as file:
            return bool(msoffcrypto.OfficeFile(file).is_encrypted())
    except _BROKEN:
        return False  # no Office file: the reader says what is wrong with it


def unlocked(source: SourceFile, read: Callable[[Path], Reading]) -> Reading:
    """Read a copy of the file without its lock; a Problem where no password fits."""
    content = next(filter(None, (_open(source.path, password) for password in passwords())), None)
    if content is None:
        return Reading((), (locked(source.name, "文件"),))
    with tempfile.TemporaryDirectory(prefix="anjuan-") as folder:
        path = Path(folder) / f"paper{source.path.suffix}"
        path.write_bytes(content)
        reading = read(path)
    return Reading(tuple(replace(page, source=source) for page in reading.pages), reading.problems)


def _open(path: Path, password: str) -> bytes | None:
    """The file inside, None where the password does not fit."""
    opened = io.BytesIO()
    try:
        with path.open("rb") as file:
            office = msoffcrypto.OfficeFile(file)
            office.load_key(password=password)
            office.decrypt(opened)
    except (InvalidKeyError, DecryptionError, *_BROKEN):
        return None
    return opened.getvalue()


_BROKEN = (FileFormatError, OSError, ValueError, KeyError, IndexError, AttributeError)  # what damaged containers make the library raise
