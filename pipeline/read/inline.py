"""Pictures inside a web page or a mail: those written into the text itself, and which of them are papers rather than decoration."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from PIL import Image, UnidentifiedImageError

_PICTURE = 480  # pixels: a picture with shorter sides is decoration
_DATA = re.compile(rb"""src\s*=\s*["']?data:image/([a-z]+)((?:;[^,;"'>]*)*),([^"'>]+)""", re.IGNORECASE)


def written_in(page: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of every large picture that a page holds as a data: address (RFC 2397), in order."""
    for number, found in enumerate(_DATA.finditer(page), 1):
        kind, parameters, data = found.groups()
        try:
            raw = unquote_to_bytes(data)
            raw = base64.b64decode(raw) if parameters.lower().endswith(b"base64") else raw
        except (binascii.Error, ValueError):
            continue
        if large(raw):
            yield f"图{number}.{kind.decode().lower()}", raw


def large(raw: bytes) -> bool:
    """Whether this is a picture big enough to be a paper."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw)) as picture:
                return min(picture.size) >= _PICTURE
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
