"""What a file is, by its content; the extension only breaks ties."""

from __future__ import annotations

import zipfile
from pathlib import Path

EXTENSIONS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "office",
    ".wps": "office",
    ".rtf": "office",
    ".odt": "office",
    ".dot": "office",
    ".wpt": "office",
    ".ofd": "ofd",
    ".txt": "text",
    ".htm": "html",
    ".html": "html",
    ".xml": "html",
    ".mht": "mail",
    ".mhtml": "mail",
    ".eml": "mail",
    ".jpg": "image",
    ".jpeg": "image",
    ".png": "image",
    ".bmp": "image",
    ".webp": "image",
    ".gif": "image",
    ".tif": "image",
    ".tiff": "image",
    ".avif": "image",
    ".jfif": "image",
    ".heic": "heic",
    ".heif": "heic",
    ".hif": "heic",
    ".zip": "zip",
    ".xlsx": "sheet",
    ".csv": "sheet",
    ".xls": "table",
    ".et": "table",
    ".7z": "packed",
    ".rar": "packed",
    ".tar": "packed",
    ".gz": "packed",
    ".tgz": "packed",
}
LOOSE_PAGES = frozenset(
    {".jpg", ".jpeg", ".jfif", ".png", ".bmp", ".webp", ".gif", ".avif", ".heic", ".heif", ".hif"}
)  # one picture, one page

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "office"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!\x1a\x07", "packed"),
)


_LOCKED = "EncryptedPackage".encode("utf-16-le")  # how Office names the content of a docx with a password
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


def kind_of(path: Path) -> str:
    """A key of read.READERS, "empty" for a file of no bytes, or "unknown"; raises OSError where it cannot be opened."""
    with path.open("rb") as file:
        head = file.read(4096)
    named = EXTENSIONS.get(path.suffix.lower(), "unknown")
    if not head.strip(b"\x00 \r\n\t"):
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if _LOCKED in path.read_bytes():
            return "locked"
        return "table" if named in ("table", "sheet") else "office"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:2] == b"BM" and named in ("image", "unknown"):
        return "image"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head[4:12] == b"ftypavif":
        return "image"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "heic"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _packed_kind(path, named)
    if named in ("text", "html", "mail") or path.suffix.lower() == ".csv":
        return named
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    # an extension that promises a format its content has not: damaged, not text
    return named


def _packed_kind(path: Path, named: str) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return named if named != "unknown" else "zip"
    if "word/document.xml" in names:
        return "docx"
    if any(name.lower().endswith("ofd.xml") for name in names):
        return "ofd"
    if "xl/workbook.xml" in names:
        return "sheet"
    if "ppt/presentation.xml" in names:
        return "office"
    if "mimetype" in names:
        return named if named in ("office", "table") else "office"
    return "zip"
