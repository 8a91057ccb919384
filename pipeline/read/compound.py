"""The old container of Office (MS-CFB): the streams inside a DOC, XLS, WPS, or a locked DOCX."""

from __future__ import annotations

import struct
from collections.abc import Mapping

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # and above: no sector
_STREAM, _ROOT = 2, 5


def streams(raw: bytes) -> Mapping[str, bytes]:
    """Every stream by its name; raises ValueError where the container is broken."""
    try:
        return _streams(raw)
    except (struct.error, IndexError) as error:
        raise ValueError("broken container") from error


def _streams(raw: bytes) -> dict[str, bytes]:
    size, small = 1 << struct.unpack_from("<H", raw, 30)[0], 1 << struct.unpack_from("<H", raw, 32)[0]
    directory, least, mini_start = (struct.unpack_from("<I", raw, place)[0] for place in (48, 56, 60))
    table = _table(raw, size)
    entries = _chain(raw, table, directory, size, 1)
    found: dict[str, bytes] = {}
    mini, mini_table = b"", list(_words(_chain(raw, table, mini_start, size, 1)))
    for at in range(0, len(entries), 128):
        entry = entries[at : at + 128]
        length, kind = struct.unpack_from("<H", entry, 64)[0], entry[66]
        start, count = struct.unpack_from("<I", entry, 116)[0], struct.unpack_from("<Q", entry, 120)[0]
        if kind == _ROOT:
            mini = _chain(raw, table, start, size, 1)
        elif kind == _STREAM and length > 2:
            name = entry[: length - 2].decode("utf-16-le", "replace")
            short = count < least
            content = _chain(mini, mini_table, start, small, 0) if short else _chain(raw, table, start, size, 1)
            found.setdefault(name, content[:count])
    return found


def _table(raw: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    sectors = list(struct.unpack_from("<109I", raw, 76))
    more, count = struct.unpack_from("<I", raw, 68)[0], struct.unpack_from("<I", raw, 72)[0]
    for _ in range(min(count, len(raw) // size)):
        if more >= _END:
            break
        words = _words(raw[(more + 1) * size : (more + 2) * size])
        sectors, more = [*sectors, *words[:-1]], words[-1]
    return [word for sector in sectors if sector < _END for word in _words(raw[(sector + 1) * size : (sector + 2) * size])]


def _chain(raw: bytes, table: list[int], sector: int, size: int, header: int) -> bytes:
    parts: list[bytes] = []
    while sector < _END and len(parts) <= len(raw) // size:  # a loop would never end
        parts.append(raw[(sector + header) * size : (sector + header + 1) * size])
        sector = table[sector]
    return b"".join(parts)


def _words(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])
