"""Records → compact JSON bytes → the same records, for the store. The tags are our record names; nothing else is ever built."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

from pipeline import records

_RECORDS = {name: kind for name, kind in vars(records).items() if isinstance(kind, type) and is_dataclass(kind)}
_PATHS = "surrogatepass"  # a path on Linux may hold bytes that are no UTF-8
_FIELDS = {name: tuple(item.name for item in fields(kind) if item.init) for name, kind in _RECORDS.items()}


def dumps(record: object) -> bytes:
    """Any record of pipeline/records as bytes; a record that stands in several places is written once."""
    return zlib.compress(json.dumps(_encode(record, {}), ensure_ascii=False, separators=(",", ":")).encode("utf-8", _PATHS), 6)


def loads(data: bytes) -> Any:
    """The record that dumps() was given. Raises ValueError on bytes that it did not make."""
    try:
        return _decode(json.loads(zlib.decompress(data).decode("utf-8", _PATHS)), [])
    except (zlib.error, KeyError, IndexError, TypeError) as error:
        raise ValueError(f"not a stored record: {error}") from error


def _encode(value: object, known: dict[int, int]) -> Any:
    """`known`: id of a record already written → its number, counted as records end; _decode counts the same way."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_encode(item, known) for item in value]
    name = type(value).__name__
    if name in _FIELDS:
        if id(value) in known:
            return {"&": known[id(value)]}
        row = {"@": name, "f": [_encode(getattr(value, key), known) for key in _FIELDS[name]]}
        known[id(value)] = len(known)
        return row
    if isinstance(value, Mapping):
        return {"@": "{", "f": [[key, _encode(item, known)] for key, item in value.items()]}
    if isinstance(value, Decimal):
        return {"@": "n", "f": str(value)}
    if isinstance(value, datetime):  # before date: a datetime is one
        return {"@": "t", "f": value.isoformat()}
    if isinstance(value, date):
        return {"@": "d", "f": value.isoformat()}
    if isinstance(value, PurePath):
        return {"@": "p", "f": str(value)}
    raise TypeError(f"{name} is no record of ours")


def _decode(data: Any, known: list[Any]) -> Any:
    if isinstance(data, list):
        return tuple([_decode(item, known) if isinstance(item, list | dict) else item for item in data])
    if "&" in data:
        return known[data["&"]]
    tag, content = data["@"], data["f"]
    if tag in _RECORDS:
        record = _RECORDS[tag](*[_decode(item, known) if isinstance(item, list | dict) else item for item in content])
        known.append(record)
        return record
    match tag:
        case "{":
            return {key: _decode(item, known) if isinstance(item, list | dict) else item for key, item in content}
        case "n":
            return Decimal(content)
        case "t":
            return datetime.fromisoformat(content)
        case "d":
            return date.fromisoformat(content)
        case "p":
            return Path(content)
    raise KeyError(tag)
